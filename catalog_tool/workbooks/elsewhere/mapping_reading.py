"""A mapping file's plain value becomes a Mapping; the first slip in it ends the run with a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from typing import Any

from catalog_tool.findings import CannotRun
from catalog_tool.model import Kind
from catalog_tool.workbooks.elsewhere.mapping import (
    EMPTY_LIST_WORDS,
    Condition,
    Mapping,
    Move,
    Product,
    Rest,
    SheetMap,
    Shift,
    Taken,
    Test,
)
from catalog_tool.workbooks.elsewhere.mapping_parts import TOP, Part, near, told
from catalog_tool.workbooks.sheets import heading
from catalog_tool.workbooks.tables import MAIN_NAMES, OWN, Column, Table, Tables, own_column

WHOLE = "值"
"""The group of a pattern that is the field itself rather than a part of it."""
NO_HEADERS = "无"
_SHEET_KEYS = ("工作表", "标题行", "止于", "可缺", "不读", "向下填充", "错位", "跳过", "产生")
_TAKEN_KEYS = ("字段", "若", "留空", "对照", "式样", "其余", "分隔", "去序号", "日期")
_NOT_SPLIT = "不分"
_COUNT = re.compile("0|[1-9][0-9]{0,8}")


def read_mapping(value: AnyMapping[str, Any], shown: str, tables: Tables) -> Mapping:
    """The mapping that a file holds; CannotRun names the place of the first fault and what to do."""
    top = Part(value, TOP, shown)
    top.only(("名称", "来源", "目录", "表"))
    if not top.has("表"):
        raise top.fault("没有写“表”；请至少写一张表，说明哪一列是什么")
    manifest = top.part("目录")
    known = {column.keys[0] for column in tables.main[Kind.MANIFEST].columns}
    manifest.only([*sorted(known), *(key for key in manifest.value if key.startswith(OWN))])
    sheets = tuple(_sheet(part, number, tables) for number, part in enumerate(top.parts("表"), 1))
    if not sheets:
        raise top.fault("“表”是空的；请至少写一张表，说明哪一列是什么")
    _check_owners(top, sheets)
    # Nothing is made of these two, but what they say must be text.
    top.texts("来源")
    top.text("名称")
    return Mapping(shown, manifest.value, sheets)


def _sheet(part: Part, number: int, tables: Tables) -> SheetMap:
    part.only(_SHEET_KEYS)
    headless = part.texts("标题行") == (NO_HEADERS,)
    rows = None if headless else part.numbers("标题行")
    if rows and (list(rows) != sorted(set(rows)) or rows[-1] - rows[0] >= 10):
        raise part.fault("“标题行”应从上到下写，最多十行，如 [2, 3]")
    products = tuple(_product(each, tables) for each in part.parts("产生"))
    if not products:
        raise part.fault("没有写“产生”；请写明一行是一个事项，还是一份材料")
    return SheetMap(
        number,
        tuple(name.strip() for name in part.texts("工作表")),
        () if rows is None else rows or None,
        frozenset(text.strip() for text in part.texts("止于")),
        frozenset(part.headers("可缺")),
        part.headers("不读"),
        part.headers("向下填充"),
        tuple(_shift(each) for each in part.parts("错位")),
        tuple(_skip(each) for each in part.parts("跳过")),
        products,
    )


def _skip(part: Part) -> Condition:
    part.only(("若",))
    condition = _condition(part)
    if not condition:
        raise part.fault("没有写“若”；请写明跳过什么样的行，如 {若: {序号: 合计}}")
    return condition


def _shift(part: Part) -> Shift:
    part.only(("若", "改为"))
    condition = _condition(part)
    if not condition or not part.has("改为"):
        raise part.fault("错位的行要写“若”和“改为”，如 {若: {部门: [证照]}, 改为: {材料类别: 部门}}")
    moves = []
    target = part.part("改为")
    for name, source in target.value.items():
        header = heading(name)
        if isinstance(source, dict):
            inner = target.part(name)
            inner.only(("值", "空"))
            if inner.yes("空") == inner.has("值"):
                raise inner.fault("写 {值: 文字}，或写 {空: 是} 表示这一格空着")
            moves.append(Move(header, None, inner.text("值")))
        else:
            sources = target.headers(name)
            if len(sources) != 1:
                raise target.fault(f"“{told(name)}”后面应写一个表头")
            moves.append(Move(header, sources[0]))
    return Shift(condition, tuple(moves))


def _condition(part: Part) -> Condition:
    """What 若 says: by column a text, a list of texts, or {是, 不是, 空, 式样, 不合式样}."""
    given = part.part("若")
    tests = []
    for name, wanted in given.value.items():
        header = heading(name)
        if not header:
            raise given.fault("有一处没有写表头")
        if not isinstance(wanted, dict):
            tests.append(Test(header, frozenset(_stripped(given, name))))
            continue
        inner = given.part(name)
        inner.only(("是", "不是", "空", "式样", "不合式样"))
        if not inner.value:
            raise inner.fault("没有写条件，如 {空: 是}")
        tests.append(
            Test(
                header,
                frozenset(_stripped(inner, "是")) if inner.has("是") else None,
                frozenset(_stripped(inner, "不是")),
                inner.yes("空") if inner.has("空") else None,
                inner.pattern("式样"),
                inner.pattern("不合式样"),
            )
        )
    return tuple(tests)


def _stripped(part: Part, key: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in part.texts(key))


def _product(part: Part, tables: Tables) -> Product:
    if len(part.value) != 1:
        raise part.fault("每一项只写一种，如“- 事项: …”“- 申请材料: …”")
    (name,) = part.value
    table = tables.named(name)
    if table is None or table.kind is Kind.MANIFEST or table.pairs:
        usable = [each for each in tables if each.kind is not Kind.MANIFEST]
        names = [known for each in usable for known in (each.name, ".".join(each.path)) if known]
        hint = near(name, names) or "请写 事项、一件事 或其中的清单，如 申请材料"
        raise part.fault(f"不认识“{told(name)}”，{hint}")
    inner = part.part(name)
    inner.only(("键", "若", "列", "固定", *(("归属",) if table.path else ())))
    fields = _Fields(table)
    columns = inner.part("列")
    taken = tuple(taken for header in columns.value for taken in fields.taken(columns, header))
    if not taken:
        raise inner.fault("没有写“列”；请写明哪一列是哪个字段，如 {事项名称: 主项名称}")
    split = [each for each in taken if each.separators is not None and table.path and not _is_list(each)]
    if split and table.nested:
        raise inner.fault(f"“{name}”的一格里不能分出几项，请一行写一项")
    if split and inner.has("键"):
        raise inner.fault("一格里分出几项的，不能再写“键”")
    return Product(
        table,
        taken,
        inner.headers("键") or None,
        inner.headers("归属") or None,
        _condition(inner),
        tuple(fields.fixed(inner.part("固定"), name) for name in inner.part("固定").value),
    )


def _is_list(taken: Taken) -> bool:
    return taken.column is not None and taken.column.lines


class _Fields:
    """Reads what stands under 列 and 固定 against the fields of a table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known = {column.header: column for column in (*table.columns, *table.nested_columns)}
        self._objects = {
            ".".join(column.keys[:depth]) for column in self._known.values() for depth in range(1, len(column.keys))
        }

    def taken(self, part: Part, header: str) -> Sequence[Taken]:
        """The uses of one column: a field, {字段: …}, or a list of such."""
        if not heading(header):
            raise part.fault("有一列没有写表头")
        value = part.value[header]
        found = []
        for number, item in enumerate(value if isinstance(value, list) else [value], 1):
            where = f"{part.where} {told(header)}" + (f"第 {number} 项" if isinstance(value, list) else "")
            spec = item if isinstance(item, dict) else {"字段": item}
            found.append(self._taken(Part(spec, where, part.shown), heading(header)))
        if not found:
            raise part.fault(f"“{told(header)}”后面没有写字段")
        return found

    def _taken(self, part: Part, header: str) -> Taken:
        part.only(_TAKEN_KEYS)
        name = heading(part.text("字段"))
        form = part.pattern("式样")
        groups = tuple((group, self._beneath(part, name, group)) for group in (form.groupindex if form else ()))
        column = self._known.get(name) or self._own(name)
        inside = name in self._objects or (not name and bool(self._table.path))
        values = self._values(part, name, column, groups)
        words = {text.strip(): str(word) for text, word in part.part("对照").value.items() if isinstance(word, str)}
        outside = column is None and not (inside and (groups or values))
        if outside:
            raise self._unknown(part, name)
        rest = part.text("其余") or (Rest.REFUSED if form or column is None or column.flag else Rest.AS_IT_IS)
        if rest not in list(Rest):
            raise part.fault(f"“其余”只写 {'、'.join(Rest)}")
        if rest == Rest.AS_IT_IS and (column is None or column.flag):
            raise part.fault(f"“{name or header}”不能照旧写进去；“其余”请写 退回 或 留空")
        if column is not None and column.flag and not values:
            advice = f"请在“产生”里另加“- {name}: …”；这里只能用“对照”写明什么样算 无"
            raise part.fault(f"“{name}”是清单，要逐项写：{advice}")
        separators = self._separators(part)
        if separators is not None and column is not None and not column.lines and not self._table.path:
            raise part.fault(f"“{name}”只有一项，不能“分隔”")
        parted = any(group != WHOLE for group, _ in groups)
        if separators is not None and column is not None and column.lines and parted:
            raise part.fault("分成几项的字段，“式样”里的组只能叫 值")
        if part.yes("去序号") and separators is None:
            raise part.fault("“去序号”要和“分隔”一起写；不用分开的，写 分隔: 不分")
        is_date = part.yes("日期")
        if is_date and (column is None or not column.date):
            raise part.fault(f"“{name}”不是日期")
        return Taken(
            header,
            column,
            _condition(part),
            frozenset(_stripped(part, "留空")),
            values,
            words,
            form,
            groups,
            Rest(rest),
            separators,
            part.yes("去序号"),
            is_date,
        )

    def _beneath(self, part: Part, name: str, group: str) -> Column:
        full = name if group == WHOLE else f"{name}.{group}" if name else group
        column = self._known.get(full)
        if column is None or column.flag:
            hint = near(full, self._known) or "整格用 (?P<值>…)"
            raise part.fault(f"“{told(group)}”不是“{name}”下面的字段；{hint}")
        return column

    def _separators(self, part: Part) -> tuple[str, ...] | None:
        if not part.has("分隔"):
            return None
        texts = part.texts("分隔")
        if texts == (_NOT_SPLIT,):
            return ()
        if not all(texts):
            raise part.fault('“分隔”里有空的符号；换行请写 "\\n"')
        return texts

    def _values(
        self, part: Part, name: str, column: Column | None, groups: Sequence[tuple[str, Column]]
    ) -> dict[str, tuple[tuple[Column, str], ...]]:
        """What 对照 makes of each text: the field itself, or fields beneath it."""
        given = part.part("对照")
        values = {}
        for text, meant in given.value.items():
            if isinstance(meant, dict):
                inner = given.part(text)
                pairs = tuple((self._beneath(inner, name, key), inner.text(key)) for key in inner.value)
                if not pairs:
                    raise given.fault(f"“{told(text)}”后面没有写内容")
            elif column is None and groups:
                continue  # a word of one of the pattern's groups, not the whole cell
            elif column is None:
                raise given.fault(f"“{told(text)}”后面应写 {{数值: …}} 这样的内容，因为“{name}”下面还有字段")
            else:
                if column.flag and meant not in EMPTY_LIST_WORDS and meant != []:
                    raise given.fault(f"“{name}”是清单，这里只能写 无，表示一项也没有")
                pairs = ((column, "[]" if meant == [] else given.text(text)),)
            for target, word in pairs:
                if target.choices and not target.flag and word not in target.choices and (target.text or target.lines):
                    hint = near(word, target.choices) or f"可填的有 {'、'.join(target.choices)}"
                    raise given.fault(f"“{target.header}”没有“{told(word)}”这个值，{hint}")
            values[text.strip()] = pairs
        return values

    def fixed(self, part: Part, name: str) -> tuple[Column, Any]:
        """A field with the value it has where the row gives none."""
        column = self._known.get(name) or self._own(name)
        if column is None:
            raise self._unknown(part, name)
        value = part.value[name]
        if column.flag:
            if value != [] and value not in EMPTY_LIST_WORDS:
                raise part.fault(f"“{name}”是清单，这里只能写 []，表示一项也没有")
            return column, []
        if column.count and isinstance(value, str) and _COUNT.fullmatch(value):
            value = int(value)
        if column.lines and not column.text and isinstance(value, str):
            value = [value]
        if isinstance(value, dict) or (isinstance(value, list) and not column.lines):
            raise part.fault(f"“{name}”应是一个值；下面还有字段的，请用点连起来写，如 办理时限.承诺.数值")
        words = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
        for word in words if column.choices and not column.own else ():
            if word not in column.choices:
                hint = near(word, column.choices) or f"可填的有 {'、'.join(column.choices)}"
                raise part.fault(f"“{name}”没有“{told(word)}”这个值，{hint}")
        return column, value

    def _own(self, name: str) -> Column | None:
        return own_column(name, self._table.columns)

    def _unknown(self, part: Part, name: str) -> CannotRun:
        if name in self._objects:
            beneath = [known for known in self._known if known.startswith(f"{name}.")]
            return part.fault(f"“{name}”下面还有字段，请写 {'、'.join(beneath[:4])}，或用“式样”分开")
        if not name:
            return part.fault("没有写“字段”")
        what = self._table.name or MAIN_NAMES[self._table.kind]
        return part.fault(f"“{what}”没有字段“{told(name)}”，{near(name, self._known) or '本地自己的字段以 x- 开头'}")


def _check_owners(top: Part, sheets: Sequence[SheetMap]) -> None:
    """Items must be able to find their documents."""
    mains = [product for sheet in sheets for product in sheet.products if not product.table.path]
    for sheet in sheets:
        here = {product.table.kind for product in sheet.products if not product.table.path}
        for product in sheet.products:
            if not product.table.path:
                continue
            kind = product.table.kind
            owners = [main for main in mains if main.table.kind is kind]
            name = product.table.path[-1]
            part = Part({}, f"表第 {sheet.number} 项 {name}", top.shown)
            if not owners:
                main = MAIN_NAMES[kind]
                raise part.fault(f"没有一张表产生“{main}”，这些行不知道归谁；请加上“- {main}: …”")
            if product.owner is None and kind not in here:
                raise part.fault("请写“归属”：哪几列说明这一行属于哪一件，如 归属: [基本编码]")
            sizes = {len(main.key or main.default_key) for main in owners}
            sizes |= {1} if any(main.key is None and main.default_key for main in owners) else set()
            if product.owner is not None and len(product.owner) not in sizes:
                raise part.fault(f"“归属”的列数要与“{MAIN_NAMES[kind]}”的“键”一样多；请写上“键”，或改“归属”")
