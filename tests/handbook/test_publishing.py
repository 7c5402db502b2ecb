"""From files to a handbook: nothing stops the rest, the same bytes give the same bytes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from handbook_pages import CATALOGS, PROJECT, parsed, site

from catalog_tool.cli.app import main
from catalog_tool.cli.render import printed_lines
from catalog_tool.findings import CannotRun
from catalog_tool.handbook.build import build
from catalog_tool.handbook.html import HtmlWriter
from catalog_tool.handbook.subject import Choice, Contents
from catalog_tool.publishing import publish, read_contents, safe_part, stem_of
from catalog_tool.resources import handbook_templates
from catalog_tool.store import find_catalogs

MANIFEST = (
    '类别: 实施清单\n名称: 象山县实施清单\n区划代码: "330225"\n区划名称: 象山县\n发布日期: 2018-05-10\n版本: "2018.2"\n'
)


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = tmp_path / "xiangshan"
    folder.mkdir()
    (folder / "catalog.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "a.yaml").write_text(
        '基本编码: "331000701000"\n主项名称: 户口迁移\n主管部门: 省公安厅\n', encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def templates() -> dict[str, bytes]:
    return handbook_templates("html")


def run(folder: Path, templates: dict[str, bytes], choice: Choice | None = None):
    (found,) = find_catalogs([str(folder)])
    return publish(found, [HtmlWriter(templates)], choice or Choice())


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_printed(catalog: Path, templates: dict[str, bytes]) -> None:
    (catalog / "gbk.yaml").write_bytes("主项名称: 编码".encode("gbk"))
    (catalog / "broken.yaml").write_text("主项名称: [\n", encoding="utf-8")
    (catalog / "half.yaml").write_text("主项名称: 前一份\n---\n- 不是事项\n", encoding="utf-8")
    published = run(catalog, templates)
    assert {problem.rule for problem in published.problems} == {"not-utf8", "yaml-syntax", "not-a-matter"}
    assert all(problem.line and problem.column for problem in published.problems)
    assert published.matters == 2
    assert "330225-办事指南/index.html" in dict(published.files)
    page = site(published.files)
    assert page.holds("户口迁移")
    assert page.holds("前一份")


def test_handling_items_of_one_code_are_one_matter(catalog: Path, templates: dict[str, bytes]) -> None:
    item = (catalog / "a.yaml").read_text(encoding="utf-8")
    (catalog / "b.yaml").write_text(f"{item}业务办理项编码: 331000701000-02\n", encoding="utf-8")
    published = run(catalog, templates)
    assert published.matters == 1
    assert published.files


def test_a_catalog_without_a_readable_manifest_is_printed(catalog: Path, templates: dict[str, bytes]) -> None:
    (catalog / "catalog.yaml").write_bytes(b"\xff\xfe")
    published = run(catalog, templates)
    assert published.files[0][0] == "办事指南.html"
    assert published.problems


def test_an_empty_catalog_gives_no_file(tmp_path: Path, templates: dict[str, bytes]) -> None:
    (tmp_path / "catalog.yaml").write_text(MANIFEST, encoding="utf-8")
    assert run(tmp_path, templates).files == ()


@pytest.mark.parametrize("folder", CATALOGS[:2], ids=lambda folder: folder.name)
def test_the_same_bytes_elsewhere_give_the_same_bytes(
    folder: Path, templates: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = run(folder, templates)
    shutil.copytree(folder, tmp_path / "copy")
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path / "copy", templates).files == here.files


def test_the_hash_is_of_the_content(catalog: Path, templates: dict[str, bytes]) -> None:
    before = run(catalog, templates).files[0][1]
    (catalog / "a.yaml").write_text(
        '基本编码: "331000701000"\n主项名称: 户口迁移\n主管部门: 省公安厅\n#\n', encoding="utf-8"
    )
    assert run(catalog, templates).files[0][1] != before


def test_a_choice_that_fits_nothing_is_the_operators_mistake(catalog: Path, templates: dict[str, bytes]) -> None:
    with pytest.raises(CannotRun, match="--matter"):
        run(catalog, templates, Choice(matter="1"))
    with pytest.raises(CannotRun, match="--department"):
        run(catalog, templates, Choice(department="省民政厅"))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("省公安厅", "省公安厅"),
        ("名" * 60, "名" * 40),
        ("../../etc/passwd", "etc_passwd"),
        ("CON", "CON_"),
        ("aux.txt", "aux.txt_"),
        ("a?b*c:d|e", "a_b_c_d_e"),
        ("尾点...", "尾点"),
        ("..", ""),
        ("换\n行 空格", "换_行_空格"),
        ("\u202e倒", "_U+202E_倒".strip("_")),
    ],
)
def test_file_names_are_safe_everywhere(text: str, safe: str) -> None:
    assert safe_part(text) == safe


def test_a_handbook_is_named_after_what_it_holds() -> None:
    contents = Contents({"区划代码": "330225"}, [{"基本编码": "331000701000", "主项名称": "户口/迁移"}])
    assert stem_of(contents, Choice()) == "330225-办事指南"
    assert stem_of(contents, Choice(department="省公安厅")) == "330225-省公安厅-办事指南"
    assert stem_of(contents, Choice(matter="331000701000")) == "330225-331000701000-户口_迁移-办事指南"


def test_render_writes_the_handbook_and_says_where(
    catalog: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["render", str(catalog), "-o", str(out)]) == 0
    said = capfd.readouterr()
    assert "330225-办事指南.html：1 个事项" in said.out
    assert said.err == ""
    assert parsed((out / "330225-办事指南.html").read_text(encoding="utf-8")).holds("2018年5月10日")
    assert main(["render", str(catalog), "-o", str(out), "--date", "2018-07-01"]) == 0
    assert parsed((out / "330225-办事指南.html").read_text(encoding="utf-8")).holds("2018年7月1日")


def test_the_volumes_of_a_format_are_told_on_one_line() -> None:
    names = [
        "a-第01册.pdf",
        "a-第01册.docx",
        "a/1.html",
        "a/index.html",
        "a-第02册.pdf",
        "a-第02册.docx",
        "a-总目录.pdf",
    ]
    assert list(printed_lines(names, "90 个事项")) == [
        (("a-第01册.pdf", "a-第02册.pdf"), "2 册，90 个事项"),
        (("a-第01册.docx", "a-第02册.docx"), "2 册，90 个事项"),
        (("a/index.html",), "90 个事项"),
        (("a-总目录.pdf",), "各册的总目录"),
    ]
    # A matter may be called so: it is no volume.
    assert list(printed_lines(["户口-第1册.pdf"], "1 个事项")) == [(("户口-第1册.pdf",), "1 个事项")]


def test_render_tells_problems_and_exits_1(catalog: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (catalog / "broken.yaml").write_text("主项名称: [\n", encoding="utf-8")
    assert main(["render", str(catalog), "-o", str(tmp_path / "out")]) == 1
    said = capfd.readouterr()
    assert "broken.yaml:" in said.err
    assert "其余照印" in said.err
    assert "办事指南.html" in said.out


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--format", "docm"], 2, "html"),
        (["--edition", "secret"], 2, "public"),
        (["--date", "2018-02-30"], 2, "年-月-日"),
        (["--date", "20180501"], 2, "年-月-日"),
        (["--matter", "1"], 3, "--matter"),
    ],
)
def test_wrong_usage_is_one_sentence(
    catalog: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, sentence: str
) -> None:
    assert main(["render", str(catalog), "-o", str(tmp_path / "out"), *arguments]) == code
    assert sentence in capfd.readouterr().err
    assert not (tmp_path / "out").exists()


def test_one_catalog_at_a_time(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(PROJECT / "guides"), "-o", str(tmp_path)]) == 3
    assert "一次印一个" in capfd.readouterr().err


@pytest.mark.parametrize("edition", ["brief", "counter", "notice"])
def test_what_is_handed_out_for_one_matter_is_loose_sheets(catalog: Path, edition: str) -> None:
    """No cover, preface or contents in front of what a clerk hands over the counter."""
    (found,) = find_catalogs([str(catalog)])
    contents, _ = read_contents(found)
    one = build(contents, Choice(edition=edition, matter="331000701000"))
    assert (one.loose, one.preface) == (True, ())
    (catalog / "b.yaml").write_text('基本编码: "330600107000"\n主项名称: 临时救助\n', encoding="utf-8")
    both = build(read_contents(find_catalogs([str(catalog)])[0])[0], Choice(edition=edition))
    assert not both.loose
    assert both.preface


def test_a_title_says_its_edition_once(catalog: Path) -> None:
    contents, _ = read_contents(find_catalogs([str(catalog)])[0])
    assert build(contents, Choice(edition="internal")).label == ""
    assert build(contents, Choice()).label == "完整版"


def test_files_are_handed_over_as_they_come(catalog: Path, templates: dict[str, bytes]) -> None:
    """The files of a whole province would fill the memory."""
    (found,) = find_catalogs([str(catalog)])
    given: dict[str, bytes] = {}
    published = publish(found, [HtmlWriter(templates)], Choice(), out=given.__setitem__)
    assert given == dict(publish(found, [HtmlWriter(templates)], Choice()).files)
    assert published.files == tuple((name, b"") for name in given)


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_in_a_folder_of_templates_is_refused(tmp_path: Path) -> None:
    """A template folder from someone else must not have files of this computer printed."""
    (tmp_path / "secret").write_text("root:x:0", encoding="utf-8")
    (tmp_path / "模板/html").mkdir(parents=True)
    (tmp_path / "模板/html/x.css").symlink_to(tmp_path / "secret")
    (tmp_path / "别处").symlink_to(tmp_path / "模板/html")
    (tmp_path / "模板二").mkdir()
    (tmp_path / "模板二/html").symlink_to(tmp_path / "模板/html")
    for folder in ("模板", "模板二"):
        with pytest.raises(CannotRun, match="链接"):
            handbook_templates("html", tmp_path / folder)


def test_an_output_that_is_a_file_is_one_sentence(
    catalog: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "甲").write_bytes(b"")
    assert main(["render", str(catalog), "-o", str(tmp_path / "甲")]) == 3
    assert "是一个文件" in capfd.readouterr().err
