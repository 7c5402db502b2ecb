"""Texts of catalog files in every lawful way of writing, for tests of what changes files."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

ROOT_KEYS = (
    *("基本编码", "实施编码", "主项名称", "子项名称", "通俗名称", "行使层级", "实施主体", "前置事项", "申请材料"),
    *("办理时限", "备注", "x-内部", "x-编码", "承诺时限", '"权力编码"'),
)
INNER_KEYS = ("名称", "基本编码", "统一社会信用代码", "依据", "说明", "必要性", "x-甲", "随意", "'数值'")
PLAIN = st.sampled_from(
    [
        *(
            "户口迁移",
            "许可(县级）",
            "第１类",
            "办 证",
            "甲（乙",
            "a#b",
            "http://x:80/#y",
            "1e5",
            "0123",
            "330100201000",
        ),
        *("~", "null", "是", "2018-05-10", "《法》第十条", "-甲", "?乙", "11330225002954115B", "😀 甲"),
    ]
)
QUOTED = st.sampled_from(
    ['"甲"', "'甲'", '"a # b"', "'it''s'", '"\\t甲\\\\"', '"户口 (县级）"', "'330100201000'", '""']
)
FLOW = st.sampled_from(
    [
        *("[]", "{}", "[甲, 乙]", "{名称: 甲, 基本编码: 330100201000}", "[\"甲 # 乙\", '丙']", "[330100201000, 户口]"),
        "[330100301000, {基本编码: 0123}]",
    ]
)
COMMENT = st.sampled_from(["# 说明", "#说明 # 再说", "# catalog-tool: ignore[unquoted-code] 省里的", "# a: b"])


@st.composite
def _gap(draw: Any, column: int) -> list[str]:
    """Blank and comment lines between two entries."""
    if draw(st.integers(0, 4)):
        return []
    lines = draw(st.lists(st.one_of(st.just(""), COMMENT, st.just("  ")), max_size=3))
    return [" " * draw(st.integers(0, column + 4)) + line if line.strip() else line for line in lines]


@st.composite
def _long(draw: Any, column: int) -> tuple[str, list[str]]:
    """A text over several lines: its first line, and the others."""
    margin = " " * (column + draw(st.integers(1, 4)))
    deeper = margin + " " * draw(st.integers(0, 2))
    kind = draw(st.sampled_from(["plain", "double", "single", "block", "digit", "flow", "flow with comment"]))
    if kind == "plain":
        return "甲", [f"{margin}乙 ", "", f"{deeper}丙"]
    if kind in ("double", "single"):
        quote = '"' if kind == "double" else "'"
        return f"{quote}甲 ", [f"{margin}乙", "", f"{deeper}丙{quote}"]
    if kind == "flow":
        return "[甲,", [f"{margin}乙,  ", f"{deeper}{{丙: 丁}}]"]
    if kind == "flow with comment":
        return "{甲: 乙,  # 流", [f"{margin}# 中", f"{margin}丙: 330100201000", f"{margin}}}"]
    style = draw(st.sampled_from("|>")) + draw(st.sampled_from(["", "-", "+"]))
    end = draw(st.sampled_from([[], [""], ["", ""]]))
    if kind == "digit":
        extra = draw(st.integers(1, 4))
        margin = " " * (column + extra)
        return f"{style}{extra}", [f"{margin}  甲", f"{margin}乙 ", "", f"{margin}# 不是注释", *end]
    return f"{style}  # 头", [f"{margin}甲", "", f"{deeper}乙  ", f"{margin}# 不是注释", *end]


@st.composite
def _value(draw: Any, column: int, depth: int) -> tuple[str, list[str]]:
    """What stands behind a colon or dash, and the lines below; `column` is that of the key or dash."""
    kind = draw(st.integers(0, 9 if depth else 5))
    tail = draw(st.sampled_from(["", "", "", "  # 旁注", "\t# 旁注", "  "]))
    if kind < 2:
        return f" {draw(PLAIN)}{tail}", []
    if kind == 2:
        return f" {draw(QUOTED)}{tail}", []
    if kind == 3:
        return f" {draw(FLOW)}{tail}", []
    if kind == 4:
        first, more = draw(_long(column))
        return f" {first}", more
    if kind == 5:
        return tail, []
    if kind == 6:
        lines = draw(_gap(column + 2))
        return tail, [*lines, " " * (column + draw(st.integers(1, 5))) + draw(st.one_of(PLAIN, QUOTED, FLOW))]
    inner = _mapping_lines if kind < 9 else _list_lines
    return tail, draw(inner(column + draw(st.integers(1, 4)), depth - 1, INNER_KEYS))


@st.composite
def _mapping_lines(draw: Any, column: int, depth: int, keys: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for key in draw(st.lists(st.sampled_from(keys), min_size=1, max_size=6, unique=True)):
        lines += draw(_gap(column)) if lines else []
        value, more = draw(_value(column, depth))
        lines += [f"{' ' * column}{key}:{value}", *more]
    return lines


@st.composite
def _list_lines(draw: Any, column: int, depth: int, keys: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        lines += draw(_gap(column)) if lines else []
        if depth and draw(st.booleans()):
            first, *more = draw(_mapping_lines(column + 2, depth - 1, keys))
            lines += [f"{' ' * column}- {first.lstrip()}", *more]
        else:
            value, more = draw(_value(column, depth))
            lines += [f"{' ' * column}-{value}", *more]
    return lines


@st.composite
def texts(draw: Any) -> bytes:
    """A whole file: one document or several, any line ends, with or without byte order mark and last line feed."""
    documents = []
    for number in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        top = draw(st.lists(st.one_of(st.just(""), COMMENT), max_size=3))
        marker = ["---"] if number else draw(st.sampled_from([[], ["---"], ["# 开头", "--- # 旁"]]))
        documents += [*marker, *top, *draw(_mapping_lines(0, 3, ROOT_KEYS)), *draw(_gap(0))]
    text = "\n".join(documents) + draw(st.sampled_from(["\n", "", "\n\n", "\n...\n", "\n# 末尾\n"]))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if draw(st.integers(0, 5)) == 0 else b"") + text.encode()
