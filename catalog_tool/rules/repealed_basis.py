"""A basis that had been repealed, or had got another title, when the catalog was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from catalog_tool.context import Context
from catalog_tool.domain.citations import Citation, basis_lists, fold_law, parse, serial_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Path, text_of
from catalog_tool.rules import rule

BAD = """
类别: 实施清单
发布日期: 2023-05-10
---
适用依据:
  - {名称: 《中华人民共和国建筑法》, 条款: 第八条, 类别: 法律}
  - {名称: 《中华人民共和国物权法》, 条款: 第九条, 类别: 法律}  # <- repealed-basis
  - 名称: 《房屋建筑工程和市政基础设施工程竣工验收备案管理暂行办法》  # <- repealed-basis
    文号: 建设部令第78号
    条款: 第四条
    类别: 部门规章
---
基本编码: "330100301000"
主项名称: 建设工程规划许可证核发
子项名称: 建设工程规划许可证核发
前置事项: [{基本编码: "330100201000", 依据: [《合同法》（1999年）第二百七十条]}]  # <- repealed-basis
"""

GOOD = """
适用依据:
  - {名称: 《中华人民共和国建筑法》, 条款: 第八条, 类别: 法律}
  - {名称: 《中华人民共和国合同法》, 条款: 第二百七十条, 类别: 法律}
  - {名称: 《杭州市强制性清洁生产实施办法》, 文号: 杭州市人民政府令第246号, 条款: 第八条, 类别: 政府规章}
  - {名称: 《中华人民共和国劳动合同法》, 条款: 第七条, 类别: 法律}
"""

LIST = "repealed"
_RENAMED = "更名"
_STATE = "国家级"
_ABOLISHED = "取消"
_KINDS = (Kind.MATTER, Kind.ONE_THING)


@dataclass(frozen=True, slots=True)
class _Gone:
    """A row of the list that holds for this catalog."""

    name: str
    serial: tuple[str, str]
    renamed: bool
    since: str
    now: str
    source: str

    def is_meant(self, one: Citation) -> bool:
        """Whether the citation is of this one: where laws of one name follow each other, its number tells."""
        if self.serial == ("", ""):
            return True
        year, serial = one.serial
        return serial == self.serial[1] and (not year or not self.serial[0] or year == self.serial[0])


class _Table:
    """What no longer held in this region on the day of publication, by folded name, the latest first."""

    def __init__(self, context: Context) -> None:
        day = context.published or text_of(context.manifest.get("施行日期"))
        found: dict[str, list[_Gone]] = {}
        for row in context.lexicon.lists.get(LIST, ()) if day else ():
            since = text_of(row.get("日期"))
            if since and since <= day and _reaches(text_of(row.get("区划代码")), context.region):
                name, number = text_of(row.get("名称")), serial_of(text_of(row.get("文号")))
                now, source = text_of(row.get("现行")), text_of(row.get("来源"))
                gone = _Gone(name, number, row.get("状态") == _RENAMED, since, now, source)
                found.setdefault(fold_law(name), []).append(gone)
        self.rows = {name: sorted(rows, key=lambda gone: gone.since, reverse=True) for name, rows in found.items()}
        self.in_text = lru_cache(maxsize=16384)(lambda text: self._gone(parse(text)))
        self.in_object = lru_cache(maxsize=16384)(
            lambda name, number: self._gone(parse({"名称": name, "文号": number}))
        )

    def _gone(self, cited: tuple[Citation, ...]) -> tuple[tuple[Citation, _Gone], ...]:
        found = []
        for one in cited:
            row = next((row for row in self.rows.get(one.key, ()) if row.is_meant(one)), None)
            if row is not None and one.name:
                found.append((one, row))
        return tuple(found)


def _reaches(repealed_by: str, region: str) -> bool:
    """Whether what a region's body repealed held in another: in the region itself and below it."""
    if repealed_by == _STATE:
        return True
    code = repealed_by
    while code.endswith("00"):
        code = code[:-2]
    return bool(code) and region.startswith(code)


@rule(
    severity=Severity.ERROR,
    title="依据已经废止",
    message="依据“{basis}”自 {since} 起已经{what}（{source}）；{advice}",
    source="杭州市 2018 年清理规章和规范性文件：修改 5 件、废止 8 件规章和 93 件文件，指南须随之更新",
    what="各处的依据同 schemas/lists/repealed.yaml 的名单对照，以目录的发布日期为准：那天已经废止的是错误，"
    "那天已经改了名称的是提示。地方废止的只对本地和下级有效；目录没有写日期的不查。",
    why="废止的法规不能再作依据，照它收的材料、走的程序都可能落空。",
    fix="改引现行的法规，并核对条款、材料和时限是否跟着变了。",
    kinds=_KINDS,
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Look each basis up by its folded name."""
    table = context.once(_Table)
    if not table.rows:
        return
    for path, bases in basis_lists(document.value):
        for index, item in enumerate(bases):
            if type(item) is str:
                gone = table.in_text(item)
            elif type(item) is dict and type(name := item.get("名称")) is str:
                gone = table.in_object(name, text_of(item.get("文号")))
            else:
                continue
            if gone and document.value.get("状态") != _ABOLISHED:
                for one, row in gone:
                    yield _hit((*path, index, "名称") if type(item) is dict else (*path, index), one, row)


def _hit(path: Path, one: Citation, gone: _Gone) -> Hit:
    return Hit.at(
        path,
        severity=Severity.INFO if gone.renamed else Severity.ERROR,
        basis=f"《{one.name}》" if one.marked else one.name,
        since=gone.since,
        what="改了名称" if gone.renamed else "废止",
        source=gone.source,
        advice=f"请改引{gone.now}，并核对条款" if gone.now else "请改引现行有效的依据",
    )
