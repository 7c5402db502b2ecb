"""What a catalog on disk consists of, and which catalogs paths mean."""

from __future__ import annotations

import errno
import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_bytes import MOST_BYTES
from catalog_tool.store import SourceFile, find_catalogs, list_catalog, read_source

Make = Callable[..., Path]
needs_links = pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights on Windows")


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes files below a folder that is the working directory; the folder."""
    monkeypatch.chdir(tmp_path)

    def files(*names: str) -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("甲: 乙\n", encoding="utf-8")
        return tmp_path

    return files


def names(folder: Path) -> list[str]:
    return [file.shown for file in list_catalog(folder).files]


def refused(folder: Path) -> dict[str, str]:
    return {file.shown: refusal.rule.name for file, refusal in list_catalog(folder).refused}


def sentence(refusal: Refusal) -> str:
    return refusal.rule.message.format_map(refusal.args)


def test_every_yaml_below_is_a_file_in_order(make: Make) -> None:
    folder = make(
        "c/catalog.yaml", "c/b.yaml", "c/乙/甲.yaml", "c/a/z/y.yaml", "c/a.yaml", "c/说明.txt", "c/附件/表.docx"
    )

    assert names(folder / "c") == ["c/a.yaml", "c/a/z/y.yaml", "c/b.yaml", "c/乙/甲.yaml"]
    assert refused(folder / "c") == {}
    assert list_catalog(folder / "c").manifest.shown == "c/catalog.yaml"


def test_names_with_dot_or_underscore_are_passed_over(make: Make) -> None:
    folder = make(
        "c/catalog.yaml", "c/.a.yaml", "c/_a.yaml", "c/_草稿/a.yaml", "c/.git/a.yaml", "c/a_.yaml", "c/_b.yml"
    )

    assert names(folder / "c") == ["c/a_.yaml"]
    assert refused(folder / "c") == {}


def test_own_files_are_passed_over_beside_the_manifest_only(make: Make) -> None:
    own = ["alignments.yaml", "approved.yaml", "policy.yaml"]
    folder = make("c/catalog.yaml", *(f"c/{name}" for name in own), *(f"c/甲/{name}" for name in own))

    assert names(folder / "c") == [f"c/甲/{name}" for name in own]


@pytest.mark.parametrize("extension", [".yml", ".YAML", ".Yml", ".yAml"])
def test_other_spellings_of_the_extension_are_refused(extension: str, make: Make) -> None:
    folder = make("c/catalog.yaml", f"c/户口{extension}")
    ((file, refusal),) = list_catalog(folder / "c").refused

    assert (file.shown, refusal.rule.name) == (f"c/户口{extension}", "unread-extension")
    assert f"“{extension}”" in sentence(refusal)
    assert "户口.yaml" in sentence(refusal)


def test_a_nested_catalog_names_both_and_is_not_read(make: Make) -> None:
    folder = make("c/catalog.yaml", "c/甲/catalog.yaml", "c/甲/a.yaml", "c/b.yaml")
    ((file, refusal),) = list_catalog(folder / "c").refused

    assert (file.shown, refusal.rule.name) == ("c/甲/catalog.yaml", "nested-catalog")
    assert "c/甲/catalog.yaml" in sentence(refusal)
    assert "c/catalog.yaml" in sentence(refusal)
    assert names(folder / "c") == ["c/b.yaml"]


@needs_links
def test_links(make: Make) -> None:
    folder = make("c/catalog.yaml", "c/a.yaml", "外/b.yaml", "外/c.txt")
    catalog = folder / "c"
    for link, target in {
        "外面的文件夹": "../外",
        "里面的文件夹": ".",
        "外面.yaml": "../外/b.yaml",
        "里面.yaml": "a.yaml",
        "里面.yml": "a.yaml",
        "断了.yaml": "没有.yaml",
        "绕圈.yaml": "绕圈.yaml",
        "断到外面.yaml": "../没有.yaml",
        "附件.txt": "../外/c.txt",
    }.items():
        (catalog / link).symlink_to(target)

    assert refused(catalog) == {
        "c/外面的文件夹": "link-outside",
        "c/里面的文件夹": "link-outside",
        "c/外面.yaml": "link-outside",
        "c/断到外面.yaml": "link-outside",
        "c/里面.yml": "unread-extension",
    }
    assert names(catalog) == ["c/a.yaml", "c/断了.yaml", "c/绕圈.yaml", "c/里面.yaml"]
    broken, looping = (read_source(SourceFile(str(catalog / name), name)) for name in ("断了.yaml", "绕圈.yaml"))
    assert isinstance(broken, Refusal)
    assert isinstance(looping, Refusal)
    assert "链接指到的文件不存在" in sentence(broken)
    assert "绕成了圈" in sentence(looping)


@needs_links
def test_a_manifest_that_leads_out_is_never_opened(make: Make) -> None:
    folder = make("c/a.yaml", "外/b.yaml")
    (folder / "c/catalog.yaml").symlink_to("../外/b.yaml")
    (catalog,) = find_catalogs([str(folder / "c")])
    found = read_source(catalog.manifest)

    assert isinstance(found, Refusal)
    assert found.rule.name == "link-outside"
    assert catalog.refused == []


@needs_links
def test_a_pipe_never_blocks(make: Make) -> None:
    folder = make("c/catalog.yaml")
    os.mkfifo(folder / "c/管道.yaml")
    (file,) = list_catalog(folder / "c").files
    found = read_source(file)

    assert isinstance(found, Refusal)
    assert "不是普通文件" in sentence(found)


@needs_links
def test_a_manifest_that_is_a_pipe_or_a_folder_is_refused(make: Make) -> None:
    folder = make("a/x.yaml", "b/x.yaml")
    os.mkfifo(folder / "a/catalog.yaml")
    (folder / "b/catalog.yaml").mkdir()
    catalogs = find_catalogs([str(folder / "a"), str(folder / "b")])

    assert [catalog.manifest.shown for catalog in catalogs] == ["a/catalog.yaml", "b/catalog.yaml"]
    assert all(isinstance(read_source(catalog.manifest), Refusal) for catalog in catalogs)
    assert [names(catalog.root) for catalog in catalogs] == [["a/x.yaml"], ["b/x.yaml"]]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may read everything")
def test_unreadable_files_and_folders(make: Make) -> None:
    folder = make("c/catalog.yaml", "c/a.yaml", "c/甲/b.yaml")
    (folder / "c/a.yaml").chmod(0)
    (folder / "c/甲").chmod(0)
    try:
        found = read_source(list_catalog(folder / "c").files[0])
        assert isinstance(found, Refusal)
        assert "没有权限" in sentence(found)
        assert refused(folder / "c") == {"c/甲": "unreadable-file"}
    finally:
        (folder / "c/甲").chmod(0o700)


def test_the_system_s_complaints_become_chinese_refusals(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make("c/catalog.yaml", "c/甲/a.yaml")

    def forbidden(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    found = read_source(SourceFile(str(folder / "c/catalog.yaml"), "c"))
    assert isinstance(found, Refusal)
    assert "没有权限" in sentence(found)
    monkeypatch.setattr(os, "scandir", forbidden)
    assert refused(folder / "c") == {"c": "unreadable-file"}
    with pytest.raises(CannotRun, match=r"读不了文件夹 .*没有权限"):
        find_catalogs([str(folder)])


def test_a_vanished_file_and_a_name_that_cannot_be(make: Make) -> None:
    folder = make("c/catalog.yaml")

    for name in ("没有.yaml", "a\0b.yaml", "长" * 300 + ".yaml"):
        found = read_source(SourceFile(str(folder / name), name))
        assert isinstance(found, Refusal)
        assert found.rule.name == "unreadable-file"


def test_size_limit(make: Make) -> None:
    folder = make("a.yaml", "b.yaml")
    (folder / "a.yaml").write_bytes(b"#" * MOST_BYTES)
    (folder / "b.yaml").write_bytes(b"#" * (MOST_BYTES + 1))
    large = read_source(SourceFile(str(folder / "b.yaml"), "b"))

    assert read_source(SourceFile(str(folder / "a.yaml"), "a")) == b"#" * MOST_BYTES
    assert isinstance(large, Refusal)
    assert large.rule.name == "file-too-large"


def test_folders_deeper_than_python_recurses(make: Make) -> None:
    deep = 200
    folder = make("c/catalog.yaml", f"c/{'d/' * deep}a.yaml")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + deep // 2)
    try:
        assert len(list_catalog(folder / "c").files) == 1
        assert [name for name, _ in asked(".")] == ["c/catalog.yaml"]
    finally:
        sys.setrecursionlimit(limit)


@needs_links
def test_names_are_shown_whatever_they_are(make: Make) -> None:
    folder = make("c/catalog.yaml", "c/两\n行.yaml", "c/😀.yaml", "c/a%b:c.yaml")
    with open(os.fsencode(folder / "c") + b"/\xff.yaml", "wb"):
        pass

    assert names(folder / "c") == ["c/a%b:c.yaml", "c/两\n行.yaml", "c/\ufffd.yaml", "c/😀.yaml"]


# --- which catalogs are meant


def asked(*paths: str) -> list[tuple[str, list[str]]]:
    return [(catalog.manifest.shown, sorted(catalog.asked())) for catalog in find_catalogs(paths)]


def test_a_catalog_a_folder_in_it_a_file_in_it(make: Make) -> None:
    make("c/catalog.yaml", "c/a.yaml", "c/甲/b.yaml", "c/甲/乙/d.yaml")

    assert asked("c") == [("c/catalog.yaml", ["c/a.yaml", "c/catalog.yaml", "c/甲/b.yaml", "c/甲/乙/d.yaml"])]
    assert asked("c/甲") == [("c/catalog.yaml", ["c/甲/b.yaml", "c/甲/乙/d.yaml"])]
    assert asked("c/甲/b.yaml", "c/a.yaml") == [("c/catalog.yaml", ["c/a.yaml", "c/甲/b.yaml"])]
    assert asked("c/catalog.yaml") == [("c/catalog.yaml", ["c/catalog.yaml"])]
    assert asked("c/a.yaml", "c") == asked("c", "c/a.yaml") == asked("c")


def test_a_folder_of_catalogs(make: Make) -> None:
    make("p/a/catalog.yaml", "p/b/c/catalog.yaml", "p/_x/catalog.yaml", "p/.y/catalog.yaml", "p/a/m.yaml")

    assert [name for name, _ in asked("p")] == ["p/a/catalog.yaml", "p/b/c/catalog.yaml"]
    assert [name for name, _ in asked("p/b", "p/a", "p")] == ["p/b/c/catalog.yaml", "p/a/catalog.yaml"]


def test_what_was_refused_may_be_asked_for(make: Make) -> None:
    make("c/catalog.yaml", "c/甲/a.yml", "c/b.yaml")

    assert asked("c/甲/a.yml") == [("c/catalog.yaml", ["c/甲/a.yml"])]
    assert asked("c/甲") == [("c/catalog.yaml", ["c/甲/a.yml"])]


def test_the_nearest_catalog_above_counts(make: Make) -> None:
    make("c/catalog.yaml", "c/d/catalog.yaml", "c/d/a.yaml")

    assert asked("c/d/a.yaml") == [("c/d/catalog.yaml", ["c/d/a.yaml"])]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("没有", "没有这个文件或文件夹：没有"),
        ("", "路径是空的"),
        ("空", "里没有目录"),
        ("c.txt", "里没有目录"),
        ("y", "请把 catalog.yml 改名为 catalog.yaml"),
        ("c/_草稿.yaml", "名称以 . 或 _ 开头的"),
        ("c/附件", "没有可读的事项"),
        ("c/附件/a.docx", "没有可读的事项"),
        ("c/alignments.yaml", "alignments.yaml"),
    ],
)
def test_paths_that_lead_nowhere(path: str, words: str, make: Make) -> None:
    make("c/catalog.yaml", "c/_草稿.yaml", "c/附件/a.docx", "c/alignments.yaml", "空/a.txt", "c.txt", "y/catalog.yml")

    with pytest.raises(CannotRun) as caught:
        find_catalogs([path])
    assert words in str(caught.value)


def test_attachments_beside_something_readable_are_no_mistake(make: Make) -> None:
    make("c/catalog.yaml", "c/a.yaml", "c/附件/a.docx")

    assert asked("c/a.yaml", "c/附件", "c/附件/a.docx") == [("c/catalog.yaml", ["c/a.yaml"])]
