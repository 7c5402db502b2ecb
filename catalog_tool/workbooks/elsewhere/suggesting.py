"""A first mapping file for somebody else's workbook, proposed from its headers and contents.

It is valid as it stands and says of each line how it was found; a clerk goes through what is
marked 请核对. Nothing is proposed that would lose a column in silence: what was not
recognised stands at the end, commented out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog_tool.findings import CannotRun
from catalog_tool.formats.grids import Book
from catalog_tool.formats.yaml_writing import quoted_if_needed
from catalog_tool.workbooks.elsewhere.likeness import Likeness
from catalog_tool.workbooks.elsewhere.looks import NAMES, Looked, Seen, look, signature, with_owners
from catalog_tool.workbooks.elsewhere.rows import is_blank
from catalog_tool.workbooks.elsewhere.suggested_fields import CHECK, example, field_lines
from catalog_tool.workbooks.sheets import HEADER_ROWS
from catalog_tool.workbooks.tables import Tables

_NESTED = "表单内容"


def suggested(
    book: Book, tables: Tables, synonyms: Sequence[Mapping[str, Any]], type_numbers: Mapping[str, str], shown: str
) -> str:
    """The text of a mapping file; CannotRun where nothing in the workbook looks like a list of matters.

    `synonyms` are the rows of lists/headers.yaml, `type_numbers` the types of matters by their number.
    """
    likeness = Likeness(tables, synonyms)
    looked: list[Looked] = []
    passed: list[str] = []
    for number, grid in enumerate(book.grids, 1):
        if grid.hidden or not any(not is_blank(cell) for row in grid.rows for cell in row):
            continue
        sheet = look(grid, likeness)
        name = grid.name if grid.name and grid.name.isprintable() else str(number)
        same = next((each for each in looked if signature(each) == signature(sheet)), None)
        if not any(column.guess is not None for column in sheet.columns):
            passed.append(name)
        elif same is not None:
            same.alike.append(name)
        else:
            sheet.alike.append(name)
            looked.append(sheet)
    looked = with_owners(looked, passed)
    if not looked:
        raise CannotRun(
            f"{shown} 里找不到像事项清单的表头，提不出对应关系。"
            f"请核对表头在不在前 {HEADER_ROWS} 行，或照自带的对应关系自己写。"
        )
    return _text(book, looked, passed, type_numbers, shown)


# What is proposed


def _text(
    book: Book, looked: Sequence[Looked], passed: Sequence[str], type_numbers: Mapping[str, str], shown: str
) -> str:
    stem = example(shown.replace("\\", "/").rpartition("/")[2], 80)
    lines = [
        f"# {stem} 的对应关系，由程序按表头提出，请逐行核对；带“{CHECK}”的尤其要看。",
        "# 左边是表里的表头，右边是我们的字段；不要的行在前面加 # 号。",
        "",
        f"名称: {quoted_if_needed(stem)}",
        "",
        "# 还没有 catalog.yaml 的，去掉下面各行的 # 号，填好：",
        "# 目录:",
        *(f"#   {key}: {value}" for key, value in _MANIFEST),
        "",
        "表:",
    ]
    several = len(book.grids) > 1
    mains = [sheet for sheet in looked if sheet.named(*NAMES)] or looked[:1]
    key = _key(mains[0])
    for sheet in looked:
        lines += _sheet_lines(sheet, key, type_numbers, named=several, has_main=sheet in mains or len(looked) == 1)
    if passed:
        lines += ["", f"# 没有用上的工作表：{'、'.join(map(example, passed))}"]
    return "\n".join(lines) + "\n"


_MANIFEST = (
    ("类别", "实施清单"),
    ("名称", "某县政务服务事项实施清单"),
    ("层级", "县级"),
    ("区划代码", '"330000"'),
    ("区划名称", "某县"),
    ("版本", '"1"'),
    ("发布日期", "2018-01-01"),
    ("编码规则", "zhejiang"),
    ("收录范围", "[县级]"),
)


def _key(sheet: Looked) -> list[Seen]:
    """The columns that tell matters apart where there is no code."""
    if coded := sheet.named("基本编码"):
        return coded
    return [*sheet.named("主管部门", "实施主体.名称")[:1], *(sheet.named("权力编码") or sheet.named(*NAMES))]


def _listed(headers: Sequence[str]) -> str:
    return "[" + ", ".join(quoted_if_needed(header, in_brackets=True) for header in headers) + "]"


def _sheet_lines(
    sheet: Looked, key: Sequence[Seen], type_numbers: Mapping[str, str], *, named: bool, has_main: bool
) -> list[str]:
    rows = sheet.header_rows
    head = [f"标题行: {rows[0] if len(rows) == 1 else list(rows)}"]
    if named:
        head.insert(0, f"工作表: {_listed(sheet.alike)}")
    owners = _key(sheet)
    nested = sheet.of(_NESTED)
    name_of_form = sheet.first("申请材料", "名称")
    inner = [name_of_form] if nested and name_of_form is not None else []
    fill = [column for column in (*owners, *inner) if sheet.is_long and column.blanks]
    # The department in front of a group of rows is written once, and seldom merged.
    fill = fill or [column for column in sheet.columns[:1] if column.blanks and column.guess is not None]
    if fill:
        ordered = sorted(fill, key=sheet.columns.index)
        head.append(f"向下填充: {_listed([column.header for column in ordered])}  # 空着的同上，{CHECK}")
    head += _shift_lines(sheet)
    if sheet.totals:
        head.append(f"跳过:  # 合计、签名这样的行，{CHECK}")
        for header, texts in sheet.totals.items():
            head.append(f"  - {{若: {{{quoted_if_needed(header, in_brackets=True)}: {_listed(texts)}}}}}")
    head.append("产生:")
    lines = [f"  - {head[0]}", *(f"    {line}" for line in head[1:])]
    paths = list(dict.fromkeys(each.guess.field.path for each in sheet.columns if each.guess is not None))
    if has_main and sheet.of(""):
        lines += _main_lines(sheet, owners, type_numbers)
    for path in paths:
        if path:
            owner = [] if has_main else [column.header for column in owners][: len(key)]
            lines += _list_lines(sheet, path, owner, inner, type_numbers)
    lost = [column for column in sheet.columns if column.guess is None]
    if lost:
        lines += ["", f"    # 下面 {len(lost)} 列没有对上，需要的请写上字段，移到“列”下面；不要的留着就行："]
        for column in lost:
            said = f"  # {column.why_not}" if column.why_not else f"  # 例：{_examples(column)}"
            lines.append(f"    # {example(column.header)}:{said}")
    return lines


def _shift_lines(sheet: Looked) -> list[str]:
    """Rows that begin under the wrong headers: a kind of material stands where a department should."""
    kinds = sheet.first("申请材料", "类别")
    if kinds is None or kinds.guess is None or kinds.guess.field.column is None:
        return []
    lines = []
    at = sheet.columns.index(kinds)
    for column in sheet.columns[:at]:
        odd = [value for value in column.values if value in kinds.guess.field.column.choices]
        if odd and column.guess is not None and not column.guess.field.path:
            step = at - sheet.columns.index(column)
            pairs = zip(sheet.columns[at:], sheet.columns[at - step :], strict=False)
            moves = ", ".join(
                f"{quoted_if_needed(to.header, in_brackets=True)}: {quoted_if_needed(source.header, in_brackets=True)}"
                for to, source in pairs
            )
            where = quoted_if_needed(column.header, in_brackets=True)
            lines += [f"错位:  # “{example(column.header)}”里写的是材料类别，像是整行左移了 {step} 列  # {CHECK}"]
            lines += [f"  - {{若: {{{where}: {_listed(odd)}}}, 改为: {{{moves}}}}}"]
            break
    return lines


def _main_lines(sheet: Looked, owners: Sequence[Seen], type_numbers: Mapping[str, str]) -> list[str]:
    lines = ["      - 事项:"]
    if sheet.is_long and not sheet.named("基本编码"):
        lines.append(f"          键: {_listed([column.header for column in owners])}  # 分清各个事项的列，{CHECK}")
    lines.append("          列:")
    main, sub = sheet.named("主项名称"), sheet.named("子项名称")
    for column in sheet.of(""):
        assert column.guess is not None, "only those that are taken for something"
        twice = column in main and not sub
        told = _told(column)
        lines += field_lines(
            column.header, column.guess, column.values, told, type_numbers, also="子项名称" if twice else ""
        )
    return lines


def _list_lines(
    sheet: Looked, path: str, owner: Sequence[str], inner: Sequence[Seen], type_numbers: Mapping[str, str]
) -> list[str]:
    columns = sheet.of(path)
    lines = [f"      - {path}:"]
    if owner:
        lines.append(f"          归属: {_listed(owner)}  # 这一行属于哪一件，{CHECK}")
    splits = not sheet.is_long and path != _NESTED
    form_field = sheet.first(_NESTED, "字段.名称")
    if path == _NESTED and inner:
        condition = quoted_if_needed((form_field or columns[0]).header, in_brackets=True)
        lines += [f"          键: {_listed([inner[0].header])}", f"          若: {{{condition}: {{空: 否}}}}"]
    if path == "申请材料" and sheet.is_long and inner:
        lines.append(f"          键: {_listed([inner[0].header])}")
    lines.append("          列:")
    if path == _NESTED and inner:
        lines.append(f"            {quoted_if_needed(inner[0].header)}: 表单名称  # 表单与材料同名，{CHECK}")
    for column in columns:
        assert column.guess is not None, "only those that are taken for something"
        name = column.guess.field.name
        split = splits and name in ("名称", "内容", "份数.原件", "份数.复印件") and path in ("申请材料", "适用依据")
        lines += field_lines(column.header, column.guess, column.values, _told(column), type_numbers, splits=split)
    source = sheet.first(_NESTED, "字段.数据来源")
    if path == "申请材料" and inner and source is not None and form_field is not None:
        blank = quoted_if_needed(form_field.header, in_brackets=True)
        use = f"{{字段: 出具单位, 若: {{{blank}: {{空: 是}}}}, 留空: [自行填写]}}"
        lines.append(
            f"            {quoted_if_needed(source.header)}: {use}  # 没有数据项的行，来源是出具单位  # {CHECK}"
        )
    return lines


def _told(column: Seen) -> str:
    assert column.guess is not None, "only those that are taken for something"
    shown = _examples(column)
    told = f"{column.guess.how}；例：{shown}" if shown else f"{column.guess.how}；这一列空着"
    return f"{told}  # {CHECK}" if column.guess.doubtful else told


def _examples(column: Seen) -> str:
    return "、".join(example(value) for value in column.values[:2])
