"""Main items and their subs across a whole list."""

from __future__ import annotations

import json
from pathlib import Path

from catalog_tool.context import Context
from catalog_tool.findings import Anchor, Owner, Severity
from catalog_tool.model import Matter, Place
from catalog_tool.rules import PlacedFact
from catalog_tool.rules.orphan_sub_item import facts, judge


def matter(code: str, main: str = "施工许可", sub: str = "", **more: str) -> str:
    keys = {"基本编码": f'"{code}"', "主项名称": main, "子项名称": sub or f"{main}{code[-3:]}", **more}
    return "".join(f"{key}: {value}\n" for key, value in keys.items())


def listed(*matters: str) -> str:
    return "---\n".join(matters)


def test_a_list_that_never_shows_main_items_is_whole(run) -> None:
    example = listed(matter("330100201001"), matter("330100201002"), matter("330100301004", "规划许可"))

    assert not run(example, "orphan-sub-item")


def test_where_most_main_items_are_shown_one_without_is_a_gap_told_once(run) -> None:
    example = listed(
        matter("33010020100Y"),
        matter("330100201001"),
        matter("330100301001", "规划许可"),
        matter("330100301002", "规划许可"),
    )
    (finding,) = run(example, "orphan-sub-item")

    assert finding.message.startswith("子项 330100301001、330100301002 没有主项")
    assert len(finding.related) == 1


def test_a_single_main_row_does_not_make_all_others_gaps(run) -> None:
    mains = [matter(f"33010{number}01001", f"许可{number}") for number in range(10, 15)]

    assert not run(listed(matter("33010020100Y"), matter("330100201001"), *mains), "orphan-sub-item")


def test_handling_items_of_one_code_count_once(run) -> None:
    example = listed(
        matter("330100201000", sub="施工许可", 孙项名称="新办"),
        matter("330100201000", sub="施工许可", 孙项名称="变更"),
        matter("330100201001"),
    )
    (finding,) = run(example, "orphan-sub-item")

    assert finding.line == 1
    assert "另有 330100201001；" in finding.message


def test_an_abolished_row_is_history(run) -> None:
    assert not run(listed(matter("330100201000", 状态="取消"), matter("330100201001")), "orphan-sub-item")


def test_two_main_names_are_a_warning_at_each_name_and_spelling_is_none(run) -> None:
    example = listed(
        matter("330100201001", "施工许可（县级）"),
        matter("330100201002", "施工许可(县级)"),
        matter("330100201003", "开工备案"),
    )
    findings = run(example, "orphan-sub-item")

    assert [(finding.severity, len(finding.related)) for finding in findings] == [(Severity.WARNING, 1)] * 2


def test_a_real_list_has_only_main_codes_with_two_names(shared: Path, resources) -> None:
    context = Context({}, resources.profile("sichuan"), resources.lexicon)
    gathered, names = [], {}
    lines = (shared / "data/guangan_county_list.jsonl").read_text(encoding="utf-8").splitlines()
    for index, line in enumerate(lines):
        row = json.loads(line)
        if row["main_code"] and row["main_name"]:
            names.setdefault(row["main_code"], set()).add(row["main_name"])
        value = {"基本编码": row["catalog_code"] or "", "主项名称": row["main_name"] or "", "子项名称": row["sub_name"]}
        for fact in facts(Matter(value), context):
            anchor = Anchor(Owner(f"{index:05d}", f"{index:05d}", 0, None, "", ()), Place(1, 1), fact.path)
            gathered.append(PlacedFact(anchor, fact.data))

    hits = list(judge(gathered, context))

    assert {hit.severity for hit in hits} == {Severity.WARNING}
    said = {hit.args["problem"].split()[1] for hit in hits}
    assert {code for code, both in names.items() if len(both) > 1} <= said
    # Three more whose main code the list leaves blank and the coding rules can read.
    assert len(said) == 17
