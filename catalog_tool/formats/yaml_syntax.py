"""libyaml's and PyYAML's complaints, said to a person who edits guides.

Both parsers word the same fault differently; the patterns cover both. What is not
known falls back to a general sentence: the English original helps nobody here.
"""

from __future__ import annotations

_KNOWN: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("found character '\\t'", "found a tab character", "that cannot start any token"),
        "这里的字符不能作为内容的开头（常见的是制表符缩进，或文字以 @ ` % 开头）；缩进请用空格，文字请加引号",
    ),
    (
        ("mapping values are not allowed",),
        "这里不该有“键: 值”（常见的是上一行的冒号写成了全角或没跟空格、缩进没对齐，或文字里有“: ”而没加引号）",
    ),
    (("could not find expected ':'",), "这一行缺少冒号，或冒号后面没有空格；“键: 值”的冒号须是半角并跟一个空格"),
    (("found unexpected end of stream", "while scanning a quoted scalar"), "引号没有配对，文件到结尾还没有闭合"),
    (("found unexpected document indicator",), "引号没有配对，遇到了文档分隔线"),
    (("did not find expected ',' or '}'", "expected ',' or '}'"), "花括号 { } 没有配对，或中间缺少半角逗号"),
    (("did not find expected ',' or ']'", "expected ',' or ']'"), "方括号 [ ] 没有配对，或中间缺少半角逗号"),
    (
        ("did not find expected '-' indicator", "expected <block end>", "did not find expected key"),
        "缩进没有对齐：同一层的内容须从同一列开始",
    ),
    (("did not find expected node content", "expected the node content"), "这里缺少内容，或多了一个符号"),
    (
        ("unknown escape", "found unknown escape character", "expected escape sequence", "hexdecimal number"),
        "双引号里的反斜杠写法不对；路径请用 /，或改用单引号",
    ),
    (
        ("block sequence entries are not allowed", "sequence entries are not allowed"),
        "“- ”不该出现在这里；列表请另起一行并缩进",
    ),
    (("block mapping keys are not allowed", "mapping keys are not allowed"), "“? ”不该出现在这里"),
    (
        ("undefined tag handle", "undefined alias", "duplicate anchor"),
        "这里用了 YAML 的锚点、引用或标签，本格式不用；请直接写出内容",
    ),
    (
        ("did not find expected <document start>", "expected '<document start>'"),
        "这里多出了内容（常见的是冒号后面没有空格、缩进比上面少，或括号多了一个）",
    ),
    (
        (
            "did not find expected comment or line break",
            "expected a comment or a line break",
            "expected chomping or indentation indicators",
        ),
        "这一行后面有多余的内容",
    ),
    (("found a key glued to its ?",), "括号里的文字以 ? 开头时请加引号"),
    (("found unexpected ':'",), "括号里的冒号后面要跟一个空格；文字里有冒号时请加引号"),
    (
        ("while scanning an alias", "while scanning an anchor", "while scanning a tag", "while parsing a tag"),
        "这里以 & * ! 开头，会被当作 YAML 的锚点、引用或标签；文字请加引号",
    ),
    (
        ("directive", "incompatible YAML document", "duplicate tag handle"),
        "% 开头的行是 YAML 指令，本格式不用；文字以 % 开头时请加引号",
    ),
)


def chinese_problem(problem: str, context: str) -> str:
    """A sentence for a parser's `problem` and `context`: what is wrong and what to look at."""
    both = f"{context} {problem}"
    for patterns, sentence in _KNOWN:
        if any(pattern in both for pattern in patterns):
            return sentence
    return "从这里起不符合 YAML 语法；请检查缩进、引号和括号"
