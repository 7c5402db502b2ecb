"""Hostile content, through the command line as whole processes: findings in bounded time and memory, never a crash."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import MEMORY, MIB, Run, found_in, make_catalog, run_in

from catalog_tool.findings import CannotRun
from catalog_tool.operator_files import text_file
from catalog_tool.policies import policies
from catalog_tool.settling.baseline import parse_baseline
from catalog_tool.store import find_catalogs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="memory is limited, and files are made, in POSIX ways")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return make_catalog(tmp_path)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return run_in(tmp_path)


LAUGHS = "a: &a [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]\n" + "".join(
    f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]\n" for before, one in zip("abcdefgh", "bcdefghi", strict=True)
)
IGNORE = "# catalog-tool: ignore[missing-key] 理由"
FILL = 5 * MIB - 100
# File → (its content, a rule that must be among what is found in it).
CONTENTS: dict[str, tuple[bytes, str]] = {
    "a billion laughs": (LAUGHS.encode(), "anchor-or-tag"),
    "merge keys": ("甲: &甲 {乙: 丙}\nb: &b {c: d}\n丁:\n  <<: [*b, *b]\n".encode(), "yaml-syntax"),
    "merge keys in ASCII": (b"b: &b {c: d}\ne:\n  <<: [*b, *b]\n", "anchor-or-tag"),
    "a list that holds itself": (b"a: &a [*a]\n", "anchor-or-tag"),
    "fifty thousand brackets": (b"[" * 50_000, "too-deep"),
    "five million brackets": (b"[" * FILL, "too-deep"),
    "five million braces": (b"{" * FILL, "yaml-syntax"),
    "dashes": (b"- " * (FILL // 2), "too-deep"),
    "braces and keys": (b"{a: " * (FILL // 4), "too-deep"),
    "question marks": (b"? " * (FILL // 2), "yaml-syntax"),
    "steps": (b"".join(b" " * depth + b"a:\n" for depth in range(3_000)), "too-deep"),
    "half a million documents": (b"---\na: b\n" * (FILL // 9), "file-too-large"),
    "half a million texts": (b"---\na\n" * (FILL // 6), "not-a-matter"),
    "half a million empty documents": (b"---\n" * (FILL // 4), "not-a-matter"),
    "two million items": (b"a: [" + b"1," * (FILL // 2 - 4) + b"]", "file-too-large"),
    "empty lists": (b"a: [" + b"[]," * (FILL // 3 - 4) + b"]", "file-too-large"),
    "keys without values": (b"".join(b"%d:\n" % key for key in range(400_000)), "file-too-large"),
    "one key a hundred thousand times": (b"a: 1\n" * 100_000, "duplicate-key"),
    "one key without a value, again and again": (b"a:\n" * 49_000, "duplicate-key"),
    "one key in braces": (b"{" + b"a: 1," * 100_000 + b"}", "duplicate-key"),
    "a long key": (b"k" * FILL + b": a\n", "yaml-syntax"),
    "a long key after ?": (b"? " + b"k" * (FILL - 30_000) + b"\n: {" + b"a: 1, " * 999 + b"}", "yaml-syntax"),
    "a long tag": (b"a: !" + b"t" * FILL + b" b\n", "anchor-or-tag"),
    "a long anchor": (b"a: &" + b"t" * FILL + b" b\n", "anchor-or-tag"),
    "a long version": (b"%YAML 1." + b"1" * 10_000 + b"\n---\na: b\n", "yaml-syntax"),
    "a long line": (b"a: " + b"b" * FILL + b"\n", "missing-key"),
    "a long text of escapes": (b'a: "' + b"\\n" * (FILL // 2) + b'"\n', "missing-key"),
    "a hundred thousand ignore comments": (b"a: b\n" + (IGNORE + "\n").encode() * 100_000, "file-too-large"),
    "ignore comments beside": ("".join(f"k{each}: b {IGNORE}\n" for each in range(4_900)).encode(), "unknown-key"),
    "ignore comments as texts": (f'a: [{f"{chr(34)}{IGNORE}{chr(34)},{chr(32)}" * 30_000}]\n'.encode(), "missing-key"),
    "many number signs": (b'a: "' + b" #" * 100_000 + b'" ' + IGNORE.encode(), "unknown-key"),
    "an open bracket after ignore comments": (f"a: b {IGNORE}\n---\n".encode() + b"[" * 4_000_000, "too-deep"),
    "NUL": (b"a: \0\n", "control-character"),
    "half a pair": (b"a: \xed\xa0\x80\n", "not-utf8"),
    "half a pair, escaped": (b'a: "\\ud800"\n', "control-character"),
    "UTF-16": ("名称: 户口迁移\n".encode("utf-16"), "not-utf8"),
    "GBK": ("名称: 户口迁移\n".encode("gbk"), "not-utf8"),
    "UTF-32": ("名称: 户口迁移\n".encode("utf-32"), "not-utf8"),
    "a program": (bytes(range(256)) * 100, "not-utf8"),
    "nothing": (b"", "not-a-matter"),
}  # fmt: skip


def test_every_hostile_file_is_a_finding_in_its_file(catalog: Path, run: Run, tmp_path: Path) -> None:
    for name, (content, _) in CONTENTS.items():
        (catalog / f"{name}.yaml").write_bytes(content)
    done = run("validate", "c", "--format", "text", "--format", "json=out.json", "--jobs", "1")
    found = found_in(tmp_path / "out.json")

    assert done.returncode == 1
    for name, (_, rule) in CONTENTS.items():
        assert rule in found[f"{name}.yaml"], name
    # No sentence and no path repeats what somebody wrote without measure.
    assert (tmp_path / "out.json").stat().st_size < 8 * MIB
    assert len(done.stdout) < MIB


def test_every_control_character_is_refused_but_tab_and_line_ends(catalog: Path, run: Run, tmp_path: Path) -> None:
    codes = [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF]
    for code in codes:
        (catalog / f"{code:04x}.yaml").write_text(f"甲: 乙{chr(code)}丙\n丁: 戊\n", encoding="utf-8", newline="")
    run("validate", "c", "--format", "json=out.json", "--jobs", "1")
    found = found_in(tmp_path / "out.json")

    assert {code for code in codes if "control-character" not in found[f"{code:04x}.yaml"]} == {0x09, 0x0A}


def test_a_file_of_a_hundred_megabytes_is_refused_unread(catalog: Path, run: Run, tmp_path: Path) -> None:
    for name, start in (("线", b"a: "), ("行", b"a: b\n" * 1_000)):
        with (catalog / f"{name}.yaml").open("wb") as stream:
            stream.write(start)
            stream.truncate(100 * MIB)  # the rest is a hole, and nobody is to look into it
    with (catalog / "巨.yaml").open("wb") as stream:
        stream.truncate(4 * 1024 * MEMORY)
    run("validate", "c", "--format", "json=out.json")
    found = found_in(tmp_path / "out.json")

    assert found == {name: {"file-too-large"} for name in ("线.yaml", "行.yaml", "巨.yaml")}


HOSTILE_SETTINGS = [
    b"", b"\0", b"null", b"[]", b"{}", b'{"schema": 1}', b'"', b"\xff\xfe", b"[" * 50_000, b'{"a":' * 50_000,
    b'{"schema": "catalog-tool/baseline/1", "findings": 5}', b'{"schema": "catalog-tool/baseline/1", "findings": [5]}',
    b'{"schema": "catalog-tool/baseline/1", "findings": {"a": "b"}}', b'{"a": ' + b"9" * 10_000 + b"}", b"NaN",
    b"levels: [1]\n", b"levels: {missing-key: [], x: {}, 1: 2}\nrules: 5\n", b"a: &a [*a]\n", b"a: b\n" * 100_000,
    b"[" + b"1," * 3_000_000 + b"1]",
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE_SETTINGS, ids=lambda content: str(content[:30]))
def test_hostile_baselines_and_policies_are_one_sentence(content: bytes, catalog: Path, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.write_bytes(content)
    (folder,) = find_catalogs([str(catalog)])
    said = [
        complaint(lambda: parse_baseline(text_file(str(given)), "given")),
        complaint(lambda: policies(str(given))(folder)),
    ]

    assert all("\n" not in sentence and len(sentence) < 400 for sentence in said)


def complaint(take: Callable[[], object]) -> str:
    """Why something cannot be taken; "" where it can. Any other error is a crash."""
    try:
        take()
    except CannotRun as error:
        return str(error)
    return ""


@pytest.mark.parametrize("option", ["--baseline", "--policy"])
def test_a_hostile_baseline_or_policy_ends_the_run(option: str, catalog: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "given").write_bytes(b"[" * 50_000)
    done = run("validate", "c", option, "given")

    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1
