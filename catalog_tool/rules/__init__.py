"""The registry: a rule is one file here, its name is its file name, being there registers it.

A rule says a path and arguments. Its sentence, level and documentation are data
beside it; BAD and GOOD in its module are its tests and its page.

- `@rule(...)` on `check(matter, context)` looks at one matter (or, with `kinds`, at
  one `Document` of those kinds).
- With `gathers=facts`, the decorated function is `judge(facts, context)`: `facts(matter,
  context)` (with `kinds`, `facts(document, context)`) yields small JSON-able `Fact`s,
  which are gathered over a whole catalog, from any number of workers, before `judge`
  sees them, sorted by place.
- With `wide=True` a judge takes a third argument, the `Surroundings`: the same rule's
  facts of other catalogs and of the state before a change. One with `only_since=True`
  is run under --since alone, over the changed files and what they were.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from catalog_tool.context import Context
from catalog_tool.findings import INTERNAL_ERROR, Anchor, Hit, RuleInfo, Severity
from catalog_tool.formats.refusals import READER_RULES
from catalog_tool.model import Document, Kind, Matter, Path
from catalog_tool.schema.faults import SCHEMA_RULES
from catalog_tool.settling.rules import SETTLING_RULES


class Fact(NamedTuple):
    """What a rule across matters keeps of one matter: a path in it and JSON-able data."""

    path: Path
    data: Any


class PlacedFact(NamedTuple):
    """A fact with its place, as `judge` sees it."""

    anchor: Anchor
    data: Any


@dataclass(frozen=True)
class Surroundings:
    """What lies around a catalog, for judges that look beyond it.

    `others()` gives the same rule's facts of the 上级目录 and of the other catalogs of
    the run, read when first asked for; `earlier` those of the same catalog at the
    revision of --since (of the files that changed, at least), None without one;
    `unread()` gives the 上级目录 that are not there or have files that could not be read:
    what is not among the others may stand in those.
    """

    others: Callable[[], Sequence[PlacedFact]]
    earlier: Sequence[PlacedFact] | None = None
    unread: Callable[[], Sequence[str]] = tuple


Check = Callable[[Any, Context], Iterable[Hit]]
Facts = Callable[[Any, Context], Iterable[Fact]]
Judge = Callable[..., Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """A registered rule: what is known of it, and how it works."""

    info: RuleInfo
    check: Check | None = None
    facts: Facts | None = None
    judge: Judge | None = None
    kinds: frozenset[Kind] = frozenset({Kind.MATTER})
    whole_document: bool = False
    wide: bool = False
    only_since: bool = False

    @property
    def name(self) -> str:
        """The rule's public name."""
        return self.info.name


_registered: dict[str, Rule] = {}


def rule(
    *,
    severity: Severity,
    title: str,
    message: str,
    source: str,
    what: str,
    why: str,
    fix: str,
    since: str = "0.1",
    fixable: bool = False,
    kinds: Iterable[Kind] | None = None,
    as_matter: bool = False,
    gathers: Facts | None = None,
    wide: bool = False,
    only_since: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as the rule of its module.

    `message` is a format string over the hits' arguments; `what`, `why` and `fix`
    are the Chinese paragraphs that `explain` prints. With `kinds` the check (or the
    facts) gets whole Documents of those kinds instead of a Matter; with `as_matter` too
    each is read through a Matter, whatever it is.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        name = function.__module__.rpartition(".")[2].replace("_", "-")
        module = sys.modules[function.__module__]
        info = RuleInfo(
            name, severity, title, message, source, what, why, fix, since, fixable,
            bad=getattr(module, "BAD", ""), good=getattr(module, "GOOD", ""),
        )  # fmt: skip
        _registered[name] = Rule(
            info,
            check=None if gathers else function,
            facts=gathers,
            judge=function if gathers else None,
            kinds=frozenset(kinds or {Kind.MATTER}),
            whole_document=kinds is not None and not as_matter,
            wide=wide,
            only_since=only_since,
        )
        return function

    return register


def parted(facts: Iterable[PlacedFact]) -> tuple[list[PlacedFact], list[PlacedFact]]:
    """The facts of 一件事, which are mappings, and those of matters, which are lists."""
    things: list[PlacedFact] = []
    of_matters: list[PlacedFact] = []
    for fact in facts:
        (things if isinstance(fact.data, dict) else of_matters).append(fact)
    return things, of_matters


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of this folder, sorted by name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return tuple(_registered[name] for name in sorted(_registered))


@cache
def all_infos() -> dict[str, RuleInfo]:
    """What is known of every rule, the reader's and the schema's among them, by name, sorted."""
    own = (*READER_RULES, *SCHEMA_RULES.values(), *SETTLING_RULES, INTERNAL_ERROR)
    infos = [*own, *(rule.info for rule in all_rules())]
    return {info.name: info for info in sorted(infos, key=lambda info: info.name)}


def subject_of(rule: Rule, document: Document, matter: Matter) -> Document | Matter:
    """What a rule's check or facts look at."""
    return document if rule.whole_document else matter
