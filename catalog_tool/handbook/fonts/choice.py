"""Which of the fonts that are there each role is set in, and what to tell about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog_tool.handbook.fonts.faces import Face
from catalog_tool.handbook.fonts.table import FontTable, Role, Typeface, Wanted

_REGULAR = 400
_UPRIGHT = range(300, 501)
"""Weights that running text can be set in. Others count as absent: a variable font shows itself as its
thinnest, and with only a bold at hand everything would be bold. A title may be of any weight."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to print with.

    `chains` gives per role the faces in the order they are tried, character by character.
    Every chain ends in the same faces, so what one role can show, all can. `substituted`
    are Chinese sentences, one per substitute.
    """

    chains: Mapping[Role, tuple[Face, ...]]
    substituted: tuple[str, ...]

    def families(self, role: Role) -> tuple[str, ...]:
        """Family names in order, for a template's list of fonts."""
        return tuple(dict.fromkeys(face.family for face in self.chains[role]))

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face that is printed with, once."""
        return self.chains[Role.BODY]


def choose(faces: Iterable[Face], table: FontTable) -> Chosen:
    """The chains by `table` over the faces that are there (pure; faces.available gathers them)."""
    there: dict[str, list[Face]] = {}
    for face in faces:
        if face.style == "normal":
            there.setdefault(face.family.strip().casefold(), []).append(face)
    heads: dict[Role, list[Face]] = {}
    substitutes: dict[tuple[str, str], list[Wanted]] = {}
    for role, wanted in table.roles.items():
        own = _present(wanted.own, there, role)
        stand_ins = _present(wanted.stand_ins, there, role)
        last = there.get(wanted.packaged.family.casefold(), [])[:1]
        heads[role] = [face for _, face in (*own, *stand_ins)] + last
        if not own:
            shown = (stand_ins[0][0].name, stand_ins[0][1].family) if stand_ins else ("", wanted.packaged.family)
            if stand_ins or last:
                substitutes.setdefault(shown, []).append(wanted)
    rare = [face for _, face in _present(table.rare, there, Role.BODY)]
    # Song before all others: what stands in for a single character should look like print, not like handwriting.
    rest = [*rare, *(face for role in (Role.SONG, *Role) for face in heads[role])]
    packaged = [face for own in table.packaged for face in there.get(own.family.casefold(), [])[:1]]
    chains = {role: _chain(head, [*rest, *packaged]) for role, head in heads.items()}
    return Chosen(chains, tuple(_sentence(*shown, wanted) for shown, wanted in substitutes.items()))


def _chain(head: Sequence[Face], rest: Sequence[Face]) -> tuple[Face, ...]:
    return tuple(dict.fromkeys([*head, *rest]))


def _present(
    typefaces: Iterable[Typeface], there: Mapping[str, Sequence[Face]], role: Role
) -> list[tuple[Typeface, Face]]:
    found = []
    for typeface in typefaces:
        for family in typeface.families:
            faces = there.get(family.strip().casefold(), ())
            fit = [face for face in faces if role is Role.TITLE or face.weight in _UPRIGHT]
            if fit:
                found.append((typeface, min(fit, key=lambda face: (abs(face.weight - _REGULAR), face))))
    return found


def _sentence(name: str, family: str, wanted: Sequence[Wanted]) -> str:
    styles = "、".join(dict.fromkeys(one.style for one in wanted))
    labels = "、".join(dict.fromkeys(one.label for one in wanted))
    if not name:
        return (
            f"这台电脑没有 {styles}，{labels}改用随程序带的字体（{family}，只收 GB 2312 的字和常用符号）。"
            f"要按规定的字体印，请装上 {styles} 后重印。"
        )
    shown = name if name.casefold() == family.casefold() else f"{name}（{family}）"
    return f"这台电脑没有 {styles}，{labels}改用 {shown}。要按规定的字体印，请装上 {styles} 后重印。"
