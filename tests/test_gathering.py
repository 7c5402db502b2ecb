"""One catalog gone through in every way gives the same: here, in processes, from the cache."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog_tool.checking import Checked, Selection, check_catalogs
from catalog_tool.extracts import decode, encode
from catalog_tool.gathering import CacheSettings, Engine, gather
from catalog_tool.runner import WORTH, run_partition
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs, read_source
from catalog_tool.store.cache import ExtractCache

CLEAN = Path(__file__).parent / "rules"
MATTERS = WORTH + 20
LONG_AGO = time.time() - 3600
Check = Callable[..., Checked]


def write_matter(folder: Path, number: int, body: str = "") -> Path:
    text = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8")
    text = text.replace('"330100201000"', f'"3301{number:05d}000"')
    faults = {3: "承诺时限: 5\n", 7: "坏的: [\n", 11: "# catalog-tool: ignore[unknown-key] 试行\n自定: 1\n"}
    path = folder / f"{number:04d}.yaml"
    path.write_text(text + faults.get(number % 20, "") + body, encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "catalog.yaml").write_bytes((CLEAN / "clean_manifest.yaml").read_bytes())
    for number in range(MATTERS):
        write_matter(folder, number)
    write_matter(folder, 5).rename(folder / "9999.yaml")  # one code twice: a rule across matters
    write_matter(folder, 5)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def check(standards: Standards, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    # These files are seconds old, and their times are to count as settled all the same.
    monkeypatch.setattr("catalog_tool.store.cache._SETTLED_NS", -1)

    def run(workers: int = 1, *, cache: bool = False, version: str = "1") -> Checked:
        settings = CacheSettings(str(tmp_path / "cache"), version) if cache else None
        engine = Engine(workers, settings)
        return check_catalogs(find_catalogs(["c"]), standards, Selection(), engine=engine)

    return run


def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of matters that are read from now on."""
    read: list[str] = []
    real = os.open

    def watch(path: str, *rest: int) -> int:
        if os.path.basename(os.path.dirname(path)) == "c":
            read.append(os.path.basename(path))
        return real(path, *rest)

    monkeypatch.setattr(os, "open", watch)
    return read


def test_processes_and_cache_find_what_the_plain_loop_finds(catalog: Path, check: Check) -> None:
    plain = check()

    assert {finding.rule for finding in plain.settled.findings} >= {"unknown-key", "yaml-syntax", "duplicate-code"}
    assert check(workers=2) == plain
    assert check(cache=True) == plain
    assert check(cache=True) == plain
    assert check(workers=2, cache=True) == plain


def test_an_extract_survives_its_form(catalog: Path, standards: Standards) -> None:
    (folder,) = find_catalogs(["c"])
    work = gather(folder, standards, Engine()).job.open()
    for file in folder.files[:12]:
        extract = work(file)
        again = decode(encode(extract), file.shown, file.inside)

        assert again.findings == extract.findings
        assert again.directives == extract.directives
        assert again.matters == extract.matters
        assert encode(again) == encode(extract)


def test_a_file_as_it_was_is_not_opened_again(catalog: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    check(cache=True)
    read = read_files(monkeypatch)
    check(cache=True)

    assert read == ["catalog.yaml"]


def test_a_changed_file_is_read_again(catalog: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    before = check(cache=True)
    write_matter(catalog, 8, "承诺时限: 5\n")
    read = read_files(monkeypatch)
    after = check(cache=True)

    assert read == ["catalog.yaml", "0008.yaml"]
    assert len(after.settled.findings) == len(before.settled.findings) + 1


def test_a_change_whose_time_was_set_back_is_seen(catalog: Path, check: Check) -> None:
    path = write_matter(catalog, 8, "承诺时限: 5\n")
    shown = check(cache=True)
    path.write_text(path.read_text(encoding="utf-8").replace("承诺时限: 5", "承诺期限: 5"), encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))

    assert check(cache=True) != shown


def test_a_change_that_keeps_size_and_time_within_the_clock_s_grain_is_seen(
    catalog: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog_tool.store.cache._SETTLED_NS", 60_000_000_000)
    monkeypatch.setattr("catalog_tool.store.cache.state_of", lambda status: f"{status.st_mtime_ns} 0 0")
    monkeypatch.setattr("catalog_tool.store.reading.state_of", lambda status: f"{status.st_mtime_ns} 0 0")
    path = write_matter(catalog, 8, "承诺时限: 5\n")
    os.utime(path)  # just now: what is cached of it must not be trusted by time
    shown = check(cache=True)
    stamp = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("承诺时限: 5", "承诺期限: 5"), encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    assert (path.stat().st_size, path.stat().st_mtime_ns) == (stamp.st_size, stamp.st_mtime_ns)
    assert check(cache=True) != shown


def test_a_touched_file_is_hashed_and_not_checked_again(
    catalog: Path, check: Check, standards: Standards, tmp_path: Path
) -> None:
    check(cache=True)
    os.utime(catalog / "0008.yaml", (LONG_AGO + 60, LONG_AGO + 60))
    (folder,) = find_catalogs(["c"])
    database = next((tmp_path / "cache").iterdir())
    with sqlite3.connect(database) as connection:
        (key,) = connection.execute("SELECT key FROM about").fetchone()
    cache = ExtractCache(str(tmp_path / "cache"), folder.root, key)

    assert all(cache.lookup(file) for file in folder.files if file.shown != "c/0007.yaml")


@pytest.mark.parametrize("what", ["program", "manifest", "attachment"])
def test_what_findings_depend_on_besides_the_bytes_empties_the_cache(
    what: str, catalog: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(cache=True)
    if what == "manifest":
        with (catalog / "catalog.yaml").open("a", encoding="utf-8") as stream:
            stream.write('功能区: {名称: 象山经济开发区, 所属区划代码: "330225"}\n')
    if what == "attachment":
        (catalog / "新附件.docx").touch()
    read = read_files(monkeypatch)
    check(cache=True, version="2" if what == "program" else "1")

    assert len(read) > MATTERS


@pytest.mark.parametrize("content", [b"", b"not a database" * 100, b"SQLite format 3\0" + b"\0" * 200])
def test_a_broken_cache_changes_nothing_and_is_made_anew(
    content: bytes, catalog: Path, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = check(cache=True)
    database = next((tmp_path / "cache").iterdir())
    database.write_bytes(content)

    assert check(cache=True) == plain
    read = read_files(monkeypatch)
    assert check(cache=True) == plain
    assert read == ["catalog.yaml"]


def test_a_cache_that_another_run_is_writing_is_done_without(
    catalog: Path, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog_tool.store.cache._BUSY_SECONDS", 0.05)
    plain = check(cache=True)
    database = next((tmp_path / "cache").iterdir())
    write_matter(catalog, 8, "承诺时限: 5\n")
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        during = check(cache=True)
    finally:
        other.close()

    assert len(during.settled.findings) == len(plain.settled.findings) + 1


def test_two_runs_on_one_cache_both_find_everything(catalog: Path, check: Check) -> None:
    plain = check()
    results: list[Checked] = []
    threads = [threading.Thread(target=lambda: results.append(check(cache=True))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [plain, plain]
    assert check(cache=True) == plain


@pytest.mark.parametrize("error", [sqlite3.OperationalError("database or disk is full"), OSError(28, "full")])
def test_a_full_disk_ends_the_use_of_the_cache_and_nothing_else(
    error: Exception, catalog: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(ExtractCache, "_write", fail)

    assert check(cache=True).files == MATTERS + 1


def test_a_cache_folder_that_cannot_be_made_is_done_without(catalog: Path, check: Check, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("一个文件", encoding="utf-8")

    assert check(cache=True) == check()


def test_files_that_are_gone_are_forgotten(catalog: Path, check: Check, tmp_path: Path) -> None:
    check(cache=True)
    (catalog / "0004.yaml").unlink()
    check(cache=True)
    with sqlite3.connect(next((tmp_path / "cache").iterdir())) as connection:
        names = {name for (name,) in connection.execute("SELECT inside FROM extracts")}

    assert "0004.yaml" not in names
    assert "0005.yaml" in names


class Doubling:
    """A job for the runner's own tests."""

    def open(self) -> Callable[[int], int]:
        return double


def double(number: int) -> int:
    if number == -1:
        os._exit(1)
    return 2 * number


@pytest.mark.parametrize("count", [0, 1, WORTH - 1, WORTH, 5 * WORTH + 3])
def test_the_order_is_that_of_the_items(count: int) -> None:
    assert list(run_partition(Doubling(), range(count), 2)) == [2 * number for number in range(count)]


def test_a_worker_that_dies_is_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    from catalog_tool.findings import CannotRun

    with pytest.raises(CannotRun, match="--jobs 1"):
        list(run_partition(Doubling(), [*range(WORTH), -1], 2))


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as a signal")
def test_ctrl_c_ends_a_run_in_processes_cleanly(catalog: Path, tmp_path: Path) -> None:
    for number in range(MATTERS, 12 * MATTERS):
        write_matter(catalog, number)
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "xdg"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "catalog_tool", "validate", "c", "--jobs", "2", "--format", "json=out.json"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert process.returncode == 130, err.decode()
    assert (out, err.decode()) == (b"", "catalog-tool：已中断，没有写出不完整的文件。\n")
    assert not (tmp_path / "out.json").exists()


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    catalog: Path, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fstat

    def grown(handle: int) -> os.stat_result:
        status = real(handle)
        return os.stat_result((*status[:6], status.st_size - 1, *status[7:10]))

    monkeypatch.setattr("catalog_tool.store.reading.os.fstat", grown)
    check(cache=True)
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)

    assert not list((tmp_path / "cache").glob("*.sqlite3")) or not _kept(tmp_path)
    assert read_source(find_catalogs(["c"])[0].files[0])


def _kept(tmp_path: Path) -> int:
    with sqlite3.connect(next((tmp_path / "cache").iterdir())) as connection:
        (count,) = connection.execute("SELECT count(*) FROM extracts").fetchone()
    return int(count)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_workers_do_not_outlive_a_run_that_is_killed(catalog: Path, tmp_path: Path) -> None:
    for number in range(MATTERS, 12 * MATTERS):
        write_matter(catalog, number)
    command = [sys.executable, "-m", "catalog_tool", "validate", "c", "--jobs", "2", "--no-cache"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, start_new_session=True)
    waited_for(lambda: len(members(process.pid)) > 2)
    process.kill()
    process.wait()

    waited_for(lambda: not members(process.pid))


def members(session: int) -> list[int]:
    """The processes of a session that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            state, _, _, theirs, *_ = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if int(theirs) == session and state != "Z":
            found.append(int(entry.name))
    return found


def waited_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
