"""Comparing lists with their directory, and with what others do with the same rows.

    python benchmarks/comparing.py [--counties 10] [--rows 24000]

One county against the directory, and many counties at once, as whole processes with the
memory of all of them. Then the same rows as two tables for csv-diff, daff and deepdiff:
they know neither what a matter is nor that a code may have changed, so beside the seconds
stands what each said of the rows that were given another code.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from claims import Claim, heading, show, show_claims, spread
from processes import PROGRAM, ROOT, environment, memory_of_all, run
from province import LISTS, kept_province

ROUNDS = 3
PEERS = ROOT / "build" / "bench-python" / "bin"
DIRECTORY_MATTERS, LIST_MATTERS = 3_500, 2_000
ONE, MANY, MEGABYTES = 3.0, 120.0, 1_000
FULL = 100
"""Counties the second claim is about; fewer are taken in proportion."""
RECODED = 40
"""One row in so many has another code on the other side."""
_DEEPDIFF = """
import csv, json, sys
from deepdiff import DeepDiff
def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["基本编码"]: row for row in csv.DictReader(file)}
found = DeepDiff(read(sys.argv[1]), read(sys.argv[2]), verbose_level=0)
print(json.dumps({kind: len(items) for kind, items in found.items()}))
"""


def one_county(size: str, rounds: int) -> list[Claim]:
    """One list against the directory."""
    folder = kept_province(size, DIRECTORY_MATTERS, 1, LIST_MATTERS)
    command = [PROGRAM, "diff", f"{LISTS}/001", "--date", "2018-08-01", "--format", "json"]
    with tempfile.TemporaryDirectory() as cache:
        variables = environment(Path(cache))
        seconds = [run(command, folder, variables).seconds for _ in range(rounds)]
        held = memory_of_all(command, folder, variables)
    what = f"{LIST_MATTERS:,} {size} matters against {DIRECTORY_MATTERS:,}"
    heading(what)
    show(("", "seconds", "memory"), [("catalog-tool diff", spread(seconds), _megabytes(held))])
    return [Claim(what, statistics.median(seconds), ONE, "s")]


def many_counties(counties: int) -> list[Claim]:
    """Many lists at once; fewer than a hundred are measured against their share of the time."""
    folder = kept_province("small", DIRECTORY_MATTERS, counties, LIST_MATTERS)
    command = [PROGRAM, "diff", LISTS, "--date", "2018-08-01", "--format", "json", "-o", "/dev/null"]
    with tempfile.TemporaryDirectory() as cache:
        variables = environment(Path(cache))
        seconds = run(command, folder, variables).seconds
        held = memory_of_all(command, folder, variables)
    what = f"{counties} counties of {LIST_MATTERS:,} small matters against {DIRECTORY_MATTERS:,}"
    heading(what)
    show(("", "seconds", "memory"), [("catalog-tool diff", f"{seconds:.1f}", _megabytes(held))])
    claims = [Claim(what, seconds, MANY * counties / FULL, "s")]
    if held is not None:
        claims.append(Claim(f"{what}: memory", held / 1e6, MEGABYTES, "MB"))
    return claims


def _megabytes(held: int | None) -> str:
    return "not told here" if held is None else f"{held / 1e6:.0f} MB"


class Peer(NamedTuple):
    """A tool, its command on two tables, and what it is called in a folder of its own."""

    name: str
    command: Sequence[str]


def peers(rows: int, rounds: int) -> None:
    """The same rows for everybody: as catalogs for us, as tables for the others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_rows(folder, rows)
        everybody = [
            Peer("catalog-tool diff", [PROGRAM, "diff", "local", "--format", "json", "--date", "2018-08-01"]),
            Peer("csv-diff", [str(PEERS / "csv-diff"), "old.csv", "new.csv", "--key=基本编码", "--json"]),
            Peer("daff", [str(PEERS / "daff"), "diff", "--id", "基本编码", "old.csv", "new.csv"]),
            Peer("deepdiff", [str(PEERS / "python"), "-c", _DEEPDIFF, "old.csv", "new.csv"]),
        ]
        variables = environment(folder / "cache")
        heading(f"{rows:,} rows, one in {RECODED} with another code, one in ten with another promise")
        shown = []
        ours = 0.0
        for peer in everybody:
            if not Path(peer.command[0]).exists():
                shown.append((peer.name, "not there", "", ""))
                continue
            runs = [run(peer.command, folder, variables) for _ in range(rounds)]
            middle = statistics.median(each.seconds for each in runs)
            ours = ours or middle
            said = _of_recoded(peer.name, runs[0].output)
            shown.append((peer.name, spread([each.seconds for each in runs]), f"{middle / ours:.2f}", said))
        show(("", "seconds", "of ours", f"of the {rows // RECODED:,} rows with another code"), shown)


def _of_recoded(name: str, output: str) -> str:
    """What a tool said of the rows that got another code."""
    if name == "catalog-tool diff":
        alignments = json.loads(output)["locals"][0]["alignments"]
        return f"{sum(one['kind'] == 'recoded' for one in alignments):,} recognised"
    if name == "csv-diff":
        report = json.loads(output)
        return f"{len(report['removed']):,} removed, {len(report['added']):,} added"
    if name == "deepdiff":
        kinds = json.loads(output)
        return f"{kinds.get('dictionary_item_removed', 0):,} removed, {kinds.get('dictionary_item_added', 0):,} added"
    marks = [line.split(",", 1)[0] for line in output.splitlines()]
    return f"{marks.count('---'):,} removed, {marks.count('+++'):,} added"


_COLUMNS = ("基本编码", "主项名称", "子项名称", "事项类型", "主管部门", "法定", "承诺", "申请材料")
_OBJECTS = ("道路货运", "食品生产", "人力资源服务", "户外广告", "取水", "林木采伐", "医疗机构", "出版物零售")


def _write_rows(folder: Path, rows: int) -> None:
    """Both sides as tables and as catalogs, 200 matters a file."""
    old = [_row(number) for number in range(rows)]
    new = [_changed(row, number) for number, row in enumerate(old)]
    for name, table in (("old", old), ("new", new)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, _COLUMNS)
            writer.writeheader()
            writer.writerows(table)
    directory = {"类别": "指导目录", "名称": "目录", "层级": "省级", "区划代码": "330000", "编码规则": "zhejiang"}
    local = {"类别": "实施清单", "名称": "清单", "层级": "县级", "区划代码": "330225", "编码规则": "zhejiang"}
    _write_catalog(folder / "directory", {**directory, "收录范围": ["县级"]}, old)
    _write_catalog(folder / "local", {**local, "上级目录": "../directory", "收录范围": ["县级"]}, new)


def _row(number: int) -> dict[str, str]:
    name = f"{_OBJECTS[number % 8]}第{number}类经营许可"
    return {
        "基本编码": f"3301{number + 1:05d}000", "主项名称": name, "子项名称": name, "事项类型": "行政许可",
        "主管部门": f"省第{number % 40}厅", "法定": "20", "承诺": "5", "申请材料": "申请表；营业执照；身份证",
    }  # fmt: skip


def _changed(row: dict[str, str], number: int) -> dict[str, str]:
    changed = dict(row)
    if number % RECODED == 0:
        changed["基本编码"] = f"3301{number + 50_001:05d}000"
    if number % 10 == 3:
        changed["承诺"] = "7"
    return changed


def _write_catalog(folder: Path, says: dict[str, object], rows: list[dict[str, str]]) -> None:
    folder.mkdir()
    (folder / "catalog.yaml").write_text(json.dumps(says, ensure_ascii=False), encoding="utf-8")
    for start in range(0, len(rows), 200):
        documents = [json.dumps(_matter(row), ensure_ascii=False) for row in rows[start : start + 200]]
        (folder / f"{start:05d}.yaml").write_text("\n---\n".join(documents), encoding="utf-8")


def _matter(row: dict[str, str]) -> dict[str, object]:
    limits = {name: {"数值": int(row[name]), "单位": "工作日"} for name in ("法定", "承诺")}
    materials = [{"名称": name, "类别": "其他", "必要性": "必要"} for name in row["申请材料"].split("；")]
    plain = {key: row[key] for key in ("基本编码", "主项名称", "子项名称", "事项类型", "主管部门")}
    return {**plain, "行使层级": ["县级"], "状态": "在用", "申请材料": materials, "办理时限": limits}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counties", type=int, default=10)
    parser.add_argument("--rows", type=int, default=24_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    claims = [claim for size in ("large", "small") for claim in one_county(size, arguments.rounds)]
    claims += many_counties(arguments.counties)
    peers(arguments.rows, arguments.rounds)
    print()
    show_claims(claims)


if __name__ == "__main__":
    main()
