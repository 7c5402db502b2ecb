"""What is brought, one material at a time: for papers that say it in short and for lists to tick off.

Of a 一件事 the materials follow from its members (domain/onething.py), each once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog_tool.domain.onething import Use, in_order, joint_materials, member_key
from catalog_tool.handbook.book import Cell
from catalog_tool.handbook.drafting import Draft
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import labelled, limit, lines, situations
from catalog_tool.model import mappings_of, text_of

UNNAMED = "（未写名称的材料）"
_SPARED = {
    "数据共享": "部门共享数据",
    "电子证照": "用电子证照",
    "部门核验": "部门核验",
    "系统生成": "系统生成",
}
"""免提交 by which nothing is handed in, and what happens instead. 告知承诺 and 区域评估 are
no such: one hands in the promise instead, and not everybody has an assessed site."""
_INSTEAD = {"告知承诺": "可以书面承诺代替", "区域评估": "已作区域评估的不用交"}


@dataclass(frozen=True, slots=True)
class Brought:
    """One material, and in which situations (and for which members of a one-thing) it is asked for."""

    node: Node
    when: Cell

    @property
    def name(self) -> str:
        """Its name on one line; of a material that is only a text, the text."""
        return self.node["名称"].joined or self.node.joined or UNNAMED

    @property
    def spared(self) -> str:
        """What is done instead of handing it in, where it is never handed in; else ""."""
        return "" if situations(self.node["免提交范围"]) else _SPARED.get(self.node["免提交"].text, "")

    @property
    def spared_at_times(self) -> str:
        """In words: 免提交 that holds for some, or asks for something else instead."""
        way, scope = self.node["免提交"].text, situations(self.node["免提交范围"])
        if not way or self.spared:
            return ""
        said = _INSTEAD.get(way) or (f"{_SPARED[way]}，不用交" if way in _SPARED else f"免提交：{way}")
        return f"{scope}的，{said}" if scope else said

    @property
    def deferral(self) -> str:
        """Until when it may be handed in later: 受理后 5 工作日内补交; "" where it may not."""
        found = self.node["容缺"]
        term = limit(found["期限"])
        if term:
            return f"受理后 {term}内补交"
        may = isinstance(found.value, dict) or found.text not in ("", "否")
        return "可后补（未写期限）" if may else ""

    @property
    def choice(self) -> str:
        """“身份”任选其一, for a material of a 任选组."""
        name = self.node["任选组"].text
        return f"“{name}”任选其一" if name else ""

    @property
    def optional(self) -> str:
        """非必要, where the applicant need not hand it in; what must be there says nothing."""
        word = self.node["必要性"].text
        return "" if word == "必要" else word


def brought(draft: Draft) -> list[Brought]:
    """The materials of a matter as written, of a one-thing those of its members as well."""
    found = [
        Brought(item, lines(labelled("限", situations(item["适用情形"]))))
        for item in draft.node["申请材料"]
        if item.value
    ]
    return [*found, *_joint(draft)]


def _joint(draft: Draft) -> Iterator[Brought]:
    members = in_order([item for _, item in mappings_of(draft.node["事项"].value)])
    for joint in joint_materials(members, draft.register.matters):
        yield Brought(Node(joint.material), tuple(_used(draft, use) for use in joint.uses))


def _used(draft: Draft, use: Use) -> str:
    code = Node(member_key(use.member)).text
    limits = lines(situations(Node(use.member.get("适用情形"))), situations(Node(use.material.get("适用情形"))))
    spared = draft.register.titles.get(use.spared_by, Node(use.spared_by).text)
    notes = lines(*(f"限{each}" for each in limits), f"一并办{spared}的不用交" if spared else "")
    name = draft.register.titles.get(code, code)
    return f"{name}（{'，'.join(map(str, notes))}）" if notes else name


def member_names(draft: Draft) -> list[str]:
    """The members of a one-thing by their names, in the order they are handled."""
    members = in_order([item for _, item in mappings_of(draft.node["事项"].value)])
    names = (Node(member_key(member)).text for member in members)
    return [draft.register.titles.get(name, name) for name in names if name]


def unknown_members(draft: Draft) -> list[str]:
    """The codes of a one-thing's members that this catalog does not have: nobody knows what they ask for."""
    codes = [text_of(item.get("基本编码")) for _, item in mappings_of(draft.node["事项"].value)]
    return [Node(code).text for code in dict.fromkeys(codes) if code and code not in draft.register.matters]
