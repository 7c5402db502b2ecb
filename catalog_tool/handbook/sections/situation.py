"""情形 on papers for one applicant: what he has answered, and what is still to be ticked."""

from __future__ import annotations

from catalog_tool.handbook.drafting import Blocks, fields
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections.blanks import ticks
from catalog_tool.handbook.subject import Subject
from catalog_tool.handbook.wording import situations


def asked(subject: Subject) -> Blocks:
    """Each question with the answers given (the document is reduced to them), or its options to tick."""
    given: dict[str, list[str]] = {}
    for question, option in subject.setting.choice.answers:
        given.setdefault(Node(question).text, []).append(Node(option).text)
    pairs = []
    for item in subject.node["情形"].mappings:
        key = item["编号"].text
        label = item["问题"].text or key
        answers = given.get(key) if key else None
        if answers:
            pairs.append((label, "、".join(answers)))
            continue
        when = situations(item["适用情形"])
        options = ticks(str(option) for option in item["选项"].texts)
        pairs.append((label, f"{options}（{when}的选）" if when and options else options))
    return fields(*pairs)
