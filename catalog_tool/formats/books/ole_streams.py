"""The streams of an OLE container, the file system in a file that .xls and encrypted .xlsx use.

Chains of sectors that run in a circle or out of the file are refused: other readers
follow them until memory is full.
"""

from __future__ import annotations

import struct
from itertools import chain, islice

from catalog_tool.formats.books.refusals import damaged

_END = 0xFFFFFFFA  # from here on numbers say that no sector follows


class Streams:
    """The names and bytes of the streams; raises CannotRun where the container is broken."""

    def __init__(self, data: bytes, shown: str) -> None:
        self._data, self._shown = data, shown
        if len(data) < 512:
            raise damaged(shown)
        shift, mini_shift = struct.unpack_from("<2H", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise damaged(shown)
        self._size = 1 << shift
        directory, _, self._cutoff, mini_start, _, difat = struct.unpack_from("<6I", data, 48)
        self._table = self._sectors(self._table_sectors(difat))
        entries = self._chain(directory)
        self._found: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        for start in range(0, len(entries) - 127, 128):
            length, kind = struct.unpack_from("<HB", entries, start + 64)
            first, size = struct.unpack_from("<II", entries, start + 116)
            name = entries[start : start + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
            if kind == 5:
                root = (first, size)
            elif kind == 2:
                self._found.setdefault(name.casefold(), (first, size))
        self._mini = self._chain(root[0]) if root[1] else b""
        self._mini_table = _numbers(self._chain(mini_start)) if self._mini else ()

    @property
    def sizes(self) -> dict[str, int]:
        """The streams' names in lower case and their sizes."""
        return {name: size for name, (_, size) in self._found.items()}

    def read(self, name: str) -> bytes:
        """The bytes of a stream by its name in lower case."""
        first, size = self._found[name]
        if size >= self._cutoff:
            content = self._chain(first)
        else:
            starts = (number * 64 for number in self._follow(first, self._mini_table))
            content = b"".join(self._mini[start : start + 64] for start in starts)
        if len(content) < size:
            raise damaged(self._shown, "文件可能没有传完")
        return content[:size]

    def _table_sectors(self, difat: int) -> list[int]:
        found = list(struct.unpack_from("<109I", self._data, 76))
        seen = set()
        while difat < _END:
            numbers = _numbers(self._sector(difat))
            if difat in seen or not numbers:
                raise damaged(self._shown)
            seen.add(difat)
            found += numbers[:-1]
            difat = numbers[-1]
        return [number for number in found if number < _END]

    def _sectors(self, numbers: list[int]) -> tuple[int, ...]:
        most = len(self._data) // self._size + 1
        return tuple(islice(chain.from_iterable(_numbers(self._sector(n)) for n in numbers), most))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        content = self._data[start : start + self._size]
        if not content:
            raise damaged(self._shown, "文件可能没有传完")
        return content

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in self._follow(first, self._table))

    def _follow(self, number: int, table: tuple[int, ...]) -> list[int]:
        numbers: list[int] = []
        while number < _END:
            if number >= len(table) or len(numbers) > len(table):
                raise damaged(self._shown)
            numbers.append(number)
            number = table[number]
        return numbers


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
