"""`catalog-tool import`: a workbook into the files of a catalog."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.terminal import emit, wants_color

if TYPE_CHECKING:
    from catalog_tool.importing import Imported
    from catalog_tool.resources import Resources
    from catalog_tool.standards import Standards
    from catalog_tool.workbook_folders import WorkbookFolder

NAME = "import"
REFUSED = "-未导入"
"""What the name of the workbook with the refused rows ends with."""
HELP = """把工作簿导入目录：已有的只改不同的地方，注释保留；读不出的行退回，其余照样导入。

例：catalog-tool import 象山县.xlsx -o guides/xiangshan --dry-run

    catalog-tool import 部门报来的表.xlsx --suggest -o 对应.yaml

    catalog-tool import 部门报来的表.xlsx --mapping 对应.yaml -o guides/xiangshan
"""


def command(
    file: Annotated[
        str, typer.Argument(metavar="工作簿", help="export 导出的工作簿；带 --mapping 时也可以是别处来的表。")
    ],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="目录", help="导入到哪个目录；和 --suggest 一起用时是文件。")
    ] = None,
    mapping: Annotated[
        str | None, typer.Option(metavar="文件", help="别处来的表：它的表头与我们的字段怎样对应。自带的可只写名字。")
    ] = None,
    suggest: Annotated[bool, typer.Option("--suggest", help="按表头提出一份对应关系，供修改；不导入。")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="工作簿里没有的事项，从目录里删去。不写则保留。")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示会怎样改，不写文件。")] = False,
    refused: Annotated[
        str | None, typer.Option(metavar="文件", help="退回的行写到哪份工作簿；不写则写到原工作簿旁的 …-未导入.xlsx。")
    ] = None,
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的模式、编码规则和词表盖过自带的。")
    ] = None,
) -> int:
    """Import, or show what would be; 1 where rows were refused."""
    from catalog_tool import importing
    from catalog_tool.cli.inputs import standards
    from catalog_tool.cli.workbooks import check_target

    if suggest:
        if mapping or prune or dry_run or refused:
            raise typer.BadParameter("--suggest 不能和 --mapping、--prune、--dry-run、--refused 一起用。")
        return _suggest(file, output, schemas)
    if output is None:
        raise typer.BadParameter("要导入到哪个目录？请加 -o 文件夹。")
    resources, given = standards(schemas)
    workbook = _read(file, mapping, resources, given)
    planned = importing.plan_import(workbook, output, given, prune=prune)
    for note in planned.notes:
        emit(f"注意：{note}。\n", error=True)
    target = refused or _beside(file)
    copy = b""
    if not planned.is_complete and not dry_run:
        check_target(target)
        if os.path.realpath(target) == os.path.realpath(file):
            raise typer.BadParameter("--refused 不能写到要导入的工作簿上。请换个文件名。")
        copy = _copy(planned, workbook)
    if dry_run:
        _show(planned)
    else:
        _write(planned, target, copy)
    _tell(planned, output, target if copy else "", dry_run=dry_run)
    return 0 if planned.is_complete else 1


def _write(planned: Imported, target: str, copy: bytes) -> None:
    """The copy first: where it cannot be written, nothing is imported that would not be told of."""
    from catalog_tool import importing
    from catalog_tool.cli.workbooks import replace_kept
    from catalog_tool.findings import CannotRun

    is_new = not os.path.lexists(target)
    if copy:
        replace_kept(target, copy)
    try:
        importing.write_import(planned)
    except CannotRun:
        if copy and is_new:
            os.unlink(target)
        raise


def _beside(file: str) -> str:
    """A name for the workbook that goes back, beside the one that came: in an earlier one somebody may be at work."""
    stem = os.path.splitext(file)[0].removesuffix(REFUSED)
    target, number = f"{stem}{REFUSED}.xlsx", 1
    while os.path.lexists(target):
        number += 1
        target = f"{stem}{REFUSED}-{number}.xlsx"
    return target


def _read(file: str, mapping: str | None, resources: Resources, given: Standards) -> WorkbookFolder:
    from catalog_tool.own_workbooks import own_workbook

    if mapping is None:
        return own_workbook(file, given)
    from catalog_tool.mappings import foreign_workbook

    return foreign_workbook(file, resources.mapping(mapping), mapping, given)


def _suggest(file: str, output: str | None, schemas: str | None) -> int:
    from catalog_tool import store
    from catalog_tool.cli.inputs import standards
    from catalog_tool.cli.workbooks import check_new
    from catalog_tool.mappings import suggestion

    if output is not None and os.path.realpath(output) == os.path.realpath(file):
        raise typer.BadParameter("-o 不能写到要导入的工作簿上。请换个文件名。")
    text = suggestion(file, standards(schemas)[1])
    if output is None:
        emit(text)
    else:
        if os.path.isdir(output):
            raise typer.BadParameter("--suggest 的 -o 后面要写文件名，如 对应.yaml。")
        check_new(output)
        store.write_file(output, text.encode("utf-8"))
        emit(f"已写出 {store.shown_name(output)}，请打开核对：带“请核对”的一行一行看过再用。\n")
    return 0


def _copy(planned: Imported, workbook: WorkbookFolder) -> bytes:
    from catalog_tool.reports.marked_workbook import RefusedRow, refused_copy

    rows = [
        RefusedRow(held.place.sheet, held.place.line, held.place.column, held.code, held.name, held.why)
        for held in planned.held
    ]
    for refusal in planned.stray:
        place = refusal.place
        rows.append(RefusedRow(place.sheet, place.line, place.column, "", "", (refusal,)))
    done = refused_copy(rows, workbook.data, workbook.book)
    for sentence in done.lost:
        emit(f"注意：退回的工作簿里，{sentence}。\n", error=True)
    return done.data


def _show(planned: Imported) -> None:
    import sys

    from catalog_tool.formats.edits import Fixed
    from catalog_tool.reports.fixes_diff import diff_text

    emit(diff_text(Fixed(tuple(planned.files), len(planned.files)), color=wants_color(sys.stdout)))


def _named(what: str, names: Sequence[str], most: int = 20) -> list[str]:
    """Names a line each, indented; beyond `most` they are counted."""
    from catalog_tool.domain.visible import one_line

    lines = [f"  {what}{one_line(name)}" for name in names[:most]]
    return [*lines, f"  ……另有 {len(names) - most} 个"] if len(names) > most else lines


def _tell(planned: Imported, output: str, target: str, *, dry_run: bool) -> None:
    """What was done, in counts, and what was left, in sentences."""
    from catalog_tool import store
    from catalog_tool.domain.visible import one_line

    would = "会" if dry_run else ""
    counts = [
        f"{would}新增 {planned.added} 件" if planned.added else "",
        f"{would}改动 {planned.changed} 件" if planned.changed else "",
        f"{would}删去 {planned.removed} 件" if planned.removed else "",
        f"{would}{'写入' if planned.founded else '改动'}目录信息" if planned.manifest_changed else "",
        f"不变 {planned.same} 件" if planned.same else "",
    ]
    lines = ["，".join(count for count in counts if count) or "没有要改的"]
    lines += _named("改动：", [f"{name}：{fields}" for name, fields in planned.changes])
    lines += _named("删去：", planned.removals)
    if planned.absent:
        lines.append(f"目录里另有 {planned.absent} 件不在工作簿里，没有动；要删去请加 --prune")
        lines += _named("", planned.left, 5)
    refusals = [refusal for held in planned.held for refusal in held.why] + planned.stray
    if refusals:
        rows = f"{len(planned.held)} 件没有导入，共 {len(refusals)} 处：" if planned.held else ""
        lines.append(rows or f"{len(refusals)} 处没有导入：")
        # One fault on many rows is told once; the workbook has it at each.
        places: dict[str, list[str]] = {}
        for refusal in refusals:
            place = f"{refusal.place.sheet}!{refusal.place.cell}" if refusal.place.sheet else "工作簿"
            places.setdefault(one_line(refusal.rule.message.format_map(refusal.args)), []).append(place)
        told = [
            f"{where[0]}{f' 等 {len(where)} 处' if len(where) > 1 else ''} {said}" for said, where in places.items()
        ]
        lines += _named("", told)
        if target:
            lines.append(f"原因写在 {store.shown_name(target)} 的单元格里；改好后把它再导入一次，已导入的不会重复")
    if not dry_run and (planned.added or planned.changed):
        lines.append(f"接着检查：catalog-tool validate {store.shown_name(output)}")
    bare = ("  ", "接着")
    emit("".join(f"{line}{'' if line.endswith('：') or line.startswith(bare) else '。'}\n" for line in lines))
