"""Flow charts: from the steps of a matter or one-thing to drawings, words and a table.

`chart_of` reads the data into a graph (course.py, members.py), the graph is set on a
grid (grid.py), its lines find their ways (routes.py), text makes it points (paper.py),
pages are cut (pages.py) and all of it is written as SVG (svg.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from catalog_tool.handbook.book import Flow
from catalog_tool.handbook.flow.course import steps_chart
from catalog_tool.handbook.flow.graph import APPLICANT, Chart
from catalog_tool.handbook.flow.members import members_chart
from catalog_tool.handbook.flow.pages import Page, drawings_of
from catalog_tool.handbook.flow.sources import bodies_of, items_of, title_of
from catalog_tool.handbook.flow.words import alternative, table_of
from catalog_tool.handbook.reading import Node

__all__ = ["FAMILY", "PAGE", "Page", "chart_of", "graph_of"]

FAMILY = "Catalog Serif SC, Noto Serif SC, Noto Serif CJK SC, SimSun, serif"
"""Our own font first: a chart on paper looks the same on every machine, and its few glyphs are found soonest."""
"""Fonts of a chart where its writer names no others."""
PAGE = Page()


def chart_of(
    node: Node,
    *,
    internal: bool,
    titles: Mapping[str, str] | None = None,
    family: str = FAMILY,
    page: Page = PAGE,
) -> Flow | None:
    """The flow chart of a matter or a one-thing; None where the data name no step, link or member.

    `internal` draws the 业务流程 with offices and posts and adds the block for signatures;
    the public chart draws the 办事流程. Where one is missing the other is drawn. `titles` are
    the names of the catalog's matters by 基本编码, for the members of a one-thing. `family`
    is written into the drawings as it is; `page` is the room on paper that they are cut for.
    """
    known = graph_of(node, internal=internal, titles=titles)
    if known is None:
        return None
    chart, signers = known
    return Flow(drawings_of(chart, signers, page, family), alternative(chart), table_of(chart))


def graph_of(
    node: Node, *, internal: bool, titles: Mapping[str, str] | None = None
) -> tuple[Chart, dict[str, str]] | None:
    """What the chart shows, and the departments that sign it (internal) with how they have agreed so far."""
    chart = Chart(title_of(node))
    agreed: dict[str, str] = {}
    if items := items_of(node, internal=internal):
        agreed = steps_chart(chart, node, items, bodies_of(node), internal=internal)
        signing = [name for name in dict.fromkeys((*chart.lanes, *agreed)) if name != APPLICANT]
    elif members := node["事项"].mappings:
        signing = members_chart(chart, node, members, titles or {})
    else:
        return None
    return chart, {lane: agreed.get(lane, "") for lane in signing if internal}
