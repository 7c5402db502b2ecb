"""A proof of the public lists of absurd ones, and no law is named for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.domain.handing_in import asked_for, is_waived
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
申请材料:
  - {名称: 非移民户证明, 类别: 证明, 必要性: 必要}  # <- odd-proof
  - 名称: 派出所出具的母子关系证明  # <- odd-proof
    类别: 证明
    必要性: 必要
    依据: []
"""

GOOD = """
申请材料:
  - 名称: 亲属关系证明
    类别: 证明
    介质: 纸质
    形式: 原件
    份数: {原件: 1}
    原件处理: 收取
    必要性: 必要
    容缺: 否
    来源渠道: 其他
    依据: [《不动产登记暂行条例实施细则》（国土资源部令第63号）第十四条]
    受理标准: 载明全部法定继承人
"""

_WORDS = "odd-proof"


@rule(
    severity=Severity.WARNING,
    title="没有依据的奇葩证明",
    message="“{name}”属于公开清单里点名不该再要的证明，又没有写依据；请取消它，或写明哪部法规、第几条要求",
    source="乐清市政协 2017 年报告：消除奇葩证明，老宅办证要证明不是移民户；公通字〔2016〕21号；民发〔2020〕20号",
    what="材料名称属于公开清单里的奇葩证明（母子关系证明、健在证明、未婚证明、同一人证明、非移民户证明……）而没有写依据。"
    "写了依据的、免提交的不算。",
    why="这类证明谁也不好开：要么户口簿上本来就有，要么村社、派出所无从核实，群众跑断腿也开不出来。",
    fix="能从户口簿、身份证、部门数据里查到的，自己查（写 免提交）；查不到的改用 告知承诺；法律确有要求的写上 依据。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Search the names of materials without a basis."""
    is_listed = context.once(_search)
    for index, material in asked_for(matter):
        name = material.get("名称")
        if type(name) is not str or not is_listed(name):
            continue
        if not names_a_basis(material.get("依据")) and not is_waived(matter, material):
            yield Hit.at(("申请材料", index, "名称"), name=name)


def _search(context: Context) -> Callable[[str], bool]:
    """Says whether a name is on the lists."""
    words = context.lexicon.words.get(_WORDS, ())
    pattern = re.compile("|".join(f"(?:{word})" for word in words) or "(?!)")
    known: dict[str, bool] = {}

    def search(name: str) -> bool:
        found = known.get(name)
        if found is None:
            found = known[name] = pattern.search(name) is not None
        return found

    return search
