"""`--fix`: what was meant and nothing else changes; what cannot be done is said."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from yaml_texts import texts

from catalog_tool import fixing
from catalog_tool.checking import Selection
from catalog_tool.context import Context, Lexicon, Profile
from catalog_tool.fixing import KEY_ORDER, Fixer, menders
from catalog_tool.formats.comments import comments_of
from catalog_tool.formats.edits import Edit, Left, Rewrite, applied
from catalog_tool.formats.nodes import content_of, roots_of
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.resources import Resources
from catalog_tool.rules import all_infos
from catalog_tool.rules.uneven_brackets import mended
from catalog_tool.store import SourceFile

CONTEXT = Context({}, Profile("", "", {}, {}, ()), Lexicon())
SCHEMAS = Resources().schemas
EVERYTHING = Fixer(SCHEMAS, CONTEXT, Selection())
NO_MOVES = Fixer(SCHEMAS, CONTEXT, Selection(only=frozenset(menders())))
FILE = SourceFile("甲.yaml", "甲.yaml")


def rewritten(data: bytes, fixer: Fixer = EVERYTHING, *, manifest: bool = False) -> Rewrite:
    return fixer.rewrite(data, FILE, manifest=manifest) or Rewrite("", "", data, data)


def fixed(text: str, fixer: Fixer = EVERYTHING, *, manifest: bool = False) -> str:
    done = rewritten(text.encode(), fixer, manifest=manifest)
    assert not done.left
    return done.after.decode()


def values(data: bytes) -> list[Any]:
    return [document.value for document in read_yaml(data, "").documents]


def test_a_rule_is_fixable_exactly_where_it_has_a_fixer() -> None:
    assert {name for name, info in all_infos().items() if info.fixable} == set(menders())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("基本编码: 330100201000\n", '基本编码: "330100201000"\n'),
        ("基本编码: 0123  # 省里给的\n", '基本编码: "0123"  # 省里给的\n'),
        ("编码:   1e5\n", '编码:   "1e5"\n'),
        (
            "前置事项: [330100301000, 甲, {基本编码: 330100302000}]",
            '前置事项: ["330100301000", 甲, {基本编码: "330100302000"}]',
        ),
        (
            "前置事项:\n- 330100301000\n-   依据: []\n    基本编码: 2\n",
            '前置事项:\n- "330100301000"\n-   依据: []\n    基本编码: "2"\n',
        ),
        ("主项名称: 许可(县级）\r\n备注: 甲\r\n", "主项名称: 许可（县级）\r\n备注: 甲\r\n"),
        ("主项名称: '许可(县''级）'\n", "主项名称: '许可（县''级）'\n"),
        ('子项名称: "首次（第１类）" # 注\n', '子项名称: "首次（第1类）" # 注\n'),
        ("通俗名称: 办 施工证\n", "通俗名称: 办施工证\n"),
        ("通俗名称: 办\n  施工证\n备注: 甲\n", "通俗名称: 办施工证\n备注: 甲\n"),
        ('通俗名称: "  [办证] "\n', '通俗名称: "[办证]"\n'),
        ("通俗名称: 许可 (县级）\n", "通俗名称: 许可（县级）\n"),
        ("通俗名称: 证(#１）\n", '通俗名称: "证（#1）"\n'),
        ("\ufeff基本编码: 33\n...\n---\n基本编码: 44", '\ufeff基本编码: "33"\n...\n---\n基本编码: "44"'),
        ("😀: 甲\n基本编码: 33\n", '😀: 甲\n基本编码: "33"\n'),
        ("{基本编码: 33, 主项名称: 甲(乙）}\n", '{基本编码: "33", 主项名称: 甲（乙）}\n'),
    ],
)
def test_a_fix_is_an_edit_of_its_span(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "x-内部:\n  基本编码: 330100201000\n",
        "基本编码:\n主项名称: 甲\n",
        "权力编码: 许可-00201-000\n",
        "基本编码: 33  # catalog-tool: ignore[unquoted-code] 省里的系统要这样\n",
        "主项名称: 甲(乙)\n",
        "主项名称: 甲\n备注: 乙(丙） １\n",
    ],
)
def test_what_is_no_fault_is_left_alone(text: str) -> None:
    assert fixed(text) == text


def test_an_ignore_comment_without_a_reason_protects_nothing() -> None:
    assert fixed("基本编码: 33  # catalog-tool: ignore[unquoted-code]\n").startswith('基本编码: "33"')


def test_a_manifest_has_codes_of_its_own_and_no_names_of_matters() -> None:
    text = "类别: 实施清单\n区划代码: 330225\n功能区: {所属区划代码: 330225}\n办理场所: [{区划代码: 330225}]\n"

    assert fixed(text, manifest=True) == text.replace("330225", '"330225"')


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("通俗名称: 户口（婚迁\n", Left("uneven-brackets", 1, "怎样才对须由人决定")),
        ("备注: 甲\n通俗名称: |-\n  户 口\n", Left("uneven-brackets", 2, "文字写在 | 或 > 之后，请手工改")),
    ],
)
def test_what_a_person_must_do_is_left_and_said(text: str, left: Left) -> None:
    done = rewritten(text.encode(), NO_MOVES)

    assert done.left == (left,)
    assert not done.is_changed


def test_one_name_left_does_not_hold_up_the_others() -> None:
    done = rewritten("基本编码: 33\n主项名称: 甲（\n子项名称: 甲(乙）\n".encode())

    assert done.after.decode() == '基本编码: "33"\n主项名称: 甲（\n子项名称: 甲（乙）\n'
    assert done.counts == {"unquoted-code": 1, "uneven-brackets": 1}
    assert [left.rule for left in done.left] == ["uneven-brackets"]


def test_a_file_with_refusals_is_left_whole() -> None:
    done = rewritten("基本编码: 33\n基本编码: 44\n".encode())

    assert not done.is_changed
    assert done.left[0].line == 2
    assert "同一处写了两次同名的键" in done.left[0].why
    assert EVERYTHING.rewrite("甲: 乙\n甲: 丙\n".encode(), FILE, manifest=False) is None


def test_only_what_was_selected_is_fixed() -> None:
    text = "主项名称: 甲(乙）\n基本编码: 33\n"
    only = Fixer(SCHEMAS, CONTEXT, Selection(only=frozenset({"unquoted-code"})))
    never = Fixer(SCHEMAS, CONTEXT, Selection(never=frozenset({"unquoted-code", "uneven-brackets"})))

    assert fixed(text, only) == '主项名称: 甲(乙）\n基本编码: "33"\n'
    assert fixed(text, never) == "基本编码: 33\n主项名称: 甲(乙）\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("主项名称: 甲\n基本编码: 乙", '基本编码: "乙"\n主项名称: 甲'),
        (
            '# 全文\n\n# 名\n主项名称: 甲\n\n# 码\n基本编码: "1"\n# 末\n',
            '# 全文\n\n\n# 码\n基本编码: "1"\n# 名\n主项名称: 甲\n# 末\n',
        ),
        ('# 全文\n主项名称: 甲\n基本编码: "1"\n', '# 全文\n基本编码: "1"\n主项名称: 甲\n'),
        (
            '# catalog-tool: ignore[x] 理由\n主项名称: 甲\n基本编码: "1"\n',
            '基本编码: "1"\n# catalog-tool: ignore[x] 理由\n主项名称: 甲\n',
        ),
        (
            "申请材料:\n  - 名称: 甲\n    # 甲的注\n行使层级: [县级]\n",
            "行使层级: [县级]\n申请材料:\n  - 名称: 甲\n    # 甲的注\n",
        ),
        (
            "备注: 甲\n  # 备注完\n  # catalog-tool: ignore[x] 理由\n主项名称: 乙\n",
            "  # catalog-tool: ignore[x] 理由\n主项名称: 乙\n备注: 甲\n  # 备注完\n",
        ),
        ("申请材料:\n- 甲\n# 级\n行使层级: [县级]\n", "# 级\n行使层级: [县级]\n申请材料:\n- 甲\n"),
        ("x-甲: 1\n备注: 甲\nx-乙: 2\n主项名称: 甲\n", "主项名称: 甲\n备注: 甲\nx-甲: 1\nx-乙: 2\n"),
        ("备注: 甲\n错键: 乙\n主项名称: 甲\n", "主项名称: 甲\n备注: 甲\n错键: 乙\n"),
        ("备注: |+\n  甲\n\n主项名称: 乙\n", "主项名称: 乙\n备注: |+\n  甲\n\n"),
        (
            "备注: 甲\n主项名称: 乙\n---\n备注: 丙\n主项名称: 丁\n",
            "主项名称: 乙\n备注: 甲\n---\n主项名称: 丁\n备注: 丙\n",
        ),
        ("备注: 甲\r\n主项名称: 乙", "主项名称: 乙\r\n备注: 甲"),
        (
            "主项名称:\n    {名称: 甲,\n  乙: 丙}\n基本编码: '1'\n",
            "基本编码: '1'\n主项名称:\n    {名称: 甲,\n  乙: 丙}\n",
        ),
    ],
)
def test_keys_move_as_whole_lines_with_their_comments(before: str, after: str) -> None:
    assert fixed(before) == after
    assert fixed(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "备注:\t甲\n主项名称: 乙\n",
        "{备注: 甲, 主项名称: 乙}\n",
        "? 备注\n: 甲\n? 主项名称\n: 乙\n",
        "说明: 甲\nx-甲: 乙\n",
    ],
)
def test_keys_stay_where_a_move_is_not_surely_safe(text: str) -> None:
    assert fixed(text) == text


def test_a_move_that_would_change_a_text_is_not_made() -> None:
    done = rewritten("主项名称: 甲\n基本编码: |\n  乙".encode())

    assert not done.is_changed
    assert [left.rule for left in done.left] == [KEY_ORDER]


def test_a_wrong_fixer_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog_tool.fixing._written", lambda _: "[甲]")
    done = rewritten("基本编码: 33\n".encode())

    assert not done.is_changed
    assert "请手工改" in done.left[0].why


def intended(data: bytes) -> list[Any]:
    expected = deepcopy(values(data))
    for value in expected:
        for field in ("主项名称", "子项名称", "孙项名称", "通俗名称"):
            if isinstance(name := value.get(field), str):
                value[field] = name if mended(name) is None else mended(name)
    return expected


@given(texts())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_nothing_but_what_was_meant_changes(data: bytes) -> None:
    assume(not read_yaml(data, "").refusals)
    done = rewritten(data)

    left_alone = {left.why for left in done.left if left.rule in ("", KEY_ORDER)}
    assert left_alone <= {fixing.READS_OTHERWISE}
    before, after = content_of(data), content_of(done.after)
    if not done.left:
        assert values(done.after) == intended(data)
    assert sorted(comments_of(before, roots_of(before))) == sorted(comments_of(after, roots_of(after)))
    assert not rewritten(done.after).is_changed
    assert b"\r\n" in done.after or b"\r\n" not in data
    in_place = rewritten(data, NO_MOVES).after
    assert comments_of(before, roots_of(before)) == comments_of(content_of(in_place), roots_of(content_of(in_place)))
    assert in_place.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")


@given(st.text("甲乙(（)） 　１2A、，《》", max_size=12))
def test_a_mended_name_has_nothing_left_to_mend(name: str) -> None:
    better = mended(name)

    assert better is None or mended(better) == better


@given(
    st.text(max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5), st.text(max_size=3)), max_size=4)
)
def test_edits_apply_from_the_end_or_not_at_all(text: str, wanted: list[tuple[int, int, str]]) -> None:
    edits = [Edit(start, start + length, new) for start, length, new in wanted if start + length <= len(text)]
    ordered = sorted(edits)
    if any(one.end > two.start for one, two in pairwise(ordered)):
        with pytest.raises(ValueError, match="overlap"):
            applied(text, edits)
        return
    expected = text
    for edit in reversed(ordered):
        expected = expected[: edit.start] + edit.text + expected[edit.end :]
    assert applied(text, edits) == expected
