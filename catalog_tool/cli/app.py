"""`catalog-tool`: the commands put together, and the one place where it exits.

Exit codes (contract.md): 0 nothing at or above the threshold, 1 findings or
differences, 2 wrong usage, 3 could not run.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer._click.exceptions import ClickException, UsageError

from catalog_tool import __version__
from catalog_tool.cli import demo, diff, explain, export, fmt, importing, init, render, rules, schema, validate
from catalog_tool.cli.terminal import emit, prepare_streams, silence_streams
from catalog_tool.cli.usage import OPTIONS_METAVAR, ChineseCommand, ChineseGroup, sentence, translate_own_options
from catalog_tool.domain.visible import one_line

NAME = "catalog-tool"
INTERRUPTED = "已中断，没有写出不完整的文件。"

app = typer.Typer(
    name=NAME,
    cls=ChineseGroup,
    help="政务服务事项目录的校验、比对和办事指南排印。\n\n第一次用：catalog-tool demo",
    options_metavar=OPTIONS_METAVAR,
    subcommand_metavar="命令 [参数]...",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
_MODULES = (validate, diff, render, init, export, importing, explain, rules, fmt, schema, demo)
COMMANDS = tuple(module.NAME for module in _MODULES)
for module in _MODULES:
    app.command(name=module.NAME, cls=ChineseCommand, help=module.HELP, options_metavar=OPTIONS_METAVAR)(module.command)


def _version(value: bool) -> None:
    if not value:
        return
    lines = [f"{NAME} {__version__}"]
    if "--verbose" in sys.argv:
        from catalog_tool.formats.yaml_reader import parser_name
        from catalog_tool.schema.engines import engine_name

        lines.append(f"Python {sys.version.split()[0]}（{sys.platform}）")
        slow = "" if parser_name() == "libyaml" else "：比 libyaml 慢约 12 倍，结果相同"
        lines.append(f"YAML 解析：{parser_name()}{slow}")
        slower = "" if engine_name() == "jsonschema-rs" else "：比 jsonschema-rs 慢，结果相同"
        lines.append(f"模式校验：{engine_name()}{slower}")
    emit("\n".join(lines) + "\n")
    raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="和 --version 一起用：也显示所用的解析器。")] = False,
) -> None:
    """Options before the command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    command: Any = typer.main.get_command(app)
    translate_own_options(command)
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    try:
        result = command.main(args=given, prog_name=NAME, standalone_mode=False)
    except UsageError as error:
        path = " ".join([NAME, *given[:1]]) if given[:1] and given[0] in COMMANDS else NAME
        said = sentence(error)
        stop = "" if said.endswith(("。", "？", "！")) else "。"
        return _refuse(f"{said}{stop}用法见 {path} --help", 2)
    except ClickException as error:
        return _refuse(error.format_message(), 2)
    except (typer.Abort, KeyboardInterrupt):
        return _refuse(INTERRUPTED, 130)
    except MemoryError:
        return _refuse("内存不够，没有做完。请把数据分成几个文件后再试。", 3)
    except OSError as error:
        return _refuse(_system_problem(error), 3)
    except Exception as error:
        # Imported only now: --help must not pay for what a failure needs.
        from catalog_tool.findings import CannotRun

        if not isinstance(error, CannotRun):
            raise
        return _refuse(str(error), 3)
    if result == 130:  # typer's own code for Ctrl-C
        emit(f"{NAME}：{INTERRUPTED}\n", error=True)
    return result if isinstance(result, int) else 0


def _refuse(reason: str, code: int) -> int:
    # Names of files and options come from outside: none may move the cursor.
    emit(f"{NAME}：{one_line(reason)}\n", error=True)
    return code


def _system_problem(error: OSError) -> str:
    from catalog_tool.formats.system_errors import said

    try:
        os.getcwd()
    except OSError:
        return "当前文件夹已被删除或移走。请先 cd 到别的文件夹再运行。"
    return f"没有做完：{said(error)}。请检查磁盘空间和权限后重试。"


def run() -> None:
    """The console script."""
    prepare_streams()
    # Told to end, it ends as by Ctrl-C: what was half done is put back first.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = main()
    except SystemExit:
        # typer exits by itself only where the reader of our pipe has gone (head, less): nothing is wrong.
        code = 0
    except BrokenPipeError:
        code = 0
    except KeyboardInterrupt:
        code = _refuse(INTERRUPTED, 130)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        detail = one_line(f"{type(error).__name__}: {error}")
        emit(f"{NAME}：程序自身出错（{detail}），没有做完。请加 --debug 重跑一次，把输出报给维护者。\n", error=True)
        code = 3
    silence_streams()
    sys.exit(code)
