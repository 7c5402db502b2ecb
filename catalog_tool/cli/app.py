"""`catalog-tool`: the commands put together, and the one place where it exits.

Exit codes (contract.md): 0 nothing at or above the threshold, 1 findings or
differences, 2 wrong usage, 3 could not run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer._click.exceptions import ClickException, UsageError

from catalog_tool import __version__
from catalog_tool.cli import explain, fmt, rules, validate
from catalog_tool.cli.terminal import emit
from catalog_tool.cli.usage import OPTIONS_METAVAR, ChineseCommand, ChineseGroup, sentence, translate_own_options
from catalog_tool.findings import CannotRun

NAME = "catalog-tool"

app = typer.Typer(
    name=NAME,
    cls=ChineseGroup,
    help="政务服务事项目录的校验、比对和办事指南排印。\n\n第一次用：catalog-tool demo",
    options_metavar=OPTIONS_METAVAR,
    subcommand_metavar="命令 [参数]...",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for module in (validate, explain, rules, fmt):
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
    try:
        result = command.main(args=list(arguments) if arguments is not None else None, prog_name=NAME, standalone_mode=False)
    except CannotRun as error:
        emit(f"{NAME}：{error}\n", error=True)
        return 3
    except UsageError as error:
        path = error.ctx.command_path if error.ctx is not None else NAME
        emit(f"{NAME}：{sentence(error)}用法见 {path} --help\n", error=True)
        return 2
    except ClickException as error:
        emit(f"{NAME}：{error.format_message()}\n", error=True)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        emit(f"{NAME}：已中断，没有写出不完整的文件。\n", error=True)
        return 130
    except BrokenPipeError:
        # The reader of our pipe has gone (head, less): nothing is wrong, and Python
        # must not complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0


def run() -> None:
    """The console script."""
    sys.exit(main())
