"""A part of a mapping file: reads of the shape that is due, and one sentence where it is another."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from catalog_tool.findings import CannotRun
from catalog_tool.workbooks.sheets import heading

_TOLD = 40
TOP = "开头"


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping within the file; `where` leads there, in Chinese."""

    value: Mapping[str, Any]
    where: str
    shown: str

    def fault(self, problem: str) -> CannotRun:
        """The error of a slip here; the sentence says what to do."""
        return CannotRun(f"对应关系 {self.shown} 的{self.where}：{problem}。")

    def only(self, known: Iterable[str]) -> None:
        """Refuse keys that mean nothing here."""
        names = list(known)
        for key in self.value:
            if key not in names:
                raise self.fault(f"不认识“{told(key)}”，{near(key, names) or '可写的有 ' + '、'.join(names)}")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return self.value.get(key) is not None

    def text(self, key: str) -> str:
        """A text, "" where it is absent."""
        value = self.value.get(key)
        if value is None:
            return ""
        if isinstance(value, (dict, list)):
            raise self.fault(f"“{key}”应是一句文字")
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one alone."""
        value = self.value.get(key)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        if any(item is None or isinstance(item, (dict, list)) for item in items):
            raise self.fault(f"“{key}”应是文字或文字的清单，如 [甲, 乙]")
        return tuple(str(item) for item in items)

    def headers(self, key: str) -> tuple[str, ...]:
        """A list of headers, written as in the sheet."""
        names = tuple(heading(text) for text in self.texts(key))
        if not all(names):
            raise self.fault(f"“{key}”里有空的表头；请写上，或删去")
        return names

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of row numbers, or one alone."""
        texts = self.texts(key)
        if not all(text.isascii() and text.isdecimal() and 0 < len(text) < 6 and int(text) for text in texts):
            raise self.fault(f"“{key}”应是行号，从 1 数起，如 1 或 [2, 3]")
        return tuple(int(text) for text in texts)

    def yes(self, key: str) -> bool:
        """是 or 否, 否 where it is absent."""
        text = self.text(key)
        if text not in ("", "是", "否"):
            raise self.fault(f"“{key}”只写 是 或 否")
        return text == "是"

    def part(self, key: str) -> Part:
        """The mapping under a key, empty where it is absent."""
        value = self.value.get(key)
        return self._as_part({} if value is None else value, self._below(key))

    def parts(self, key: str) -> list[Part]:
        """The mappings of a list, or one alone."""
        value = self.value.get(key)
        items = [] if value is None else value if isinstance(value, list) else [value]
        return [self._as_part(item, f"{self._below(key)}第 {number} 项") for number, item in enumerate(items, 1)]

    def _below(self, key: str) -> str:
        return told(key) if self.where == TOP else f"{self.where} {told(key)}"

    def _as_part(self, value: Any, where: str) -> Part:
        if not isinstance(value, dict):
            raise CannotRun(f"对应关系 {self.shown} 的{where}：应写成“名称: 内容”。")
        return Part(value, where, self.shown)

    def pattern(self, key: str) -> re.Pattern[str] | None:
        """A regular expression, None where it is absent."""
        text = self.text(key)
        if not text:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return re.compile(text)
        except (re.error, RecursionError, OverflowError) as error:
            at = f"从第 {error.pos + 1} 个字符起" if isinstance(error, re.error) and error.pos is not None else ""
            raise self.fault(f"“{key}”{at}不是正确的正则表达式；请改正（最好放在单引号里）") from error


def near(name: str, known: Iterable[str]) -> str:
    """A question after the name that was probably meant; "" where none is like it."""
    names = list(dict.fromkeys(known))
    found = get_close_matches(name, names, n=1) or [each for each in names if name and each.endswith(f".{name}")][:1]
    return f"是不是“{found[0]}”？" if found else ""


def told(text: object) -> str:
    """A name from the file, short enough for a sentence."""
    shown = str(text)
    return shown if len(shown) <= _TOLD else f"{shown[:_TOLD]}…"
