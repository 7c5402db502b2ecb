"""`catalog-tool explain RULE`: what a rule checks, why, wrong and right, and its source."""

from __future__ import annotations

from typing import Annotated

import typer

from catalog_tool.cli.terminal import emit, wants_color

NAME = "explain"
HELP = """说明一条规则：查什么、为什么、怎么改、错的和对的写法、出处。

例：catalog-tool explain promise-exceeds-statutory
"""


def command(name: Annotated[str, typer.Argument(metavar="规则", help="规则名，见 catalog-tool rules。")]) -> int:
    """Print a rule's page."""
    import sys

    from catalog_tool.cli.inputs import selection
    from catalog_tool.reports import rule_text, styled
    from catalog_tool.rules import all_infos

    selection([name], [])
    emit(styled.render(rule_text.explain(all_infos()[name]), color=wants_color(sys.stdout)))
    return 0
