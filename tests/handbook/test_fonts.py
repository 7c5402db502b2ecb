"""Which fonts a handbook is set in: by role, from what is there, and what is told about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.fonts.choice import choose
from catalog_tool.handbook.fonts.faces import Face, available
from catalog_tool.handbook.fonts.table import FontTable, Role, font_table
from catalog_tool.operator_files import one_mapping

PROJECT = Path(__file__).resolve().parents[2]
FONTS = str(PROJECT / "fonts")
SERIF, SANS = "Catalog Serif SC", "Catalog Sans SC"


def table_data() -> dict[str, Any]:
    return one_mapping(str(PROJECT / "schemas/fonts.yaml"), "fonts.yaml")


TABLE: FontTable = font_table(table_data())


def there(*families: str, weight: int = 400) -> list[Face]:
    """A computer with these families, and what the program brings along."""
    installed = [Face(family, f"/fonts/{family}.ttf", 0, weight) for family in families]
    return [*installed, Face(SERIF, "/own/serif.ttf"), Face(SANS, "/own/sans.ttf")]


def test_an_office_windows_needs_no_substitute_and_nothing_is_said() -> None:
    chosen = choose(there("FangSong", "KaiTi", "SimHei", "SimSun", "方正小标宋简体", "Microsoft YaHei"), TABLE)
    assert chosen.substituted == ()
    assert {role: chosen.families(role)[0] for role in Role} == {
        Role.TITLE: "方正小标宋简体",
        Role.BODY: "FangSong",
        Role.KAI: "KaiTi",
        Role.HEI: "SimHei",
        Role.SONG: "SimSun",
    }


def test_a_mac_has_fonts_of_its_own_for_all_but_the_title() -> None:
    chosen = choose(there("STFangsong", "Kaiti SC", "Heiti SC", "Songti SC"), TABLE)
    assert chosen.substituted == (
        "这台电脑没有 小标宋，大标题改用 华文宋体（Songti SC）。要按规定的字体印，请装上 小标宋 后重印。",
    )


def test_what_stands_in_for_several_is_named_once() -> None:
    chosen = choose(there("Noto Serif CJK SC", "Noto Sans CJK SC"), TABLE)
    (only,) = chosen.substituted
    assert only.startswith(
        "这台电脑没有 小标宋、仿宋、楷体，大标题、正文、二级标题改用 思源宋体（Noto Serif CJK SC）。"
    )


def test_without_any_chinese_font_the_packaged_ones_print_and_are_named() -> None:
    chosen = choose(there(), TABLE)
    assert chosen.families(Role.BODY) == (SERIF, SANS)
    assert chosen.families(Role.HEI) == (SANS, SERIF)
    assert [sentence.count("随程序带的字体") for sentence in chosen.substituted] == [1, 1]


def test_without_any_font_at_all_there_is_nothing_to_choose_or_to_say() -> None:
    chosen = choose([], TABLE)
    assert chosen.faces == ()
    assert chosen.substituted == ()


@pytest.mark.parametrize(
    "family", ["Noto Serif CJK JP", "Noto Serif CJK KR", "Noto Sans CJK TC", "Source Han Serif", "MingLiU", "MS Mincho"]
)
def test_fonts_of_other_scripts_are_never_taken(family: str) -> None:
    chosen = choose(there(family), TABLE)
    assert family not in {name for role in Role for name in chosen.families(role)}


def test_a_font_that_is_there_only_in_bold_does_not_set_running_text_but_may_set_a_title() -> None:
    chosen = choose(there("FangSong", "方正小标宋简体", weight=700), TABLE)
    assert chosen.families(Role.BODY)[0] == SERIF
    assert chosen.families(Role.TITLE)[0] == "方正小标宋简体"


def test_of_several_weights_the_regular_one_is_taken_and_never_an_italic() -> None:
    weights = [Face("FangSong", f"/{weight}.ttf", 0, weight) for weight in (300, 400, 500)]
    italic = Face("FangSong", "/0.ttf", 0, 400, "italic")
    assert choose([italic, *weights], TABLE).chains[Role.BODY][0].path == "/400.ttf"


def test_family_names_are_found_whatever_their_case() -> None:
    assert choose(there("fangsong"), TABLE).families(Role.BODY)[0] == "fangsong"


def test_the_order_the_fonts_were_found_in_changes_nothing() -> None:
    faces = there("FangSong", "KaiTi", "SimSun", "Noto Serif CJK SC", "Noto Sans CJK SC")
    assert choose(faces, TABLE) == choose(reversed(faces), TABLE)


def test_whatever_one_role_can_show_all_can() -> None:
    chosen = choose(there("FangSong", "KaiTi", "SimSun-ExtB", "Noto Sans CJK SC"), TABLE)
    assert len({frozenset(chain) for chain in chosen.chains.values()}) == 1


def test_a_single_rare_character_is_looked_for_in_plain_print_first() -> None:
    families = choose(there("FangSong", "LXGW WenKai", "方正小标宋简体", "SimSun"), TABLE).families(Role.HEI)
    assert min(["LXGW WenKai", "方正小标宋简体", "SimSun"], key=families.index) == "SimSun"


def test_the_packaged_fonts_are_found_where_the_system_has_none() -> None:
    pytest.importorskip("typst")
    found = available(FONTS, TABLE.packaged, system=False)
    assert [(face.family, face.weight) for face in found.faces] == [(SANS, 400), (SERIF, 400)]
    assert found.searched is not None


def test_without_typst_the_packaged_fonts_are_known_by_their_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    found = available(FONTS, TABLE.packaged)
    assert [Path(face.path).is_file() for face in found.faces] == [True, True]
    assert found.searched is None


def test_the_table_names_every_family_once() -> None:
    names = [family.casefold() for families in table_data()["字体"].values() for family in families]
    assert sorted(names) == sorted(set(names))


def test_every_typeface_of_the_table_is_used() -> None:
    value = table_data()
    used = {name for role in value["用途"].values() for name in (*role["就是"], *role["代用"])} | set(value["补字"])
    assert used == set(value["字体"])


def without(*path: str) -> dict[str, Any]:
    value = table_data()
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (without("用途", "楷体"), "用途.楷体"),
        (without("用途", "正文", "应用"), "没有写 应用"),
        (without("字体", "仿宋"), "用途.正文.就是 列了 仿宋，而 字体 里没有这一种"),
        (without("自带", "黑体"), "用途.黑体.自带 写的是 黑体，而 自带 里有的是 宋体"),
        (without("自带", "黑体", "文件"), "自带 中 黑体 须写 名称 和 文件"),
        (table_data() | {"字体": {"仿宋": []}}, "字体 中 仿宋 没有写名称"),
        ({}, "用途.标题"),
    ],
)
def test_a_table_that_was_changed_wrongly_is_refused_with_the_place(value: dict[str, Any], said: str) -> None:
    with pytest.raises(CannotRun, match=said):
        font_table(value)
