"""Texts as parts of file names that every system takes."""

from __future__ import annotations

import re

from catalog_tool.domain.visible import one_line

LONGEST_NAME = 40
"""Characters of a name in a file name: four real names exceed 250 bytes, what most systems allow."""
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f⟨⟩␀-␡]+|\s+')
_DEVICES = re.compile("(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\\..*)?", re.IGNORECASE)


def safe_part(text: str) -> str:
    """A text as part of a file name: nothing a file system refuses, at most 40 characters."""
    text = _UNSAFE.sub("_", one_line(text)).strip("._ ")[:LONGEST_NAME].strip("._ ")
    return f"{text}_" if _DEVICES.fullmatch(text) else text


def is_safe_path(path: str) -> bool:
    """Whether a path with forward slashes is one that every system takes, and that names nothing hidden."""
    return all(
        part and not _UNSAFE.search(part.replace(" ", "")) and part == part.strip(" ") and not part.endswith(".")
        and not part.startswith((".", "_")) and not _DEVICES.fullmatch(part) and len(part.encode()) <= 240
        for part in path.split("/")
    )  # fmt: skip
