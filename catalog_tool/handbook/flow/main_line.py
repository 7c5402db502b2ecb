"""A chart being drawn along its main line, from the start to the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from catalog_tool.handbook.flow.graph import Block, Chart, Edge, Shape, Way
from catalog_tool.handbook.flow.step_texts import Bodies, documents, lane_of, step_box
from catalog_tool.handbook.reading import Node


@dataclass(slots=True)
class Group:
    """What becomes a Block: rows and sides as they are found."""

    rows: list[tuple[int, ...]] = field(default_factory=list)
    sides: list[int] = field(default_factory=list)


@dataclass(slots=True)
class MainLine:
    """The chart, whose steps it draws, and where its line has come to (`label` is the answer that leads on)."""

    chart: Chart
    matter: Node
    bodies: Bodies
    internal: bool
    groups: list[Group] = field(default_factory=list)
    boxes: list[tuple[Node, int]] = field(default_factory=list)
    """Steps with their boxes, in the order they were drawn."""
    last: int = -1
    label: str = ""
    agreed: dict[str, str] = field(default_factory=dict)
    """Departments asked for an opinion, with how they have agreed."""

    def begin(self) -> None:
        """Begin a group; the first two boxes share one, for a drawing must not hold the start alone."""
        if not self.groups or len(self.groups) > 1 or len(self.groups[0].rows) > 1:
            self.groups.append(Group())

    def on(self, key: int) -> None:
        """Lead the line on to a box, which is a row of its own in the current group."""
        self.groups[-1].rows.append((key,))
        if self.last >= 0:
            self.chart.edges.append(Edge(self.last, key, label=self.label))
        self.last, self.label = key, ""

    def steps(self, mates: list[Node]) -> list[int]:
        """The boxes of steps that run at once, between a fork and a join; or the one box of one step."""
        keys = [self._step(mate) for mate in mates]
        if len(keys) == 1:
            self.on(keys[0])
            return keys
        fork, join = self.chart.add(Shape.BAR, ""), self.chart.add(Shape.BAR, "")
        self.on(fork)
        self.groups[-1].rows += [tuple(keys), (join,)]
        self.chart.edges += [Edge(fork, key) for key in keys]
        self.chart.edges += [Edge(key, join, arrow=False) for key in keys]
        self.last = join
        return keys

    def _step(self, step: Node) -> int:
        texts = step_box(step, internal=self.internal)
        key = self.chart.add(Shape.STEP, lane_of(step, self.bodies), texts, issued=documents(step))
        self.boxes.append((step, key))
        return key

    def aside(self, owner: int, shape: Shape, lane: str, texts: tuple[str, ...], *, stopped: bool = False) -> int:
        """A box that hangs on another one of the current group, without a line to it."""
        key = self.chart.add(shape, lane, texts, owner=owner, stopped=stopped)
        self.groups[-1].sides.append(key)
        return key

    def branch(self, step: Node, owner: int, shape: Shape, lane: str, *, label: str = "", more: str = "") -> int:
        """A step that branches off a box, with its papers named in it and a last line `more`."""
        issued = documents(step)
        texts = step_box(step, internal=self.internal)
        texts += ((f"出具：{'、'.join(issued)}",) if issued else ()) + ((more,) if more else ())
        key = self.aside(owner, shape, lane, texts)
        self.chart.edges.append(Edge(owner, key, Way.ASIDE, label))
        self.boxes.append((step, key))
        return key

    def say(self, key: int, words: str) -> None:
        """Add a line to a box."""
        box = self.chart.boxes[key]
        self.chart.boxes[key] = replace(box, texts=(*box.texts, words))

    def finish(self) -> None:
        """Make the groups the chart's blocks."""
        self.chart.blocks += [Block(tuple(group.rows), tuple(group.sides)) for group in self.groups]
