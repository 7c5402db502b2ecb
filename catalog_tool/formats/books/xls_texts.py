"""The texts of an .xls workbook: each with a flag byte that says how wide its characters are."""

from __future__ import annotations

import struct


class Texts:
    """The bytes of a table of texts that runs over several records; a text may be cut at their ends."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces, self._piece, self._at = pieces, 0, 0

    def _left(self) -> int:
        return len(self._pieces[self._piece]) - self._at

    def _next_piece(self) -> None:
        self._piece, self._at = self._piece + 1, 0
        if self._piece >= len(self._pieces):
            raise IndexError

    def take(self, size: int) -> bytes:
        """Bytes that have no flag byte in between."""
        taken = b""
        while len(taken) < size:
            if self._left() == 0:
                self._next_piece()
            content = self._pieces[self._piece][self._at : self._at + size - len(taken)]
            taken += content
            self._at += len(content)
        return taken

    def skip(self, size: int) -> None:
        """Pass over formatting and phonetics."""
        while size > 0:
            if self._left() == 0:
                self._next_piece()
            step = min(size, self._left())
            self._at += step
            size -= step

    def text(self) -> str:
        """The next text; where it is cut, the flag byte stands again."""
        length, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & 4 else 0
        parts = []
        while length > 0:
            if self._left() == 0:
                self._next_piece()
                flags = self.take(1)[0]
            width = 2 if flags & 1 else 1
            count = min(length, self._left() // width)
            if count == 0:
                raise IndexError
            raw = self._pieces[self._piece][self._at : self._at + count * width]
            self._at += count * width
            length -= count
            parts.append(raw.decode("utf-16-le" if width == 2 else "latin-1", "replace"))
        self.skip(4 * runs + extra)
        return "".join(parts)


def shared_texts(texts: Texts) -> list[str]:
    """The texts that cells name by number; how many there are is not believed but read."""
    declared = struct.unpack("<II", texts.take(8))[1]
    found: list[str] = []
    while len(found) < declared:
        found.append(texts.text())
    return found


def label(content: bytes, start: int) -> str:
    """A text with a length of two bytes before its flag byte."""
    length, flags = struct.unpack_from("<HB", content, start)
    return _characters(content, start + 3, length, flags)


def short_name(content: bytes, start: int) -> str:
    """A text with a length of one byte, as names of sheets have."""
    return _characters(content, start + 2, content[start], content[start + 1])


def _characters(content: bytes, start: int, length: int, flags: int) -> str:
    if flags & 1:
        return content[start : start + 2 * length].decode("utf-16-le", "replace")
    return content[start : start + length].decode("latin-1")
