"""Names by their reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.handbook.pinyin import initials, pinyin, sort_key, syllables


@pytest.mark.parametrize(
    ("name", "full", "first"),
    [
        ("户口迁移", "hukouqianyi", "hkqy"),
        ("重庆银行", "chongqingyinhang", "cqyh"),
        ("绿化", "lvhua", "lh"),
        ("医保卡APP（2.0版）", "yibaokaapp20ban", "ybka20b"),
        ("ＡＢＣ", "abc", "a"),
        ("（——）", "", ""),
        ("", "", ""),
    ],
)
def test_names_are_read_as_people_type_them(name: str, full: str, first: str) -> None:
    assert pinyin(name) == full
    assert initials(name) == first


def test_names_stand_in_the_order_of_their_reading() -> None:
    assert sorted(["户口迁移", "安全生产许可", "户籍证明", "残疾人证"], key=sort_key) == [
        "安全生产许可", "残疾人证", "户籍证明", "户口迁移",
    ]  # fmt: skip


@given(st.text(max_size=20))
def test_any_text_has_syllables_of_plain_letters(text: str) -> None:
    assert all(syllable.isascii() and syllable.isalnum() for syllable in syllables(text))
