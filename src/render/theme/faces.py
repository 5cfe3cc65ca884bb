#!/usr/bin/env python3
"""Makes the faces of the built-in theme, by hand: templates/assets/faces/*.woff2 and templates/assets/faces.css.

    npm install @fontsource-variable/source-serif-4 @fontsource-variable/source-sans-3 @fontsource-variable/noto-naskh-arabic
    pip install fonttools brotli
    python3 src/render/theme/faces.py NODE_MODULES

The packages hold each family cut into scripts. Of these, the weights that the theme uses are kept, and of Source Serif
its cut for headings as a face of its own. All are under the SIL Open Font License 1.1, whose text stands beside them.
"Source" is a reserved font name, which no changed version may have (section 3 of the licence): hence names of our own.
"""

import json
import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[3]
ASSETS = ROOT / "templates" / "assets"
WEIGHTS = (400, 700)
SCRIPTS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese", "arabic"]
# Of what the packages call "latin-ext", the letters that names in Europe and Turkey need are a cut of their own: one "İ"
# shall not bring the phonetic alphabet with it.
SPLIT = "latin-ext"
EUROPEAN = [*range(0x100, 0x180), *range(0x218, 0x21C), 0x1E9E, *range(0x1E80, 0x1E86), 0x1EF2, 0x1EF3]
# Name in CSS, package, axes of its file, style, limits of its axes.
FACES = [
    ("Dateline Serif", "source-serif-4", "wght", "normal", {"wght": WEIGHTS}),
    ("Dateline Serif", "source-serif-4", "wght", "italic", {"wght": WEIGHTS}),
    ("Dateline Display", "source-serif-4", "opsz", "normal", {"wght": WEIGHTS, "opsz": 40}),
    ("Dateline Sans", "source-sans-3", "wght", "normal", {"wght": WEIGHTS}),
    ("Noto Naskh Arabic", "noto-naskh-arabic", "wght", "normal", {"wght": WEIGHTS}),
]
# Arabic letters are drawn small: in small type they get the height of the Latin ones beside them, in percent.
ARABIC_SMALL = 122
# What stands in while a face is on its way: Times and Arial, or what has their widths, drawn out to the widths of the
# face, so that no line breaks anew when it comes. Width, ascent and descent in percent.
STAND_INS = [
    ("Serif till then", ["Times New Roman", "Liberation Serif"], 117.0, 88.5, 28.6),
    ("Display till then", ["Times New Roman", "Liberation Serif"], 107.0, 96.8, 31.3),
    ("Sans till then", ["Arial", "Liberation Sans"], 92.9, 110.2, 43.1),
]


def rename(font: TTFont, name: str) -> None:
    """Gives a font its name; who made it, and the licence, stay."""
    names = {1: name, 3: name, 4: name, 6: name.replace(" ", ""), 16: name, 25: name.replace(" ", "")}
    table = font["name"]
    for record in [record for record in table.names if record.nameID in names]:
        table.setName(names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)


def points(ranges: str) -> list[int]:
    """The code points of a `unicode-range`."""
    ends = [part.removeprefix("U+").split("-") for part in ranges.split(",")]
    return [point for end in ends for point in range(int(end[0], 16), int(end[-1], 16) + 1)]


def written(codes: list[int]) -> str:
    """A `unicode-range` of code points."""
    out: list[list[int]] = []
    for code in sorted(codes):
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return ",".join(f"U+{first:04X}" + (f"-{last:04X}" if last > first else "") for first, last in out)


def parts(script: str, ranges: str) -> list[tuple[str, str]]:
    """The cuts that are made of a package's, each with its `unicode-range`."""
    if script != SPLIT:
        return [(script, ranges)]
    all_of_it = points(ranges)
    rare = [code for code in all_of_it if code not in EUROPEAN]
    return [(script, written([code for code in EUROPEAN if code in all_of_it])), ("latin-rare", written(rare))]


def main(modules: Path) -> None:
    folder = ASSETS / "faces"
    folder.mkdir(exist_ok=True)
    rules = [
        "/* The faces of the theme, cut by script so that a page asks only for what it shows.",
        "   Made by src/render/theme/faces.py; all under the SIL Open Font License 1.1, faces/OFL.txt. */",
    ]
    for name, package, axes, style, limits in FACES:
        source = modules / "@fontsource-variable" / package
        ranges = json.loads((source / "unicode.json").read_text())
        for script in SCRIPTS:
            file = source / "files" / f"{package}-{script}-{axes}-{style}.woff2"
            # Of the Arabic face only the Arabic is wanted: the rest is Source Serif's.
            if not file.exists() or (package.startswith("noto") and script != "arabic"):
                continue
            for cut_of, codes in parts(script, ranges[script]):
                font = TTFont(file, recalcTimestamp=False)
                instancer.instantiateVariableFont(font, limits, inplace=True)
                if script == SPLIT:
                    subsetter = subset.Subsetter(subset.Options(layout_features=["*"], notdef_outline=True))
                    subsetter.populate(unicodes=points(codes))
                    subsetter.subset(font)
                rename(font, name)
                font.flavor = "woff2"
                cut = name.lower().replace(" ", "-") + ("-italic" if style == "italic" else "") + f"-{cut_of}.woff2"
                out = BytesIO()
                font.save(out)
                (folder / cut).write_bytes(out.getvalue())
                rules.append(
                    f'@font-face {{ font-family: "{name}"; font-style: {style}; font-weight: {WEIGHTS[0]} {WEIGHTS[1]}; '
                    f'font-display: swap; src: url("faces/{cut}") format("woff2"); unicode-range: {codes}; }}'
                )
            if script == "arabic":
                small = rules[-1].replace(f'"{name}"', '"Arabic small"', 1)
                rules.append(small.replace("src:", f"size-adjust: {ARABIC_SMALL}%; src:", 1))
    for name, families, width, ascent, descent in STAND_INS:
        local = ", ".join(f'local("{family}")' for family in families)
        rules.append(
            f'@font-face {{ font-family: "{name}"; src: {local}; size-adjust: {width}%; '
            f"ascent-override: {ascent}%; descent-override: {descent}%; line-gap-override: 0%; }}"
        )
    (ASSETS / "faces.css").write_text("\n".join(rules) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
