"""Rules about names, on names that real lists have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def real_names(shared: Path) -> list[str]:
    lines = (shared / "data/guangan_county_list.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["sub_name"] for line in lines]


def test_a_real_list_has_eight_rows_of_brackets_and_four_of_digits(shared: Path, messages) -> None:
    said = [text for name in real_names(shared) for text in messages("uneven-brackets", {"子项名称": name})]

    assert sum("括号" in text for text in said) == 8
    assert sum("全角数字" in text for text in said) == 4
    assert len(said) == 10  # two rows have both


@pytest.mark.parametrize(
    "name",
    [
        "《慈善组织公开募捐资格证书》补发、换发",
        "农药经营许可证核发（其他农药）",
        "养老保险(含机关事业单位)转移",
        "建设项目（〔2018〕36号文所列）备案",
        "ISO 9001 质量管理体系认证单位备案",
        "户口迁移",
    ],
)
def test_lawful_names_are_silent(name: str, messages) -> None:
    assert not messages("uneven-brackets", {"子项名称": name})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("发票领用(县级行使）", "应写成“发票领用（县级行使）”"),
        ("户口 迁移", "有多余的空格；应写成“户口迁移”"),
        ("ISO  9001 备案", "有多余的空格；应写成“ISO 9001 备案”"),
        ("户口迁移　", "有多余的空格；应写成“户口迁移”"),
        ("户口迁移（婚迁", "请补上或删去多出的半个括号"),
        ("户口迁移婚迁）", "请补上或删去多出的半个括号"),
    ],
)
def test_slips_are_mended_where_there_is_one_way(name: str, said: str, messages) -> None:
    (message,) = messages("uneven-brackets", {"通俗名称": name})

    assert said in message


def level(name: str, levels: list[str], links: tuple[str, ...] = ()) -> dict[str, object]:
    chain = [{"层级": link, "职责": ["受理"]} for link in links]
    return {"子项名称": name, "主项名称": name, "行使层级": levels, "审批链": chain}


def test_a_note_of_another_level_is_reported_once_for_equal_names(messages) -> None:
    (message,) = messages("level-note-conflict", level("入河排污口设置审批(市级)", ["县级"]))

    assert message.startswith("子项名称 | 子项名称末尾注明(市级)，而行使层级是县级；")


@pytest.mark.parametrize(
    "value",
    [
        level("发票领用（县级行使）", ["县级"]),
        level("企业投资项目备案（技术改造）（市级/县级）", ["县级"]),
        level("林木采伐许可（设区的市级权限）", ["市级"]),
        level("融资担保公司设立审核（省级权限）", ["县级"], ("县级", "省级")),
        level("市级文物保护单位修缮审批", ["县级"]),
        level("医疗机构执业登记（乡镇卫生院）", ["县级"]),
        level("户口迁移（市级）", []),
    ],
)
def test_notes_that_agree_or_are_no_notes(value: dict[str, object], messages) -> None:
    assert not messages("level-note-conflict", value)


def test_in_a_county_level_city_the_city_is_the_county(messages) -> None:
    value = level("户口迁移（市级）", ["县级"])

    assert not messages("level-note-conflict", value, 层级="县级", 区划名称="乐清市")
    assert messages("level-note-conflict", value, 层级="县级", 区划名称="象山县")
    assert messages("level-note-conflict", value, 层级="市级", 区划名称="杭州市")
    assert messages("level-note-conflict", level("户口迁移（省级）", ["县级"]), 层级="县级", 区划名称="乐清市")


def test_a_real_list_has_eight_names_of_another_level(shared: Path, messages) -> None:
    said = [text for name in real_names(shared) for text in messages("level-note-conflict", level(name, ["县级"]))]

    assert len(said) == 8
    assert all("市级" in text for text in said)


# duplicate-code

TWICE = '基本编码: "330100201000"\n孙项名称: %s\n---\n基本编码: "330100201000"\n孙项名称: %s'


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("新办（一）", "新办(一)", 2),
        ("新办", "新 办", 2),
        ("新办", "变更", 0),
        ("新办（省级）", "新办（县级）", 0),
    ],
)
def test_a_handling_item_however_it_is_typed(one: str, other: str, count: int, run) -> None:
    assert len(run(TWICE % (one, other), "duplicate-code")) == count


@pytest.mark.parametrize("arrow", ["→", "▶", "►", "▸", "▷", "◀", "◄", "➤", "»", "~>", "->", ">>", "☞", "⮕"])
def test_arrows_of_every_kind(arrow: str, messages) -> None:
    (message,) = messages("arrows-in-name", {"主项名称": f"户口迁移{arrow}婚迁"})

    assert f"有箭头“{arrow}”" in message


@pytest.mark.parametrize("name", ["面积>300平方米", "户口迁移（婚迁）", "《建筑法》", "3~5人", "A-B类", "▲类"])
def test_what_is_no_arrow(name: str, messages) -> None:
    assert not messages("arrows-in-name", {"主项名称": name})


LONG = "长" * 31


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        ({"主项名称": LONG}, ["主项名称"]),
        ({"主项名称": LONG, "子项名称": "短"}, []),
        ({"子项名称": "短", "孙项名称": LONG}, ["孙项名称"]),
        ({"子项名称": LONG, "孙项名称": LONG}, ["子项名称", "孙项名称"]),
        ({"孙项名称": LONG, "通俗名称": "短"}, []),
        ({"孙项名称": LONG, "状态": "取消"}, []),
        ({"孙项名称": LONG[:30]}, []),
        ({"孙项名称": LONG[:30] + " "}, []),
    ],
)
def test_names_too_long_to_be_said(value: dict[str, object], fields: list[str], messages) -> None:
    assert [message.split(" | ")[0] for message in messages("overlong-name", value)] == fields


def test_a_one_thing_can_only_be_given_a_shorter_name(run) -> None:
    (finding,) = run(f"类别: 一件事\n名称: {LONG}", "overlong-name")

    assert "请改短" in finding.message
    assert not run(f"类别: 一件事\n名称: {LONG[:30]}", "overlong-name")
