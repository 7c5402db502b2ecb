"""The papers by which an office answers an application: acceptance, correction, refusal, and the promise of 容缺.

Filled with what the data say of the matter; who applies, when and under which number is
left to a pen. Each is signed in the name of who accepts, by 委托 the giver's (licensing
law, art. 24). Law is cited for 行政许可 only, and only art. 32 on correction (one notice
within five days; domain.md §2.4); 容缺 follows domain.md §2.5; remedies are the data's.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalog_tool.handbook.book import Cell, Items, Paragraphs, Signature
from catalog_tool.handbook.drafting import Blocks, Column, Draft, fields
from catalog_tool.handbook.sections import about, short
from catalog_tool.handbook.sections.blanks import BOX, DATE, LINE, NUMBER, grid, sheet, ticked
from catalog_tool.handbook.sections.bringing import Brought
from catalog_tool.handbook.subject import Subject
from catalog_tool.handbook.wording import form_and_copies

LICENCE = "行政许可"
_LICENSING_LAW = "《中华人民共和国行政许可法》第三十二条"
_ADDRESSEE = f"{LINE}（申请人）："


def promise(subject: Subject, materials: Sequence[Brought]) -> Blocks:
    """容缺受理承诺书: which materials follow, until when, and what the applicant accepts."""
    body = about.acting(subject.draft, "受理") or LINE
    deferred = [material for material in materials if material.deferral]
    return (
        Paragraphs((f"{body}：", f"本人（单位）申请办理{_named(subject)}，下列打勾的材料暂缺，申请先行受理：")),
        *_deferred(deferred),
        Paragraphs(("本人（单位）承诺：",)),
        Items(
            (
                ("在上列期限内补交，补交的材料真实、合法、有效，同申请的内容一致。",),
                ("知道材料补齐以后才发给办理结果。",),
                ("逾期不补交的，由此产生的后果由本人（单位）承担。",),
            )
        ),
        *sheet(("联系人", ""), ("联系电话", "")),
        Signature((f"申请人（签名或者盖章）：{LINE}", DATE)),
    )


def acceptance(subject: Subject, materials: Sequence[Brought]) -> Blocks:
    """受理通知书, which is the 容缺受理通知书 too where a material may follow later."""
    draft = subject.draft
    deferred = [material for material in materials if material.deferral]
    rows: list[list[Cell | str]] = [
        [str(number), (f"{BOX} {material.name}",), form_and_copies(material.node), ""]
        for number, material in enumerate(_handed_in(materials), 1)
    ]
    columns = (Column("序号", 3), Column("收到的材料", 14), Column("形式份数", 8), Column("实收", 5))
    text = f"你（单位）于{DATE}提出的{_named(subject)}申请，予以受理。"
    later = "下列打勾的材料容缺受理，请在期限内补交；材料补齐以后才发给办理结果："
    return (
        *_opening(text),
        *sheet(("受理编号", "")),
        *_terms(draft),
        *grid(columns, rows),
        *((Paragraphs((later,)), *_deferred(deferred)) if deferred else ()),
        *_closing(draft),
    )


def correction(subject: Subject, materials: Sequence[Brought]) -> Blocks:
    """补正材料告知书: everything that is to be mended, told at once."""
    draft = subject.draft
    licence = draft.node["事项类型"].text == LICENCE
    asked: list[list[Cell | str]] = [
        [str(number), (f"{BOX} {material.name}",), material.node["受理标准"].texts, ""]
        for number, material in enumerate(_handed_in(materials), 1)
    ]
    columns = (Column("序号", 3), Column("材料", 8), Column("受理标准", 9), Column("要补正的内容", 10))
    told = f"根据{_LICENSING_LAW}，" if licence else ""
    text = (
        f"你（单位）于{DATE}提出的{_named(subject)}申请，申请材料不齐全或者不符合规定形式。"
        f"{told}现将需要补正的全部内容一次告知如下："
    )
    silence = "收到申请材料五日内不告知需要补正的全部内容的，自收到申请材料之日起即为受理。"
    return (
        *_opening(text),
        *(grid(columns, asked) or sheet(("要补正的内容", ""))),
        *sheet(("其他要补正的", "")),
        *((Paragraphs((silence,)),) if licence else ()),
        *fields(("咨询", short.contact(draft.node["咨询"]))),
        *_closing(draft),
    )


def refusal(subject: Subject) -> Blocks:
    """不予受理决定书: reasons to tick from 不予受理情形, and the remedies that the data name."""
    draft = subject.draft
    remedy = draft.node["权利救济"]
    reasons = ticked((*map(str, draft.node["不予受理情形"].texts), f"不属于本机关职权范围，请向{LINE}申请"))
    text = f"你（单位）于{DATE}提出的{_named(subject)}申请，有下列打勾的情形，决定不予受理："
    ways = fields(("行政复议", remedy["行政复议"]), ("行政诉讼", remedy["行政诉讼"]))
    return (
        *_opening(text),
        Paragraphs(reasons),
        *sheet(("具体说明", "")),
        *((Paragraphs(("不服本决定的，可以走下列途径：",)), *ways) if ways else ()),
        *_closing(draft),
    )


def _handed_in(materials: Sequence[Brought]) -> list[Brought]:
    return [material for material in materials if not material.spared]


def _named(subject: Subject) -> str:
    return f"“{subject.title}”（事项编码 {subject.code}）" if subject.code else f"“{subject.title}”"


def _opening(text: str) -> Blocks:
    return (Signature((f"编号：{NUMBER}",)), Paragraphs((_ADDRESSEE, text)))


def _closing(draft: Draft) -> Blocks:
    """Who answers, in whose name, with seal and date; the applicant signs for it."""
    body = about.acting(draft, "受理") or LINE
    return (Signature((body, "（盖章）", DATE, f"签收人（签名）：{LINE}")),)


def _deferred(materials: Sequence[Brought]) -> Blocks:
    rows: list[list[Cell | str]] = [
        [str(number), (f"{BOX} {material.name}",), form_and_copies(material.node), material.deferral, ""]
        for number, material in enumerate(materials, 1)
    ]
    columns = (
        Column("序号", 3), Column("暂缺的材料", 11), Column("形式份数", 7),
        Column("补交期限", 8), Column("最晚日期", 6),
    )  # fmt: skip
    return grid(columns, rows)


def _terms(draft: Draft) -> Blocks:
    node = draft.node
    return fields(
        ("承诺办结时限", short.promise(draft)),
        ("特别程序", short.procedures(draft)),
        ("收费", short.fee(draft)),
        ("办理结果", short.outcome(draft)),
        ("送达方式", short.delivery(draft)),
        ("进度查询", node["进度查询"]),
        ("咨询", short.contact(node["咨询"])),
        ("监督投诉", short.contact(node["监督投诉"])),
    )
