"""Ignore comments are found beside values and above keys, never inside values."""

from __future__ import annotations

import pytest

from catalog_tool.formats.directives import Directive
from catalog_tool.formats.yaml_reader import read_yaml

TEXT = """\
# catalog-tool: ignore[malformed-code] 县里自编的编码，省里还没有赋码
基本编码: "1" # catalog-tool: ignore[a, b] 两条规则一起
备注: "# catalog-tool: ignore[x] 这是值"
# catalog-tool: ignore[d] 材料都等省里定
申请材料:
  # catalog-tool: ignore[e] 隔着空行和别的注释

  # 别的注释
  - 名称: 申请表
    类别: 表格
  - 名称: |
      # catalog-tool: ignore[x] 块里的字也是值
      第二行
    类别: [表格,
      其他]
收费: {收费: 是, # catalog-tool: ignore[f] 花括号里面
  项目: []}
网办地址: https://a/#catalog-tool:ignore[x]
"""


def found(text: str, *, pure: bool = False) -> list[Directive]:
    return read_yaml(text.encode(), "甲.yaml", pure=pure).directives


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
def test_where_they_stand_and_what_they_cover(pure: bool) -> None:
    told = [(each.line, each.column, each.rules, each.first, each.last) for each in found(TEXT, pure=pure)]

    assert told == [
        (1, 1, ("malformed-code",), 2, 2),
        (2, 11, ("a", "b"), 2, 2),
        (4, 1, ("d",), 5, 15),
        (6, 3, ("e",), 9, 10),
        (16, 13, ("f",), 16, 16),
    ]


def test_windows_line_ends_and_bom_change_nothing() -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()

    assert read_yaml(data, "甲.yaml").directives == found(TEXT)


def test_the_reason_is_what_follows() -> None:
    (directive,) = found("甲: 乙 # catalog-tool: ignore[bare-step]  等省里的系统 # 2019\n")

    assert directive.reason == "等省里的系统 # 2019"


@pytest.mark.parametrize(
    "comment",
    [
        "# catalog-tool：ignore[bare-step] 全角冒号",
        "# catalog-tool: ignore［bare-step］ 全角括号",
        "# catalog-tool: ignore bare-step",
        "# catalog-tool: disable[bare-step] 别的词",
        "# catalog-tool: ignore[] 没有规则",
    ],
)
def test_what_is_written_otherwise_is_found_too_and_names_no_rule(comment: str) -> None:
    (directive,) = found(f"甲: 乙 {comment}\n")

    assert directive.rules == ()


def test_a_comment_after_the_last_value_covers_nothing_that_is_there() -> None:
    (directive,) = found("甲: 乙\n# catalog-tool: ignore[a] 末尾\n")

    assert directive.first > 2


def test_a_comment_above_the_document_s_beginning_covers_its_first_key() -> None:
    (directive,) = found("# catalog-tool: ignore[a] 理由\n---\n甲: 乙\n")

    assert (directive.first, directive.last) == (3, 3)


def test_of_a_file_that_cannot_be_parsed_the_readable_part_counts() -> None:
    (directive,) = found("甲: 乙 # catalog-tool: ignore[a] 理由\n丙: [\n")

    assert (directive.line, directive.first, directive.last) == (1, 1, 1)
