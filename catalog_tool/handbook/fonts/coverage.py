"""Which characters a font shows."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache

from catalog_tool.handbook.fonts.faces import Face

# Shown as nothing or as a gap whether the font has them or not (Typst asks no glyph of them): spaces,
# line ends, the soft hyphen, variation selectors. U+1680 is not among them: it has a stroke.
_NEEDS_NO_GLYPH = frozenset(
    chr(code)
    for first, last in (
        (0x09, 0x0D),
        (0x20, 0x20),
        (0xA0, 0xA0),
        (0xAD, 0xAD),
        (0x2000, 0x200A),
        (0x2028, 0x2029),
        (0x202F, 0x202F),
        (0x205F, 0x205F),
        (0x3000, 0x3000),
        (0xFE00, 0xFE0F),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)


def unprintable(text: str | Iterable[str], chain: Iterable[Face]) -> frozenset[str]:
    """The characters of `text` that no face of `chain` has a glyph for.

    Emoji count like any other character: there is one only where a font of the chain has it.
    Fonts are opened one after another only while something is still missing.
    """
    missing = set(text) - _NEEDS_NO_GLYPH
    for face in chain:
        if not missing:
            break
        shown = covered(face.path, face.index)
        missing = {character for character in missing if ord(character) not in shown}
    return frozenset(missing)


@cache
def covered(path: str, index: int) -> frozenset[int]:
    """The code points the font at `path` (in a collection the one at `index`) has; none where it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        # fontTools opens a path itself, but leaves the file open where it turns out to be no font.
        with open(path, "rb") as stream, TTFont(stream, fontNumber=index, lazy=True) as font:
            glyphs = font.getBestCmap() or {}
            return frozenset(code for code, glyph in glyphs.items() if glyph != ".notdef")
    except (OSError, TTLibError, KeyError, struct.error, IndexError, AssertionError, ValueError):
        # A damaged font shows nothing for sure: its characters are named, never printed as boxes.
        return frozenset()
