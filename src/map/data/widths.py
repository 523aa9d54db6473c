#!/usr/bin/env python3
"""Makes `widths.tsv`: how wide letters are, for placing labels before any browser has seen them. See README.md beside this file.

    pip install fonttools
    src/map/data/widths.py /usr/share/fonts/truetype/noto     (Debian's package fonts-noto-core)
"""

import pathlib
import sys

from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
# font, the blocks that are taken from it
FONTS = [
    ("NotoSans-Regular.ttf", [(0x20, 0x24F), (0x2B0, 0x52F), (0x1E00, 0x1FFF), (0x2010, 0x2044), (0x20AC, 0x20AC)]),
    ("NotoSansArabic-Regular.ttf", [(0x60C, 0x6FF), (0x750, 0x77F)]),
    ("NotoSansHebrew-Regular.ttf", [(0x5D0, 0x5F4)]),
    ("NotoSansArmenian-Regular.ttf", [(0x531, 0x58A)]),
    ("NotoSansGeorgian-Regular.ttf", [(0x10A0, 0x10FF)]),
]


def forms(font, feature):
    """Glyph → the glyph that a feature of joining puts in its place."""
    table = font["GSUB"].table
    wanted = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == feature for i in record.Feature.LookupListIndex}
    found = {}
    for index in sorted(wanted):
        for sub in table.LookupList.Lookup[index].SubTable:
            found.update(getattr(getattr(sub, "ExtSubTable", sub), "mapping", {}))
    return found


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = []
    for name, blocks in FONTS:
        font = TTFont(folder / name)
        glyphs, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        width = lambda glyph: round(metrics[glyph][0] * 1000 / em)
        joining = [forms(font, feature) for feature in ("init", "medi", "fina")] if "Arabic" in name else []
        for first, last in blocks:
            for code in range(first, last + 1):
                if code in glyphs:
                    glyph = glyphs[code]
                    cells = [width(glyph)] + [width(form[glyph]) if glyph in form else -1 for form in joining]
                    while cells[-1] == -1:
                        cells.pop()
                    rows.append("\t".join([f"{code:x}", *map(str, cells)]))
    (HERE / "widths.tsv").write_text("\n".join(rows) + "\n")
    print(len(rows), "letters")


if __name__ == "__main__":
    main()
