"""A matter that must be handled first, or a proof that must be given, and no law that asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, Path, text_of
from catalog_tool.rules import rule

BAD = """
前置事项:
  - "330100301000"  # <- precondition-without-basis
  - {基本编码: "330100401000", 依据: []}  # <- precondition-without-basis
受理条件:
  - 工程投资额在限额以上
  - 申请人须证明为非移民户  # <- precondition-without-basis
批准条件: [提供村委会无纠纷证明]  # <- precondition-without-basis
"""

GOOD = """
前置事项:
  - {基本编码: "330100301000", 依据: [《中华人民共和国建筑法》第八条]}
受理条件:
  - 依照《建筑工程施工许可管理办法》第四条提供建设资金已经落实的证明
  - 不需要提供无违法证明
批准条件: [提供质量安全措施方案的证明, 取得建设工程规划许可证明文件]
"""

_DEMAND = re.compile(
    "(?<![无不毋])(?:须|需|需要|应当|应|必须|要求|要)(?:由[^，。；;、]{0,12})?(?:能够|能)?证明(?!材料|文件|书|作用|力|责任|商标)(?P<of>[^，。；;]{1,30})"
    "|(?<![不未])能够?证明(?!材料|文件|书|作用|力|责任|商标)(?P<able>[^，。；;]{1,30})"
    "|(?:提供|提交|出具|开具|持有|出示)(?P<what>[^，。；;、]{0,24}?)(?:的)?证明(?:材料|文件|书)?(?!作用|力|责任|商标|标准)"
    # 有关 and 有效 are no verbs; who is somebody's proof of identity everybody has.
    "|(?<![没所国享占未])有(?!权[机部单])(?![关效限偿序害毒线色机利意期些无助的])(?P<has>[^，。；;、]{1,24}?)(?<!身份)(?<!资格)(?<!许可)证明"
    "(?:材料|文件|书)?(?!作用|力|责任|商标|标准)"
)
_NOT_DEMANDED = re.compile(
    "(?:不需要|无需|无须|不必|不用|免于|免予|不得要求|不再要求|不要求|不须|不需|取消|不再|免)[^，。；;]{0,8}$|(?:没有|未|不得)[被曾经]?$"
)
_CITED = re.compile("《|第[一二三四五六七八九十百0-9]{1,6}条|〔")
_GENERAL = re.compile("证明|材料|文件|原件|复印件|有效|相关|有关|书|证$")
_ABOLISHED = "取消"


@rule(
    severity=Severity.ERROR,
    title="前置条件没有依据",
    message="{what}没有写依据；{advice}",
    source="乐清市政协 2017 年报告：办证要先证明“非移民户”，跑了十多次、历时八个月",
    what="前置事项每一项要写依据。受理条件、批准条件里要申请人证明什么、提供什么证明的，也要有依据："
    "条件里写明法规，或者申请材料里有这份证明并写了依据。",
    why="没有依据的前置和证明，群众往往根本办不出来，一件事就卡在这里。",
    fix="写明要求它的法规和条款；找不到的删去，确需核实的由部门之间查询。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at 前置事项, then at conditions that demand a proof."""
    needs = matter.value.get("前置事项")
    if needs and isinstance(needs, list) and matter.status != _ABOLISHED:
        for index, item in enumerate(needs):
            yield from _need(("前置事项", index), item)
    for field in ("受理条件", "批准条件"):
        value = matter.value.get(field)
        if type(value) is list:
            for index, text in enumerate(value):
                if type(text) is str and (proof := _demanded(text)):
                    yield from _condition((field, index), text, proof, matter)
        elif type(value) is str and (proof := _demanded(value)):
            yield from _condition((field,), value, proof, matter)


def _need(path: Path, item: object) -> Iterator[Hit]:
    code = text_of(item.get("基本编码") if isinstance(item, dict) else item)
    bases = item.get("依据") if isinstance(item, dict) else None
    if code and not names_a_basis(bases):
        yield Hit.at(
            (*path, "依据") if isinstance(item, dict) else path,
            what=f"前置事项 {code} ",
            advice="请写明哪部法规、第几条要求先办它，找不到依据的删去这项前置",
        )


@lru_cache(maxsize=65536)
def _demanded(text: str) -> str:
    """What a condition asks to be proved; "" if nothing, or if it says by what law."""
    if "证明" not in text or _CITED.search(text):
        return ""
    for found in _DEMAND.finditer(text):
        if not _NOT_DEMANDED.search(text[max(0, found.start() - 16) : found.start()]):
            proof = found["of"] or found["able"] or found["what"] or found["has"] or ""
            return proof.strip("为是其的") or found.group()
    return ""


def _condition(path: Path, text: str, proof: str, matter: Matter) -> Iterator[Hit]:
    if matter.status == _ABOLISHED or any(
        _is_about(text, proof, text_of(material.get("名称")))
        for _, material in matter.materials
        if names_a_basis(material.get("依据"))
    ):
        return
    advice = "请写明哪部法规、第几条要求证明，找不到依据的删去这个条件"
    yield Hit.at(path, what=f"条件“{text.strip()}”要申请人自己证明，", advice=advice)


def _is_about(text: str, proof: str, name: str) -> bool:
    """Whether a material is the proof that a condition asks for."""
    core = _GENERAL.sub("", name)
    wanted = _GENERAL.sub("", proof)
    return bool((core and core in text) or (wanted and wanted in name))
