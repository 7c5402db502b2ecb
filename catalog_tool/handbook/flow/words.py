"""The same chart in words: sentences for who cannot see it, and a table of its boxes."""

from __future__ import annotations

from catalog_tool.handbook.book import Cell, Table
from catalog_tool.handbook.drafting import Column, ruled
from catalog_tool.handbook.flow.graph import Box, Chart, Shape, Way


class _Words:
    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.keys = [key for block in chart.blocks for key in block.keys if chart.boxes[key].shape is not Shape.BAR]
        self.numbers = {key: str(number) for number, key in enumerate(self.keys)}
        self.outgoing: dict[int, list[int]] = {}
        for number, edge in enumerate(chart.edges):
            self.outgoing.setdefault(edge.source, []).append(number)

    def name(self, key: int) -> str:
        return self.chart.boxes[key].texts[0]

    def details(self, box: Box) -> tuple[str, ...]:
        issued = (f"出具：{'、'.join(box.issued)}",) if box.issued else ()
        return (*box.texts[1:], *issued)

    def following(self, key: int) -> list[str]:
        """What comes after a box, with the answer that leads there."""
        found = []
        for number in self.outgoing.get(key, ()):
            edge = self.chart.edges[number]
            if edge.both:
                continue
            for target in self._beyond(edge.target):
                said = f"回到“{self.name(target)}”" if edge.way is Way.BACK else self.name(target)
                found.append(f"{edge.label}：{said}" if edge.label else said)
        return found

    def meanwhile(self, key: int) -> list[str]:
        """Opinions and procedures that a box waits for."""
        aside = [edge for edge in map(self.chart.edges.__getitem__, self.outgoing.get(key, ())) if edge.both]
        return [f"{self.chart.boxes[edge.target].lane}{self.name(edge.target)}" for edge in aside]

    def _beyond(self, key: int) -> list[int]:
        """The boxes that a fork or join leads to."""
        if self.chart.boxes[key].shape is not Shape.BAR:
            return [key]
        return [
            target for number in self.outgoing.get(key, ()) for target in self._beyond(self.chart.edges[number].target)
        ]


def table_of(chart: Chart) -> Table | None:
    """The boxes as a table: what, who, in which time and with which papers, what comes next."""
    words = _Words(chart)
    rows: list[list[Cell | str]] = []
    for key in words.keys:
        box = chart.boxes[key]
        if box.texts in (("开始",), ("结束",)) and box.shape is Shape.TERMINAL:
            continue
        rows.append([
            str(len(rows) + 1), words.name(key), _lane(chart, key), words.details(box),
            (*(f"其间：{name}" for name in words.meanwhile(key)), *words.following(key)),
        ])  # fmt: skip
    columns = (
        Column("序号", 3), Column("环节", 7), Column("部门", 7), Column("时限和文书", 9), Column("下一步", 8),
    )  # fmt: skip
    blocks = ruled(columns, rows, name_column=1)
    return blocks[0] if blocks and isinstance(blocks[0], Table) else None


def _lane(chart: Chart, key: int) -> str:
    box = chart.boxes[key]
    return box.lane or (_lane(chart, box.owner) if box.owner is not None and box.owner != key else "")


def alternative(chart: Chart) -> str:
    """The whole course in sentences."""
    words = _Words(chart)
    sentences = [f"流程图：{chart.title}。"]
    for key in words.keys:
        box = chart.boxes[key]
        details = "，".join(part for part in (_lane(chart, key), *words.details(box)) if part)
        if box.shape is Shape.TERMINAL and box.texts[0] in ("开始", "结束"):
            details = ""
        following = words.following(key)
        after = "，".join(
            f"{label}：{'；'.join(names)}"
            for label, names in (("其间", words.meanwhile(key)), ("下一步", following))
            if names
        )
        said = words.name(key) + (f"（{details}）" if details else "")
        sentences.append(f"{said}，{after}。" if after else f"{said}。")
    return "".join(sentences)
