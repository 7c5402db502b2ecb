"""What an applicant is asked first, and in which of his answers a row counts.

A row is hidden from somebody only where it cannot be his: a condition that names a
question nobody asks, or an option that is not offered, can be answered by nobody and so
hides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from catalog_tool.domain.situations import questions_by_option
from catalog_tool.handbook.book import Choices, Question, Step, Table
from catalog_tool.handbook.drafting import Blocks
from catalog_tool.handbook.reading import Node, scalar_text
from catalog_tool.model import Matter

Conditions = tuple[Mapping[str, str], ...]
"""Any of these suffices, all answers of one must hold; empty for "always"."""


@dataclass(frozen=True)
class Asked:
    """The questions of a document, and for each option that only one of them has, that question."""

    questions: tuple[Question, ...] = ()
    by_option: Mapping[str, str] = field(default_factory=dict)

    @property
    def options(self) -> dict[str, tuple[str, ...]]:
        """The options of each question by its key."""
        return {question.key: question.options for question in self.questions}

    def conditions(self, node: Node) -> Conditions:
        """适用情形 as answers to the questions; always where one of its items cannot be answered."""
        if not self.questions or not node.exists:
            return ()
        options, found = self.options, []
        for item in Node(node.value):
            answers = self._answers(item)
            if not answers or any(option not in options.get(key, ()) for key, option in answers.items()):
                return ()
            found.append(answers)
        return tuple(found)

    def _answers(self, item: Node) -> dict[str, str]:
        if isinstance(item.value, dict):
            return {scalar_text(key): scalar_text(option) for key, option in item.value.items()}
        option = scalar_text(item.value)
        return {self.by_option[option]: option} if option in self.by_option else {}


NOTHING_ASKED = Asked()


def asked_of(node: Node) -> Asked:
    """What a document (`node`, the whole) asks in 情形; questions without 编号 or 选项 cannot be asked.

    Nothing counts as printed by this: who prints the questions reads them himself.
    """
    document = node.value
    if not isinstance(document, dict) or not document.get("情形"):
        return NOTHING_ASKED
    found = [item for item in Node(document["情形"]).mappings if item["编号"].text and item["选项"].texts]
    times = Counter(item["编号"].text for item in found)
    # Two questions of one 编号 are a fault of the data; whose answer counts nobody can say.
    items = [item for item in found if times[item["编号"].text] == 1]
    by_option = {scalar_text(option): scalar_text(key) for option, key in questions_by_option(Matter(document)).items()}
    known = Asked(tuple(_question(item) for item in items), by_option)
    return replace(
        known,
        questions=tuple(
            replace(question, conditions=_elsewhere(question.key, known.conditions(item["适用情形"])))
            for question, item in zip(known.questions, items, strict=True)
        ),
    )


def _question(item: Node) -> Question:
    options = tuple(dict.fromkeys(map(str, item["选项"].texts)))
    key = item["编号"].text
    return Question(key, item["问题"].text or key, options, many=item["多选"].text == "是")


def _elsewhere(key: str, conditions: Conditions) -> Conditions:
    """A question that depends on its own answer could never be asked: it always is."""
    return () if any(key in answers for answers in conditions) else conditions


def as_questions(asked: Asked, blocks: Blocks) -> Blocks:
    """The table of situations as questions, where there is something to ask."""
    return tuple(
        Choices(asked.questions, block) if isinstance(block, Table) and asked.questions else block for block in blocks
    )


def rows_when(blocks: Blocks, conditions: Iterable[Conditions]) -> Blocks:
    """The ruled table of these blocks with the conditions of its rows, in their order."""
    found = tuple(conditions)
    if not any(found):
        return blocks
    return tuple(replace(block, conditions=found) if isinstance(block, Table) else block for block in blocks)


def step_when(step: Step, conditions: Conditions) -> Step:
    """A step with its conditions."""
    return replace(step, conditions=conditions) if conditions else step
