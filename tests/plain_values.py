"""Plain values of every shape the reader can give, for tests of what writes files."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from catalog_tool.formats.yaml_bytes import UNWANTED
from catalog_tool.formats.yaml_stream import CODE_KEYS, CODE_LIST_KEYS, COPY_KEYS, NUMBER_KEYS
from catalog_tool.model import DIRECTORY, IMPLEMENTATION

TRICKY = (
    *(
        "null",
        "~",
        "yes",
        "010200",
        "2018-06-01",
        "12:30:45",
        "1.0",
        "5",
        "0",
        " 甲 ",
        "甲: 乙",
        "甲 #乙",
        "甲:",
        "- 甲",
    ),
    *("330104101000", "33010410100Y", "给付-00142-001", "甲\n乙", "甲\n乙\n", "甲\n\n\n", "\n甲", "甲\n ", "甲 \n\t乙"),
    *(
        "---",
        "...",
        "... 甲",
        "'",
        '"',
        "\\",
        "a,b",
        "[",
        "]",
        "{甲: 乙}",
        "?",
        "? a",
        "?a",
        "a?b",
        "&a",
        "*a",
        "!",
        "|",
        ">-",
    ),
    *(
        "%YAML",
        "@",
        "`",
        "<<",
        "=",
        "\xa0甲",
        "　甲　",
        "\t",
        "\n",
        "#",
        "甲#",
        "a:b",
        ":a",
        "0:?",
        "a:?b",
        "-",
        "甲\n　\n乙",
        "😀",
        "甲" * 60,
    ),
    *("甲\n---\n乙", "甲\n# catalog-tool: ignore[x]", "\t甲\n乙", "C:\\a\n", "甲\n  乙\n 丙"),
)
TEXTS = st.one_of(
    st.sampled_from(TRICKY),
    st.text(max_size=8).filter(lambda text: not UNWANTED.search(text) and "\r" not in text),
    st.lists(st.sampled_from([*" \n\t:#,-?甲乙'\"\\[]{}|>&*!%0"]), max_size=8).map("".join),
)
NUMBERS = st.integers(0, 999_999_999)
KEYS = st.one_of(
    st.sampled_from(
        sorted(
            CODE_KEYS
            | CODE_LIST_KEYS
            | NUMBER_KEYS
            | COPY_KEYS
            | {"版本", "份数", "x-甲", "适用依据", "申请材料", "备注"}
        )
    ),
    st.sampled_from(["主项名称", "业务流程", "办理时限", "承诺", "单位", "名称", "类别", "依据", "情形", "承诺时限"]),
    TEXTS.filter(lambda text: len(text) < 40),
)


@st.composite
def _mapping(draw: Any, depth: int, *, under: str | None = None, numbers: frozenset[str] = NUMBER_KEYS) -> Any:
    """A mapping; `under` is the key it hangs under."""
    known = numbers | COPY_KEYS if under == "份数" else numbers
    value = {}
    for key in draw(st.lists(KEYS, max_size=5, unique=True)):
        if key in known and draw(st.booleans()):
            value[key] = draw(NUMBERS)
        else:
            value[key] = draw(_any(depth - 1, key))
    return value


@st.composite
def _any(draw: Any, depth: int, key: str | None) -> Any:
    kind = draw(st.integers(0, 5)) if depth else 0
    if kind < 3:
        return draw(TEXTS)
    if kind < 5:
        return draw(_mapping(depth, under=key))
    return [draw(st.one_of(_any(depth - 1, None), st.none())) for _ in range(draw(st.integers(0, 4)))]


def documents() -> Any:
    """The values of a matter's or one-thing's document; one that says it is a manifest is none."""
    found = _mapping(4, numbers=NUMBER_KEYS | {"版本"})
    return found.filter(lambda value: value.get("类别") not in (DIRECTORY, IMPLEMENTATION))


def manifests() -> Any:
    """The values of a catalog.yaml."""
    return _mapping(4)
