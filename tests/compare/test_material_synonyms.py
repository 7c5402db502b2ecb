"""申请材料: one document under several names, in several rows, in whatever order."""

from __future__ import annotations

import random
import time

import pytest
from building import ABSENT, compared, material, matter, only
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.compare.changes import MIRRORS

Said = tuple[str, str, str]


def said(directory: list[dict], local: list[dict]) -> list[Said]:
    changes = only(compared([matter(申请材料=directory)], [matter(申请材料=local)]))["changes"]
    return [(change["kind"], change["before"], change["after"]) for change in changes]


def both_ways(one: list[dict], other: list[dict]) -> list[Said]:
    """What is said of two lists, which must be the mirror of what is said of them swapped."""
    forth, back = said(one, other), said(other, one)
    assert {(MIRRORS[kind], after, before) for kind, before, after in forth} == set(back)
    return forth


def papers(*names: str) -> list[dict]:
    return [material(name) for name in names]


def plain(name: str, **over: object) -> dict:
    """A material of which only the name says what copy is wanted."""
    return material(name, **{"形式": ABSENT, "份数": ABSENT, **over})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("执照", "营业执照（副本）复印件"),
        ("营业执照", "企业法人营业执照（正副本）"),
        ("房屋产权证", "房屋所有权证"),
        ("身份证", "居民身份证（原件及复印件）"),
        ("户口本", "居民户口簿 复印件"),
    ],
)
def test_two_names_of_one_document_are_one_row(one: str, other: str) -> None:
    assert both_ways(papers(one), papers(other)) == []


@pytest.mark.parametrize(
    ("one", "other"), [("房产证", "不动产权证书"), ("身份证", "法定代表人身份证"), ("身份证", "身份证件")]
)
def test_two_documents_of_similar_names_are_two(one: str, other: str) -> None:
    assert sorted(kind for kind, _, _ in both_ways(papers(one), papers(other))) == [
        "material-added", "material-dropped",
    ]  # fmt: skip


def test_a_row_of_the_same_name_comes_before_one_of_a_synonym() -> None:
    one = [material("执照", 份数={"原件": 1}), material("营业执照", 份数={"原件": 2})]
    other = [material("营业执照", 份数={"原件": 2}), material("工商执照", 份数={"原件": 1})]

    assert both_ways(one, other) == []
    swapped = [material("营业执照", 份数={"原件": 1}), material("执照", 份数={"原件": 2})]
    assert sorted(kind for kind, _, _ in both_ways(one, swapped)) == ["material-eased", "material-stricter"]


def test_what_a_name_says_of_the_copy_counts_where_the_form_is_not_stated() -> None:
    copy, original, both = plain("身份证复印件"), plain("身份证（原件）"), plain("身份证原件和复印件")

    assert both_ways([copy], [original]) == [("material-stricter", "身份证复印件（复印件）", "身份证（原件）（原件）")]
    assert [kind for kind, _, _ in both_ways([original], [both])] == ["material-stricter"]
    assert both_ways([copy], [plain("身份证")]) == []
    assert both_ways([copy], [plain("身份证", 形式="复印件")]) == []


def test_of_several_rows_of_one_document_those_of_one_form_meet() -> None:
    asked = [plain("身份证", 形式="复印件")]

    assert both_ways(asked, [plain("身份证原件"), plain("居民身份证复印件")]) == [
        ("material-added", "无", "身份证原件")
    ]


def test_rows_of_one_name_meet_by_what_they_ask_not_by_their_order() -> None:
    one, two = material("证", 份数={"原件": 1}), material("证", 份数={"原件": 2})

    assert both_ways([one, two], [two, one]) == []
    assert both_ways([one, two], [two]) == [("material-dropped", "证", "无")]


@pytest.mark.parametrize("joined", ["身份证、户口本原件及复印件", "户口簿复印件以及身份证", "居民身份证及居民户口簿"])
def test_a_row_that_names_several_documents_by_any_names_equals_the_rows_that_name_them(joined: str) -> None:
    assert both_ways(papers(joined), papers("居民户口簿", "居民身份证")) == []


def test_words_for_the_copy_are_no_document() -> None:
    assert both_ways(papers("营业执照（原件、复印件）、申请表"), papers("执照", "申请表")) == []
    assert both_ways(papers("身份证原件及复印件、户口簿"), papers("居民身份证", "居民户口簿")) == []
    assert both_ways(papers("营业执照（原件、复印件）"), papers("执照", "申请表")) == [
        ("material-added", "无", "申请表")
    ]


def test_a_name_that_merely_contains_such_a_word_is_one_document() -> None:
    assert sorted(both_ways(papers("建设项目涉及河道部分的报告"), papers("河道部分的报告"))) == [
        ("material-added", "无", "河道部分的报告"),
        ("material-dropped", "建设项目涉及河道部分的报告", "无"),
    ]
    assert both_ways(papers("身份证及其复印件"), papers("居民身份证")) == []


def test_what_is_missing_of_a_joined_row_is_named_as_written() -> None:
    assert both_ways(papers("身份证、户口本"), papers("居民身份证")) == [("material-dropped", "户口本", "无")]


def test_all_of_what_was_a_choice_is_stricter() -> None:
    assert both_ways(papers("身份证或户口簿"), papers("居民户口簿、居民身份证")) == [
        ("material-stricter", "身份证或户口簿（任选其一）", "居民户口簿、居民身份证（须全部提交）")
    ]
    assert both_ways(papers("身份证或户口簿"), papers("居民户口簿/居民身份证")) == []


def test_two_thousand_materials_take_no_square_time() -> None:
    same = [material("证", 份数={"原件": number % 9}) for number in range(2_000)]
    choices = [material(f"甲{number}或乙{number}或丙{number}") for number in range(2_000)]
    parts = [material(f"{letter}{number}") for letter in "甲乙" for number in range(2_000)]

    begun = time.perf_counter()
    said(same, same[::-1][:1_000])
    said(choices, parts)
    assert time.perf_counter() - begun < 10


ROW = st.builds(
    material,
    st.sampled_from([
        "身份证", "居民身份证复印件", "户口簿", "户口本（原件）", "身份证或户口簿", "户口本、身份证",
        "身份证、户口簿、结婚证", "结婚证或者户口本", "结婚证", "身份证原件及复印件、结婚证书",
    ]),
    形式=st.sampled_from([ABSENT, "原件", "复印件"]),
    份数=st.sampled_from([ABSENT, {"原件": 1}, {"原件": 2}]),
    适用情形=st.sampled_from([[], ["婚迁"], ["升学"]]),
)  # fmt: skip
ROWS = st.lists(ROW, max_size=5)


@settings(max_examples=300, deadline=None)
@given(ROWS, ROWS)
def test_swapping_the_sides_swaps_values_and_mirrors_kinds(one: list[dict], other: list[dict]) -> None:
    both_ways(one, other)


@settings(max_examples=200, deadline=None)
@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_materials_means_nothing(one: list[dict], other: list[dict], chance: random.Random) -> None:
    shuffled = [chance.sample(rows, len(rows)) for rows in (one, other)]

    assert sorted(said(*shuffled)) == sorted(said(one, other))


@settings(max_examples=100, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_a_list_in_another_order_is_the_same_list(rows: list[dict], chance: random.Random) -> None:
    assert said(rows, chance.sample(rows, len(rows))) == []
