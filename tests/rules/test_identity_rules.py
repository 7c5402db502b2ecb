"""Rules about codes, names, status, versions and delegation: what they must find and what they must leave alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from catalog_tool.context import Context
from catalog_tool.findings import Anchor, Owner
from catalog_tool.model import Matter, Place
from catalog_tool.resources import Resources
from catalog_tool.rules import PlacedFact, Surroundings, all_rules

USCC = "11330225003012349P"
MANIFEST = {"类别": "实施清单", "层级": "县级", "区划代码": "330225", "发布日期": "2018-07-25", "收录范围": ["县级"]}
DELEGATED = {
    "权力来源": "上级委托",
    "权力来源依据": [{"名称": "《行政许可委托书》"}],
    "权力来源机关": {"名称": "宁波市住建委", "权限": ["受理"], "范围": "本县", "起": "2018-01-01"},
    "事项类型": "行政许可",
}


def said(
    name: str,
    values: Iterable[dict[str, Any]],
    resources: Resources,
    *,
    others: Iterable[dict[str, Any]] = (),
    **manifest: Any,
) -> list[str]:
    """What a rule across matters says of matters given as plain values."""
    rule = next(rule for rule in all_rules() if rule.name == name)
    context = Context({**MANIFEST, **manifest}, resources.profile("zhejiang"), resources.lexicon)
    assert rule.judge is not None
    around = Surroundings(lambda: gathered(rule.facts, others, context, "other"))
    facts = gathered(rule.facts, values, context, "own")
    hits = rule.judge(facts, context, *((around,) if rule.wide else ()))
    return [rule.info.message.format_map(hit.args) for hit in hits]


def gathered(facts: Any, values: Iterable[dict[str, Any]], context: Context, file: str) -> list[PlacedFact]:
    found: list[PlacedFact] = []
    for index, value in enumerate(values):
        owner = Owner(f"{file}{index}.yaml", f"{file}{index}.yaml", 0, None, "", ())
        found += [
            PlacedFact(Anchor(owner, Place(index + 1, 1), fact.path), fact.data)
            for fact in facts(Matter(value), context)
        ]
    return found


def matter(code: str = "330100201000", **fields: Any) -> dict[str, Any]:
    name = "建筑工程施工许可证核发"
    body = {"名称": "象山县住房和城乡建设局", "统一社会信用代码": USCC}
    return {"基本编码": code, "主项名称": name, "子项名称": name, "实施主体": body, **fields}


# unusual-body-class


@pytest.mark.parametrize("code", ["91110000600037341L", "91350100M000100Y43"])
def test_a_company_is_no_organ(code: str, messages) -> None:
    (message,) = messages("unusual-body-class", {"实施主体": {"名称": "甲公司", "统一社会信用代码": code}})

    assert code in message
    assert "市场监管部门登记" in message


@pytest.mark.parametrize(
    "body",
    [
        {"名称": "甲局", "统一社会信用代码": USCC},
        {"名称": "甲中心", "统一社会信用代码": "12441500196720244T"},
        {"名称": "甲公司", "统一社会信用代码": "91110000600037341L", "性质": "授权组织"},
        {"名称": "甲公司", "统一社会信用代码": "91110000600037342L"},  # invalid-credit-code says so
        {"名称": "甲局", "统一社会信用代码": ""},
        {"名称": "甲局", "统一社会信用代码": 9},
        {"名称": "甲局"},
        {"名称": "甲公司", "统一社会信用代码": "91110000600037342L", "性质": ["授权组织"]},
        "甲局",
        None,
    ],
)
def test_organs_declared_organisations_and_faulty_codes(body: Any, messages) -> None:
    assert not messages("unusual-body-class", {"实施主体": body})


def test_a_village_has_a_code_of_its_own_kind(messages) -> None:
    body = {"名称": "甲村", "统一社会信用代码": "91110000600037341L"}

    assert not messages("unusual-body-class", {"实施主体": body, "行使层级": ["村级"]})


# code-forms-disagree


@pytest.mark.parametrize(
    ("readable", "code"),
    [
        ("公共服务-00512-001", "331400512001"),
        ("给付-00142-001-02", "330600142001"),
        ("确认-00203-000", "330800203000"),
        ("许可-00202-00Y", "33010020200Y"),
        ("确认-00203-000", "000700203000"),  # set by the state, with the state's own numbers
    ],
)
def test_forms_that_convert(readable: str, code: str, messages) -> None:
    assert not messages("code-forms-disagree", {"权力编码": readable, "基本编码": code})


@pytest.mark.parametrize(
    ("readable", "code", "expected"),
    [
        ("确认-00203-000", "330700203000", "330800203000"),
        ("许可-00201-001", "330100201000", "330100201001"),
        ("确认-00204-000", "000700203000", "000700204000"),
    ],
)
def test_forms_that_do_not_convert(readable: str, code: str, expected: str, messages) -> None:
    (message,) = messages("code-forms-disagree", {"权力编码": readable, "基本编码": code})

    assert expected in message
    assert code in message


@pytest.mark.parametrize(("readable", "code"), [("许可-201-000", "330100201000"), ("许可-00301-000", "33010020100")])
def test_a_malformed_code_is_not_converted(readable: str, code: str, messages) -> None:
    assert not messages("code-forms-disagree", {"权力编码": readable, "基本编码": code})


def test_other_rules_of_coding_have_no_readable_code(messages) -> None:
    value = {"权力编码": "许可-00301-000", "基本编码": "330100201000"}

    assert not messages("code-forms-disagree", value, profile="national")


# code-level-conflict


def level_messages(messages: Any, digit: int, levels: list[str], manifest: dict[str, Any], **fields: Any) -> list[str]:
    value = {"实施编码": f"{USCC}{digit}330100201000", "行使层级": levels, **fields}
    return messages("code-level-conflict", value, **manifest)


@pytest.mark.parametrize(
    ("digit", "levels", "manifest", "words"),
    [
        (3, ["县级"], {"层级": "县级"}, ["市级", "行使层级是县级", "本目录是县级的"]),
        (4, ["市级"], {"层级": "县级"}, ["行使层级是市级"]),
        (3, ["市级"], {"层级": "县级"}, ["本目录是县级的"]),
        (5, [], {"层级": "县级"}, ["镇级", "本目录是县级的"]),
    ],
)
def test_level_digit_of_another_level(
    digit: int, levels: list[str], manifest: dict[str, Any], words: list[str], messages
) -> None:
    (message,) = level_messages(messages, digit, levels, manifest)

    assert all(word in message for word in words)


@pytest.mark.parametrize(
    ("digit", "levels", "manifest"),
    [
        (4, ["县级"], {"层级": "县级"}),
        (4, ["县级"], {"层级": "市级", "收录范围": ["市级", "县级"]}),
        (4, ["县级"], {"层级": "市级", "收录范围": {"层级": ["市级", "县级"]}}),
        (4, ["市级", "县级"], {"层级": "省级", "类别": "指导目录"}),
        (4, ["县级"], {"层级": "市级", "功能区": {"名称": "甲经开区"}}),
        (4, ["县级"], {}),
        (4, [], {}),
    ],
)
def test_level_digit_that_is_covered(digit: int, levels: list[str], manifest: dict[str, Any], messages) -> None:
    assert not level_messages(messages, digit, levels, manifest)


def test_by_entrustment_the_givers_level_may_stand(messages) -> None:
    giver = {"权力来源": "上级委托", "权力来源机关": {"名称": "宁波市住建委", "层级": "市级"}}

    assert not level_messages(messages, 3, ["县级"], {"层级": "县级"}, **giver)
    assert level_messages(messages, 2, ["县级"], {"层级": "县级"}, **giver)
    assert level_messages(messages, 3, ["县级"], {"层级": "县级"}, **{**giver, "权力来源": "上级下放"})


def test_without_the_long_code_the_handling_code_is_read(messages) -> None:
    value = {"业务办理项编码": f"{USCC}333010020100001", "行使层级": ["县级"]}

    assert messages("code-level-conflict", value)[0].startswith("业务办理项编码 | ")
    assert not messages("code-level-conflict", {**value, "实施编码": f"{USCC}4330100201000"})


# duplicate-name


def test_brackets_and_spaces_do_not_tell_names_apart(resources: Resources) -> None:
    one, other = matter(子项名称="许可（新办）"), matter("330100202000", 子项名称="许可 (新办)")

    assert len(said("duplicate-name", [one, other], resources)) == 2


@pytest.mark.parametrize(
    "other",
    [
        matter("330100202000", 孙项名称="变更"),
        matter("330100202000", 子项名称="建筑工程施工许可证核发（市级权限）"),
        matter("330100202000", 主项名称="另一主项"),
        matter("330100202000", 实施主体={"名称": "象山县综合行政执法局"}),
        matter("330100202000", 实施主体={}),
        matter("330100202000", 状态="取消"),
        matter("33010020200Y"),
    ],
)
def test_names_that_are_told_apart(other: dict[str, Any], resources: Resources) -> None:
    assert not said("duplicate-name", [matter(), other], resources)


# reused-code


@pytest.mark.parametrize(
    "now",
    [
        matter(子项名称="城市道路占用许可"),
        matter(),  # the abolished row once more
        matter(子项名称="城市道路占用许可", 状态="暂停"),
        matter(子项名称="城市道路占用许可", 实施主体={"名称": "象山县综合行政执法局"}),
    ],
)
def test_the_code_of_what_was_abolished(now: dict[str, Any], resources: Resources) -> None:
    (message,) = said("reused-code", [matter(状态="取消"), now], resources)

    assert "330100201000" in message


@pytest.mark.parametrize(
    "abolished",
    [
        matter(孙项名称="临时许可", 状态="取消"),  # one handling item went
        matter(实施主体={"名称": "象山县建设局"}, 状态="取消"),  # the body changed
        matter("330100202000", 状态="取消"),
        matter("", 状态="取消"),
    ],
)
def test_what_lives_on_under_its_code(abolished: dict[str, Any], resources: Resources) -> None:
    assert not said("reused-code", [abolished, matter()], resources)


def test_two_abolished_rows_reuse_nothing(resources: Resources) -> None:
    assert not said("reused-code", [matter(状态="取消"), matter(子项名称="甲", 状态="取消")], resources)


# status-dates


def test_abolished_without_a_day(messages) -> None:
    (message,) = messages("status-dates", {"状态": "取消", "生效日期": "2018-01-01"})

    assert message.startswith("取消日期 | 状态是取消，却没有写取消日期")


@pytest.mark.parametrize("status", ["取消", "在用"])
def test_abolished_before_it_began(status: str, messages) -> None:
    value = {"状态": status, "生效日期": "2018-01-02", "取消日期": "2018-01-01"}
    (message,) = messages("status-dates", value)

    assert "2018-01-01 早于生效日期 2018-01-02" in message


@pytest.mark.parametrize(
    "value",
    [
        {"状态": "取消", "生效日期": "2018-01-01", "取消日期": "2018-01-01"},
        {"状态": "取消", "取消日期": "2018-01-01"},
        {"状态": "取消", "生效日期": "2018年", "取消日期": "2017-01-01"},
        {"状态": "取消", "生效日期": "2018-01-01", "取消日期": ["2017-01-01"]},
        {"状态": "在用"},
        {},
    ],
)
def test_days_that_say_nothing_wrong(value: dict[str, Any], messages) -> None:
    assert not messages("status-dates", value)


# version-not-raised


def test_moved_reordered_and_commented_is_not_changed(run) -> None:
    assert not run("版本: 2\n备注: 甲\n---\n# 新注\n备注: 甲\n版本: 2\nx-内部: 乙\n", "version-not-raised", since=True)


def test_the_file_may_have_another_name(run, tmp_path: Path) -> None:
    run("版本: 2\n---\n版本: 2\n备注: 改了\n", "version-not-raised", since=True)
    (tmp_path / "000.yaml").rename(tmp_path / "renamed.yaml")
    command = [
        sys.executable,
        "-m",
        "catalog_tool",
        "validate",
        ".",
        "--since",
        "HEAD",
        "--select",
        "version-not-raised",
    ]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout.decode()

    assert "renamed.yaml" in shown
    assert "备注和比较的那一版不同，而版本仍是 2（那一版是 2）；请把版本改成 3" in shown


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ("版本: 2\n备注: 甲", "版本: 2\n备注: 乙", True),
        ("版本: 3\n备注: 甲", "版本: 2\n备注: 乙", True),
        ("版本: 2\n备注: 甲", "版本: 2", True),
        ("版本: 2\n备注: 甲", "版本: 3\n备注: 乙", False),
        ("版本: 2\n备注: 甲", "版本: 2\n备注: 甲\n调整说明: {原因: 补录}", False),
        ("版本: 2\n备注: 甲", "版本: 2\n备注: 乙\n孙项名称: 另一项", False),
        ('版本: 2\n基本编码: "330100205000"', '版本: 2\n基本编码: "330100206000"', False),
        ("版本: 2\n备注: 甲", '版本: "2"\n备注: 乙', False),
    ],
)
def test_content_and_version(before: str, now: str, found: bool, run) -> None:
    assert bool(run(f"{before}\n---\n{now}\n", "version-not-raised", since=True)) is found


def test_without_since_nothing_is_said(run) -> None:
    assert not run("版本: 2\n---\n版本: 2\n备注: 乙\n", "version-not-raised")


# siblings-disagree


def item(name: str, limit: Any = None, bases: Any = None, **fields: Any) -> dict[str, Any]:
    return matter(孙项名称=name, 办理时限={"法定": limit}, 适用依据=bases, **fields)


LAW = {"名称": "《建筑法》", "条款": "第七条"}


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (item("新办", {"数值": 15, "单位": "工作日"}), item("变更", {"数值": 20, "单位": "工作日"}), "法定时限"),
        (item("新办", {"数值": 15, "单位": "工作日"}), item("变更", {"说明": "无法定时限"}), "“变更”无法定时限"),
        (item("新办", bases=[LAW]), item("变更", bases=[{**LAW, "条款": "第八条"}]), "《建筑法》第八条"),
        (item("新办", bases=[LAW]), item("变更", bases=[LAW, {"名称": "《城乡规划法》"}]), "适用依据"),
    ],
)
def test_handling_items_that_disagree(
    one: dict[str, Any], other: dict[str, Any], words: str, resources: Resources
) -> None:
    found = said("siblings-disagree", [one, other], resources)

    assert len(found) == 2
    assert all(words in message for message in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (item("新办", {"数值": 1, "单位": "年"}), item("变更", {"数值": 12, "单位": "月"})),
        (item("新办", {"数值": 15, "单位": "工作日"}), item("变更")),
        (item("新办", {"数值": 15, "单位": "工作日"}), item("变更", {"数值": 20, "单位": "工作日"}, 状态="取消")),
        (item("新办", bases=[LAW]), item("变更", bases=[{"名称": "《建筑法》"}])),
        (item("新办", bases=[LAW]), item("变更", bases=[])),
        (item("新办", bases=[LAW, "《城乡规划法》"]), item("变更", bases=[{**LAW, "名称": "《建筑法》 "}])),
        (
            item("新办", bases=[{"名称": "《建筑法》", "条款": "第七条、第八条"}]),
            item("变更", bases=[LAW, {**LAW, "条款": "第八条"}]),
        ),
        (
            item("新办", {"数值": 15, "单位": "工作日"}),
            {**item("变更", {"数值": 20, "单位": "工作日"}), "基本编码": "330100202000"},
        ),
    ],
)
def test_handling_items_that_agree_or_say_nothing(
    one: dict[str, Any], other: dict[str, Any], resources: Resources
) -> None:
    assert not said("siblings-disagree", [one, other], resources)


# names


@pytest.mark.parametrize(
    ("main", "sub", "code", "found"),
    [
        ("许可", "许可（新办）", "330100201000", True),
        ("许可", "许可（县级）", "330100201000", True),
        ("许可(新办)", "许可（新办）", "330100201000", False),
        ("许可", "许可（新办）", "330100201001", False),
        ("许可", "许可（新办）", "33010020100Y", False),
        ("许可", "许可（新办）", "33010020100", False),
        ("", "许可（新办）", "330100201000", False),
        ("许可", "", "330100201000", False),
    ],
)
def test_sub_name_of_undivided(main: str, sub: str, code: str, found: bool, messages) -> None:
    value = {"主项名称": main, "子项名称": sub, "基本编码": code}

    assert bool(messages("sub-name-of-undivided", value)) is found


@pytest.mark.parametrize(
    "name", ["甲→乙", "甲->乙", "甲-->乙", "甲=>乙", "甲⇒乙", "甲>>乙", "甲—>乙", "甲➔乙", "甲＞＞乙"]
)
@pytest.mark.parametrize("field", ["主项名称", "子项名称", "孙项名称", "通俗名称"])
def test_arrows(field: str, name: str, messages) -> None:
    assert len(messages("arrows-in-name", {field: name})) == 1


@pytest.mark.parametrize("name", ["甲—乙", "甲-乙", "面积>300平方米", "《甲》《乙》", "甲~乙", 5, None, ["→"]])
def test_what_only_looks_like_an_arrow(name: Any, messages) -> None:
    assert not messages("arrows-in-name", {"子项名称": name})


def test_arrow_in_the_name_of_a_one_thing(run) -> None:
    (finding,) = run("类别: 一件事\n名称: 开办企业→刻章\n", "arrows-in-name")

    assert finding.line == 2


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"子项名称": "甲" * 31}, True),
        ({"主项名称": "甲" * 31}, True),
        ({"子项名称": "甲" * 31, "通俗名称": " "}, True),
        ({"子项名称": "甲" * 30}, False),
        ({"子项名称": "甲" * 30 + " "}, False),
        ({"子项名称": "甲" * 31, "通俗名称": "乙"}, False),
        ({"子项名称": "甲", "主项名称": "甲" * 31}, False),
        ({"子项名称": "甲" * 31, "状态": "取消"}, False),
        ({"子项名称": ["甲" * 31]}, False),
    ],
)
def test_overlong_names(value: dict[str, Any], found: bool, messages) -> None:
    assert bool(messages("overlong-name", value)) is found


# unclaimed-delegation


def delegated(**fields: Any) -> dict[str, Any]:
    return matter(**{**DELEGATED, **fields})


def giver(**fields: Any) -> dict[str, Any]:
    return {**DELEGATED["权力来源机关"], **fields}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (delegated(权力来源依据=None), "没有写权力来源依据"),
        (delegated(权力来源依据=["", {"条款": "第一条"}]), "没有写权力来源依据"),
        (delegated(权力来源="上级下放", 权力来源依据=["《》"]), "没有写权力来源依据"),
        (delegated(权力来源依据=["无"]), "没有写权力来源依据"),
        (delegated(权力来源机关=None), "没有写权力来源机关"),
        (delegated(权力来源机关=giver(名称="无")), "没有写权力来源机关"),
        (delegated(权力来源机关={"名称": " "}), "没有写权力来源机关"),
        (delegated(权力来源="同级授权", 权力来源依据=[]), "权力来源是同级授权"),
        (delegated(权力来源机关=giver(权限=[], 起="")), "没有写权限、起"),
        (delegated(权力来源机关=giver(范围=None)), "没有写范围"),
        (delegated(权力来源机关=giver(止="2018-07-24")), "已经过期"),
        (delegated(权力来源="上级下放", 权力来源机关=giver(止="2018-07-24")), "已经过期"),
    ],
)
def test_delegation_that_is_not_claimed(value: dict[str, Any], words: str, resources: Resources) -> None:
    (message,) = said("unclaimed-delegation", [value], resources)

    assert words in message


@pytest.mark.parametrize(
    "value",
    [
        delegated(),
        delegated(权力来源依据=["浙政发〔2014〕1号"]),
        delegated(权力来源依据=[{"文号": "浙政发〔2014〕1号"}]),
        delegated(权力来源机关=giver(止="2018-07-25")),
        delegated(事项类型="行政给付", 权力来源机关={"名称": "宁波市民政局"}),
        delegated(权力来源="上级下放", 权力来源机关={"名称": "宁波市住建委"}),
        delegated(权力来源="法定本级行使", 权力来源依据=None, 权力来源机关=None),
        delegated(权力来源依据=None, 状态="取消"),
        delegated(权力来源=["上级委托"], 权力来源依据=None),
    ],
)
def test_delegation_that_is_in_order(value: dict[str, Any], resources: Resources) -> None:
    assert not said("unclaimed-delegation", [value], resources)


TOWN = delegated(实施主体={"名称": "石浦镇人民政府"}, 权力来源机关=giver(名称="象山县住房和城乡建设局"))


@pytest.mark.parametrize("elsewhere", [True, False])
def test_what_is_held_by_entrustment_is_not_handed_on(elsewhere: bool, resources: Resources) -> None:
    own, others = ([TOWN], [delegated()]) if elsewhere else ([TOWN, delegated()], [])
    (message,) = said("unclaimed-delegation", own, resources, others=others)

    assert "“象山县住房和城乡建设局”自己也是受委托行使这项权力，又委托给“石浦镇人民政府”" in message


@pytest.mark.parametrize("source", ["上级下放", "上级授权"])
def test_what_is_held_by_entrustment_is_not_given_in_another_way(source: str, resources: Resources) -> None:
    (message,) = said("unclaimed-delegation", [{**TOWN, "权力来源": source}, delegated()], resources)

    assert f"自己也是受委托行使这项权力，又{source[2:]}给“石浦镇人民政府”" in message


@pytest.mark.parametrize(
    "holder",
    [
        matter(权力来源="法定本级行使"),  # that the giver still lists it is right
        delegated(权力来源="上级下放"),
        {**delegated(), "基本编码": "330100202000"},
        delegated(实施主体={"名称": "象山县民政局"}),
    ],
)
def test_givers_that_hold_the_power_themselves(holder: dict[str, Any], resources: Resources) -> None:
    assert not said("unclaimed-delegation", [TOWN, holder], resources)


def test_other_catalogs_are_left_alone_where_nothing_was_given(resources: Resources) -> None:
    def never() -> Iterator[dict[str, Any]]:
        raise AssertionError
        yield {}

    assert not said("unclaimed-delegation", [delegated(权力来源="法定本级行使")], resources, others=never())


# devolved-without-place


PLACES = [
    {"编号": "XS", "名称": "象山县行政服务中心", "类型": "行政服务中心", "区划代码": "330225"},
    {"编号": "SP", "名称": "石浦镇便民服务中心", "类型": "镇街便民服务中心", "区划代码": "330225101"},
    {"编号": "NB", "名称": "宁波市行政服务中心", "类型": "行政服务中心", "区划代码": "330200"},
]


@pytest.mark.parametrize(
    ("windows", "levels", "found"),
    [
        ([{"场所": "XS", "可办": ["受理"]}], ["县级"], False),
        ([{"场所": "SP", "可办": ["收件"]}], ["县级"], False),
        ([{"名称": "自设窗口", "可办": ["办理"]}], ["县级"], False),
        ([{"场所": "SP", "可办": ["受理"]}], ["镇级"], False),
        ([{"场所": "XS", "可办": ["受理"]}], ["镇级"], True),
        ([{"场所": "NB", "可办": ["受理"]}], ["县级"], True),
        ([{"场所": "XS", "可办": ["咨询", "出件"]}], ["县级"], True),
        ([{"场所": "XS"}], ["县级"], True),
        ([], ["县级"], True),
        (None, ["县级"], False),
    ],
)
@pytest.mark.parametrize("source", ["上级下放", "上级委托"])
def test_places_of_what_was_handed_down(windows: Any, levels: list[str], found: bool, source: str, messages) -> None:
    value = {"权力来源": source, "行使层级": levels, "办理形式": ["窗口办理"], "办理窗口": windows}

    assert bool(messages("devolved-without-place", value, **MANIFEST, 办理场所=PLACES)) is found


@pytest.mark.parametrize(
    "fields",
    [
        {"权力来源": "法定本级行使"},
        {"权力来源": "同级委托"},
        {"权力来源": ["上级下放"]},
        {"办理形式": ["网上办理"]},
        {"状态": "取消"},
    ],
)
def test_what_needs_no_place(fields: dict[str, Any], messages) -> None:
    value = {"权力来源": "上级下放", "办理形式": ["窗口办理"], "办理窗口": [], **fields}

    assert not messages("devolved-without-place", value, **MANIFEST)


# inconsistent-department


def by(name: str, code: str, number: int = 1, **fields: Any) -> dict[str, Any]:
    return matter(f"33010020{number}000", 实施主体={"名称": name, "统一社会信用代码": code}, **fields)


OTHER = "11440100007482575H"


def test_one_name_with_two_codes_is_said_once_a_code(resources: Resources) -> None:
    found = said("inconsistent-department", [by("甲局", USCC), by("甲局", OTHER, 2), by("甲局", OTHER, 3)], resources)

    assert len(found) == 2
    assert all(USCC in message and OTHER in message for message in found)


def test_one_code_with_two_names(resources: Resources) -> None:
    found = said("inconsistent-department", [by("甲局", USCC), by("乙局", USCC, 2)], resources)

    assert len(found) == 2
    assert all("乙局、甲局" in message for message in found)


@pytest.mark.parametrize(
    "other",
    [
        by("甲局", USCC, 2),
        by("甲局 ", USCC, 2),
        by("乙局", OTHER, 2),
        by("甲局", "11440100007482575X", 2),  # invalid-credit-code says so
        by("甲局", "", 2),
        by("甲局", OTHER, 2, 状态="取消"),
        matter("330100202000", 实施主体={}, 主管部门="甲局"),
    ],
)
def test_bodies_that_are_in_order(other: dict[str, Any], resources: Resources) -> None:
    assert not said("inconsistent-department", [by("甲局", USCC), other], resources)
