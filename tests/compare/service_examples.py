"""An example for every kind that compares how a matter is served: directory, local, before, after, decision."""

from __future__ import annotations

from building import matter


def flow(*names: str, field: str = "办事流程", **over: object) -> dict:
    return matter(**{field: [{"环节": name} for name in names]}, **over)


def form(*fields: object, title: str = "申请表") -> dict:
    return {"表单名称": title, "字段": [{"名称": each} if isinstance(each, str) else each for each in fields]}


def forms(*listed: dict) -> dict:
    return matter(表单内容=list(listed))


def entry(name: str, source: str | None = None, required: str | None = None) -> dict:
    """A field of a form."""
    value = {"名称": name, "数据来源": source, "必填": required}
    return {key: each for key, each in value.items() if each is not None}


def tier(label: str | None, amount: int, unit: str = "元/件") -> dict:
    return {**({"档次": label} if label else {}), "金额": amount, "单位": unit}


def fee(standard: object = None, name: str = "登记费") -> dict:
    """An item that is charged."""
    return {"名称": name, **({} if standard is None else {"标准": standard})}


def charging(*items: dict) -> dict:
    return matter(收费={"收费": "是", "项目": list(items)})


FREE = matter(收费={"收费": "否"})
CHEAP, DEAR = charging(fee([tier("住宅类", 80)])), charging(fee([tier("住宅类", 100)]))

SERVICE_EXAMPLES = {
    "step-added": (flow("申请", "受理"), flow("申请", "预审", "受理"), "无", "预审", "violation"),
    "step-dropped": (flow("申请", "预审", "受理"), flow("申请", "受理"), "预审", "无", "allowed"),
    "step-order": (flow("申请", "勘察", "受理"), flow("申请", "受理", "勘察"),
                   "申请 → 勘察 → 受理", "申请 → 受理 → 勘察", "report"),
    "field-added": (forms(form("姓名")), forms(form("姓名", "年收入")), "无", "年收入（申请表）", "violation"),
    "field-dropped": (forms(form("姓名", "年收入")), forms(form("姓名")), "年收入（申请表）", "无", "allowed"),
    "fee-added": (FREE, CHEAP, "不收费", "登记费（住宅类 80 元/件）", "violation"),
    "fee-dropped": (CHEAP, FREE, "登记费（住宅类 80 元/件）", "不收费", "allowed"),
    "fee-higher": (CHEAP, DEAR, "登记费（住宅类 80 元/件）", "登记费（住宅类 100 元/件）", "violation"),
    "fee-lower": (DEAR, CHEAP, "登记费（住宅类 100 元/件）", "登记费（住宅类 80 元/件）", "allowed"),
    "visits-more": (matter(到现场次数=0), matter(到现场次数=1), "0 次", "1 次", "violation"),
    "visits-fewer": (matter(到现场次数=1), matter(到现场次数=0), "1 次", "0 次", "allowed"),
    "audience-narrowed": (matter(服务对象=["自然人", "企业法人"]), matter(服务对象=["自然人"]),
                          "自然人、企业法人", "自然人", "violation"),
    "audience-widened": (matter(服务对象=["自然人"]), matter(服务对象=["企业法人", "自然人"]),
                         "自然人", "企业法人、自然人", "allowed"),
    "case-slower": (matter(办件类型="即办件"), matter(办件类型="承诺件"), "即办件", "承诺件", "violation"),
    "case-faster": (matter(办件类型="承诺件"), matter(办件类型="即办件"), "承诺件", "即办件", "allowed"),
    "channel-dropped": (matter(办理形式=["窗口办理", "网上办理"]), matter(办理形式=["窗口办理"]),
                        "网上办理", "无", "violation"),
    "channel-added": (matter(办理形式=["窗口办理"]), matter(办理形式=["窗口办理", "移动端"]),
                      "无", "移动端", "allowed"),
}  # fmt: skip
