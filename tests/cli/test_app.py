"""What the command line does at its edge: exit codes, crashes, colours, streams of any kind."""

from __future__ import annotations

import io
import sys

import pytest

from catalog_tool.cli import app, terminal
from catalog_tool.findings import CannotRun


def broken(error: BaseException):
    def fail(*_: object) -> int:
        raise error

    return fail


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams are the test's own and stay as they are."""
    monkeypatch.setattr(app, "prepare_streams", lambda: None)


@pytest.mark.usefixtures("streams")
def test_a_crash_of_our_own_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "main", broken(ZeroDivisionError("除\x1b以零")))
    monkeypatch.setattr(sys, "argv", ["catalog-tool", "rules"])

    with pytest.raises(SystemExit) as caught:
        app.run()
    error = capsys.readouterr().err
    assert caught.value.code == 3
    assert error.startswith("catalog-tool：程序自身出错（ZeroDivisionError: 除␛以零）")
    assert "--debug" in error
    assert error.count("\n") == 1


@pytest.mark.usefixtures("streams")
def test_debug_lets_a_crash_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "main", broken(ZeroDivisionError()))
    monkeypatch.setattr(sys, "argv", ["catalog-tool", "validate", "--debug"])

    with pytest.raises(ZeroDivisionError):
        app.run()


@pytest.mark.usefixtures("streams")
@pytest.mark.parametrize(
    ("error", "code"), [(BrokenPipeError(), 0), (SystemExit(1), 0), (KeyboardInterrupt(), 130)], ids=str
)
def test_endings_that_are_no_crash(error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "main", broken(error))

    with pytest.raises(SystemExit) as caught:
        app.run()
    assert caught.value.code == code


def test_what_cannot_run_exits_with_3_on_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("catalog_tool.store.find_catalogs", broken(CannotRun("没有\n这个\x07。")))

    assert app.main(["validate", "甲"]) == 3
    assert capsys.readouterr().err == "catalog-tool：没有 这个␇。\n"


def test_a_system_error_says_what(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("catalog_tool.store.find_catalogs", broken(OSError(24, "Too many open files")))

    assert app.main(["validate", "甲"]) == 3
    assert "打开的文件太多" in capsys.readouterr().err


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_colours_only_for_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    screen, pipe = Terminal(io.BytesIO()), io.TextIOWrapper(io.BytesIO())

    assert terminal.wants_color(screen)
    assert not terminal.wants_color(pipe)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal.wants_color(screen)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not terminal.wants_color(screen)


def test_a_terminal_gets_its_own_encoding_a_pipe_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, pipe = Terminal(io.BytesIO(), encoding="gbk"), io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    monkeypatch.setattr(sys, "stdout", screen)
    terminal.emit("错误😀\n")
    monkeypatch.setattr(sys, "stdout", pipe)
    terminal.emit("错误😀\ud800\n")

    assert screen.buffer.getvalue().decode("gbk").rstrip() == "错误?"
    assert pipe.buffer.getvalue().decode("utf-8") == "错误😀?\n"


def test_streams_that_are_closed_take_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    terminal.prepare_streams()
    opened = [sys.stdin, sys.stdout, sys.stderr]

    try:
        terminal.emit("甲\n")
        assert sys.stdin.buffer.read() == b""
    finally:
        for stream in opened:
            stream.close()
