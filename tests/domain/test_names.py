"""Names: folding, brackets, slips, level notes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.domain.business_kinds import follows_result
from catalog_tool.domain.names import CLOSING, OPENING, bracket_fault, fold, level_note, name_slips

NAMES = st.text(st.sampled_from(f"{OPENING}{CLOSING}户口迁移县市级行使权限/、 　１2Ａb〔〕—·“”"), max_size=16)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("发票领用（县级行使）", "发票领用"),
        ("发票领用(县级）", "发票领用（市级/县级）"),
        ("ＡＰ认证", "ap认证"),
        ("户口　迁移", "户口迁移"),
        ("关于〔2018〕36号", "关于(2018)36号"),
        ("甲——乙", "甲--乙"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("护照签发（变更）", "护照签发（注销）"),
        ("户口迁移（婚迁）", "户口迁移"),
        ("农药经营许可证核发（其他农药）", "农药经营许可证核发"),
        ("文物修缮审批（县级文物）", "文物修缮审批"),
        ("（县级）", "（市级）"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("letter", "ǰΐΰẖẗẘẙὐᾶῆ")
def test_letters_that_fold_into_two_which_compose_again(letter: str) -> None:
    """Folding and composing undo each other here: a name with such a letter once held up a run for ever."""
    assert fold(f"{letter}级许可") == f"{letter}级许可"
    assert fold(f"{unicodedata.normalize('NFD', letter)} 级许可") == f"{letter}级许可"


@given(st.one_of(st.text(max_size=30), st.text("ǰẗẙt¨ \u0308\u0301①ßİı\u0307ſ가\u1100\u1161\u3000", max_size=9), NAMES))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("name", "note", "levels"),
    [
        ("发票领用（县级行使）", "（县级行使）", ["县级"]),
        ("企业投资项目备案（技术改造）（市级/县级）", "（市级/县级）", ["市级", "县级"]),
        ("林木采伐（设区的市级权限）", "（设区的市级权限）", ["市级"]),
        ("甲（国家级）", "（国家级）", ["国家级"]),
        ("甲(自治区级）", "(自治区级）", ["省级"]),
        ("甲（街道级、社区级）", "（街道级、社区级）", ["镇级", "村级"]),
        ("市级文物修缮", "", []),
        ("甲（市政）", "", []),
        ("（县级）", "", []),
        ("", "", []),
    ],
)
def test_a_level_note(name: str, note: str, levels: list[str]) -> None:
    assert level_note(name) == (note, levels)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("甲（乙）", ""),
        ("《甲（乙）》〔2018〕", ""),
        ("甲（乙)", "“（”与“)”不成对"),
        ("甲（乙", "“（”没有闭合"),
        ("甲乙）", "多出一个“）”"),
        ("", ""),
    ],
)
def test_brackets(name: str, said: str) -> None:
    assert bracket_fault(name) == said


@given(NAMES)
def test_what_is_mended_has_nothing_left_to_mend(name: str) -> None:
    slips, mended = name_slips(name)

    assert bool(slips) == (mended != name)
    if mended:
        assert name_slips(mended) == ("", mended)


@given(NAMES)
def test_mending_does_not_change_which_name_it_is(name: str) -> None:
    mended = name_slips(name)[1]

    if mended:
        assert fold(mended) == fold(name)


@pytest.mark.parametrize("name", ["药品经营许可证变更", "出版物零售延续", "驾驶证补证", "企业注销登记", "户口簿换发"])
def test_kinds_that_presuppose_a_result(name: str) -> None:
    assert follows_result("甲", name)


@pytest.mark.parametrize("name", ["药品经营许可证核发", "新办", "户口迁移", ""])
def test_kinds_that_do_not(name: str) -> None:
    assert not follows_result(name)
