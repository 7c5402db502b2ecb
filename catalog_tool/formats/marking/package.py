"""A workbook's package: its parts, what they are and what leads from one to another."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, normpath, relpath
from urllib.parse import unquote

from catalog_tool.formats.marking.xml import DECLARATION, Node, Part, check, escaped

TYPES = "[Content_Types].xml"
_NO_RELATIONS = (
    DECLARATION
    + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What leads from a part: its id, the last word of its type, the part or "" for what is outside."""

    id: str
    kind: str
    part: str


class Package:
    """The parts by name, read when asked for; what is not changed is written as it was."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(BytesIO(data))
        self._infos = {info.filename.lstrip("/"): info for info in self._zip.infolist() if not info.is_dir()}
        # Names of parts do not differ in case only.
        self._names = {name.lower(): name for name in self._infos}
        self._changed: dict[str, bytes | None] = {}
        self._relations: dict[str, Part] = {}
        self._added: dict[str, dict[str, tuple[str, str]]] = {}
        self._gone: dict[str, set[str]] = {}
        self._types = Part(self.read(TYPES))
        defaults = self._types.root.all("Default")
        self._knows_vml = any(node.get("Extension").lower() == "vml" for node in defaults)

    def __contains__(self, part: str) -> bool:
        name = self._name(part)
        return self._changed[name] is not None if name in self._changed else name in self._infos

    def _name(self, part: str) -> str:
        return self._names.get(part.lower(), part)

    def names(self) -> Iterator[str]:
        """Every part there is."""
        yield from (
            name for name in [*self._infos, *(n for n in self._changed if n not in self._infos)] if name in self
        )

    def read(self, part: str) -> bytes:
        """A part's bytes."""
        name = self._name(part)
        changed = self._changed.get(name)
        return changed if changed is not None else self._zip.read(self._infos[name])

    def write(self, part: str, data: bytes, kind: str = "") -> None:
        """Give a part other bytes, or add one of this content type."""
        name = self._name(part)
        self._names.setdefault(name.lower(), name)
        self._changed[name] = data
        if kind:
            self.declare(name, kind)

    def drop(self, part: str) -> None:
        """Take a part out, and what it leads to only from there stays unnamed."""
        for name in (self._name(part), self._name(_relations_of(part))):
            if name in self:
                self._changed[name] = None
        for node in self._overrides(part):
            self._types.remove(node)

    def free_name(self, pattern: str) -> str:
        """The first name of the pattern (xl/comments{}.xml) that no part has."""
        number = 1
        while self._name(pattern.format(number)) in self:
            number += 1
        return pattern.format(number)

    def _overrides(self, part: str) -> list[Node]:
        wanted = "/" + part.lower()
        return [
            node
            for node in self._types.root.all("Override")
            if node.get("PartName").lower() == wanted and not self._types.is_removed(node)
        ]

    def declare(self, part: str, kind: str) -> None:
        """Say what a part is; for drawings of comments that goes by extension, as Excel does."""
        extension = part.rpartition(".")[2].lower()
        for node in self._overrides(part):
            self._types.set(node, ContentType=kind)
            return
        prefix = self._types.prefix
        if extension == "vml":
            if not self._knows_vml:
                self._knows_vml = True
                xml = f'<{prefix}Default Extension="vml" ContentType="{kind}"/>'
                self._types.insert(self._types.root.inner, xml.encode())
            return
        xml = f'<{prefix}Override PartName="/{escaped(part)}" ContentType="{kind}"/>'
        self._types.append(self._types.root, xml.encode())

    def without_types(self, word: str) -> list[str]:
        """Take out the parts whose content type has the word, and say which they were."""
        dropped = []
        for node in self._types.root.all("Override"):
            if word in node.get("ContentType").lower():
                part = node.get("PartName").lstrip("/")
                dropped.append(part)
                self.drop(part)
        for node in self._types.root.all("Default"):
            if word in node.get("ContentType").lower():
                extension = "." + node.get("Extension").lower()
                named = {override.get("PartName").lower() for override in self._types.root.all("Override")}
                for name in list(self.names()):
                    if name.lower().endswith(extension) and "/" + name.lower() not in named:
                        dropped.append(name)
                        self.drop(name)
                self._types.remove(node)
        return dropped

    def relations(self, part: str) -> list[Relation]:
        """What leads from a part ("" for the package), in order."""
        name = _relations_of(part)
        if part not in self._relations:
            self._relations[part] = Part(self.read(name) if name in self else _NO_RELATIONS)
            self._added[part], self._gone[part] = {}, set()
        known = [
            Relation(node.get("Id"), node.get("Type").rstrip("/").rpartition("/")[2], self._target(part, node))
            for node in self._relations[part].root.all("Relationship")
            if node.get("Id") not in self._gone[part]
        ]
        added = [Relation(id, kind.rpartition("/")[2], target) for id, (kind, target) in self._added[part].items()]
        return known + added

    def _target(self, part: str, node: Node) -> str:
        target = node.get("Target")
        if node.get("TargetMode").lower() == "external":
            return ""
        plain = target.replace("\\", "/")
        for tried in (plain, unquote(plain)):
            name = normpath(tried.lstrip("/") if tried.startswith("/") else f"{dirname(part)}/{tried}".lstrip("/"))
            if name in self:
                return self._name(name)
        return ""

    def follow(self, part: str, kind: str) -> str:
        """The part that the first relation of this kind leads to, "" if there is none."""
        return next((relation.part for relation in self.relations(part) if relation.kind == kind and relation.part), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Lead from a part to another; the id of the relation."""
        taken = {relation.id for relation in self.relations(part)}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        id = f"rId{number}"
        relations = self._relations[part]
        self._added[part][id] = (kind, target)
        xml = f'<{relations.prefix}Relationship Id="{id}" Type="{kind}" Target="{escaped(_way(part, target))}"/>'
        relations.append(relations.root, xml.encode())
        return id

    def unrelate(self, part: str, ids: set[str]) -> None:
        """Take relations of a part out."""
        self.relations(part)
        for node in self._relations[part].root.all("Relationship"):
            if node.get("Id") in ids and node.get("Id") not in self._gone[part]:
                self._gone[part].add(node.get("Id"))
                self._relations[part].remove(node)

    def written(self) -> bytes:
        """The package, the same for the same parts: no clock, no system."""
        for part, relations in self._relations.items():
            if self._added[part] or self._gone[part]:
                self.write(_relations_of(part), relations.written())
        self.write(TYPES, self._types.written())
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
            for name in self.names():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.create_system = 0
                info.compress_type = zipfile.ZIP_DEFLATED
                data = self.read(name)
                if name in self._changed and re.search(r"\.(xml|rels)$", name):
                    check(data)
                written.writestr(info, data)
        return buffer.getvalue()


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _way(part: str, target: str) -> str:
    return relpath("/" + target, "/" + dirname(part))
