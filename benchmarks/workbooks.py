"""The same 20,000 rows of 30 columns written as a workbook and read again, side by side with its peers.

    python benchmarks/workbooks.py [--rows 20000] [--rounds 3] [--no-flatten-tool]

Who takes part, each in a process of its own, timed inside it from data to bytes and back
(imports and the making of the data are not counted):

- catalog-tool: documents to the workbook that `export` writes, with its notes, lists and
  styles; the bytes to documents with the cell of every value, all checks for hostile
  files included.
- openpyxl alone: write-only mode, plain cells; read-only mode, every cell's value with its
  row and column.
- flatten-tool: `flatten` and `unflatten` with a map of cells, as its commands do it.

The runs take turns; told are the median, the least and the most, in seconds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from claims import Claim, heading, show, show_claims, spread

ROOT = Path(__file__).resolve().parent.parent
PEER_PYTHON = ROOT / "build" / "bench-python" / "bin" / "python"
OURS, OPENPYXL, FLATTEN = "catalog-tool", "openpyxl", "flatten-tool"
READ_SECONDS, WRITE_SECONDS = 2, 6


def matter(number: int) -> dict[str, Any]:
    """A matter that fills 30 columns of the sheet 事项."""
    return {
        "基本编码": f"3301{number:08d}",
        "主项名称": f"建筑工程施工许可证核发第{number}项",
        "子项名称": f"建筑工程施工许可证核发（第{number}类）",
        "事项类型": "行政许可",
        "行使层级": ["市级", "县级"],
        "权力来源": "法定本级行使",
        "实施主体": {
            "名称": f"象山县住房和城乡建设局第{number % 50}分局",
            "统一社会信用代码": "11330225002954115B",
            "性质": "法定机关",
        },
        "主管部门": "省住房和城乡建设厅",
        "状态": "在用",
        "版本": number % 7 + 1,
        "生效日期": "2018-06-01",
        "服务对象": ["自然人", "企业法人"],
        "办件类型": "承诺件",
        "办理形式": ["窗口办理", "网上办理"],
        "到现场次数": 1,
        "通办范围": "全县",
        "网办深度": "全程网办",
        "网办地址": f"https://zwfw.example.gov.cn/item/{number}",
        "进驻": {"中心": "是", "综合窗口": "投资项目审批", "授权": "全部"},
        "受理条件": [f"已经取得建设用地规划许可证第{number}号", "已经取得建设工程规划许可证"],
        "办理时限": {"法定": {"数值": 20, "单位": "工作日"}, "承诺": {"数值": number % 20 + 1, "单位": "工作日"}},
        "收费": {"收费": "否"},
        "咨询": f"0574-6571{number % 10000:04d}",
    }


def flat(value: Any, prefix: str = "", joint: str = ".") -> dict[str, Any]:
    """A matter's cells by dotted header; a list is one cell, a line an item."""
    cells: dict[str, Any] = {}
    for key, item in value.items():
        if isinstance(item, dict):
            cells.update(flat(item, f"{prefix}{key}{joint}", joint))
        else:
            cells[prefix + key] = "\n".join(item) if isinstance(item, list) else item
    return cells


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds by the clock, and what came of it."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def ours(rows: int, _scratch: Path) -> tuple[float, float]:
    """Seconds that catalog-tool takes to write and to read."""
    from catalog_tool.formats.books.reading import read_book
    from catalog_tool.model import Kind
    from catalog_tool.resources import Resources
    from catalog_tool.runner import without_collecting
    from catalog_tool.workbooks.laying_out import Entry
    from catalog_tool.workbooks.picking_up import picked_up
    from catalog_tool.workbooks.tables import tables_of
    from catalog_tool.workbooks.writing import workbook_of

    resources = Resources()
    tables = tables_of(
        resources.schemas.composed(resources.profile("zhejiang"), resources.profile_names), implementation=True
    )
    values = [matter(number) for number in range(rows)]
    entries = [Entry(Kind.MATTER, value) for value in values]
    read_book(workbook_of(tables, entries[:1], "x"), "x.xlsx")  # everything is imported
    with without_collecting():
        writing, data = timed(lambda: workbook_of(tables, entries, "x"))
        reading, found = timed(lambda: picked_up(read_book(data, "x.xlsx"), tables, "x.xlsx"))
    assert [document.value for document in found.documents] == values, "what was written is not what was read"
    assert found.documents[-1].place(("办理时限", "承诺", "数值")).cell, "no place"
    return writing, reading


def openpyxl_alone(rows: int, _scratch: Path) -> tuple[float, float]:
    """Seconds that openpyxl takes in its quick modes."""
    from openpyxl import Workbook, load_workbook

    cells = [flat(matter(number)) for number in range(rows)]

    def write() -> bytes:
        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet("事项")
        sheet.append(list(cells[0]))
        for row in cells:
            sheet.append(list(row.values()))
        buffer = BytesIO()
        workbook.save(buffer)
        return buffer.getvalue()

    def read(data: bytes) -> list[dict[str, tuple[Any, int, int]]]:
        sheet = load_workbook(BytesIO(data), read_only=True)["事项"]
        lines = sheet.iter_rows()
        headers = [cell.value for cell in next(lines)]
        return [
            {name: (cell.value, cell.row, cell.column) for name, cell in zip(headers, line, strict=True)}
            for line in lines
        ]

    writing, data = timed(write)
    reading, found = timed(lambda: read(data))
    assert len(found) == rows, "rows are missing"
    return writing, reading


def flatten_tool(rows: int, scratch: Path) -> tuple[float, float]:
    """Seconds that flatten-tool takes with a map of cells."""
    import flattentool

    values = [{"id": str(number), **flat(matter(number), joint="_")} for number in range(rows)]
    (scratch / "in.json").write_text(json.dumps({"main": values}, ensure_ascii=False), encoding="utf-8")
    told = {"main_sheet_name": "main", "root_list_path": "main"}
    source, book, back = (str(scratch / name) for name in ("in.json", "out.xlsx", "back.json"))
    writing, _ = timed(lambda: flattentool.flatten(source, output_name=book, output_format="xlsx", **told))
    maps = {"output_name": back, "cell_source_map": str(scratch / "map.json")}
    reading, _ = timed(lambda: flattentool.unflatten(book, input_format="xlsx", root_list_path="main", **maps))
    found = json.loads((scratch / "back.json").read_text(encoding="utf-8"))["main"]
    assert len(found) == rows, "rows are missing"
    return writing, reading


WORK: dict[str, Callable[[int, Path], tuple[float, float]]] = {
    OURS: ours,
    OPENPYXL: openpyxl_alone,
    FLATTEN: flatten_tool,
}


def run_one(name: str, rows: int) -> tuple[float, float]:
    """One of them in a process of its own."""
    python = sys.executable if name == OURS else str(PEER_PYTHON)
    with tempfile.TemporaryDirectory() as scratch:
        command = [python, __file__, "--one", name, "--rows", str(rows), "--scratch", scratch]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    writing, reading = json.loads(done.stdout.splitlines()[-1])
    return writing, reading


def main() -> None:
    """Run them in turns and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-flatten-tool", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--scratch", type=Path, default=Path(), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(WORK[given.one](given.rows, given.scratch)))
        return
    names = [name for name in WORK if not (name == FLATTEN and given.no_flatten_tool)]
    columns = len(flat(matter(1)))
    heading(f"{given.rows:,} rows x {columns} columns, {given.rounds} rounds, seconds")
    seconds: dict[tuple[str, int], list[float]] = defaultdict(list)
    for _ in range(given.rounds):
        for name in names:
            for what, value in enumerate(run_one(name, given.rows)):
                seconds[name, what].append(value)
    middle = {key: statistics.median(values) for key, values in seconds.items()}
    rows = []
    for name in names:
        times = [f"{middle[name, what] / middle[OURS, what]:.2f} x" for what in (0, 1)]
        rows.append((name, spread(seconds[name, 0]), times[0], spread(seconds[name, 1]), times[1]))
    show(("", "writing", "of ours", "reading with places", "of ours"), rows)
    share = given.rows / 20_000
    show_claims(
        [
            Claim("reading with cell places", middle[OURS, 1], READ_SECONDS * share, "s"),
            Claim("writing", middle[OURS, 0], WRITE_SECONDS * share, "s"),
        ]
    )


if __name__ == "__main__":
    main()
