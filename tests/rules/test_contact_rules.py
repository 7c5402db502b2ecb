"""Rules about telephones, places and hours: boundaries and lawful cases."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.context import Context, Lexicon
from catalog_tool.domain.area_codes import local_area_codes
from catalog_tool.domain.phones import PhoneKind, phones
from catalog_tool.rules import all_rules

HALL = {
    "编号": "XS-00", "名称": "象山县行政服务中心", "类型": "行政服务中心", "地址": "丹东街道示例路1号",
    "时间": "工作日 8:30-17:00", "电话": "0574-65710000",
}  # fmt: skip


def matter(**fields: Any) -> dict[str, Any]:
    return {"基本编码": "330100201000", "事项类型": "行政许可", "行使层级": ["县级"], **fields}


# Telephones


@pytest.mark.parametrize(
    "text",
    [
        "0574-65710000", "（0574）65710000", "0574 6571 0000", "057465710000", "+86-574-65710000", "0574—65710000",
        "０５７４－６５７１００００", "0574-6571000", "010-65710000", "0574-65710000转8001", "0574-65710000-8001",
        "0574-65710000、65710001", "0574-65710000/1", "0574-65710000\n12345", "0574-65710000（工作日 8:30-11:30）",
        "12345", "0574-12345", "12366-2-4", "020-12333-9-3", "110", "96345", "95598", "12110", "116114",
        "400-820-8820", "4008208820", "800-820-8820", "13800571234", "138 0057 1234", "+8613800571234",
        "咨询电话：0574-65710000。微信号：gh_a1e9527141a4。电子邮箱：441472514@qq.com", "无", "", "示例路 16 号 302 室",
        "邮编：315700", "0574-65710000，2018年5月1日起启用", "见 https://www.zjzwfw.gov.cn/1234567890",
    ],
)  # fmt: skip
def test_numbers_as_offices_write_them(text: str) -> None:
    assert not [phone for phone in phones(text) if phone.fault]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("0577-61880", "有 5 位"),
        ("0574-657100001", "有 9 位"),
        ("0574", "只有区号"),
        ("65710000", "没有区号"),
        ("6571000、12345", "没有区号"),
        ("0574-16571000", "以 1 开头"),
        ("0574-13800571234", "手机号"),
        ("1380057123", "10 位"),
        ("400-820-882", "9 位"),
        ("1234", "4 位"),
        ("00574-65710000", "不是区号"),
        ("咨询电话：65710000", "没有区号"),
        ("拨打 0574-657100，工作日接听", "有 6 位"),
    ],
)
def test_numbers_that_cannot_be_dialled(text: str, fault: str) -> None:
    (phone, *_) = [phone for phone in phones(text) if phone.fault]

    assert fault in phone.fault


def test_several_numbers_of_one_text_are_told_apart() -> None:
    found = phones("省厅：020-86351219、020-86351130；深圳：0755-88127587、0755-83025538；12345")

    assert [phone.number for phone in found] == ["86351219", "86351130", "88127587", "83025538", "12345"]
    assert [phone.kind for phone in found] == [PhoneKind.LANDLINE] * 4 + [PhoneKind.SERVICE]
    assert all(phone.labelled for phone in found[:4])


@pytest.mark.parametrize(
    ("region", "own"),
    [
        ("330225", {"0574"}), ("330225101", {"0574"}), ("330200", {"0574"}), ("110105", {"010"}),
        ("429004", {"0728"}), ("999999", set()), ("33", set()), ("", set()),
    ],
)  # fmt: skip
def test_area_codes_of_a_region(region: str, own: set[str], resources) -> None:
    context = Context({"区划代码": region}, resources.profile("zhejiang"), resources.lexicon)

    assert local_area_codes(context) == own


def test_a_province_has_the_area_codes_of_all_its_cities(resources) -> None:
    context = Context({"区划代码": "330000"}, resources.profile("zhejiang"), resources.lexicon)

    assert local_area_codes(context) == {f"05{number}" for number in range(70, 81)}


def test_every_prefecture_has_an_area_code_and_rows_are_sorted(resources) -> None:
    rows = resources.lexicon.lists["area-codes"]
    prefixes = [row["前缀"] for row in rows]

    assert prefixes == sorted(set(prefixes))
    assert len(rows) > 330
    assert all(code.startswith("0") and 3 <= len(code) <= 4 for row in rows for code in row["区号"])


def test_a_foreign_area_code_is_told_with_the_own_one(messages) -> None:
    (message,) = messages("invalid-phone", matter(咨询="0571-85250000"), 区划代码="330225")

    assert "0571-85250000" in message
    assert "0574" in message


@pytest.mark.parametrize(
    "lawful",
    [
        matter(咨询="省厅：0571-85250000"),
        matter(咨询="0571-12345"),
        matter(咨询="0571-85250000", 审批链=[{"层级": "省级", "职责": ["决定"]}]),
        matter(咨询="0571-85250000", 权力来源机关={"名称": "省市场监督管理局", "层级": "省级"}),
        matter(咨询="0577-61880", 状态="取消"),
        matter(监督投诉="12345", 咨询="12345"),
        matter(监督投诉=["0574-65710000", "12345"], 咨询="0574-65710000"),
        matter(监督投诉=["0574-65710000", "0574-65710001"], 咨询="0574-65710000"),
        matter(监督投诉="0574-65710000转1", 咨询="0574-65710000转2"),
        matter(监督投诉="400-820-8820", 咨询="400-820-8820"),
    ],
)
def test_lawful_numbers(lawful: dict[str, Any], messages) -> None:
    assert not messages("invalid-phone", lawful, 区划代码="330225")


def test_without_the_table_no_area_code_is_foreign(messages) -> None:
    assert not messages("invalid-phone", matter(咨询="0571-85250000"), 区划代码="999999")


def test_one_number_to_ask_and_to_complain_however_it_is_written(messages) -> None:
    same = matter(咨询=["0574-65710000", "0574-65710001"], 监督投诉="（0574）65710001")
    (message,) = messages("invalid-phone", same)

    assert "监督投诉" in message


# Where and when


def at(
    *windows: dict[str, Any], forms: tuple[str, ...] = ("窗口办理",), visits: int = 1, **more: Any
) -> dict[str, Any]:
    contacts = {"咨询": "0574-65710000", "监督投诉": "12345"}
    return matter(办理形式=list(forms), 到现场次数=visits, 办理窗口=list(windows), **{**contacts, **more})


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (at(), "没有写在哪里办"),
        (at(forms=("窗口办理", "网上办理")), "没有写在哪里办"),
        (at(forms=("快递申请",), visits=0), "快递申请"),
        (at(forms=("自助终端",), visits=0), "自助终端"),
        (at({"名称": "甲中心"}), "没有地址"),
        (at({"名称": "甲中心", "地址": "乙路 1 号二楼"}), "没有写办理时间"),
        (at({"名称": "甲中心", "地址": "乙路 1 号二楼", "时间": "无"}), "没有写办理时间"),
        (at({"场所": "XS-00"}, 监督投诉={"电话": "无"}), "监督投诉是空的"),
        (at({"场所": "XS-00"}, 咨询=[]), "咨询是空的"),
        (at({"场所": "XS-00", "电话": "0574-65710003"}, 咨询={"电话": []}), "咨询是空的"),
        (at({"场所": "QQ-99"}), "场所“QQ-99”不在 catalog.yaml 里"),
        (at({"场所": "QQ-99"}, forms=("网上办理",), visits=0), "场所“QQ-99”不在 catalog.yaml 里"),
        (at({"场所": ""}), "没有地址"),
        (at({"名称": "甲", "地址": "乙路 1 号", "时间": "工作日"}, 咨询={"电话": ""}), "咨询是空的"),
    ],
)
def test_what_nobody_is_told(value: dict[str, Any], said: str, messages) -> None:
    (message,) = messages("missing-contact", value, 办理场所=[HALL])

    assert said in message


@pytest.mark.parametrize(
    "value",
    [
        at({"场所": "XS-00"}),
        at(forms=("网上办理",), visits=0),
        at(forms=("窗口办理", "网上办理", "自助终端", "移动端"), visits=0),
        at(状态="取消"),
        at(基本编码="33060014200Y"),
        at({"场所": "XS-00"}, 咨询={"网址": "https://www.zjzwfw.gov.cn/"}, 监督投诉={"地址": "县纪委"}),
        matter(),
        {},
    ],
)
def test_who_can_be_reached(value: dict[str, Any], messages) -> None:
    assert not messages("missing-contact", value, 办理场所=[HALL])


def test_without_a_manifest_nobody_knows_which_places_there_are(messages) -> None:
    assert not messages("missing-contact", at({"场所": "QQ-99"}))
    assert messages("missing-contact", at({"场所": "QQ-99"}), 名称="象山县政务服务事项实施清单")


def test_a_directory_leaves_contacts_to_the_regions(messages) -> None:
    assert not messages("missing-contact", at(咨询="无", 监督投诉=[]), 类别="指导目录")


@pytest.mark.parametrize(
    ("address", "precise"),
    [
        ("示例路1号", False),
        ("示例路 2 号楼", False),
        ("鼓楼区示例路1号", False),
        ("示例路1号二楼", True),
        ("示例路1号3楼", True),
        ("示例路1号首层", True),
        ("示例路1号2215室", True),
        ("示例路1号3F", True),
        ("示例路1号C3区C8-C12", True),
        ("示例路1号各窗口", True),
        ("双楼路1号", False),
        ("八楼村1号", False),
    ],
)
def test_how_precise_an_address_is(address: str, precise: bool, messages) -> None:
    found = messages("imprecise-address", matter(办理窗口=[{"名称": "象山县行政服务中心", "地址": address}]))

    assert bool(found) != precise


@pytest.mark.parametrize("kind", ["派出所", "村社代办点", "部门办公点", "银行网点", "邮政网点", "自助终端"])
def test_only_a_hall_needs_a_window(kind: str, messages) -> None:
    site = {**HALL, "类型": kind}

    assert not messages("imprecise-address", matter(办理窗口=[{"场所": "XS-00"}]), 办理场所=[site])
    assert messages("imprecise-address", matter(办理窗口=[{"场所": "XS-00"}]), 办理场所=[HALL])
    assert not messages("imprecise-address", matter(办理窗口=[{"场所": "XS-00", "窗口": "3号"}]), 办理场所=[HALL])


@pytest.mark.parametrize(
    ("hours", "clear"),
    [
        ("工作日 8:30-17:00", True), ("周一至周五 8:30-17:00", True), ("每周二、四", True), ("24小时", True),
        ("每月 5 日、15 日", True), ("法定节假日除外，8:30-17:00", True), ("星期一到星期五", True), ("全天", True),
        ("8:30-17:00", False), ("上班时间", False), ("夏令时 8:00-11:30", False), ("上午8:30-12:00", False),
        ("无", True),
    ],
)  # fmt: skip
def test_whether_hours_name_days(hours: str, clear: bool, messages) -> None:
    assert bool(messages("unclear-hours", matter(办理窗口=[{"名称": "甲", "时间": hours}]))) != clear


@pytest.mark.parametrize("name", ["unclear-hours", "imprecise-address"])
def test_without_its_list_a_rule_is_silent(name: str, resources) -> None:
    rule = next(rule for rule in all_rules() if rule.name == name)
    context = Context({}, resources.profile("zhejiang"), Lexicon())
    value = matter(办理窗口=[{"名称": "象山县行政服务中心", "地址": "示例路1号", "时间": "上班"}])
    hits = rule.check(type("D", (), {"value": value, "kind": "matter"})(), context)

    assert not list(hits)
