"""Nobody is told where to go, when, whom to ask or where to complain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.contacts import has_channel, is_said
from catalog_tool.domain.windows import Window, windows_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import MAIN_WITH_SUBS, Matter, text_of, texts_of
from catalog_tool.rules import rule

BAD = """
办理形式: [窗口办理]
办理窗口: []  # <- missing-contact
咨询: 无  # <- missing-contact
监督投诉: {电话: []}  # <- missing-contact
---
办理形式: [窗口办理, 网上办理]
到现场次数: 1
办理窗口:
  - {名称: 象山县行政服务中心, 窗口: 3 号}  # <- missing-contact
---
办理窗口:
  - {名称: 象山县房产交易中心, 地址: 丹东街道示例路 9 号二楼 201 室}  # <- missing-contact
---
办理窗口:
  - {场所: XS-99, 窗口: 3 号}  # <- missing-contact
"""

GOOD = """
孙项名称: 新办
办理形式: [网上办理, 移动端]
到现场次数: 0
必须现场原因:
办理窗口: []
咨询: {网址: "https://www.zjzwfw.gov.cn/"}
监督投诉: "12345"
---
孙项名称: 变更
办理形式: [窗口办理, 网上办理]
到现场次数: 0
必须现场原因:
办理窗口: []
"""

_AT_A_PLACE = ("窗口办理", "快递申请", "自助终端")
_FROM_AFAR = ("网上办理", "移动端")
_OPEN_ANY_TIME = frozenset({"自助终端", "村社代办点"})


@rule(
    severity=Severity.ERROR,
    title="联系方式不全",
    message="{what}；{advice}",
    source="国办函〔2017〕115号：865 个高频事项中 33% 缺少办理时限、收费标准或联系方式",
    what="按办理形式查：要到窗口、寄快递或用自助终端办的，要有办理窗口，每个窗口有地址和时间（自己写或由场所提供），"
    "写的场所编号要在 catalog.yaml 里查得到；"
    "咨询和监督投诉不能是空的。可以在网上办、不用到现场的，没有窗口也行。主项（编码末位 Y）不直接办理，只看子项。",
    why="不知道去哪里、几点去、问谁、向谁投诉，指南写得再细也办不成事。",
    fix="补上办理窗口、时间、咨询电话和投诉电话；投诉可以写 12345。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at place and hours where someone must go, then at both channels."""
    value = matter.value
    # A directory leaves contacts to the regions.
    if context.is_directory or value.get("状态") == "取消" or matter.code.endswith(MAIN_WITH_SUBS):
        return
    windows = list(windows_of(value, context))
    forms = texts_of(value.get("办理形式"))
    if "办理窗口" in value:
        yield from _places(value, forms, windows)
    for window in windows:
        if window.dangles:
            # Of a manifest that is absent, or could be read in part only, nobody knows which places it has.
            if "办理场所" in context.manifest or "名称" in context.manifest:
                yield _unknown(window)
        elif not forms or "窗口办理" in forms:
            yield from _hours(window)
    if "咨询" in value and not has_channel(value["咨询"]):
        advice = "请写咨询电话，或网址、地址"
        yield Hit.at(("咨询",), what="咨询是空的，群众不知道问谁", advice=advice)
    if "监督投诉" in value and not has_channel(value["监督投诉"]):
        yield Hit.at(("监督投诉",), what="监督投诉是空的，群众不知道向谁投诉", advice="请写投诉电话，或写 12345")


def _places(value: Mapping[str, Any], forms: list[str], windows: list[Window]) -> Iterator[Hit]:
    """A hit where someone must go or send something and no place is given."""
    if any(window.dangles or is_said(window.text("地址")) for window in windows):
        return
    asked = [form for form in _AT_A_PLACE if form in forms]
    visits = value.get("到现场次数")
    must_go = isinstance(visits, int) and visits > 0
    if not asked or (any(form in forms for form in _FROM_AFAR) and not must_go):
        return
    what = f"办理形式有{'、'.join(asked)}，却没有写在哪里办"
    if windows:
        window = windows[0]
        name = f"“{window.name}”" if window.name else "办理窗口"
        advice = "请补上地址，或在 场所 里写办理场所的编号"
        yield Hit.at(("办理窗口", window.number), what=f"{what}（{name}没有地址）", advice=advice)
    else:
        yield Hit.at(("办理窗口",), what=what, advice="请写办理窗口的地址和时间；确实不用到窗口的，改办理形式")


def _hours(window: Window) -> Iterator[Hit]:
    # A window without an address is reported for that, or is not where one goes.
    if is_said(window.text("时间")) or not is_said(window.text("地址")) or window.kind in _OPEN_ANY_TIME:
        return
    name = f"“{window.name}”" if window.name else f"“{window.text('地址')}”"
    advice = "请补上办理时间，如 工作日 8:30-11:30、13:30-17:00"
    yield Hit.at(("办理窗口", window.number), what=f"{name}没有写办理时间", advice=advice)


def _unknown(window: Window) -> Hit:
    code = text_of(window.own.get("场所")).strip()
    advice = "请改成 办理场所 里已有的编号，或在 catalog.yaml 的 办理场所 里补上这一处"
    return Hit.at(("办理窗口", window.number, "场所"), what=f"场所“{code}”不在 catalog.yaml 里", advice=advice)
