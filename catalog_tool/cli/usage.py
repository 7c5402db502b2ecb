"""Help and usage errors in Chinese.

typer's own headings and error sentences are English; they are replaced at the one
place where each is made, so that everything a person reads is Chinese.
"""

from __future__ import annotations

from typing import Any

from typer._click import exceptions as faults
from typer.core import TyperCommand, TyperGroup

OPTIONS_METAVAR = "[选项]"


class _Chinese:
    """Headings of a help page."""

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage:", "用法：", 1)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这份说明。"
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
        rich_utils.OPTIONS_PANEL_TITLE = "选项"
        rich_utils.COMMANDS_PANEL_TITLE = "命令"
        rich_utils.DEFAULT_STRING = "[默认：{}]"
        rich_utils.REQUIRED_LONG_STRING = "[必填]"
        super().format_help(ctx, formatter)  # type: ignore[misc]


class ChineseCommand(_Chinese, TyperCommand):
    """A command whose help is Chinese."""


class ChineseGroup(_Chinese, TyperGroup):
    """The group of commands whose help is Chinese."""


_OWN_HELP = {
    "install_completion": "为当前的命令行安装自动补全（bash、zsh、fish、PowerShell）。",
    "show_completion": "显示自动补全脚本，供自行安装。",
}


def translate_own_options(command: Any) -> None:
    """Give the options that typer adds by itself their Chinese help."""
    for parameter in command.params:
        if parameter.name in _OWN_HELP:
            parameter.help = _OWN_HELP[parameter.name]


def sentence(error: faults.ClickException) -> str:
    """What the user typed wrong and what to do, in one sentence."""
    match error:
        case faults.NoSuchOption():
            near = f"，是不是 {'、'.join(sorted(error.possibilities))}？" if error.possibilities else "。"
            return f"没有 {error.option_name} 这个选项{near}"
        case faults.MissingParameter():
            name = error.param.human_readable_name if error.param is not None else ""
            return f"缺少 {name}。"
        case faults.BadOptionUsage():
            return f"选项 {error.option_name} 后面要跟一个值。"
        case faults.BadParameter():
            name = error.param.opts[-1] if error.param is not None and error.param.opts else ""
            return f"{name} 的值不对：{_choice(error)}"
        case faults.UsageError():
            return _general(error.message)
    return error.format_message()


def _choice(error: faults.BadParameter) -> str:
    choices = getattr(getattr(error.param, "type", None), "choices", None)
    if choices:
        return f"可写 {'、'.join(str(getattr(choice, 'value', choice)) for choice in choices)}。"
    return error.message


def _general(message: str) -> str:
    if message.startswith("No such command"):
        return f"没有 {message.split(chr(39))[1]} 这个命令。"
    if message.startswith("Missing command"):
        return "没有写要做什么。"
    if message.startswith("Got unexpected extra argument"):
        return f"多写了参数：{message.partition('(')[2].rstrip(')')}。"
    return message
