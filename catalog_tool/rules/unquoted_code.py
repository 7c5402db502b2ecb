"""A code written without quotes."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Matter
from catalog_tool.rules import rule

BAD = """
基本编码: 330100201000  # <- unquoted-code
前置事项: [330100301000, {基本编码: 330100302000}]  # <- unquoted-code
"""

GOOD = """
基本编码: "330100201000"
权力编码: 许可-00201-000
前置事项:
  - {基本编码: '330100301000', 依据: [《中华人民共和国建筑法》第八条]}
  - {基本编码: "330100302000", 依据: [《中华人民共和国建筑法》第八条]}
"""


@rule(
    severity=Severity.ERROR,
    title="编码没有加引号",
    message="{field}“{code}”没有加引号，别的程序会当成数来读；请写成 {quoted}",
    source="YAML 1.1 与 1.2 的读法不同：各家 YAML 程序对不加引号的编码读法不一",
    what="基本编码、实施编码、业务办理项编码、统一社会信用代码、区划代码、来源事项等处的编码都要加引号；"
    "权力编码带汉字，可以不加。",
    why="不加引号的编码在别的程序里会变样：010200 有的读成 4224，很长的编码末几位会变成 0，含 E 的会变成一个极大的数。",
    fix="给编码加上英文双引号，编码本身不要动。",
    fixable=True,
    kinds=Kind,
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Report what the reader noted; a region's own keys are left alone."""
    for path in document.plain_codes:
        if any(isinstance(step, str) and step.startswith("x-") for step in path):
            continue
        code = Matter(document.value).get(*path)
        field = next(step for step in reversed(path) if isinstance(step, str))
        yield Hit.at(path, field=field, code=code, quoted=f'"{code}"')


def mended(code: str) -> str | None:
    """The code as it stands: what is put right is written in quotes, and that is all it lacks."""
    return code
