"""Ignore comments at work: what they hide, and which of them are faulty or of no use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from catalog_tool.findings import Anchor, Finding, Hit, Owner, placed
from catalog_tool.formats.directives import Directive
from catalog_tool.model import Place
from catalog_tool.settling.rules import INVALID_IGNORE, UNIGNORABLE, UNUSED_IGNORE


class Ignores:
    """The ignore comments of one file; asks each finding whether it is hidden, and knows what was of use."""

    def __init__(
        self, directives: Sequence[Directive], owner: Owner, known: Collection[str], locked: Collection[str]
    ) -> None:
        self._directives = directives
        self._owner = owner
        self._known = known
        self._locked = locked
        self._used: set[tuple[int, str]] = set()

    def hides(self, finding: Finding) -> bool:
        """Whether a comment with a reason covers the finding's line and names its rule."""
        hidden = False
        for index, directive in enumerate(self._directives):
            if directive.first <= finding.line <= directive.last and finding.rule in directive.rules:
                self._used.add((index, finding.rule))
                hidden = hidden or (bool(directive.reason) and not self._problem_of(finding.rule))
        return hidden

    def _problem_of(self, rule: str) -> str:
        if rule not in self._known:
            return f"没有 {rule} 这条规则"
        if rule in UNIGNORABLE:
            return f"{rule} 不能忽略，要改好才能接着检查"
        return f"{rule} 按口径文件不得关闭" if rule in self._locked else ""

    def faults(self, judged: Collection[str] | None) -> Iterator[Finding]:
        """Yield what is wrong with the comments themselves; of no use are only those whose rule was judged.

        `judged` is None where all rules were.
        """
        for index, directive in enumerate(self._directives):
            problems = [problem for rule in directive.rules if (problem := self._problem_of(rule))]
            if not directive.rules:
                problems.append("没有按写法写出规则")
            elif not directive.reason:
                problems.append("没有写理由")
            for problem in problems:
                yield self._fault(directive, problem=problem)
            if not problems:
                for rule in directive.rules:
                    if (index, rule) not in self._used and (judged is None or rule in judged):
                        yield self._fault(directive, rule=rule)

    def _fault(self, directive: Directive, **args: str) -> Finding:
        info = INVALID_IGNORE if "problem" in args else UNUSED_IGNORE
        anchor = Anchor(self._owner, Place(directive.line, directive.column), ())
        return placed(info, Hit((), args), anchor)


def without_ignored(
    findings: Sequence[Finding], ignores: Mapping[str, Ignores], judged: Collection[str] | None
) -> list[Finding]:
    """What no comment hides, and what is wrong with the comments; `ignores` by the file shown."""
    if not ignores:
        return list(findings)
    left = [finding for finding in findings if finding.file not in ignores or not ignores[finding.file].hides(finding)]
    for file in ignores.values():
        left += file.faults(judged)
    return left
