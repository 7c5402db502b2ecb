"""`catalog-tool rules`: every rule on a line."""

from __future__ import annotations

from catalog_tool.cli.terminal import emit, wants_color

NAME = "rules"
HELP = """列出全部规则。

例：catalog-tool rules
"""


def command() -> int:
    """Print the list of rules."""
    import sys

    from catalog_tool.reports import rule_text, styled
    from catalog_tool.rules import all_infos

    emit(styled.render(rule_text.listing(all_infos().values()), color=wants_color(sys.stdout)))
    return 0
