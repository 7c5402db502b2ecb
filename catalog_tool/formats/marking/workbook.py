"""The workbook part of a package: which sheets there are, in which order, and their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog_tool.formats.marking.listing import Listing, folded, free_name, sheet_xml
from catalog_tool.formats.marking.package import Package
from catalog_tool.formats.marking.styles import Styles
from catalog_tool.formats.marking.xml import LINKS, MAIN, Node, Part, SheetPart, Unkeepable, escaped, sheet_reference
from catalog_tool.model import column_letters

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
)  # fmt: skip
OUR_NAME = "_catalog_tool_listing"
"""A hidden name on each sheet of ours: it stays with the sheet when another program renames or moves it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it: its part, and whether it has cells."""

    node: Node
    name: str
    part: str
    has_cells: bool


class Workbook:
    """The list of sheets: ours from earlier are left out, new ones come to the front."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.name = package.follow("", "officeDocument")
        if not self.name:
            raise ValueError("no workbook")
        self.part = Part(package.read(self.name))
        if MAIN not in self.part.root.attributes.values():
            raise Unkeepable("文件用的是 Excel 的“严格”格式")
        self._names = self.part.root.child("definedNames")
        every = self._sheets()
        ours = {
            int(node.get("localSheetId"))
            for node in self._defined()
            if node.get("name") == OUR_NAME and node.get("localSheetId").isdigit()
        }
        self._moved = {}
        self.sheets: list[Sheet] = []
        self._old: list[Sheet] = []
        for index, sheet in enumerate(every):
            if index in ours:
                self._old.append(sheet)
            else:
                self._moved[index] = len(self.sheets)
                self.sheets.append(sheet)
        if not self.sheets:
            raise ValueError("no sheets")

    def _sheets(self) -> list[Sheet]:
        relations = {relation.id: relation for relation in self.package.relations(self.name)}
        listed = self.part.root.child("sheets")
        sheets = []
        for node in listed.children if listed else []:
            id = next((value for key, value in node.attributes.items() if key.endswith(":id")), "")
            relation = relations.get(id)
            if relation is None or not relation.part:
                raise ValueError(f"no part for sheet {id}")
            if "macrosheet" in relation.kind.lower():
                raise Unkeepable("工作簿里有 Excel 4.0 宏表")
            sheets.append(Sheet(node, node.get("name"), relation.part, relation.kind == "worksheet"))
        return sheets

    def _defined(self) -> list[Node]:
        return self._names.children if self._names else []

    def name_of(self, sheet: str) -> str | None:
        """The sheet if it has cells, for links."""
        return next((known.name for known in self.sheets if known.has_cells and known.name == sheet), None)

    def drop_old(self) -> None:
        """Take our sheets of an earlier marking out, with the names that stand on them."""
        for sheet in self._old:
            self.part.remove(sheet.node)
            id = next(value for key, value in sheet.node.attributes.items() if key.endswith(":id"))
            self.package.unrelate(self.name, {id})
            self.package.drop(sheet.part)

    def add(self, listings: Sequence[Listing], styles: Styles) -> None:
        """Put sheets at the front, and have the workbook open at the first."""
        taken = {folded(sheet.name) for sheet in self.sheets}
        number = max((int(sheet.node.get("sheetId") or 0) for sheet in self.sheets), default=0)
        listed = self.part.root.child("sheets")
        assert listed is not None
        prefix, declared = self.part.link_prefix()
        entries, names = [], []
        for index, listing in enumerate(listings):
            name = free_name(listing.name, taken)
            part = self.package.free_name("xl/worksheets/sheet{}.xml")
            self.package.write(part, sheet_xml(listing, styles, self.name_of, first=index == 0), SHEET_TYPE)
            id = self.package.relate(self.name, f"{LINKS}/worksheet", part)
            entries.append(
                f'<{self.part.prefix}sheet{declared} name="{escaped(name)}" sheetId="{number + index + 1}" '
                f'{prefix}:id="{id}"/>'
            )
            names += self._names_for(index, name, listing)
        self.part.insert(listed.inner, "".join(entries).encode())
        self._name(names, len(listings))
        self._open_at(0 if listings else None, len(listings))

    def _names_for(self, index: int, name: str, listing: Listing) -> list[str]:
        last = column_letters(max(len(listing.headings), 1))
        bottom = max(len(listing.rows) + 2, 3)
        return [
            self._defined_name("_xlnm._FilterDatabase", index, sheet_reference(name, f"$A$2:${last}${bottom}"), True),
            self._defined_name("_xlnm.Print_Titles", index, sheet_reference(name, "$2:$2"), False),
            self._defined_name(OUR_NAME, index, sheet_reference(name, "$A$1"), True),
        ]

    def _defined_name(self, name: str, index: int, what: str, hidden: bool) -> str:
        tag = self.part.prefix + "definedName"
        mark = ' hidden="1"' if hidden else ""
        return f'<{tag} name="{name}" localSheetId="{index}"{mark}>{escaped(what)}</{tag}>'

    def _name(self, added: Sequence[str], moved: int) -> None:
        for node in self._defined():
            local = node.get("localSheetId")
            if local.isdigit():
                if int(local) in self._moved:
                    self.part.set(node, localSheetId=str(self._moved[int(local)] + moved))
                else:
                    self.part.remove(node)
        xml = "".join(added).encode()
        if not xml:
            return
        if self._names is not None:
            self.part.append(self._names, xml)
        else:
            name = self.part.prefix + "definedNames"
            at = self.part.ordered("definedNames", ORDER)
            self.part.insert(at, f"<{name}>".encode() + xml + f"</{name}>".encode())

    def _open_at(self, index: int | None, moved: int) -> None:
        views = self.part.root.child("bookViews")
        for view in views.children if views else []:
            if index is not None:
                self.part.set(view, activeTab=str(index), firstSheet="0")
            elif self._old:
                active = view.get("activeTab")
                now = self._moved.get(int(active) if active.isdigit() else 0, 0) + moved
                self.part.set(view, activeTab=str(now), firstSheet="0")

    def without_updates(self) -> None:
        """Have Excel neither fetch what links to other files lead to nor ask whether it should."""
        node = self.part.root.child("workbookPr")
        if node is not None:
            self.part.set(node, updateLinks="never")
        else:
            xml = f'<{self.part.prefix}workbookPr updateLinks="never"/>'
            self.part.insert(self.part.ordered("workbookPr", ORDER), xml.encode())

    def save(self) -> None:
        """Write the list; the result is a plain workbook, whatever it was."""
        self.package.write(self.name, self.part.written(), WORKBOOK_TYPE)


def unselected(sheet: SheetPart) -> None:
    """Take a sheet out of the selection: typing would go into every selected sheet at once."""
    views: Node | None = sheet.root.child("sheetViews")
    for view in views.children if views else []:
        if view.get("tabSelected") in {"1", "true"}:
            sheet.set(view, tabSelected="0")
