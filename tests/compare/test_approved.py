"""Approved differences: who approved what until when, what is over, what did nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from building import (
    CODE,
    DAY,
    county_manifest,
    directory_manifest,
    limits,
    material,
    matter,
    side,
    whole,
)

from catalog_tool.compare.compared import Compared
from catalog_tool.compare.decided.approval import Approvals
from catalog_tool.compare.decided.approved import approved_each, approved_for_all
from catalog_tool.compare.decided.approved_list import parse_approved
from catalog_tool.compare.judged import JudgedLocal
from catalog_tool.compare.policy import Decision
from catalog_tool.decided import approved_in
from catalog_tool.findings import CannotRun

SIGNED = {"批准人": "省审改办", "文件": "浙审改办〔2018〕9号", "到期": "2019-06-30"}


def entries(*items: dict[str, Any], shown: str = "approved.yaml"):
    return parse_approved({"批准": [{**SIGNED, **item} for item in items]}, shown)


def judged(*locals_: dict[str, Any], directory: list[dict[str, Any]] | None = None, **says: Any) -> Compared:
    """Counties, each with one matter, against one directory."""
    upper = side(directory_manifest(), directory or [matter()], "directory")
    lists = [
        side(county_manifest(区划代码=f"33022{5 + index}", **says), [value], f"county{index}")
        for index, value in enumerate(locals_)
    ]
    return whole([(one, [upper]) for one in lists])


SLOW = matter(办理时限=limits(20, 9))
SLOW_AND_MORE = matter(办理时限=limits(20, 9), 申请材料=[material(n) for n in ("申请表", "居民身份证", "介绍信")])


def for_all(locals_, listed, day: str):
    found = approved_for_all(locals_, listed, day)
    return found.locals, found.left


def each(locals_, own, day: str):
    return approved_each(locals_, own, day).locals


def change_of(local: JudgedLocal, kind: str):
    return next(change for each in local.alignments for change in each.changes if change.kind == kind)


def approved_kinds(local: JudgedLocal) -> list[str]:
    return [change.kind for each in local.alignments for change in each.changes if change.approved is not None]


def test_a_fingerprint_approves_one_difference_and_no_other() -> None:
    local = judged(SLOW_AND_MORE).locals[0]
    mark = change_of(local, "promise-longer").fingerprint

    (marked,), left = for_all([local], entries({"指纹": mark, "说明": "系统改造中"}), DAY)

    approval = change_of(marked, "promise-longer").approved
    assert approval is not None
    assert (approval.approver, approval.document, approval.expires, approval.note) == (
        "省审改办", "浙审改办〔2018〕9号", "2019-06-30", "系统改造中",
    )  # fmt: skip
    assert approved_kinds(marked) == ["promise-longer"]
    assert (marked.approvals, left) == (Approvals(applied=1), Approvals())


def test_what_is_approved_stays_counted_stands_last_and_fails_no_run() -> None:
    local = judged(SLOW_AND_MORE).locals[0]
    before = [change.kind for change in local.alignments[0].changes]
    mark = change_of(local, before[0]).fingerprint

    (marked,), _ = for_all([local], entries({"指纹": mark}), DAY)

    assert [change.kind for change in marked.alignments[0].changes] == [before[1], before[0]]
    assert marked.decisions == local.decisions == {Decision.VIOLATION: 2}
    assert list(marked.pending) == [Decision.VIOLATION]


def test_an_approval_holds_no_longer_once_the_value_changes() -> None:
    mark = change_of(judged(SLOW).locals[0], "promise-longer").fingerprint
    slower = judged(matter(办理时限=limits(20, 10))).locals[0]

    (marked,), left = for_all([slower], entries({"指纹": mark}), DAY)

    assert approved_kinds(marked) == []
    assert [entry.number for entry in left.unused] == [1]


def test_a_missing_matter_may_be_approved_as_well() -> None:
    local = judged(matter("330100205000", "别的许可")).locals[0]

    (marked,), left = for_all([local], entries({"基本编码": CODE, "差异": "缺失"}), DAY)

    assert [(each.kind, each.approved is not None) for each in marked.alignments] == [
        ("missing", True), ("undeclared", False),
    ]  # fmt: skip
    assert left == Approvals()


@pytest.mark.parametrize(
    "naming", [{"基本编码": CODE}, {"事项名称": "施工许可证核发"}, {"事项名称": "施工 许可证核发"}]
)
@pytest.mark.parametrize("kind", ["promise-longer", "承诺时限更长"])
def test_a_person_may_name_the_matter_and_the_kind(naming: dict[str, str], kind: str) -> None:
    local = judged(SLOW_AND_MORE).locals[0]

    (marked,), left = for_all([local], entries({**naming, "差异": kind}), DAY)

    assert approved_kinds(marked) == ["promise-longer"]
    assert left == Approvals()


@pytest.mark.parametrize(("value", "approved"), [("9 工作日", True), ("10 工作日", False)])
def test_a_local_value_narrows_it(value: str, approved: bool) -> None:
    local = judged(SLOW).locals[0]
    named = entries({"基本编码": CODE, "差异": "承诺时限更长", "本地值": value})

    (marked,), left = for_all([local], named, DAY)

    assert bool(approved_kinds(marked)) is approved
    assert bool(left.unused) is not approved


def test_a_region_narrows_it_among_several_lists() -> None:
    first, second = judged(SLOW, SLOW).locals
    named = entries({"基本编码": CODE, "差异": "承诺时限更长", "区划代码": "330226"})

    marked, left = for_all([first, second], named, DAY)

    assert [approved_kinds(local) for local in marked] == [[], ["promise-longer"]]
    assert left == Approvals()


def test_the_fingerprints_of_two_lists_differ() -> None:
    first, second = judged(SLOW, SLOW).locals
    mark = change_of(first, "promise-longer").fingerprint

    marked, _ = for_all([first, second], entries({"指纹": mark}), DAY)

    assert [approved_kinds(local) for local in marked] == [["promise-longer"], []]


@pytest.mark.parametrize(("day", "holds"), [("2019-06-30", True), ("2019-07-01", False)])
def test_it_holds_on_its_last_day_and_no_longer(day: str, holds: bool) -> None:
    local = judged(SLOW).locals[0]
    mark = change_of(local, "promise-longer").fingerprint

    (marked,), left = for_all([local], entries({"指纹": mark}), day)

    assert bool(approved_kinds(marked)) is holds
    assert bool(marked.approvals.expired) is not holds
    assert left == Approvals()


def test_without_an_end_it_always_holds() -> None:
    local = judged(SLOW).locals[0]
    mark = change_of(local, "promise-longer").fingerprint

    (marked,), _ = for_all([local], entries({"指纹": mark, "到期": "长期"}), "2999-12-31")

    assert approved_kinds(marked) == ["promise-longer"]


def test_beside_an_expired_one_a_new_one_holds() -> None:
    local = judged(SLOW).locals[0]
    mark = change_of(local, "promise-longer").fingerprint
    both = entries({"指纹": mark, "到期": "2018-01-01"}, {"指纹": mark, "文件": "续批"})

    (marked,), _ = for_all([local], both, DAY)

    approval = change_of(marked, "promise-longer").approved
    assert approval is not None
    assert approval.document == "续批"
    assert [entry.number for entry in marked.approvals.expired] == [1]


def test_an_entry_for_all_lists_that_one_of_them_uses_is_not_unused() -> None:
    lists = judged(matter(), SLOW).locals
    mark = change_of(lists[1], "promise-longer").fingerprint

    marked, left = for_all(lists, entries({"指纹": mark}, {"指纹": "0" * 16}), DAY)

    assert [local.approvals for local in marked] == [Approvals(), Approvals(applied=1)]
    assert [entry.number for entry in left.unused] == [2]


def test_what_is_over_and_meets_nothing_is_told_once_and_as_over() -> None:
    lists = judged(matter(), SLOW).locals

    marked, left = for_all(lists, entries({"指纹": "0" * 16, "到期": "2018-01-01"}), DAY)

    assert [local.approvals for local in marked] == [Approvals(), Approvals()]
    assert ([entry.number for entry in left.expired], left.unused) == ([1], ())


def test_each_list_s_own_entries_are_told_in_that_list() -> None:
    lists = judged(SLOW, SLOW).locals
    marks = [change_of(local, "promise-longer").fingerprint for local in lists]
    own = {"county0": entries({"指纹": marks[0]}), "county1": entries({"指纹": marks[0]})}

    marked = each(lists, own, DAY)

    assert [approved_kinds(local) for local in marked] == [["promise-longer"], []]
    assert [len(local.approvals.unused) for local in marked] == [0, 1]


def test_what_is_named_by_kind_is_the_difference_from_the_directory_not_from_a_city() -> None:
    local = judged(SLOW).locals[0]
    against = replace(local, against=local.local)
    named = entries({"基本编码": CODE, "差异": "承诺时限更长"})

    marked = each([local, against], {"county0": named}, DAY)

    assert [approved_kinds(one) for one in marked] == [["promise-longer"], []]


def test_without_an_approved_list_nothing_changes() -> None:
    lists = judged(SLOW).locals

    marked, left = for_all(lists, (), DAY)

    assert (tuple(marked), left) == (lists, Approvals())


GOOD = {**SIGNED, "指纹": "0" * 16}
BROKEN = [
    ({"批准人": None}, "没有写 批准人"),
    ({"文件": None}, "没有写 文件"),
    ({"到期": None}, "没有写 到期"),
    ({"指纹": None}, "没有写 指纹"),
    ({"批准人": ["甲"]}, "批准人 是空的，或不是一段文字"),
    ({"文件": " "}, "文件 是空的"),
    ({"到期": "2019-02-30"}, "不是真实的日期"),
    ({"到期": "2019年"}, "不是真实的日期"),
    ({"到其": "2019-06-30"}, "没有 到其 这个键"),
    ({"基本编码": CODE}, "就不要再写 基本编码"),
    ({"指纹": None, "基本编码": CODE}, "没有写 差异"),
    ({"指纹": None, "基本编码": CODE, "差异": "承诺时限更长了"}, "是不是“承诺时限更长”？"),
    ({"指纹": None, "基本编码": CODE, "差异": "编码不一致"}, "没有“编码不一致”这一种差异"),
    ({"指纹": None, "差异": "缺失"}, "没有写 指纹"),
]


@pytest.mark.parametrize(("over", "said"), BROKEN)
def test_a_broken_entry_is_named_with_what_to_do(over: dict[str, Any], said: str) -> None:
    second = {key: value for key, value in {**GOOD, **over}.items() if value is not None}

    with pytest.raises(CannotRun) as caught:
        parse_approved({"批准": [GOOD, second]}, "county/approved.yaml")

    assert "county/approved.yaml 第 2 条批准有误" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "value", [{"批准": "甲"}, {"批准": {}}, {"批准": ["甲"]}, {"批准": [[]]}, {"同意": []}, {"批准": [{}]}]
)
def test_a_list_of_another_shape_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(CannotRun, match=r"approved\.yaml"):
        parse_approved(value, "approved.yaml")


def test_an_empty_list_approves_nothing() -> None:
    assert parse_approved({"批准": []}, "x") == parse_approved({"批准": None}, "x") == parse_approved({}, "x") == ()


def test_a_fingerprint_of_digits_needs_no_quotes(tmp_path: Path) -> None:
    path = tmp_path / "approved.yaml"
    text = "批准:\n  - {指纹: 0012345678901234, 批准人: 甲, 文件: 乙, 到期: 2019-06-30}\n"
    path.write_text(text, encoding="utf-8")

    assert approved_in(str(path))[0].fingerprint == "0012345678901234"


@pytest.mark.parametrize("text", ["批准: [", "", "批准: []\n批准: []\n", "- 甲\n"])
def test_a_file_that_cannot_be_read_ends_the_run(tmp_path: Path, text: str) -> None:
    path = tmp_path / "approved.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CannotRun, match=r"approved\.yaml"):
        approved_in(str(path))


CHAIN = [{"层级": "县级", "职责": ["收件", "受理", "初审"]}, {"层级": "省级", "职责": ["决定"]}]
LACKING = [{"层级": "县级", "职责": ["收件", "受理"]}, {"层级": "省级", "职责": ["决定"]}]


@pytest.mark.parametrize("naming", ["指纹", "差异"])
@pytest.mark.parametrize("shared", [True, False])
def test_a_hole_of_a_chain_may_be_approved_too(naming: str, shared: bool) -> None:
    found = judged(
        matter(行使层级=["县级"], 审批链=LACKING), directory=[matter(行使层级=["省级"], 审批链=CHAIN, 主管部门="省厅")]
    )
    (hole,) = found.holes
    mark = {"指纹": hole.fingerprint} if naming == "指纹" else {"基本编码": CODE, "差异": "职责没有人承担"}

    if shared:
        marked = approved_for_all(found.locals, entries(mark), DAY, found.holes)
    else:
        marked = approved_each(found.locals, {"county0": entries(mark)}, DAY, found.holes)

    assert [one.approved is not None for one in marked.holes] == [True]
    assert (marked.left, marked.locals[0].approvals) == (Approvals(), Approvals())
