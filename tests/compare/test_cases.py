"""The shared hard cases, as the contract decides them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from building import change_kinds, compared, kinds, laid_over, only

from catalog_tool.formats.yaml_reader import read_yaml

BEFORE_THE_END = "2018-08-01"
AFTER_THE_END = "2021-01-01"


@pytest.fixture
def case(shared: Path):
    def read(name: str) -> list[dict[str, Any]]:
        path = next((shared / "data" / "cases").glob(f"{name}_*.yaml"))
        result = read_yaml(path.read_bytes(), path.name, manifest=name == "16")
        return [document.value for document in result.documents]

    return read


def test_01_one_main_item_with_situations_is_the_same(case) -> None:
    local = compared(case("01a"), case("01b"))

    found = only(local)
    assert (found["kind"], found["matched_by"]) == ("same", "code")
    assert local["summary"]["violation"] == 0


def test_01_three_sub_items_of_one_s_own_are_a_split(case) -> None:
    found = only(compared(case("01a"), case("01c")))

    assert (found["kind"], found["decision"]) == ("split", "violation")
    assert "并回 331000701000，改用情形" in found["reason"]
    assert {row["code"] for row in found["local"]} == {
        "331000701000", "331000701001", "331000701002", "331000701003",
    }  # fmt: skip


def test_01_handling_items_of_one_code_are_the_same(case) -> None:
    whole = case("01a")[0]
    promise = {"法定": {"数值": None}, "承诺": {"数值": 0}}
    names = ("婚迁", "升学", "工作调动")
    items = [laid_over(whole, {"孙项名称": name, "办理时限": promise}) for name in names]
    # The certificate is for marriages alone, so the other two items do not list it.
    items[0]["申请材料"] = [whole["申请材料"][0], laid_over(whole["申请材料"][1], {"适用情形": []})]
    for item in items[1:]:
        item["申请材料"] = whole["申请材料"][:1]

    found = only(compared([whole], items))

    assert (found["kind"], found["changes"], len(found["local"])) == ("same", [], 3)


def test_07_a_county_in_the_chain_is_at_its_level(case) -> None:
    directory, local = case("07a"), case("07b")

    result = compared(directory, local)

    assert kinds(result) == ["same"]
    assert change_kinds(result) == ["promise-shorter"]
    assert kinds(compared(directory, [])) == ["missing"]


def test_08_a_delegated_power_is_allowed_with_giver_scope_and_term(case) -> None:
    local = case("08a")[0]
    directory = laid_over(local, {"行使层级": ["市级"], "子项名称": local["子项名称"]})
    for day, decision in ((BEFORE_THE_END, "allowed"), (AFTER_THE_END, "report")):
        changes = only(compared([directory], [local], day=day))["changes"]

        assert [(change["kind"], change["decision"]) for change in changes] == [("level-not-allowed", decision)]
        said = changes[0]["reason"]
        assert "2020-08-31" in said
        if decision == "allowed":
            assert "杭州市市场监督管理局" in said
            assert "注册地在桐庐县的企业" in said
            assert "2017-09-01" in said


def test_08_a_town_that_only_receives_is_allowed(case) -> None:
    local = laid_over(case("08b")[0], {"权力来源": "法定本级行使", "权力来源依据": []})
    counter = [{**link, "职责": ["收件", "受理"]} if link["层级"] == "镇级" else link for link in local["审批链"]]
    directory = laid_over(local, {"行使层级": ["县级"], "审批链": [{"层级": "县级", "职责": ["决定"]}]})
    town = {"层级": "镇级", "区划代码": "330382101", "收录范围": ["镇级"]}

    for chain, decision in ((counter, "allowed"), (local["审批链"], "violation")):
        found = only(compared([directory], [{**local, "审批链": chain}], local_says=town))
        assert [(change["kind"], change["decision"]) for change in found["changes"]] == [
            ("level-not-allowed", decision)
        ]


def test_15_what_regions_set_themselves_is_allowed_and_must_be_set(case) -> None:
    directory = laid_over(case("15")[0], {"办理时限": {"承诺": {"数值": 5, "单位": "工作日"}}})
    for limits, decision in (({"承诺": {"数值": 30, "单位": "工作日"}}, "allowed"), ({}, "violation")):
        found = only(compared([directory], [laid_over(directory, {"办理时限": limits})]))
        assert [(change["kind"], change["decision"]) for change in found["changes"]] == [("promise-longer", decision)]


def test_16_every_entry_of_the_manifest_is_an_exemption(case) -> None:
    manifest = laid_over(case("16")[0], {"上级目录": "../directory"})
    codes = [entry["基本编码"] for entry in manifest["不认领"]]
    directory = [
        {
            "基本编码": code,
            "主项名称": f"事项{code}",
            "子项名称": f"事项{code}",
            "事项类型": "行政许可",
            "行使层级": ["县级"],
        }
        for code in codes
    ]

    local = compared(directory, [], local_says=manifest)

    assert [each["kind"] for each in local["alignments"]] == ["exempt"] * 3
    assert {each["directory"][0]["code"]: each["decision"] for each in local["alignments"]} == {
        "330104501000": "allowed", "330104601000": "report", "330102201000": "report",
    }  # fmt: skip
