"""A 一件事 and its members: missing, abolished, of another level, of another kind than it says."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from catalog_tool.checking import Selection, check_catalogs
from catalog_tool.store import find_catalogs

REGISTRATION = """
基本编码: "330101001000"
主项名称: 企业设立登记
子项名称: 企业设立登记
"""
PHARMACY = """
基本编码: "330101203000"
主项名称: 药品零售经营许可
子项名称: 药品零售经营许可
"""
TWO = """
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101203000", 层级: 县级, 部门: 象山县卫生和计划生育局%s}
"""


def documents(*parts: str) -> str:
    return "\n---\n".join(textwrap.dedent(part).strip("\n") for part in parts)


def thing(more: str) -> str:
    return "类别: 一件事\n名称: 开药店\n" + more.strip("\n")


def broken(run, *parts: str) -> list[str]:
    return [finding.message for finding in run(documents(*parts), "broken-onething")]


def test_members_that_are_there(run) -> None:
    assert not broken(run, REGISTRATION, PHARMACY, thing(TWO % ""))


def test_a_member_that_is_nowhere_or_abolished(run) -> None:
    assert "没有" in "".join(broken(run, REGISTRATION, thing(TWO % "")))
    assert "已经取消" in "".join(
        broken(run, REGISTRATION, PHARMACY + "状态: 取消\n取消日期: 2018-09-01", thing(TWO % ""))
    )


def test_of_several_rows_one_in_use_is_enough(run) -> None:
    gone = PHARMACY + "孙项名称: 旧\n状态: 取消\n取消日期: 2018-09-01"

    assert not broken(run, REGISTRATION, gone, PHARMACY + "孙项名称: 新", thing(TWO % ""))


def test_a_member_of_another_level(run) -> None:
    (message,) = broken(run, REGISTRATION, PHARMACY + "行使层级: [市级]", thing(TWO % ""))

    assert "330101203000" in message
    assert "县级" in message
    assert "市级" in message


def test_a_chain_takes_part_at_each_of_its_levels(run) -> None:
    chain = "行使层级: [市级]\n审批链:\n  - {层级: 县级, 职责: [受理]}\n  - {层级: 市级, 职责: [决定]}"

    assert not broken(run, REGISTRATION, PHARMACY + chain, thing(TWO % ""))


def test_members_of_levels_out_of_sight_are_left_alone(run) -> None:
    members = """
类型: 多部门跨层级
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101209000", 层级: 市级, 部门: 宁波市公安局}
"""
    assert not broken(run, REGISTRATION, thing(members))


ONE_OF_THE_CITY = """
事项:
  - {基本编码: "330101001000", 层级: 市级, 部门: 象山县市场监督管理局}
  - {名称: 用水报装, 办理单位: 自来水公司, 性质: 公用企业}
"""


def test_what_the_catalog_itself_says_of_a_member_needs_no_other_list(run) -> None:
    (message,) = broken(run, REGISTRATION + "行使层级: [县级]", thing(ONE_OF_THE_CITY))

    assert "写的是市级办理，这个事项却由县级行使" in message


@pytest.mark.parametrize(
    "rows",
    [
        (REGISTRATION + "孙项名称: 甲\n行使层级: [县级]", REGISTRATION + "孙项名称: 乙\n行使层级: [市级]"),
        (REGISTRATION + "行使层级: [市级, 县级]",),
        (REGISTRATION + "行使层级: [县级]\n状态: 取消\n取消日期: 2018-09-01",),
        (PHARMACY + "行使层级: [县级]",),
    ],
)
def test_what_the_city_may_well_do(rows: tuple[str, ...], run) -> None:
    assert not broken(run, *rows, thing(ONE_OF_THE_CITY))


def test_a_catalog_without_any_matter_says_nothing_of_members(run) -> None:
    assert not broken(run, thing(TWO % ""))


def test_an_empty_one_thing(run) -> None:
    (message,) = broken(run, REGISTRATION, thing("事项: []"))

    assert "没有列出" in message


def pharmacy_at(level: str) -> str:
    return PHARMACY + f"行使层级: [{level}]"


KINDS = """
类型: %s
牵头部门: 象山县公安局
事项:
  - {基本编码: "330101001000", 层级: %s, 部门: %s}
  - {基本编码: "330101203000", 层级: %s, 部门: %s}
"""


@pytest.mark.parametrize(
    ("kind", "one", "other", "part"),
    [
        ("单层级多部门", ("县级", "象山县公安局"), ("市级", "宁波市住房和城乡建设委员会"), "县级、市级"),
        ("单层级多部门", ("县级", "象山县公安局"), ("县级", "象山县公安局"), "一个部门"),
        ("单部门跨层级", ("县级", "象山县公安局"), ("市级", "宁波市住房和城乡建设委员会"), "几个部门"),
        ("单部门跨层级", ("县级", "象山县公安局"), ("县级", "象山县公安局"), "都在县级"),
        ("多部门跨层级", ("县级", "象山县公安局"), ("县级", "象山县住房和城乡建设局"), "都在县级"),
        ("多部门跨层级", ("县级", "象山县公安局"), ("市级", "宁波市公安局"), "一个部门"),
    ],
)
def test_a_kind_that_its_members_are_not(
    kind: str, one: tuple[str, str], other: tuple[str, str], part: str, run
) -> None:
    (message,) = broken(run, REGISTRATION, pharmacy_at(other[0]), thing(KINDS % (kind, *one, *other)))

    assert kind in message
    assert part in message


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("单层级多部门", ("县级", "象山县公安局"), ("县级", "象山县住房和城乡建设局")),
        ("单部门跨层级", ("县级", "象山县公安局"), ("市级", "宁波市公安局")),
        ("多部门跨层级", ("县级", "象山县公安局"), ("市级", "宁波市住房和城乡建设委员会")),
        ("单部门跨层级", ("县级", "象山县甲中心"), ("市级", "宁波市乙处")),
    ],
)
def test_a_kind_that_its_members_are_or_may_be(kind: str, one: tuple[str, str], other: tuple[str, str], run) -> None:
    assert not broken(run, REGISTRATION, pharmacy_at(other[0]), thing(KINDS % (kind, *one, *other)))


def test_who_has_no_code_may_make_it_several(run) -> None:
    members = """
类型: 单层级多部门
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {名称: 银行开户, 办理单位: 银行, 性质: 金融机构}
"""
    assert not broken(run, REGISTRATION, thing(members))


def test_a_matter_that_passes_through_levels_is_across_levels(run) -> None:
    chain = "审批链:\n  - {层级: 县级, 职责: [受理]}\n  - {层级: 市级, 职责: [决定]}"
    members = '类型: 单部门跨层级\n事项:\n  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县公安局}'

    assert not broken(run, REGISTRATION + chain, thing(members))
    assert broken(run, REGISTRATION, thing(members))


MANIFEST = "名称: 甲\n版本: '1'\n发布日期: 2018-07-01\n编码规则: zhejiang\n收录范围: [县级, 市级]\n区划名称: 甲\n"
ACROSS = """
类型: 多部门跨层级
编码: "331600001000"
牵头部门: 象山县市场监督管理局
办理时限: {}
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101209000", 层级: 市级, 部门: 宁波市公安局}
  - {基本编码: "330101208000", 层级: 市级, 部门: 宁波市公安局}
"""


def below(tmp_path: Path, standards, upper_files: dict[str, str], more: str = "", path: str = "../upper"):
    """The findings in a list with one 一件事, below a directory that has these files."""
    upper, lower = tmp_path / "upper", tmp_path / "lower"
    for folder in (upper, lower):
        folder.mkdir()
    text = f"类别: 指导目录\n层级: 省级\n区划代码: '330000'\n{MANIFEST}"
    for name, content in {"catalog.yaml": text, **upper_files}.items():
        (upper / name).write_text(content, encoding="utf-8")
    text = f"类别: 实施清单\n层级: 县级\n区划代码: '330225'\n上级目录: {path}\n{MANIFEST}"
    (lower / "catalog.yaml").write_text(text, encoding="utf-8")
    (lower / "thing.yaml").write_text(thing(ACROSS), encoding="utf-8")
    if more:
        (lower / "matter.yaml").write_text(more, encoding="utf-8")
    selection = Selection(only=frozenset({"broken-onething"}))
    return check_catalogs(find_catalogs([str(lower)]), standards, selection, debug=True).settled.findings


def row(code: str, levels: str = "县级, 市级") -> str:
    return f'基本编码: "{code}"\n行使层级: [{levels}]\n'


def test_a_member_may_stand_in_the_directory(tmp_path: Path, standards) -> None:
    """The upper directory is asked for what the list lacks, and for the levels of what it has."""
    found = below(tmp_path, standards, {f"{code}.yaml": row(code) for code in ("330101001000", "330101209000")})

    assert [(finding.line, finding.severity.value) for finding in found] == [(10, "error")]
    assert "330101208000" in found[0].message


def test_a_member_may_stand_in_what_of_the_directory_cannot_be_read(tmp_path: Path, standards) -> None:
    files = {"甲.yaml": row("330101001000"), "乙.yaml": row("330101209000"), "001.yaml": "a: ["}

    (finding,) = below(tmp_path, standards, files)

    assert finding.severity.value == "info"
    assert "成员 330101208000 无法核对：上级目录“../upper”不在，或者有文件读不了" in finding.message


def test_a_member_may_stand_in_a_directory_that_is_not_there(tmp_path: Path, standards) -> None:
    found = below(tmp_path, standards, {}, row("330101999000", "县级"), path="../up")

    assert {finding.severity.value for finding in found} == {"info"}
    assert all("无法核对：上级目录“../up”" in finding.message for finding in found)
    assert [finding.line for finding in found] == [8]
