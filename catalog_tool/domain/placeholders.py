"""Placeholders: texts that stand where something should be said, and say nothing (待补充, 详见附件)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from catalog_tool.context import Context
from catalog_tool.model import text_of

LIST = "placeholder-text"
_END = "[。.！! ]{0,2}"


class Placeholders:
    """The words of schemas/lists/placeholder-text.yaml, ready to search with."""

    def __init__(self, words: list[str], heads: list[str]) -> None:
        joined = "|".join(f"(?:{word})" for word in words)
        whole = re.compile(f"(?:{joined}){_END}")
        # Nearly every text begins with a character that no placeholder begins with.
        head = f"(?=[{re.escape(''.join(heads))}])" if all(heads) else ""
        self._any = re.compile(f"\n{head}(?:{joined}){_END}(?=\n)").search if words else None
        self._is = lru_cache(maxsize=16384)(lambda text: whole.fullmatch(text.strip()) is not None)

    def stands_in(self, all_text: str) -> bool:
        """Whether one of many texts, one a line, looks like a placeholder: a quick first look."""
        return self._any is not None and self._any(f"\n{all_text}\n") is not None

    @property
    def is_placeholder(self) -> Callable[[str], bool]:
        """Whether a text as a whole says nothing; never where there is no list."""
        return self._is if self._any is not None else _never


def _never(text: str) -> bool:
    return False


def placeholders(context: Context) -> Placeholders:
    """The placeholders of a context; ask with `context.once(placeholders)`."""
    rows = context.lexicon.lists.get(LIST, ())
    return Placeholders([text_of(row.get("词")) for row in rows], [text_of(row.get("开头")) for row in rows])
