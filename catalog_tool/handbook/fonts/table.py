"""The table of fonts (schemas/fonts.yaml), as an office may have changed it, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from catalog_tool.findings import CannotRun
from catalog_tool.model import mapping_of, text_of, texts_of


class Role(StrEnum):
    """What a piece of text is, typographically (GB/T 9704—2012, chapter 7); the value is the table's word."""

    TITLE = "标题"
    BODY = "正文"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A typeface by its Chinese name, with the family names systems have it under."""

    name: str
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packaged:
    """A font that travels with the program: its family name and its file's name in fonts/."""

    name: str
    family: str
    file: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one role is set in, best first: `own` is the style itself, `stand_ins` take its place."""

    label: str
    style: str
    own: tuple[Typeface, ...]
    stand_ins: tuple[Typeface, ...]
    packaged: Packaged


@dataclass(frozen=True, slots=True)
class FontTable:
    """Roles with their fonts, and the fonts rare characters are looked for in."""

    roles: Mapping[Role, Wanted]
    rare: tuple[Typeface, ...]
    packaged: tuple[Packaged, ...]


def font_table(value: Mapping[str, Any]) -> FontTable:
    """The table from the plain data of fonts.yaml; CannotRun with the place of what is wrong or lacking."""
    faces = {
        name: Typeface(name, tuple(texts_of(families))) for name, families in mapping_of(value.get("字体")).items()
    }
    empty = [name for name, face in faces.items() if not face.families]
    if empty:
        raise CannotRun(f"fonts.yaml 的 字体 中 {empty[0]} 没有写名称。请按自带的式样补上，或删去这一行。")
    packaged = {}
    for name, entry in mapping_of(value.get("自带")).items():
        fields = mapping_of(entry)
        packaged[name] = Packaged(name, text_of(fields.get("名称")), text_of(fields.get("文件")))
        if not packaged[name].family or not packaged[name].file:
            raise CannotRun(f"fonts.yaml 的 自带 中 {name} 须写 名称 和 文件。请对照自带的改正。")
    roles = {role: _wanted(role, mapping_of(value.get("用途")).get(role.value), faces, packaged) for role in Role}
    return FontTable(roles, _known(value.get("补字"), faces, "补字"), tuple(packaged.values()))


def _wanted(role: Role, entry: Any, faces: Mapping[str, Typeface], packaged: Mapping[str, Packaged]) -> Wanted:
    fields = mapping_of(entry)
    where = f"用途.{role.value}"
    style, last = text_of(fields.get("应用")), text_of(fields.get("自带"))
    if not style:
        raise CannotRun(f"fonts.yaml 缺少 {where}，或其中没有写 应用。请对照自带的补上。")
    if last not in packaged:
        known = "、".join(packaged) or "空的"
        raise CannotRun(f"fonts.yaml 的 {where}.自带 写的是 {last or '空的'}，而 自带 里有的是 {known}。请改正。")
    return Wanted(
        text_of(fields.get("叫做")) or role.value,
        style,
        _known(fields.get("就是"), faces, f"{where}.就是"),
        _known(fields.get("代用"), faces, f"{where}.代用"),
        packaged[last],
    )


def _known(names: Any, faces: Mapping[str, Typeface], where: str) -> tuple[Typeface, ...]:
    listed = texts_of(names)
    for name in listed:
        if name not in faces:
            raise CannotRun(f"fonts.yaml 的 {where} 列了 {name}，而 字体 里没有这一种。请在 字体 里补上，或改正。")
    return tuple(faces[name] for name in listed)
