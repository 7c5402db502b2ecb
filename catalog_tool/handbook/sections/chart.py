"""The flow chart as a section: drawn from the steps, section 23 of a ministry's guide (domain.md §6.2)."""

from __future__ import annotations

from catalog_tool.handbook.drafting import Blocks, Draft
from catalog_tool.handbook.flow import chart_of
from catalog_tool.handbook.reading import Node


def chart(draft: Draft, *, internal: bool = False) -> Blocks:
    """办理流程图; the internal one with posts and a block for the signatures of the departments."""
    # A node of its own: what stands in a drawing alone does not count as printed, for no search finds it there.
    found = chart_of(Node(draft.node.value), internal=internal, titles=draft.register.titles)
    return (found,) if found else ()
