"""A name with uneven brackets, full-width digits or stray spaces."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.names import name_slips
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
主项名称: 建筑工程施工许可证核发(县级）  # <- uneven-brackets
子项名称: 建筑工程施工许可证核发（限额以下  # <- uneven-brackets
孙项名称: 首次申请（第１类）  # <- uneven-brackets
通俗名称: "办 施工证 "  # <- uneven-brackets
"""

GOOD = """
主项名称: 建筑工程施工许可证核发（限额以下）
子项名称: 建筑工程施工许可证核发（限额以下）
孙项名称: 首次申请(ISO 9001 认证单位)
通俗名称: 办施工证
"""

_FIELDS = ("主项名称", "子项名称", "孙项名称", "通俗名称")


@rule(
    severity=Severity.WARNING,
    title="名称里的括号、数字或空格写得不整齐",
    message="{field}“{name}”{slips}；{advice}",
    source="广安区 1135 行公开清单中括号不齐 8 行、全角数字 4 行",
    what="主项、子项、孙项名称和通俗名称：括号成对并且全角半角一致，数字用半角，前后和汉字之间没有空格。"
    "整名通用半角括号的不算错。",
    why="看上去一样的两个名称，机器比对时就不是一个，省里汇总会对不上号；印出来也难看。",
    fix="照提示改写；缺了一半括号的，对照省目录补上或删去。",
    fixable=True,
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at each name by itself."""
    value = matter.value
    for field in _FIELDS:
        name = value.get(field)
        if isinstance(name, str):
            slips, _ = name_slips(name)
            if slips:
                better = mended(name)
                advice = f"应写成“{better}”" if better else "请补上或删去多出的半个括号"
                yield Hit.at((field,), field=field, name=name, slips=slips, advice=advice)


def mended(name: str) -> str | None:
    """The name with everything put right; None where a person must decide."""
    # A bracket made full-width may leave a blank beside it that is one too many only now.
    while (found := name_slips(name))[0]:
        name = found[1]
    return name or None
