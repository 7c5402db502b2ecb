"""What a person has decided: this matter here is, or is not, that one there."""

from __future__ import annotations

from dataclasses import dataclass

from catalog_tool.compare.comparable import Group
from catalog_tool.domain.names import fold

Pair = tuple[str, str]
"""Keys of a directory's matter and of a local one."""


@dataclass(frozen=True)
class Confirmed:
    """Pairs of keys that a person ticked as the same matter, and as different ones."""

    same: frozenset[Pair]
    different: frozenset[Pair]


def key_of(group: Group) -> str:
    """What a person's decision knows a matter by: its 基本编码, else its folded name."""
    return key(group.code, group.first.title)


def key(code: str, name: str) -> str:
    """The same, of a code ("" for none) and a name as written."""
    return code or f"名称:{fold(name)}"
