"""What is refused in a file's bytes, before or instead of parsing.

A clean file costs a few scans of memory; only a file that looks wrong is decoded
here. libyaml itself accepts UTF-16 and takes NEL, U+2028 and a lone CR for line
ends, which editors do not: positions would drift, so these are refused.
"""

from __future__ import annotations

import re

from catalog_tool.formats.refusals import CONTROL_CHARACTER, NOT_UTF8, Refusal
from catalog_tool.model import Place

BOM = b"\xef\xbb\xbf"
MOST_BYTES = 5 * 1024 * 1024

# Line ends that only some programs honour (NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR),
# and a byte order mark that two files glued together leave in the middle.
_LET_PASS = ("\x85", "\u2028", "\u2029", "\ufeff")
_LONE_CR = re.compile(r"\r(?!\n)")
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)")
"""Characters no text of a catalog may hold; tab and line feed may."""


def strip_bom(data: bytes) -> bytes:
    """The bytes without a UTF-8 byte order mark."""
    return data.removeprefix(BOM)


def refused_bytes(data: bytes) -> Refusal | None:
    """The reason not to parse at all, for what the parser would let pass; None if it looks fine."""
    try:
        # Decoding costs a tenth of searching the bytes: single characters are found at once.
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data)
    if any(character in text for character in _LET_PASS) or ("\r" in text and _LONE_CR.search(text)):
        return explain_bytes(data)
    return None


def explain_bytes(data: bytes) -> Refusal | None:
    """What is wrong with bytes the parser would not read: the encoding, or a control character."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data)
    if utf16_codec(data):
        return _not_utf8(data)
    found = UNWANTED.search(text)
    if found is None:
        return None
    return Refusal(
        CONTROL_CHARACTER,
        place_in(text, found.start()),
        (),
        0,
        {"where": "这里有", "character": character_name(found.group())},
    )


def character_name(character: str) -> str:
    """A name a person can search for: U+0007, CR."""
    return {"\r": "CR（单独的回车）", "\x00": "NUL（U+0000）"}.get(character, f"U+{ord(character):04X}")


def place_in(text: str, offset: int) -> Place:
    """Line and column, from 1, of an offset; lines end with LF or CR LF or CR."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def guessed_encoding(data: bytes) -> str:
    """utf-8, utf-16 or gbk, by what the bytes can be; "" where they are none of these."""
    if utf16_codec(data):
        return "utf-16"
    # GB 18030 holds GBK and GB 2312, and what WPS and old systems write.
    for name, codec in (("utf-8", "utf-8"), ("gbk", "gb18030")):
        try:
            data.decode(codec)
        except UnicodeDecodeError:
            continue
        return name
    return ""


def utf16_codec(data: bytes) -> str:
    """The codec of a UTF-16 text, with or without byte order mark; "" where it is none.

    Every line feed, colon and space of such a text has a NUL on the same side, which
    no other text has at all; a few strays are no proof.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codec = "utf-16"
    else:
        even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
        many, few = max(even, odd), min(even, odd)
        if many < 3 or many * 20 < min(len(data), 4096) or many < few * 20:
            return ""
        codec = "utf-16-be" if even > odd else "utf-16-le"
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return ""
    return codec


def _not_utf8(data: bytes) -> Refusal:
    found = guessed_encoding(data)
    name, option = ("", "") if found in ("", "utf-8") else (found.upper(), found)
    place = Place(1, 1) if found == "utf-16" else _first_bad_byte(data)
    if name:
        args = {
            "problem": f"文件是 {name} 编码，不是 UTF-8",
            "encoding": name,
            "advice": f"请运行 catalog-tool fmt --from {option} 该文件 来转换（原文件另存一份）",
        }
    else:
        args = {
            "problem": "文件不是 UTF-8 编码，也认不出是什么编码",
            "encoding": "",
            "advice": "请用编辑器打开，确认内容完好后另存为 UTF-8",
        }
    return Refusal(NOT_UTF8, place, (), 0, args)


def _first_bad_byte(data: bytes) -> Place:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        return place_in(good, len(good))
    return Place(1, 1)
