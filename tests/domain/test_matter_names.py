"""What names of matters say, which words tell them apart, and the lists behind it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.domain.likeness import likeness
from catalog_tool.domain.matter_names import ACTION, KIND, PASSED_OVER, SYNONYMS, WORDS, MatterNames
from catalog_tool.domain.names import fold
from catalog_tool.domain.telling_apart import contrast
from catalog_tool.resources import Resources

NAMES = MatterNames(Resources().lexicon)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公租房租金缴纳", "公共租赁住房租金缴纳"),
        ("药品零售许可", "药品零售许可（新办）"),
        ("药品零售许可", "药品零售许可证核发"),
        ("取水许可证延续审批", "延续取水许可证"),
        ("对公民法律援助申请的审批", "公民法律援助审批"),
        ("Ⅱ类射线装置许可", "第二类射线装置许可"),
        ("生产建设项目水土保持方案审批（据省政府令第349号，下放成都等市）", "生产建设项目水土保持方案审批"),
        ("林木采伐许可证（县级权限）核发", "林木采伐许可证核发"),
    ],
)
def test_names_that_say_the_same(one: str, other: str) -> None:
    here, there = NAMES.read(one), NAMES.read(other)

    assert likeness(here.core, there.core) == 1.0
    assert not contrast(here, there).against
    assert not contrast(here, there).open_words


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("第二类医疗器械经营备案", "第三类医疗器械经营备案", "类别等级不同：2类与3类"),
        ("第三类医疗器械经营备案", "第三类医疗器械经营许可", "事项种类不同：备案与许可"),
        ("公司登记", "公司注销登记", "办理动作不同：新办与注销"),
        ("文物保护工程施工乙级资质认定", "文物保护工程施工甲级资质认定", "类别等级不同：乙级与甲级"),
        ("个人国际联网备案", "单位国际联网备案", "主体不同：个人与单位"),
        ("公司设立登记", "分公司设立登记", "主体不同：公司与分公司"),
        ("国有企业改制审批", "非国有企业改制审批", "一个有“非、未、不、无”，另一个没有"),
        ("80周岁以上老年人津贴", "90周岁以上老年人津贴", "数字不同：80与90"),
        ("大型活动（十八人以上）", "大型活动（八人以上）", "数字不同：18与8"),
    ],
)
def test_words_that_tell_matters_apart(one: str, other: str, against: str) -> None:
    assert contrast(NAMES.read(one), NAMES.read(other)).against == against
    assert contrast(NAMES.read(other), NAMES.read(one)).against


def test_what_one_name_alone_says_is_left_open() -> None:
    assert contrast(NAMES.read("残疾人补贴"), NAMES.read("重度残疾人补贴")).open_words == ("重度",)
    assert contrast(NAMES.read("蚕种生产、经营许可"), NAMES.read("蚕种经营许可")).open_words == ("生产",)
    assert contrast(NAMES.read("药品零售许可"), NAMES.read("药品零售许可（新办）")).first_only


def test_a_longer_word_is_not_read_as_the_one_it_holds() -> None:
    read = NAMES.read("分公司设立登记")

    assert read.words["主体"] == {"分公司"}
    assert NAMES.read("往来港澳通行证").written_out == ()


def test_short_forms_are_told() -> None:
    assert NAMES.read("网约车经营许可").written_out == (("网约车", "网络预约出租汽车"),)


TEXTS = st.text(st.sampled_from("取水许可变更延续第二类（）公租房 0x"), max_size=14)


@given(TEXTS, TEXTS)
def test_reading_and_comparing_are_the_same_both_ways(one: str, other: str) -> None:
    here, there = NAMES.read(one), NAMES.read(other)

    assert NAMES.read(fold(one)) == here
    assert likeness(here.core, there.core) == likeness(there.core, here.core)
    assert 0 <= likeness(one, other) <= 1
    assert bool(contrast(here, there).against) == bool(contrast(there, here).against)
    assert contrast(here, there).open_words == contrast(there, here).open_words
    assert not contrast(here, here).against
    assert likeness(one, one) == 1


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    NAMES.read(text)


def test_long_names_take_no_time() -> None:
    name = "许可（县级" * 20_000 + "变更" * 20_000

    assert likeness(NAMES.read(name).core, NAMES.read(name + "甲").core) > 0


def test_without_lists_names_are_read_letter_by_letter() -> None:
    bare = MatterNames(Resources().lexicon.__class__())

    assert bare.read("取水许可（变更）").core == "取水许可变更"


def test_the_packaged_lists_name_nothing_twice_and_stand_in_order(resources: Any) -> None:
    synonyms, words = resources.lexicon.lists[SYNONYMS], resources.lexicon.lists[WORDS]

    forms = Counter(fold(form) for row in synonyms for form in row["词"])
    assert [form for form, count in forms.items() if count > 1] == []
    assert [row["词"][0] for row in synonyms] == sorted(row["词"][0] for row in synonyms)
    assert all(len(row["词"]) > 1 and row["来源"] for row in synonyms)
    in_class = Counter((row["类"], fold(form)) for row in words for form in row["写法"])
    assert [form for form, count in in_class.items() if count > 1] == []
    keys = [(row["类"], row["值"]) for row in words]
    assert keys == sorted(set(keys))
    assert {ACTION, KIND, PASSED_OVER} <= {row["类"] for row in words}
    assert all(row["来源"] for row in words)


def test_words_stand_in_their_formal_form(resources: Any) -> None:
    """Short forms are written out before words are looked for: a short form among them would never be found."""
    lists = resources.lexicon.lists
    short = {fold(form): fold(row["词"][0]) for row in lists[SYNONYMS] for form in row["词"][1:]}

    found = {form for row in lists[WORDS] for form in map(fold, row["写法"]) if form in short}
    assert found == set()
