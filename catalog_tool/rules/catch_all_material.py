"""A material whose name leaves open what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from catalog_tool.context import Context
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
申请材料:
  - {名称: 其他材料, 类别: 其他, 必要性: 必要}  # <- catch-all-material
  - 名称: 身份证、户口簿等材料  # <- catch-all-material
    类别: 证照
    必要性: 必要
  - {名称: 法律、法规规定的其他相关材料, 类别: 其他, 必要性: 非必要}  # <- catch-all-material
"""

GOOD = """
申请材料:
  - 名称: 其他证明材料：结婚证
    类别: 证照
    介质: 纸质
    形式: 原件
    份数: {原件: 1}
    原件处理: 核验退还
    必要性: 必要
    容缺: 否
    来源渠道: 政府部门核发
    出具单位: 民政部门
    未共享原因: 省外数据
    依据: [《中华人民共和国户口登记条例》第十三条]
    受理标准: 双方姓名与身份证一致
"""

WORDS = "catch-all-material"


@rule(
    severity=Severity.ERROR,
    title="兜底材料",
    message="材料“{name}”没有说明要交什么（“{words}”）；请逐件写出材料的名称，写不出来的请删去",
    source="国办函〔2017〕115号：865 个高频事项中 13% 材料不明确或有兜底；乐清市清理兜底条款 230 余项",
    what="申请材料的名称不能是 其他材料、相关材料、……等材料、法律法规规定的其他材料、视情况提供、"
    "必要的材料 一类。只看材料名称，事项名称里的“其他”“相关”不在此列。",
    why="申请人看了不知道该带什么，窗口想要什么就是什么，只好一趟趟跑。",
    fix="把可能要交的材料逐件列出，各写依据；只在某些情形下要的，写 适用情形；没有哪一件是确定要的，删去这一行。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Search each material's name for the words of the list."""
    words = context.lexicon.words.get(WORDS)
    if not words:
        return
    left_open = _searcher(words)
    for index, material in matter.materials:
        name = material.get("名称")
        if isinstance(name, str) and (found := left_open(name)):
            yield Hit.at(("申请材料", index, "名称"), name=name, words=found)


@lru_cache(maxsize=16)
def _searcher(words: tuple[str, ...]) -> Callable[[str], str]:
    """Search a name for the part that leaves open what it is; kept, since materials recur from matter to matter."""
    pattern = re.compile("|".join(f"(?:{word})" for word in words))

    @lru_cache(maxsize=65536)
    def left_open(name: str) -> str:
        found = pattern.search(name.strip())
        return found.group().lstrip("的 ，,、；;：:（(") if found else ""

    return left_open
