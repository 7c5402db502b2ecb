"""Which situations a comparison is about: a handling item 婚迁 under a matter that asks 因何迁移.

Where one of two rows is about one option of the other's 情形, only what applies there
is compared; the rest belongs to other handling items.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from catalog_tool.domain.names import fold
from catalog_tool.domain.situations import Conditions, conditions, questions_by_option, within
from catalog_tool.model import Matter

_TRAILING_BRACKET = re.compile(r"\(([^()]*)\)$")


@dataclass(frozen=True)
class Aspect:
    """The questions of a matter by option, and the option that is given; "" where none is."""

    questions: Mapping[str, str]
    option: str

    def when(self, value: object) -> Conditions:
        """What 适用情形 still asks once the option is given: None for "always", the empty set for "never"."""
        if not value:
            return None
        found = conditions(value, self.questions)
        return within(found, self.questions[self.option], self.option) if self.option else found


def aspect_of(matter: Matter, opposite: Matter) -> Aspect:
    """How a matter's rows are read beside those of the matter opposite."""
    questions = questions_by_option(matter)
    return Aspect(questions, _option(opposite, questions) or _option(matter, questions))


def _option(matter: Matter, questions: Mapping[str, str]) -> str:
    """The option that a row is about, by its 孙项名称 or the note that ends its 子项名称; "" for none."""
    if not questions:
        return ""
    bracket = _TRAILING_BRACKET.search(fold(matter.sub_name))
    names = {fold(matter.detail_name), bracket.group(1) if bracket else ""} - {""}
    return next((option for option in sorted(questions) if fold(option) in names), "")
