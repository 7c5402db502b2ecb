"""What a template from someone else must not do.

Typst itself keeps a template from files outside its folder. It does fetch packages from
the network, though, and has no switch against that; so what could name a package is
refused before it runs: `import` and `include` of anything but a template written out,
and the two names through which code could be made from text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.writing import Templates

_WORD = re.compile(r"(?<![\w\-])(import|include|eval|std|plugin)(?![\w\-])")
_WRITTEN_OUT = re.compile(r'\s+"([^"\\@]*)"')


def sources(templates: Templates) -> Mapping[str, bytes]:
    """The Typst files among the templates by name; CannotRun where one of them could reach beyond its folder.

    Comments are looked at too: telling them from code would take Typst's own parser, and
    a mistake there would be a hole.
    """
    found = {name: data for name, data in templates.items() if name.lower().endswith(".typ")}
    for name, data in found.items():
        text = data.decode("utf-8", "replace")
        for match in _WORD.finditer(text):
            complaint = _complaint(match.group(), text[match.end() :], found)
            if complaint:
                line = text.count("\n", 0, match.start()) + 1
                raise CannotRun(f"模板 pdf/{name} 第 {line} 行{complaint}。请改正模板，或去掉 --template。")
    return found


def _complaint(word: str, rest: str, templates: Mapping[str, bytes]) -> str:
    if word == "plugin":
        return "用了 plugin：模板里不能运行程序"
    if word in ("eval", "std"):
        return f"用了 {word}：模板里不能把文字当作命令来执行"
    named = _WRITTEN_OUT.match(rest)
    if named is None:
        return f"的 {word} 后面须直接写双引号括起的模板文件名，不能用软件包（@preview 等）"
    name = named.group(1)
    if name.removeprefix("/").removeprefix("./") not in templates:
        return f"的 {word} 要用 {name}，模板文件夹里没有这个 .typ 文件"
    return ""
