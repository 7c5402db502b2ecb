"""Cuts the two fonts under fonts/ out of Noto Serif SC and Noto Sans SC, which are openly licensed.

    python scripts/cut_fonts.py            # fetches the packages with npm (125 MB)
    python scripts/cut_fonts.py --from DIR # takes the archives that lie in DIR
    python scripts/cut_fonts.py --check    # compares what it would write with what is there

Kept are the characters a handbook is likely to have (`wanted`), without hinting, glyph
names and features of vertical print. The archives are checked by sha256; the same
archives and the same fontTools give the same bytes. Offline, `--check` says so and passes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import tarfile
import tempfile
import unicodedata
from pathlib import Path
from typing import NamedTuple

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

PROJECT = Path(__file__).resolve().parent.parent
OUTPUT = PROJECT / "fonts"
FONTTOOLS = "4.68.0"
"""Another version may order or pack tables otherwise: right fonts, other bytes."""


class Source(NamedTuple):
    """One package of the npm registry and what is made of it."""

    package: str
    version: str
    sha256: str
    member: str
    family: str
    licence: str

    @property
    def archive(self) -> str:
        """The name npm gives the package's archive."""
        return f"{self.package.lstrip('@').replace('/', '-')}-{self.version}.tgz"

    @property
    def file(self) -> str:
        """The cut font's file name."""
        return f"{self.family.replace(' ', '')}-Regular.ttf"


# Families of their own: beside a whole Noto Serif SC on the same computer nobody could say which of
# the two is printed with, and whether it has a character. The licences reserve no name but "Source".
SOURCES = (
    Source(
        "@expo-google-fonts/noto-serif-sc",
        "0.4.3",
        "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
        "package/400Regular/NotoSerifSC_400Regular.ttf",
        "Catalog Serif SC",
        "OFL-CatalogSerifSC.txt",
    ),
    Source(
        "@expo-google-fonts/noto-sans-sc",
        "0.4.3",
        "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
        "package/400Regular/NotoSansSC_400Regular.ttf",
        "Catalog Sans SC",
        "OFL-CatalogSansSC.txt",
    ),
)

BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1: names of firms and people
    (0x02C6, 0x02DD),  # tone marks that stand alone
    (0x0391, 0x03C9),  # Greek: μ Ω
    (0x2000, 0x205F),  # spaces, dashes, quotes, ellipses
    (0x2070, 0x209F),  # superscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # ℃ № ℡
    (0x2150, 0x218F),  # Ⅰ–Ⅻ
    (0x2190, 0x22FF),  # arrows, mathematics: √ ≤ ≥
    (0x2400, 0x2426),  # what domain/visible.py shows for control characters
    (0x2460, 0x27BF),  # ①–⑳, boxes to tick, ruled lines, ☆ ☎ ✓
    (0x27E8, 0x27E9),  # ⟨⟩ around hidden characters
    (0x3000, 0x303F),  # CJK punctuation: 〔〕【】《》〇
    (0x3105, 0x312F),  # bopomofo of GB 2312
    (0x3200, 0x33FF),  # ㈠ ㎡ ㎏ ㏄
    (0xFF01, 0xFFEE),  # full width
)
TEXTS = ("schemas", "guides", "templates")
TEXT_FILES = {".yaml", ".json", ".csv", ".md", ".txt", ".j2", ".typ", ".css"}
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga"]
"""What horizontal print asks for; halt, palt and the vertical ones are two thirds of GPOS."""
NO_TABLES = ["BASE", "DSIG", "STAT", "VORG", "vhea", "vmtx", "gasp", "prep"]
FAMILY_NAMES = {1: "{0}", 3: "{0} Regular, cut", 4: "{0} Regular", 6: "{1}-Regular", 16: "{0}", 25: "{1}"}


class Fault(Exception):
    """The archives are not those this script knows, or cannot be had."""


def main() -> None:
    """Write the fonts and their licences, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, help="folder with the archives")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        try:
            files = made(arguments.folder or fetched(Path(temporary)))
        except (OSError, subprocess.CalledProcessError) as error:
            if arguments.check and arguments.folder is None:
                print(f"skipped, the packages cannot be fetched: {error}")
                return
            raise SystemExit(f"the packages cannot be fetched: {error}") from error
        except Fault as fault:
            raise SystemExit(str(fault)) from fault
    if arguments.check:
        check(files)
        return
    OUTPUT.mkdir(exist_ok=True)
    for name, data in files.items():
        (OUTPUT / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


def check(files: dict[str, bytes]) -> None:
    """End with a list of the files that differ from what this script makes."""
    stale = [name for name, data in files.items() if not same(OUTPUT / name, data)]
    if not stale:
        print(f"fonts/ is what the script makes ({len(files)} files)")
        return
    hint = "" if fontTools.version == FONTTOOLS else f" (fontTools is {fontTools.version}, cut with {FONTTOOLS})"
    raise SystemExit(f"not what the script makes: {', '.join(stale)}{hint}. Run scripts/cut_fonts.py")


def same(path: Path, data: bytes) -> bool:
    """Whether the file is there with these bytes."""
    return path.is_file() and path.read_bytes() == data


def fetched(folder: Path) -> Path:
    """Download the archives with the registry's own client."""
    for source in SOURCES:
        wanted_version = f"{source.package}@{source.version}"
        subprocess.run(["npm", "pack", "--silent", wanted_version], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def made(archives: Path) -> dict[str, bytes]:
    """The fonts and licences by file name."""
    characters = wanted()
    files = {}
    for source in SOURCES:
        data = (archives / source.archive).read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if found != source.sha256:
            raise Fault(f"{source.archive}: sha256 {found}, expected {source.sha256}")
        with tarfile.open(fileobj=io.BytesIO(data)) as package:
            font, licence = (_member(package, name) for name in (source.member, "package/LICENSE_FONT"))
        files[source.file] = cut(font, characters, source.family)
        files[source.licence] = licence
    return files


def _member(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(name)
    assert member is not None
    return member.read()


def wanted() -> frozenset[int]:
    """Code points worth keeping: GB 2312, the blocks above, and all the project's own texts have."""
    blocks = {code for first, last in BLOCKS for code in range(first, last + 1)}
    codes = blocks | gb2312() | project_characters()
    return frozenset(code for code in codes if chr(code).isprintable() or unicodedata.category(chr(code)) == "Zs")


def gb2312() -> set[int]:
    """The 7,445 characters of GB 2312-80, by Python's codec."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(character) for pair in pairs for character in pair.decode("gb2312", "ignore")}


def project_characters() -> set[int]:
    """What the standards, the example guides and the templates are written in."""
    texts = (path for folder in TEXTS for path in sorted((PROJECT / folder).rglob("*")) if path.suffix in TEXT_FILES)
    return {ord(character) for path in texts for character in path.read_text(encoding="utf-8") if character >= " "}


def cut(font: bytes, characters: frozenset[int], family: str) -> bytes:
    """The font with these characters only, as far as it has them, under another family name."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.drop_tables += NO_TABLES
    options.name_IDs = ["*"]
    options.glyph_names = False
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False  # the source's own date: no clock in the bytes
    with TTFont(io.BytesIO(font), recalcTimestamp=False) as opened:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=characters)
        cutter.subset(opened)
        _rename(opened, family)
        target = io.BytesIO()
        opened.save(target, reorderTables=True)
    return target.getvalue()


def _rename(font: TTFont, family: str) -> None:
    """Put the family's name wherever a system looks; authors, licence and trademark stay."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID < 256]  # names of axes that were dropped
    for record in list(names.names):
        if record.nameID in FAMILY_NAMES:
            text = FAMILY_NAMES[record.nameID].format(family, family.replace(" ", ""))
            names.setName(text, record.nameID, record.platformID, record.platEncID, record.langID)


if __name__ == "__main__":
    main()
