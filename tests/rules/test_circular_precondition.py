"""Circles of matters that wait for each other: certain, conditional, and none."""

from __future__ import annotations

import pytest

from catalog_tool.context import Context
from catalog_tool.findings import MOST_RELATED, Anchor, Owner, Severity
from catalog_tool.model import Place
from catalog_tool.rules import PlacedFact
from catalog_tool.rules.circular_precondition import judge

A, B, C, D = "330100201000", "330100301000", "330100401000", "330100501000"


def matter(code: str, name: str, needs: str = "", *, material: str = "", detail: str = "", more: str = "") -> str:
    lines = [f'基本编码: "{code}"', f"主项名称: {name}", f"子项名称: {name}"]
    lines += [f"孙项名称: {detail}"] if detail else []
    lines += [f"前置事项: [{needs}]"] if needs else []
    lines += ["申请材料:", f"  - {{名称: 批文, 类别: 批文, {material}}}"] if material else []
    return "\n".join([*lines, more, ""])


def quoted(code: str) -> str:
    return f'"{code}"'


def circle(run, *matters: str):
    return run("---\n".join(matters), "circular-precondition")


def test_a_circle_is_told_once_with_its_way_and_all_its_places(run) -> None:
    (finding,) = circle(
        run,
        matter(A, "甲", quoted(B)),
        matter(B, "乙", material=f"必要性: 必要, 来源事项: {quoted(C)}"),
        matter(C, "丙", quoted(A)),
        matter(D, "丁", quoted(A)),
    )

    assert finding.severity is Severity.ERROR
    assert finding.line == 4
    assert "甲 →（先要办）→ 乙 →（要交“批文”）→ 丙 →（先要办）→ 甲；" in finding.message
    assert len(finding.related) == 2


def test_each_circle_is_told_apart(run) -> None:
    findings = circle(
        run,
        matter(A, "甲", quoted(B)),
        matter(B, "乙", quoted(A)),
        matter(C, "丙", quoted(D)),
        matter(D, "丁", quoted(C)),
    )

    assert len(findings) == 2


def test_the_shortest_way_is_told_and_who_else_is_entangled(run) -> None:
    (finding,) = circle(
        run,
        matter(A, "甲", f"{quoted(B)}, {quoted(C)}"),
        matter(B, "乙", quoted(A)),
        matter(C, "丙", quoted(D)),
        matter(D, "丁", quoted(A)),
    )

    assert "甲 →（先要办）→ 乙 →（先要办）→ 甲（与它们连在一起的还有 2 个事项）" in finding.message


BACK = matter(B, "乙", quoted(A))


@pytest.mark.parametrize(
    "first",
    [
        matter(A, "甲", f"{{基本编码: {quoted(B)}, 适用情形: [婚迁]}}"),
        matter(A, "甲", material=f"必要性: 非必要, 来源事项: {quoted(B)}"),
        matter(A, "甲", material=f"必要性: 必要, 适用情形: [婚迁], 来源事项: {quoted(B)}"),
        matter(A, "甲", material=f"必要性: 必要, 免提交: 数据共享, 免提交范围: [婚迁], 来源事项: {quoted(B)}"),
        matter(
            A,
            "甲",
            material=f"必要性: 必要, 任选组: 身份, 来源事项: {quoted(B)}",
            more="  - {名称: 居民身份证, 类别: 证照, 必要性: 必要, 任选组: 身份}",
        ),
    ],
)
def test_a_circle_that_holds_only_sometimes_is_a_warning(first: str, run) -> None:
    (finding,) = circle(run, first, BACK)

    assert finding.severity is Severity.WARNING
    assert "有的情形下互为前置" in finding.message


def test_a_group_whose_members_all_come_from_one_matter_leaves_no_choice(run) -> None:
    first = matter(
        A,
        "甲",
        material=f"必要性: 必要, 任选组: 批文, 来源事项: {quoted(B)}",
        more=f"  - {{名称: 批文副本, 类别: 批文, 必要性: 必要, 任选组: 批文, 来源事项: {quoted(B)}}}",
    )
    (finding,) = circle(run, first, BACK)

    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "first",
    [
        matter(A, "甲", material=f"必要性: 必要, 免提交: 电子证照, 来源事项: {quoted(B)}"),
        matter(A, "甲", quoted(B), more="状态: 取消"),
        matter(A, "甲", quoted(C)),
        matter(A, "甲"),
    ],
)
def test_what_is_no_circle(first: str, run) -> None:
    assert not circle(run, first, BACK)


@pytest.mark.parametrize("detail", ["变更", "延续", "换证", "补证", "注销"])
def test_a_change_may_ask_for_its_own_certificate(detail: str, run) -> None:
    own = f"必要性: 必要, 来源事项: {quoted(A)}"

    assert not circle(run, matter(A, "甲", detail="新办"), matter(A, "甲", material=own, detail=detail))
    assert not circle(run, matter(A, f"甲{detail}", material=own))


def test_the_first_issue_may_not(run) -> None:
    (finding,) = circle(run, matter(A, "甲", material=f"必要性: 必要, 来源事项: {quoted(A)}", detail="新办"))

    assert finding.severity is Severity.ERROR
    assert "甲（新办） →（要交“批文”）→ 甲（新办）" in finding.message


def test_another_row_of_the_code_is_a_way_round(run) -> None:
    (finding,) = circle(run, matter(A, "甲", quoted(B), detail="一类"), matter(A, "甲", detail="二类"), BACK)

    assert finding.severity is Severity.WARNING


def test_no_way_round_when_all_rows_wait(run) -> None:
    findings = circle(run, matter(A, "甲", quoted(B), detail="一类"), matter(A, "甲", quoted(B), detail="二类"), BACK)

    assert [finding.severity for finding in findings] == [Severity.ERROR]


def test_a_change_is_no_way_to_get_the_first_result(run) -> None:
    (finding,) = circle(run, matter(A, "甲", quoted(B), detail="新办"), matter(A, "甲", detail="变更"), BACK)

    assert finding.severity is Severity.ERROR


def test_a_change_that_needs_what_needs_the_first_issue_is_no_circle(run) -> None:
    assert not circle(run, matter(A, "甲", detail="新办"), matter(A, "甲", quoted(B), detail="变更"), BACK)


def test_only_the_real_knot_is_certain(run) -> None:
    # 甲 waits for 丙 and 丁, who are stuck; its way back through 乙（二类） has 乙（一类） beside it.
    findings = circle(
        run,
        matter(A, "甲", f"{quoted(B)}, {quoted(C)}"),
        matter(B, "乙", detail="一类"),
        matter(B, "乙", quoted(A), detail="二类"),
        matter(C, "丙", quoted(D)),
        matter(D, "丁", quoted(C)),
    )

    assert sorted((finding.severity.value, "丙" in finding.message) for finding in findings) == [
        ("error", True),
        ("warning", False),
    ]


@pytest.mark.parametrize("length", [1, 100_000])
def test_a_circle_of_any_length_is_told_once(length: int, resources) -> None:
    gathered = []
    for index in range(length):
        anchor = Anchor(Owner("list.yaml", "list.yaml", index, None, "", ()), Place(index + 1, 1), ("基本编码",))
        gathered.append(PlacedFact(anchor, ["row", str(index), f"事项{index}", False]))
        gathered.append(PlacedFact(anchor, ["need", str((index + 1) % length), True, ""]))

    (hit,) = judge(gathered, Context({}, resources.profile("zhejiang"), resources.lexicon))

    assert len(hit.related) == min(length - 1, MOST_RELATED)
    assert len(hit.args["circle"]) < 250
