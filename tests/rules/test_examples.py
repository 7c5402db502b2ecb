"""Every rule's own examples: BAD is reported where it says, GOOD not at all."""

from __future__ import annotations

import re
import string

import pytest

from catalog_tool.findings import Finding
from catalog_tool.rules import Rule, all_rules

MARK = re.compile(r"#\s*<-\s*(.+?)\s*$")
EVERY = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)


def marked_lines(example: str, name: str) -> list[int]:
    """The lines of an example that say a rule must report them."""
    marked = []
    for number, line in enumerate(example.splitlines(), 1):
        found = MARK.search(line)
        if found and name in re.split(r"\s*,\s*", found.group(1)):
            marked.append(number)
    return marked


def said(findings: list[Finding]) -> str:
    return "\n".join(f"{finding.line} {finding.rule}: {finding.message}" for finding in findings)


@EVERY
def test_bad_is_reported_on_the_marked_lines_only(rule: Rule, run) -> None:
    findings = run(rule.info.bad, rule.name, since=rule.only_since)

    expected = marked_lines(rule.info.bad, rule.name)
    assert expected
    assert sorted({finding.line for finding in findings}) == expected, said(findings)


@EVERY
def test_good_is_silent_under_every_rule(rule: Rule, run) -> None:
    findings = run(rule.info.good, since=rule.only_since)

    assert rule.info.good.strip()
    assert not findings, said(findings)


@pytest.mark.parametrize("example", ["备注: 无", "类别: 指导目录\n---\n备注: 无", "类别: 一件事"])
def test_what_examples_are_laid_over_is_clean(example: str, run) -> None:
    findings = run(example)

    assert not findings, said(findings)


@EVERY
def test_every_rule_says_what_it_checks_and_why(rule: Rule) -> None:
    info = rule.info

    assert all(text.strip() for text in (info.title, info.message, info.what, info.why, info.fix, info.source))


@EVERY
def test_name_says_the_fault(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert not rule.name.startswith(("avoid-", "use-", "no-"))


@EVERY
def test_every_placeholder_of_the_message_is_supplied(rule: Rule, run) -> None:
    wanted = {field for _, field, _, _ in string.Formatter().parse(rule.info.message) if field is not None}

    for finding in run(rule.info.bad, rule.name, since=rule.only_since):
        assert wanted == set(finding.args)
        assert "{" not in finding.message


def test_rules_are_in_order_and_each_is_one_file() -> None:
    names = [rule.name for rule in all_rules()]
    modules = {(rule.check or rule.judge).__module__.rpartition(".")[2] for rule in all_rules()}

    assert names == sorted(names)
    assert modules == {name.replace("-", "_") for name in names}
