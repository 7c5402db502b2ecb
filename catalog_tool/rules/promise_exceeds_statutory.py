"""The promise is longer than the statutory limit."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.limits import Order, compare, limit_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, Path, mappings_of
from catalog_tool.rules import rule

BAD = """
办理时限:
  法定: {数值: 20, 单位: 工作日, 依据: [《中华人民共和国行政许可法》第四十二条]}
  承诺: {数值: 30, 单位: 工作日}  # <- promise-exceeds-statutory
"""

GOOD = """
办理时限:
  法定: {数值: 20, 单位: 工作日, 依据: [《中华人民共和国行政许可法》第四十二条]}
  承诺: {数值: 8, 单位: 工作日}
"""


@rule(
    severity=Severity.ERROR,
    title="承诺时限超过法定时限",
    message="承诺 {promised}，{how}法定 {statutory}；承诺不得长于法定，请改承诺，或核对法定时限和单位",
    source="温州办事指南核查规则；行政许可法第四十二条",
    what="办理时限.承诺 与 办理时限.法定 比较，分情形各比各的。单位不同时按各种折算都超出才算错误，否则只提示。",
    why="法定时限是底线，承诺是在它之内的许诺；承诺更长，等于公开声明要违法。",
    fix="把承诺改到法定之内；若法定时限抄错，改法定并写明依据。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Compare promise and statutory limit, each situation apart."""
    limits = matter.limits
    yield from _compare(("办理时限",), limits.get("法定"), limits.get("承诺"))
    if "分情形" not in limits:
        return
    for index, case in mappings_of(limits.get("分情形")):
        statutory = case.get("法定") or limits.get("法定")
        yield from _compare(("办理时限", "分情形", index), statutory, case.get("承诺"))


def _compare(path: Path, statutory_value: object, promised_value: object) -> Iterator[Hit]:
    if type(statutory_value) is not dict or type(promised_value) is not dict:
        return
    if promised_value.get("单位") == statutory_value.get("单位"):
        # Nearly all: both in one unit, the promise within the limit.
        short, long = promised_value.get("数值"), statutory_value.get("数值")
        if type(short) is int and type(long) is int and short <= long:
            return
    statutory, promised = limit_of(statutory_value), limit_of(promised_value)
    if statutory is None or promised is None:
        return
    order = compare(promised, statutory)
    if order not in (Order.LONGER, Order.MAYBE_LONGER):
        return
    certain = order is Order.LONGER
    yield Hit.at(
        (*path, "承诺", "数值"),
        severity=Severity.ERROR if certain else Severity.INFO,
        promised=promised.text,
        statutory=statutory.text,
        how="长于" if certain else "按有的折算会长于",
    )
