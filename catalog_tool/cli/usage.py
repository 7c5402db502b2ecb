"""Help and usage errors in Chinese.

typer's own headings and error sentences are English; they are replaced at the one
place where each is made, so that everything a person reads is Chinese.
"""

from __future__ import annotations

import re
from typing import Any

from typer._click import exceptions as faults
from typer._click.core import Context
from typer.core import TyperCommand, TyperGroup

from catalog_tool.cli.help import ChineseFormatter

OPTIONS_METAVAR = "[选项]"


class _Context(Context):
    """A context whose help pages are laid out by cells."""

    formatter_class = ChineseFormatter


class _Chinese:
    """What a command and the group of commands share."""

    context_class: Any = _Context

    def get_usage(self, ctx: Any) -> str:
        return str(super().get_usage(ctx)).strip()  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这份说明。"
        return option


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
    """Say in one sentence what the user typed wrong and what to do."""
    match error:
        case faults.NoSuchOption():
            near = f"，是不是 {error.possibilities[0]}？" if error.possibilities else "。"
            return f"没有 {error.option_name} 这个选项{near}"
        case faults.MissingParameter():
            return f"缺少 {_named(error.param)}。"
        case faults.BadOptionUsage():
            extra = "does not take a value" in error.message
            return f"选项 {error.option_name} 后面{'不带值' if extra else '要跟一个值'}。"
        case faults.BadParameter() if error.param is not None or error.param_hint:
            return f"{error.param_hint or _named(error.param)} 的值不对：{_choice(error)}"
        case faults.UsageError():
            return _general(error.message)
    return error.format_message()


def _named(parameter: Any) -> str:
    """An option by what one types, an argument by its Chinese metavar."""
    options: list[str] = [name for name in getattr(parameter, "opts", []) if name.startswith("-")]
    if options:
        return options[-1]
    return str(parameter.human_readable_name).rstrip(".") if parameter is not None else "参数"


def _choice(error: faults.BadParameter) -> str:
    choices = getattr(getattr(error.param, "type", None), "choices", None)
    if choices:
        return f"可写 {'、'.join(str(getattr(choice, 'value', choice)) for choice in choices)}。"
    if _NO_NUMBER.search(error.message):
        least = getattr(getattr(error.param, "type", None), "min", None)
        return "应是整数" + (f"，不小于 {least}。" if least is not None else "。")
    return error.message if error.message.endswith(("。", "？", "！")) else f"{error.message}。"


_NO_NUMBER = re.compile("is not (?:in the range|a valid int)")
_NO_COMMAND = re.compile(r"No such command (['\"])(.*)\1\.(?: Did you mean '(.*?)')?", re.DOTALL)
_EXTRA_ARGUMENTS = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)


def _general(message: str) -> str:
    if found := _NO_COMMAND.match(message):
        near = f"，是不是 {found.group(3)}？" if found.group(3) else "。"
        return f"没有 {found.group(2)} 这个命令{near}"
    if message.startswith("Missing command"):
        return "没有写要做什么。"
    if found := _EXTRA_ARGUMENTS.match(message):
        return f"多写了参数：{found.group(1)}。"
    return message
