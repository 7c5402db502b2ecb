"""Whether two 适用情形 can hold at once, and whether one holds wherever another does.

Where the questions are too many to look through, the answer is the one that accuses nobody.
"""

from __future__ import annotations

from catalog_tool.domain.answers import holds, possible_answers
from catalog_tool.domain.situations import conditions, questions_by_option
from catalog_tool.model import Matter


def are_disjoint(matter: Matter, one: object, other: object) -> bool:
    """Whether no applicant can be in both situations."""
    if not one or not other:
        return False
    options = questions_by_option(matter)
    first, second = conditions(one, options), conditions(other, options)
    if first is None or second is None:
        return False
    possible = possible_answers(matter.get("情形"), options, (first, second))
    return possible is None or not any(holds(first, given) and holds(second, given) for given in possible)


def covers(matter: Matter, scope: object, due: object) -> bool:
    """Whether a scope (免提交范围) holds in every situation in which something is due (适用情形)."""
    options = questions_by_option(matter)
    held, asked = conditions(scope, options), conditions(due, options)
    if held is None:
        return True
    possible = possible_answers(matter.get("情形"), options, (held, asked))
    return possible is None or all(holds(held, given) for given in possible if holds(asked, given))
