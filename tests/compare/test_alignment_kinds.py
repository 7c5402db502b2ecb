"""One example a person understands for every kind of alignment (contract.md, JSON of `diff`)."""

from __future__ import annotations

import pytest
from building import (
    ABSENT,
    CODE,
    compared,
    county_manifest,
    directory_manifest,
    exempted,
    kinds,
    limits,
    matter,
    only,
    report_of,
    side,
)

MAIN = CODE[:9]


def parts(*subs: str, **over: object) -> list[dict]:
    return [
        matter(f"{MAIN}{number:03d}", "施工许可证核发", 子项名称=f"施工许可证核发（{name}）", **over)
        for number, name in enumerate(subs, 1)
    ]


def test_same() -> None:
    found = only(compared([matter()], [matter()]))

    assert (found["kind"], found["matched_by"], found["confidence"]) == ("same", "code", 1.0)
    assert found["because"] == ["基本编码相同"]
    assert (found["decision"], found["reason"], found["changes"]) == (None, None, [])


@pytest.mark.parametrize(
    "written", ["施工许可证核发（县级）", "施工许可证核发 ", "施工许可证核发(县级权限)", "施工 许可证核发"]
)
def test_same_though_written_otherwise(written: str) -> None:
    assert kinds(compared([matter()], [matter(子项名称=written)])) == ["same"]


def test_renamed() -> None:
    directory = matter(f"{MAIN}001", 子项名称="施工许可证核发（新办）")
    local = matter(f"{MAIN}001", 子项名称="施工许可证核发（首次）")

    found = only(compared([directory], [local]))

    assert (found["kind"], found["decision"]) == ("renamed", None)
    assert [change["kind"] for change in found["changes"]] == ["sub-name"]


@pytest.mark.parametrize(
    ("over", "matched_by"),
    [({}, "name-in-department"), ({"主管部门": "省公安厅", "实施主体": {"名称": "象山县公安局"}}, "name")],
)
def test_recoded_by_name(over: dict, matched_by: str) -> None:
    found = only(compared([matter()], [matter("330100999000", **over)]))

    assert (found["kind"], found["matched_by"], found["confidence"], found["decision"]) == (
        "recoded", matched_by, 1.0, None,
    )  # fmt: skip
    code = found["changes"][0]
    assert (code["kind"], code["before"], code["after"]) == ("code", CODE, "330100999000")


def test_recoded_by_converted_code() -> None:
    local = matter("", "社保打印", 权力编码="公共服务-00512-001")

    found = only(compared([matter("331400512001", "社会保险证明打印")], [local]))

    assert (found["kind"], found["matched_by"], found["confidence"]) == ("recoded", "converted-code", 1.0)


def test_recoded_by_main_code() -> None:
    directory, local = parts("市政工程施工")[0], matter(f"{MAIN}007", 子项名称="施工许可证核发（市政）")

    found = only(compared([directory], [local]))

    assert (found["kind"], found["matched_by"], found["confidence"]) == ("recoded", "main-code", 0.95)


def test_opposite_actions_under_one_main_item_are_two_matters() -> None:
    assert sorted(kinds(compared([parts("变更")[0]], [matter(f"{MAIN}007", 子项名称="施工许可证核发（注销）")]))) == [
        "missing", "undeclared",
    ]  # fmt: skip


def test_regraded() -> None:
    found = only(compared([matter()], parts("新办")))

    assert (found["kind"], found["matched_by"], found["decision"]) == ("regraded", "main-code", None)


def test_split_into_items_that_situations_could_tell_apart() -> None:
    local = parts("房屋建筑", "市政")
    local[1]["申请材料"] = []

    found = only(compared([matter()], local))

    assert (found["kind"], found["decision"]) == ("split", "violation")
    assert f"并回 {CODE}，改用情形" in found["reason"]
    assert len(found["local"]) == 2
    assert not {"code", "sub-name"} & {change["kind"] for change in found["changes"]}


def test_split_into_items_of_different_limits_has_another_remedy() -> None:
    local = parts("房屋建筑", "市政")
    local[1]["办理时限"] = limits(20, 4)

    found = only(compared([matter()], local))

    assert (found["kind"], found["decision"]) == ("split", "violation")
    assert f"并回 {CODE}" in found["reason"]
    assert "改用情形" not in found["reason"]


def test_split_takes_in_what_stands_beside_the_undivided_matter() -> None:
    found = only(compared([matter()], [matter(), *parts("房屋建筑", "市政")]))

    assert (found["kind"], len(found["local"])) == ("split", 3)


def test_merged_is_reported_and_allowed_with_a_basis() -> None:
    founded = matter(调整说明={"依据": ["浙政办发〔2018〕1号"]})

    for local, decision in ((matter(), "report"), (founded, "allowed")):
        found = only(compared(parts("房屋建筑", "市政"), [local]))
        assert (found["kind"], found["decision"], len(found["directory"])) == ("merged", decision, 2)


def test_missing_is_a_violation_but_for_public_services_a_report() -> None:
    assert only(compared([matter()], []))["decision"] == "violation"

    found = only(compared([matter("331400512000", 事项类型="公共服务")], []))
    assert (found["kind"], found["decision"], found["matched_by"], found["local"]) == ("missing", "report", None, [])


@pytest.mark.parametrize("status", ["暂停", "取消"])
def test_what_the_list_keeps_without_using_it_is_missing(status: str) -> None:
    local = compared([matter()], [matter(状态=status)])

    assert sorted(kinds(local)) == ["missing", "outside"]
    assert local["summary"]["missing"] == 1


@pytest.mark.parametrize(
    "directory",
    [
        matter(行使层级=["省级"]),
        matter(状态="取消"),
        matter(状态="暂停"),
        matter(事项类型="行政处罚"),
        matter(主管部门="省公安厅"),
        matter(f"{MAIN[:-2]}0200Y"),
    ],
    ids=["another level", "abolished", "suspended", "another type", "another line", "a heading"],
)
def test_what_is_not_due_is_outside(directory: dict) -> None:
    scope = {"层级": ["县级"], "事项类型": ["行政许可"], "主管部门": ["省建设厅"]}

    assert kinds(compared([directory], [], local_says={"收录范围": scope})) == ["outside"]
    assert kinds(compared([matter()], [], local_says={"收录范围": scope})) == ["missing"]


def test_a_level_in_the_chain_is_due() -> None:
    chain = [{"层级": "县级", "职责": ["受理"]}, {"层级": "省级", "职责": ["决定"]}]

    assert kinds(compared([matter(行使层级=["省级"], 审批链=chain)], [])) == ["missing"]


def test_a_body_of_many_lines_makes_nothing_due() -> None:
    scope = {"层级": ["县级"], "主管部门": ["省公安厅"]}
    directory = matter(主管部门="省民政厅", 实施主体={"名称": "县级人民政府"})

    assert kinds(compared([directory], [], local_says={"收录范围": scope})) == ["outside"]


def test_undeclared_is_a_violation_for_a_licence_only() -> None:
    for type_, decision in (("行政许可", "violation"), ("公共服务", "report")):
        found = only(compared([], [matter(事项类型=type_)]))
        assert (found["kind"], found["decision"], found["directory"]) == ("undeclared", decision, [])


@pytest.mark.parametrize(
    "scope",
    [
        ["省级", "市级"],
        {"事项类型": ["公共服务"]},
        {"主管部门": ["省公安厅"]},
        {"层级": ["县级"], "事项类型": ["行政许可"], "主管部门": ["省民政厅"]},
        ABSENT,
    ],
)
def test_a_directory_that_does_not_claim_to_be_full_proves_nothing_by_silence(scope: object) -> None:
    local = compared([], [matter()], directory_says={"收录范围": scope})

    assert kinds(local) == ["outside"]
    assert only(local)["decision"] is None


def test_supplement_is_allowed_and_paired_by_code_only() -> None:
    declared = {"依据": ["《象山县条例》"], "备案号": "1"}

    assert only(compared([], [matter(地方补充=declared)]))["decision"] == "allowed"
    assert sorted(kinds(compared([matter()], [matter("330100999000", 地方补充=declared)]))) == ["missing", "supplement"]
    assert kinds(compared([matter()], [matter(地方补充=declared)])) == ["same"]


def test_doubtful() -> None:
    local = matter(
        主项名称="养犬登记", 子项名称="养犬登记", 事项类型="行政确认", 主管部门="省公安厅",
        实施主体={"名称": "象山县公安局"},
    )  # fmt: skip

    found = only(compared([matter()], [local]))

    assert (found["kind"], found["decision"]) == ("doubtful", "report")


@pytest.mark.parametrize("over", [{"事项类型": "行政确认"}, {"实施主体": {"名称": "象山县公安局"}}])
def test_name_and_one_more_are_not_enough_for_a_doubt(over: dict) -> None:
    assert kinds(compared([matter()], [matter(主项名称="施工证", 子项名称="施工证", **over)])) == ["renamed"]


def test_abolished_kept() -> None:
    found = only(compared([matter(状态="取消")], [matter()]))

    assert (found["kind"], found["decision"]) == ("abolished-kept", "report")
    assert kinds(compared([matter(状态="暂停")], [matter()])) == ["same"]
    assert kinds(compared([matter(状态="取消")], [matter(状态="取消")])) == ["same"]
    assert kinds(compared([matter(状态="取消")], [matter(CODE, "开工许可证核发", 状态="取消")])) == ["renamed"]


EXEMPT = [
    ("本地无此业务", None, "allowed"),
    ("本地无此业务", ["甬政发〔2018〕1号"], "allowed"),
    ("上级直接行使", None, "report"),
    ("职责划转", None, "violation"),
    ("职责划转", [], "violation"),
    ("职责划转", [""], "violation"),
    ("职责划转", ["甬政发〔2018〕1号"], "report"),
    ("暂不承接", None, "violation"),
    ("暂不承接", [{"名称": "《通知》"}], "report"),
]


@pytest.mark.parametrize(("cause", "basis", "decision"), EXEMPT)
def test_exempt_by_cause_and_basis(cause: str, basis: object, decision: str) -> None:
    entry = exempted(CODE, cause, **({} if basis is None else {"依据": basis}))

    found = only(compared([matter()], [], local_says={"不认领": [entry]}))

    assert (found["kind"], found["decision"]) == ("exempt", decision)


def exempt_decision(entry: dict, local: list[dict], other_says: dict, other: list[dict]) -> str:
    directory = side(directory_manifest(), [matter(行使层级=["市级", "县级"])], "directory")
    county = side(county_manifest(不认领=[entry]), local, "county")
    beside = side(county_manifest(**other_says), other, "other")
    found = report_of([(county, [directory]), (beside, [directory])])["locals"][0]["alignments"]
    return next(each["decision"] for each in found if each["kind"] == "exempt")


CITY = {"层级": "市级", "区划代码": "330200", "区划名称": "宁波市", "收录范围": ["市级"]}


@pytest.mark.parametrize(
    ("says", "held", "decision"),
    [
        (CITY, [matter(行使层级=["市级"])], "allowed"),
        (CITY, [matter(行使层级=["市级"], 状态="暂停")], "report"),
        (CITY, [], "report"),
        ({**CITY, "区划代码": "330100"}, [matter(行使层级=["市级"])], "report"),
        ({"区划代码": "330226"}, [matter()], "report"),
        ({"名称": "象山县另一份清单"}, [matter()], "report"),
    ],
    ids=["upper list", "suspended there", "lacking there", "another city", "another county", "the same county"],
)
def test_exercised_above_must_stand_in_the_upper_list(says: dict, held: list[dict], decision: str) -> None:
    assert exempt_decision(exempted(CODE, "上级直接行使"), [], says, held) == decision


def test_a_moved_duty_must_stand_in_the_other_body_s_name() -> None:
    entry = exempted(CODE, "职责划转", 依据=["甬政发〔2018〕1号"])
    other_body = matter("330103301000", 主管部门="省公安厅", 实施主体={"名称": "象山县综合行政执法局"})

    assert exempt_decision(entry, [], {}, [matter()]) == "allowed"
    assert exempt_decision(entry, [], {"区划代码": "330226"}, [matter()]) == "report"
    assert exempt_decision(entry, [other_body], {"区划代码": "330226"}, []) == "allowed"


def test_a_matter_that_is_claimed_and_exempt_is_claimed() -> None:
    entry = exempted(CODE, "本地无此业务")

    assert kinds(compared([matter()], [matter()], local_says={"不认领": [entry]})) == ["same"]
