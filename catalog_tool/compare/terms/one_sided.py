"""What one side alone states: the changes -added and -dropped, each the other's mirror."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from catalog_tool.compare.changes import Change
from catalog_tool.model import Path

NONE = "无"
"""What is printed where a side states that there is none."""


class Stated(NamedTuple):
    """One thing that a side states: where it stands there, and as printed."""

    path: Path
    printed: str


Key = TypeVar("Key", bound=Hashable)


def one_sided(subject: str, here: Mapping[Key, Stated], there: Mapping[Key, Stated]) -> Iterator[Change]:
    """One change of SUBJECT-dropped or SUBJECT-added for each key that the other side lacks, in each side's order."""
    for key, stated in here.items():
        if key not in there:
            yield dropped(subject, stated)
    for key, stated in there.items():
        if key not in here:
            yield added(subject, stated)


def dropped(subject: str, stated: Stated) -> Change:
    """What the directory alone states."""
    return Change(f"{subject}-dropped", stated.path, stated.printed, NONE, directory_path=stated.path)


def added(subject: str, stated: Stated, traits: frozenset[str] = frozenset()) -> Change:
    """What the local side alone states."""
    return Change(f"{subject}-added", stated.path, NONE, stated.printed, traits=traits, local_path=stated.path)
