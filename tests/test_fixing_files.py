"""`--fix` and the files on disk: only those asked for, never one that changed; the diff people see first."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from catalog_tool import fixing
from catalog_tool.checking import Selection
from catalog_tool.fixing import fix_catalogs
from catalog_tool.formats.edits import Fixed, Left, Rewrite
from catalog_tool.reports.fixes_diff import diff_text, left_text
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs

CLEAN = Path(__file__).parent / "rules"


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "c"
    folder.mkdir()
    shutil.copy(CLEAN / "clean_manifest.yaml", folder / "catalog.yaml")
    for name in ("甲", "乙"):
        text = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(text.replace('"330100201000"', "330100201000"), encoding="utf-8")
    return folder


def planned(standards: Standards, *paths: str, only: tuple[str, ...] = ("unquoted-code",)) -> Fixed:
    return fix_catalogs(find_catalogs(paths), standards, Selection(only=frozenset(only)))


def test_only_files_that_were_asked_for_are_written(catalog: Path, standards: Standards) -> None:
    untouched = (catalog / "乙.yaml").read_bytes()
    plan = planned(standards, "c/甲.yaml")

    assert fixing.write(plan) == []
    assert [(file.file, dict(file.counts)) for file in plan.files] == [("c/甲.yaml", {"unquoted-code": 1})]
    assert plan.looked_at == 1
    assert (catalog / "乙.yaml").read_bytes() == untouched
    assert '基本编码: "330100201000"' in (catalog / "甲.yaml").read_text(encoding="utf-8")
    assert planned(standards, "c/甲.yaml").files == ()


def test_a_file_that_changed_meanwhile_is_not_overwritten(catalog: Path, standards: Standards) -> None:
    plan = planned(standards, "c")
    (catalog / "乙.yaml").write_text("别人写的\n", encoding="utf-8")

    assert fixing.write(plan) == ["c/乙.yaml 没有改：读过以后文件又变了。请重新运行一次。"]
    assert (catalog / "乙.yaml").read_text(encoding="utf-8") == "别人写的\n"
    assert '"330100201000"' in (catalog / "甲.yaml").read_text(encoding="utf-8")


def test_read_only_and_vanished_files_are_said_and_the_others_go_on(catalog: Path, standards: Standards) -> None:
    plan = planned(standards, "c")
    (catalog / "乙.yaml").chmod(0o444)
    assert fixing.write(plan) == ["c/乙.yaml 没有改：文件是只读的。请去掉只读属性后重试。"]
    (catalog / "乙.yaml").unlink()
    (sentence,) = fixing.write(plan)
    assert sentence.startswith("c/乙.yaml 没有改：文件读不了：没有这个文件")


def test_a_file_that_cannot_be_replaced_is_said(
    catalog: Path, standards: Standards, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(standards, "c/甲.yaml")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(os, "replace", refuse)
    (sentence,) = fixing.write(plan)
    assert "关闭后重试" in sentence


def test_a_link_within_the_catalog_is_written_through_once(catalog: Path, standards: Standards) -> None:
    (catalog / "丙.yaml").symlink_to("甲.yaml")
    (catalog / "丁.yaml").symlink_to("../外.yaml")
    outside = catalog.parent / "外.yaml"
    outside.write_text("基本编码: 33\n", encoding="utf-8")

    assert fixing.write(planned(standards, "c")) == []
    assert (catalog / "丙.yaml").is_symlink()
    assert '"330100201000"' in (catalog / "甲.yaml").read_text(encoding="utf-8")
    assert outside.read_text(encoding="utf-8") == "基本编码: 33\n"


def test_the_diff_is_one_that_patch_takes(catalog: Path, standards: Standards) -> None:
    text = diff_text(planned(standards, "c/甲.yaml"))

    assert text.startswith("--- a/c/甲.yaml\t原文\n+++ b/c/甲.yaml\t改后\n@@ -1,6 +1,6 @@\n")
    assert '-基本编码: 330100201000\n+基本编码: "330100201000"\n' in text
    assert "\x1b" not in text
    assert "\x1b[32m+基本编码" in diff_text(planned(standards, "c/甲.yaml"), color=True)


def test_the_diff_shows_line_ends_and_hides_nothing() -> None:
    change = Rewrite("", "\x1b甲", "a\r\n\u202eb".encode(), b"a\r\nc")
    text = diff_text(Fixed((change,), 1))

    assert text.split("\n")[:2] == ["--- a/␛甲\t原文", "+++ b/␛甲\t改后"]
    assert " a\r\n-⟨U+202E⟩b\n\\ 文件末尾没有换行\n+c\n\\ 文件末尾没有换行\n" in text


def test_what_was_left_is_a_line_each() -> None:
    file = Rewrite("", "甲.yaml", b"", b"", left=(Left("r", 3, "为何"), Left("", 1, "何故")))

    assert left_text(Fixed((file,), 1)) == "甲.yaml:3 r 没有改：为何\n甲.yaml:1 没有改：何故\n"


def test_fixing_the_example_province_leaves_no_fixable_finding(
    standards: Standards, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(Path(__file__).parents[1] / "guides/yueqing", tmp_path / "yueqing")
    monkeypatch.chdir(tmp_path)
    plan = planned(standards, "yueqing", only=("unquoted-code", "uneven-brackets"))

    assert not fixing.write(plan)
    assert {file.file: dict(file.counts) for file in plan.files} == {
        "yueqing/公安/居住证申领.yaml": {"unquoted-code": 1},
        "yueqing/公安/户口迁移.yaml": {"uneven-brackets": 1},
    }
    assert planned(standards, "yueqing", only=("unquoted-code", "uneven-brackets")).files == ()
