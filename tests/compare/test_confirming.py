"""The whole circle: doubts go out as a workbook, staff tick, `--confirm` writes, the next run is silent."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from building import county_manifest, directory_manifest, matter, write_catalog

from catalog_tool import comparing, store
from catalog_tool.cli.app import main
from catalog_tool.cli.inputs import standards
from catalog_tool.compare.policy_file import parse_policy
from catalog_tool.domain.visible import one_line
from catalog_tool.formats.workbook_writing import write_workbook
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.reports.review_sheets import review_sheets

DAY = "2018-08-01"
CRANE, NIGHT, LIFT = "建筑起重机械使用登记", "夜间施工许可", "建筑用起重机械使用登记"
STRANGE = "象山县工程服务社"
LEARNED, MANIFEST = "county/alignments.yaml", "county/catalog.yaml"


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.code = main(["diff", *arguments, "--date", DAY, "--format", "json"])
        out, self.err = capsys.readouterr()
        self.report: dict[str, Any] = json.loads(out) if out else {}

    @property
    def local(self) -> dict[str, Any]:
        return self.report["locals"][0]

    def kind_of(self, name: str) -> str:
        found = [each for each in self.local["alignments"] if name in [row["name"] for row in each["local"]]]
        assert len(found) == 1
        return found[0]["kind"]


@pytest.fixture
def diff(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """A county with one similar name, one similar name without a code, and one department nobody knows."""
    monkeypatch.chdir(tmp_path)
    directory = [matter(), matter("330100205000", CRANE), matter("330100206000", NIGHT)]
    write_catalog(tmp_path / "directory", directory_manifest(), directory)
    strange = matter("330100207000", "燃气经营许可", 实施主体={"名称": STRANGE})
    (tmp_path / "directory/9.yaml").write_text(
        json.dumps(matter("330100207000", "燃气经营许可"), ensure_ascii=False), encoding="utf-8"
    )
    mine = [matter(), matter("330100305000", LIFT), matter("", "夜间建筑施工许可证"), strange]
    write_catalog(tmp_path / "county", county_manifest(), mine)
    return lambda *arguments: Run(capsys, *arguments)


def review(name: str = "表.xlsx", *folders: str) -> str:
    """The workbook that goes out to staff."""
    resources, given = standards(None)
    policy = parse_policy(resources.policy(None), "zhejiang.yaml")
    compared = comparing.Comparing(given, policy, DAY).compare(store.find_catalogs(folders or ("county",)), None)
    Path(name).write_bytes(write_workbook(review_sheets(compared), "审核"))
    return name


def tick(path: str, said: Mapping[str, Any], who: Any = "张三") -> str:
    """Fill in 判断 of the rows that name a matter or department; `who` signs."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            names = [str(cell.value) for cell in sheet[row]]
            for name, judgement in said.items():
                if name in names:
                    sheet.cell(row, heads["判断"]).value = judgement
                    sheet.cell(row, heads["确认人"]).value = who
    book.save(path)
    return path


def texts() -> dict[str, str]:
    return {name: Path(name).read_text(encoding="utf-8") for name in (LEARNED, MANIFEST) if Path(name).exists()}


ALL = {CRANE: "同一", NIGHT: "不同", STRANGE: "同一条线"}


def test_the_next_run_is_silent_on_what_was_decided(diff) -> None:
    before = diff("county").local
    assert len(before["suggestions"]) == 2

    run = diff("county", "--confirm", tick(review(), ALL))

    assert run.local["suggestions"] == []
    assert run.kind_of(LIFT) == "recoded"
    assert run.kind_of("夜间建筑施工许可证") == "undeclared"
    again = diff("county").local
    assert again == run.local
    assert not [change for each in again["alignments"] for change in each["changes"] if change["kind"] == "department"]
    assert not _rows()


def _rows() -> list[list[Any]]:
    """What would still go out to staff."""
    review("再.xlsx")
    book = openpyxl.load_workbook("再.xlsx") if Path("再.xlsx").stat().st_size else None
    return [[cell.value for cell in row] for sheet in (book or []) for row in sheet.iter_rows(min_row=2)]


def test_what_is_written_says_who_and_when(diff) -> None:
    run = diff("county", "--confirm", tick(review(), ALL, "张三"))

    assert "已写入 county/alignments.yaml：同一 1，不同 1，同一条线 1。" in run.err
    assert f"已写入 county/catalog.yaml 的 部门对应：省住房和城乡建设厅 添上 {STRANGE}。" in run.err
    assert texts()[LEARNED].splitlines() == [
        "# 由 catalog-tool diff --confirm 写入：人判断过的对应，比对时照此办。可以手工改。",
        "对应:",
        '  - 目录: "330100205000"',
        "    目录名称: 建筑起重机械使用登记",
        '    本地: "330100305000"',
        "    本地名称: 建筑用起重机械使用登记",
        "    判断: 同一",
        "    确认人: 张三",
        "    日期: 2018-08-01",
        '  - 目录: "330100206000"',
        "    目录名称: 夜间施工许可",
        "    本地名称: 夜间建筑施工许可证",
        "    判断: 不同",
        "    确认人: 张三",
        "    日期: 2018-08-01",
        "部门:",
        "  - 目录: 省住房和城乡建设厅",
        "    本地: 象山县工程服务社",
        "    判断: 同一条线",
        "    确认人: 张三",
        "    日期: 2018-08-01",
    ]


def manifest() -> dict[str, Any]:
    return read_yaml(Path(MANIFEST).read_bytes(), "", manifest=True).documents[0].value


def test_the_department_is_learned_and_the_others_are_not_disowned(diff) -> None:
    run = diff("county", "--confirm", tick(review(), {STRANGE: "同一条线"}))

    assert manifest() == {**county_manifest(), "部门对应": {"省住房和城乡建设厅": [STRANGE]}}
    assert not [change for each in run.local["alignments"] for change in each["changes"]]


def test_one_department_learned_leaves_the_doubt_about_another(diff) -> None:
    other = matter("330100208000", "燃气设施改动审批", 实施主体={"名称": "象山县某某中心"})
    for name in ("directory", "county"):
        text = json.dumps(other if name == "county" else matter("330100208000", "燃气设施改动审批"), ensure_ascii=False)
        Path(name, "x.yaml").write_text(text, encoding="utf-8")

    diff("county", "--confirm", tick(review(), {STRANGE: "同一条线"}))

    assert [row[4] for row in _rows() if "省住房和城乡建设厅" in row[3]] == ["象山县某某中心"]


def test_a_correspondence_that_somebody_deleted_is_learned_again(diff) -> None:
    path = tick(review(), {STRANGE: "同一条线"})
    diff("county", "--confirm", path)
    Path(MANIFEST).write_text(json.dumps(county_manifest(), ensure_ascii=False), encoding="utf-8")

    diff("county", "--confirm", path)

    assert STRANGE in Path(MANIFEST).read_text(encoding="utf-8")


def test_a_department_that_is_another_is_remembered_and_the_difference_is_certain(diff) -> None:
    run = diff("county", "--confirm", tick(review(), {STRANGE: "不是"}))

    changes = [one for each in run.local["alignments"] for one in each["changes"] if one["kind"] == "department"]
    assert [(one["certain"], one["decision"]) for one in changes] == [(True, "report")]
    assert "部门对应" not in manifest()
    assert not [row for row in _rows() if STRANGE in row]


def test_confirming_twice_changes_no_byte(diff) -> None:
    path = tick(review(), ALL)
    first = diff("county", "--confirm", path)
    before = texts()

    second = diff("county", "--confirm", path)

    assert texts() == before
    assert second.report == first.report
    assert "表里的判断都已经写过，没有改动任何文件" in second.err


def test_comments_and_what_others_wrote_stay(diff) -> None:
    Path(LEARNED).write_text(
        "# 我们局的说明\n对应:\n  # 2017 年开会定的\n"
        '  - {目录: "330100209000", 本地: "330100309000", 判断: 同一, 确认人: 李四, 日期: 2017-03-01}\n',
        encoding="utf-8",
    )
    Path(MANIFEST).write_text(
        "# 县里的目录\n" + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in
        {**county_manifest(), "部门对应": {"省住房和城乡建设厅": ["县住房和城乡建设局"]}}.items()),
        encoding="utf-8",
    )  # fmt: skip

    diff("county", "--confirm", tick(review(), ALL))

    learned, manifest = texts()[LEARNED], texts()[MANIFEST]
    assert learned.startswith("# 我们局的说明\n对应:\n  # 2017 年开会定的\n")
    assert "确认人: 李四, 日期: 2017-03-01" in learned
    assert manifest.startswith("# 县里的目录\n")
    assert "县住房和城乡建设局" in manifest
    assert STRANGE in manifest


def test_a_changed_mind_takes_the_old_one_s_place(diff) -> None:
    path = review()
    diff("county", "--confirm", tick(path, {CRANE: "同一"}, "张三"))

    run = diff("county", "--confirm", tick(path, {CRANE: "不同"}, "李四"))

    assert run.kind_of(LIFT) == "undeclared"
    assert texts()[LEARNED].count("目录:") == 1
    assert "确认人: 李四" in texts()[LEARNED]
    assert "张三" not in texts()[LEARNED]


def test_a_department_may_be_taken_back(diff) -> None:
    path = review()
    diff("county", "--confirm", tick(path, {STRANGE: "同一条线"}))

    run = diff("county", "--confirm", tick(path, {STRANGE: "不是"}))

    assert f"省住房和城乡建设厅 去掉 {STRANGE}" in run.err
    assert manifest()["部门对应"] == {"省住房和城乡建设厅": []}


def test_one_against_two_is_a_split(diff, tmp_path: Path) -> None:
    other = matter("330100306000", "建筑起重机械的使用登记")
    (tmp_path / "county/x.yaml").write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
    Path(LEARNED).write_text(
        "对应:\n" + "".join(
            f'  - {{目录: "330100205000", 本地: "{code}", 判断: 同一, 确认人: 甲, 日期: 2018-01-01}}\n'
            for code in ("330100305000", "330100306000")
        ), encoding="utf-8",
    )  # fmt: skip

    assert diff("county").kind_of(LIFT) == "split"


# What is refused: all or nothing.

REFUSED: list[tuple[Callable[[Any, dict[str, int]], None], str]] = [
    (lambda sheet, heads: _set(sheet, heads, "判断", "好像是"), "判断 写的是“好像是”，只能是 同一 或 不同"),
    (lambda sheet, heads: _set(sheet, heads, "判断", 1), "判断 写的是“1”"),
    (lambda sheet, heads: _set(sheet, heads, "确认人", None), "写了 同一，没有写 确认人"),
    (lambda sheet, heads: _set(sheet, heads, "确认人", "  \n"), "写了 同一，没有写 确认人"),
    (lambda sheet, heads: _set(sheet, heads, "确认人", 3.5), "确认人 里是 3.5，不是文字"),
    (lambda sheet, heads: _set(sheet, heads, "本地编码", "330100399000"), "编码、名称或区划代码和导出时不一样了"),
    (lambda sheet, heads: _set(sheet, heads, "区划代码", "330226"), "编码、名称或区划代码和导出时不一样了"),
    (lambda sheet, heads: _set(sheet, heads, "指纹", "0" * 16), "编码、名称或区划代码和导出时不一样了"),
    (lambda sheet, heads: _clear(sheet, heads, "目录编码", "目录名称"), "目录编码 和名称都是空的"),
]


def _set(sheet: Any, heads: dict[str, int], head: str, value: Any) -> None:
    sheet.cell(2, heads[head]).value = value


def _clear(sheet: Any, heads: dict[str, int], *names: str) -> None:
    for head in names:
        _set(sheet, heads, head, None)


def changed(path: str, change: Callable[[Any, dict[str, int]], None], sheet: str = "疑似对应") -> str:
    book = openpyxl.load_workbook(path)
    change(book[sheet], {cell.value: cell.column for cell in book[sheet][1]})
    book.save(path)
    return path


@pytest.mark.parametrize(("change", "said"), REFUSED)
def test_one_row_that_cannot_be_taken_and_nothing_is_written(diff, change: Any, said: str) -> None:
    before = texts()

    run = diff("county", "--confirm", changed(tick(review(), ALL), change))

    assert (run.code, run.report, texts()) == (1, {}, before)
    assert f"工作表“疑似对应”第 2 行：{said}" in run.err
    assert "没有改动任何文件" in run.err
    assert "Traceback" not in run.err


def test_both_words_on_one_pair_are_refused(diff) -> None:
    path = tick(review(), ALL)

    def copied(sheet: Any, heads: dict[str, int]) -> None:
        sheet.append([cell.value for cell in sheet[2]])
        sheet.cell(sheet.max_row, heads["判断"]).value = "不同"

    run = diff("county", "--confirm", changed(path, copied))

    assert run.code == 1
    assert "在工作表“疑似对应”第 2 行写 同一，这里写 不同；请只留一种" in run.err
    assert not Path(LEARNED).exists()


def test_several_against_several_are_refused(diff) -> None:
    pairs = [("330100205000", "330100399000"), ("330100299000", "330100305000")]
    Path(LEARNED).write_text(
        "对应:\n" + "".join(
            f'  - {{目录: "{one}", 本地: "{other}", 判断: 同一, 确认人: 甲}}\n' for one, other in pairs
        ), encoding="utf-8",
    )  # fmt: skip
    before = texts()

    run = diff("county", "--confirm", tick(_forced(), {CRANE: "同一"}))

    assert run.code == 1
    assert "不能几个对几个" in run.err
    assert texts() == before


def _forced() -> str:
    """The review workbook of before anything was decided."""
    kept = Path(LEARNED).read_bytes()
    Path(LEARNED).unlink()
    path = review()
    Path(LEARNED).write_bytes(kept)
    return path


def test_a_correspondence_of_one_s_own_is_not_overruled(diff) -> None:
    path = tick(review(), {STRANGE: "不是", CRANE: "同一"})
    says = {"部门对应": {"省住房和城乡建设厅": ["县住房和城乡建设局", STRANGE]}}
    Path(MANIFEST).write_text(json.dumps({**county_manifest(), **says}, ensure_ascii=False), encoding="utf-8")
    before = texts()

    run = diff("county", "--confirm", path)

    assert (run.code, texts()) == (3, before)
    assert "部门对应" in run.err


@pytest.mark.parametrize("layout", ["别名: &a 甲\n", "部门对应: 甲\n", "部门对应: {省厅: {甲: 乙}}\n"])
def test_a_manifest_that_cannot_be_added_to_is_left_alone(diff, layout: str) -> None:
    path = tick(review(), ALL)
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in county_manifest().items())
    Path(MANIFEST).write_text(text + layout, encoding="utf-8")
    before = texts()

    run = diff("county", "--confirm", path)

    assert (run.code, texts()) == (3, before)
    assert "county/catalog.yaml" in run.err
    assert run.err.count("\n") == 1


# What a workbook may have gone through.


def sorted_backwards(book: Any) -> None:
    for sheet in book:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value


def with_a_title(book: Any) -> None:
    for sheet in book:
        sheet.insert_rows(1, 2)
        sheet.cell(1, 1).value = "请于月底前反馈"


def with_more_columns(book: Any) -> None:
    for sheet in book:
        sheet.insert_cols(1)
        sheet.cell(1, 1).value = "序号"
        sheet.cell(2, 1).value = 1


def renamed(book: Any) -> None:
    for index, sheet in enumerate(book):
        sheet.title = f"Sheet{index}"


def without_marks(book: Any) -> None:
    sheet = book["疑似对应"]
    sheet.delete_cols([cell.value for cell in sheet[1]].index("指纹") + 1)


def codes_as_numbers(book: Any) -> None:
    for sheet in book:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.isdecimal():
                    cell.value = int(cell.value)
                    cell.number_format = "General"


def with_other_sheets(book: Any) -> None:
    book.create_sheet("说明", 0)["A1"] = "=1+1"


def ticked_otherwise(book: Any) -> None:
    words = {"同一": "√", "不同": "×", "同一条线": "是"}
    for sheet in book:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                cell.value = words.get(cell.value, cell.value)


@pytest.mark.parametrize(
    "handled",
    [
        sorted_backwards, with_a_title, with_more_columns, renamed, without_marks, codes_as_numbers, with_other_sheets,
        ticked_otherwise,
    ],
)  # fmt: skip
def test_what_staff_do_to_a_workbook_does_not_matter(diff, handled: Callable[[Any], None]) -> None:
    path = tick(review(), ALL)
    book = openpyxl.load_workbook(path)
    handled(book)
    book.save(path)

    run = diff("county", "--confirm", path)

    assert "没有改动" not in run.err
    assert run.local["suggestions"] == []
    assert run.kind_of(LIFT) == "recoded"


def test_rows_that_are_blank_or_gone_stay_open(diff) -> None:
    path = tick(review(), {CRANE: "同一"})
    changed(path, lambda sheet, _: sheet.delete_rows(3))

    run = diff("county", "--confirm", path)

    assert [each["local"][0]["name"] for each in run.local["suggestions"]] == ["夜间建筑施工许可证"]


def test_a_row_about_another_list_is_told_and_left(diff) -> None:
    write_catalog(Path("other"), county_manifest(区划代码="330226", 区划名称="宁海县"), [matter("330100305000", LIFT)])
    path = tick(review("表.xlsx", "county", "other"), {CRANE: "同一"})

    run = diff("county", "--confirm", path)

    assert "是清单 other（330226） 的，不在这次比对的清单里，没有写" in run.err
    assert run.kind_of(LIFT) == "recoded"
    assert not Path("other/alignments.yaml").exists()
    diff("county", "other", "--confirm", path)
    assert Path("other/alignments.yaml").exists()


def test_a_renamed_folder_is_the_same_list(diff) -> None:
    path = tick(review(), ALL)
    Path("county").rename("象山")

    assert diff("象山", "--confirm", path).local["suggestions"] == []


def test_a_workbook_with_nothing_ticked_writes_nothing(diff) -> None:
    run = diff("county", "--confirm", review())

    assert "没有填过 判断 的行" in run.err
    assert not Path(LEARNED).exists()
    assert len(run.local["suggestions"]) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "文件是空的"), (b"PK\x03\x04rubbish", "没有读"), ("判断,确认人\n".encode(), "没有要审核的表")],
)
def test_what_is_no_review_workbook_ends_the_run(diff, data: bytes, said: str) -> None:
    Path("坏.xlsx").write_bytes(data)

    run = diff("county", "--confirm", "坏.xlsx")

    assert (run.code, run.err.count("\n")) == (3, 1)
    assert said in run.err


def test_a_missing_workbook_ends_the_run(diff) -> None:
    assert diff("county", "--confirm", "没有.xlsx").code == 3


def test_a_hidden_sheet_is_not_read_unseen(diff) -> None:
    path = tick(review(), ALL)
    book = openpyxl.load_workbook(path)
    book["疑似对应"].sheet_state = "hidden"
    book.save(path)

    run = diff("county", "--confirm", path)

    assert run.code == 3
    assert "隐藏" in run.err


def test_two_columns_of_one_name_are_refused(diff) -> None:
    path = tick(review(), ALL)
    changed(path, lambda sheet, _: _set_head(sheet, "判断"))

    run = diff("county", "--confirm", path)

    assert run.code == 3
    assert "有两列都叫“判断”" in run.err


def _set_head(sheet: Any, name: str) -> None:
    sheet.cell(1, sheet.max_column + 1).value = name


def test_a_formula_nobody_computed_signs_nothing(diff) -> None:
    run = diff("county", "--confirm", tick(review(), {CRANE: "同一"}, '=HYPERLINK("http://x","张三")'))

    assert (run.code, Path(LEARNED).exists()) == (1, False)
    assert "有 1 个公式没有算出值" in run.err
    assert "没有写 确认人" in run.err


@pytest.mark.parametrize("who", ["张三\u202e", "=1+1张三", "张三: {[&*!|>'\"%@`#", "张\n三", "- 张三", "null", "是"])
def test_whatever_the_name_it_is_written_as_text(diff, who: str) -> None:
    path = review()
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, 1).value = "不是" if sheet.title == "部门对应" else "不同"
            sheet.cell(row, 2).value = who
            sheet.cell(row, 2).data_type = "s"
    book.save(path)

    run = diff("county", "--confirm", path)

    assert run.local["suggestions"] == []
    value = read_yaml(Path(LEARNED).read_bytes(), "", manifest=True).documents[0].value
    assert {each["确认人"] for each in (*value["对应"], *value["部门"])} == {one_line(who)}


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_what_libreoffice_saved_again_is_read_the_same(diff, kind: str, tmp_path: Path) -> None:
    tick(review(), ALL)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", "存过", "表.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    run = diff("county", "--confirm", f"存过/表.{kind}")

    assert run.local["suggestions"] == []
    assert run.kind_of(LIFT) == "recoded"


# alignments.yaml as people write it.

ONE = '{目录: "330100205000", 本地: "330100305000", 判断: 同一, 确认人: 甲, 日期: 2018-01-01}'


def test_what_is_no_longer_there_is_told_and_no_error(diff) -> None:
    gone = '{目录: "330100999000", 本地: "330100305000", 判断: 不同, 确认人: 甲}'
    Path(LEARNED).write_text(f"对应:\n  - {ONE}\n  - {gone}\n", encoding="utf-8")

    run = diff("county")

    assert run.local["stale"] == [{"directory": "330100999000", "local": "330100305000"}]
    assert run.kind_of(LIFT) == "recoded"


@pytest.mark.parametrize(
    "text",
    ["", "# 以后再写\n", "对应: []\n", "对应:\n部门:\n"],
)
def test_a_file_that_says_nothing_is_fine_and_may_be_added_to(diff, text: str) -> None:
    Path(LEARNED).write_text(text, encoding="utf-8")
    assert len(diff("county").local["suggestions"]) == 2

    run = diff("county", "--confirm", tick(review(), ALL))

    assert run.local["suggestions"] == []
    assert texts()[LEARNED].startswith(text.partition("\n")[0][:3])


BROKEN = [
    ("对应: 甲\n", "对应 应是列表"),
    ("对映: []\n", "没有 对映 这个键"),
    (f"对应:\n  - {ONE}\n  - {ONE}\n", "前面已经写过一条"),
    (f"对应:\n  - {ONE.replace('同一', '相同')}\n", "判断 写的是“相同”。请写 同一 或 不同"),
    (f"对应:\n  - {ONE.replace('确认人: 甲, ', '')}\n", "没有写 确认人"),
    (f"对应:\n  - {ONE.replace('确认人: 甲', '确认人: [甲]')}\n", "确认人 应是一段文字"),
    (f"对应:\n  - {ONE.replace('日期', '时间')}\n", "没有 时间 这个键"),
    ("对应:\n  - {目录: '1', 判断: 同一, 确认人: 甲}\n", "本地（基本编码）和 本地名称 都没有写"),
    ("部门:\n  - {目录: 省厅, 判断: 不是, 确认人: 甲}\n", "本地 没有写"),
    ("对应:\n  - 甲\n", "应是一组“键: 值”"),
    ("对应: [\n", "county/alignments.yaml"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_a_broken_file_ends_the_run_with_the_entry(diff, text: str, said: str) -> None:
    Path(LEARNED).write_text(text, encoding="utf-8")

    run = diff("county")

    assert (run.code, run.err.count("\n")) == (3, 1)
    assert "county/alignments.yaml" in run.err
    assert said in run.err


def test_a_link_out_of_the_catalog_is_neither_read_nor_written(diff, tmp_path: Path) -> None:
    path = tick(review(), ALL)
    (tmp_path / "elsewhere.yaml").write_text("对应: []\n", encoding="utf-8")
    Path(LEARNED).symlink_to(tmp_path / "elsewhere.yaml")

    run = diff("county", "--confirm", path)

    assert run.code == 3
    assert "链接" in run.err
    assert (tmp_path / "elsewhere.yaml").read_text(encoding="utf-8") == "对应: []\n"


# --approved from outside.


def test_an_approved_difference_is_shown_and_fails_no_run(diff, capsys: pytest.CaptureFixture[str]) -> None:
    marks = [each["fingerprint"] for each in diff("county").local["alignments"] if each["decision"] == "violation"]
    entries = "".join(
        f'  - {{指纹: "{mark}", 批准人: 省审改办, 文件: 9号, 到期: 2019-06-30, 说明: 过渡}}\n' for mark in marks
    )
    Path("batch.yaml").write_text(f"批准:\n{entries}", encoding="utf-8")
    assert diff("county").code == 1

    run = diff("county", "--approved", "batch.yaml")

    assert run.code == 0
    approved = [each["approved"] for each in run.local["alignments"] if each["approved"] is not None]
    assert approved == [{"approver": "省审改办", "document": "9号", "expires": "2019-06-30", "note": "过渡"}] * len(
        marks
    )
    assert run.local["summary"]["violation"] == len(marks)
    assert run.local["approvals"] == {"applied": len(marks), "expired": [], "unused": []}
    main(["diff", "county", "--date", DAY, "--approved", "batch.yaml"])
    assert "已批准（省审改办，9号，到期 2019-06-30，过渡）" in capsys.readouterr().out


def test_the_list_s_own_file_is_read_unless_another_is_named(diff) -> None:
    entry = "{基本编码: '330100201000', 差异: 承诺时限更长, 批准人: 甲, 文件: 乙, 到期: 长期}"
    Path("county/approved.yaml").write_text(f"批准: [{entry}]\n", encoding="utf-8")
    Path("none.yaml").write_text("批准: []\n", encoding="utf-8")

    assert [each["entry"] for each in diff("county").local["approvals"]["unused"]] == [1]
    assert diff("county", "--approved", "none.yaml").local["approvals"]["unused"] == []


def test_what_did_nothing_in_any_list_is_told_at_the_end(diff, capsys: pytest.CaptureFixture[str]) -> None:
    Path("batch.yaml").write_text(
        "批准:\n  - {指纹: '0', 批准人: 甲, 文件: 乙, 到期: 2018-01-01}\n"
        "  - {基本编码: '1', 差异: 缺失, 批准人: 甲, 文件: 乙, 到期: 长期}\n",
        encoding="utf-8",
    )

    report = diff("county", "--approved", "batch.yaml").report

    assert [[each["entry"] for each in report["approvals"][key]] for key in ("expired", "unused")] == [[1], [2]]
    main(["diff", "county", "--date", DAY, "--approved", "batch.yaml"])
    out = capsys.readouterr().out
    assert "批准已过期：batch.yaml 第 1 条（指纹 0，甲，乙，到期 2018-01-01）" in out
    assert "批准没有用上：batch.yaml 第 2 条（1 缺失，甲，乙，长期）" in out


@pytest.mark.parametrize("options", [["--approved", "none.yaml"], ["--approved", "county"]])
def test_an_approved_list_that_is_not_there_ends_the_run(diff, options: list[str]) -> None:
    run = diff("county", *options)

    assert (run.code, run.err.count("\n")) == (3, 1)
