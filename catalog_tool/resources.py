"""Opens schemas/, templates/ and guides/ and gives frozen values.

In a wheel they travel inside the package, in a checkout they stand beside it, and
`--schemas DIR` lays a folder over the packaged one, file by file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from catalog_tool.context import Lexicon, Profile, Region, TypeEntry
from catalog_tool.findings import CannotRun
from catalog_tool.formats.system_errors import said
from catalog_tool.handbook.fonts.table import FontTable, font_table
from catalog_tool.model import Kind, mapping_of, mappings_of, text_of, texts_of
from catalog_tool.operator_files import one_mapping
from catalog_tool.overlays import check_columns, check_names, rows_of, words_of
from catalog_tool.schema.engines import make_engine
from catalog_tool.schema.shapes import COMMON, FILES, SchemaSet

_PACKAGE = Path(__file__).resolve().parent
NEUTRAL = "neutral"


def resource_folder(name: str) -> Path:
    """The folder schemas, templates or guides: inside the installed package, else beside it."""
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise CannotRun(f"程序文件不完整：缺少 {name} 文件夹。请重新安装 catalog-tool。")


@dataclass(frozen=True)
class Resources:
    """Everything under schemas/, read when first asked for.

    `overlay` is the user's folder (--schemas): a file there replaces the packaged one.
    """

    overlay: Path | None = None

    @cached_property
    def _folders(self) -> tuple[Path, ...]:
        packaged = resource_folder("schemas")
        if self.overlay is None:
            return (packaged,)
        if not self.overlay.is_dir():
            raise CannotRun(f"--schemas 指定的不是文件夹，或不存在：{self.overlay}。请检查路径。")
        check_names(_names_in(self.overlay), _names_in(packaged))
        return (self.overlay, packaged)

    def _is_overlaid(self, name: str) -> bool:
        return self.overlay is not None and (self.overlay / name).is_file()

    def _files(self) -> dict[str, Path]:
        """Every schema file by its relative name; the overlay's where it has one."""
        names: dict[str, Path] = {}
        for folder in reversed(self._folders):
            names |= {name: folder / name for name in _names_in(folder)}
        return dict(sorted(names.items()))

    @cached_property
    def digest(self) -> str:
        """sha256 over the names and bytes of all files in force: what a run's findings depend on."""
        total = hashlib.sha256()
        for name, path in self._files().items():
            total.update(f"{name}\0".encode())
            total.update(hashlib.sha256(self._bytes(path)).digest())
        return f"sha256:{total.hexdigest()}"

    @cached_property
    def schemas(self) -> SchemaSet:
        """The JSON Schemas."""
        schemas = SchemaSet({name: self._json(name) for name in sorted({*FILES.values(), COMMON})})
        if self.overlay is not None:
            self._try(schemas)
        return schemas

    def _try(self, schemas: SchemaSet) -> None:
        """Compile every schema once: what the user laid over ours must fail here, not in each document."""
        try:
            composed = schemas.composed(self.profile(NEUTRAL), self.profile_names)
            for kind in Kind:
                make_engine(composed.by_uri(), composed.entry(kind, implementation=True))({})
            assert composed.field_paths
        except CannotRun:
            raise
        except Exception as error:
            raise CannotRun(
                f"{self.overlay} 里的 *.schema.json 拼不成一套可用的模式。请对照自带的改正，或去掉 --schemas。"
            ) from error

    @cached_property
    def profile_names(self) -> tuple[str, ...]:
        """Names a catalog may give as 编码规则."""
        prefix, suffix = "profiles/", ".yaml"
        return tuple(
            name[len(prefix) : -len(suffix)]
            for name in self._files()
            if name.startswith(prefix) and name.endswith(suffix)
        )

    def profile(self, name: str) -> Profile:
        """The profile of that name; a neutral one, which knows all types and no code forms, if there is none."""
        if name not in self.profile_names:
            entries = [self.profile(known) for known in self.profile_names]
            types = {word: TypeEntry((), "") for profile in entries for word in profile.types}
            tags = tuple(dict.fromkeys(tag for profile in entries for tag in profile.reform_tags))
            return Profile(NEUTRAL, "", types, {}, tags)
        value = self._yaml(f"profiles/{name}.yaml")
        types = {}
        for word, entry in mapping_of(value.get("类型")).items():
            fields = mapping_of(entry)
            types[word] = TypeEntry(tuple(texts_of(fields.get("编号"))), text_of(fields.get("词")))
        forms = {key: text_of(form) for key, form in mapping_of(value.get("式样")).items()}
        if not types or not forms.get("基本编码"):
            raise CannotRun(f"编码规则 {name} 不完整：须写 类型，和 式样 里的 基本编码。请对照自带的改正。")
        for key, form in forms.items():
            try:
                re.compile(form)
            except re.error as error:
                where = f"式样.{key} 从第 {(error.pos or 0) + 1} 个字符起"
                raise CannotRun(f"编码规则 {name} 中 {where}不是正确的正则表达式。请改正。") from error
        return Profile(name, text_of(value.get("来源")), types, forms, tuple(texts_of(value.get("改革标签"))))

    @cached_property
    def lexicon(self) -> Lexicon:
        """Word lists, tables, regions and the duties of departments."""
        words, lists = {}, {}
        for name in self._files():
            folder, _, file = name.rpartition("/")
            if folder == "lists":
                rows = rows_of(self._yaml(name), name)
                if self._is_overlaid(name):
                    packaged = rows_of(one_mapping(str(resource_folder("schemas") / name), name), name)
                    check_columns(rows, packaged, name)
                lists[file.removesuffix(".yaml")] = rows
            if folder == "wordlists":
                words[file.removesuffix(".yaml")] = words_of(self._yaml(name), name)
        duties: dict[str, set[str]] = {}
        joint: set[str] = set()
        for _, entry in mappings_of(self._yaml("departments.yaml").get("职责表")):
            duty = text_of(entry.get("职责"))
            for stem in texts_of(entry.get("词")):
                duties.setdefault(stem, set()).add(duty)
            if entry.get("综合") == "是":
                joint.add(duty)
        if not duties:
            raise CannotRun("departments.yaml 里没有 职责表。请对照自带的改正，或去掉 --schemas。")
        stems = {stem: frozenset(names) for stem, names in duties.items()}
        return Lexicon(words, stems, frozenset(joint), lists, self._regions())

    def _regions(self) -> dict[str, tuple[Region, ...]]:
        """The lives of each region's code: schemas/regions.csv, columns 区划代码,名称,起,止; # begins a remark."""
        path = self._files().get("regions.csv")
        if path is None:
            return {}
        lives: dict[str, tuple[Region, ...]] = {}
        try:
            lines = self._bytes(path).decode("utf-8-sig").splitlines()
        except UnicodeDecodeError as error:
            raise CannotRun(f"{path} 不是 UTF-8 编码。请另存为 UTF-8，或去掉 --schemas。") from error
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith(("#", "区划代码")):
                continue
            cells = line.split(",")
            if len(cells) != 4 or len(cells[0]) != 6 or not (cells[0].isascii() and cells[0].isdecimal()):
                raise CannotRun(f"{path} 第 {number} 行应为 区划代码,名称,起,止 四格，区划代码为六位数字。请改正。")
            code, name, since, until = cells
            life = Region(name, since, until)
            # Most codes have had one life: 3,500 rows are read at every start.
            lives[code] = (*lives[code], life) if code in lives else (life,)
        for code, known in lives.items():
            if len(known) > 1:
                lives[code] = tuple(sorted(known, key=lambda life: life.since))
        return lives

    def policy(self, path: str | None = None) -> Mapping[str, Any]:
        """The comparison policy as plain data: the packaged one, or the file at `path`."""
        if path is None:
            return self._yaml("policies/zhejiang.yaml")
        return one_mapping(path, path)

    @cached_property
    def fonts(self) -> FontTable:
        """Which fonts take which part in a handbook."""
        return font_table(self._yaml("fonts.yaml"))

    @cached_property
    def mapping_names(self) -> tuple[str, ...]:
        """The packaged mapping files for workbooks from elsewhere, by the names they are asked for."""
        return tuple(name[9:-5] for name in self._files() if name.startswith("mappings/") and name.endswith(".yaml"))

    def mapping(self, name: str) -> Mapping[str, Any]:
        """A mapping file as plain data: a packaged one by its name, else the file at that path."""
        if name in self.mapping_names:
            return self._yaml(f"mappings/{name}.yaml")
        if not name.lower().endswith((".yaml", ".yml")):
            known = "、".join(self.mapping_names)
            raise CannotRun(f"没有自带的对应关系 {name}，自带的有 {known}。自己的请写文件名，以 .yaml 结尾。")
        return one_mapping(name, name)

    def _json(self, name: str) -> Any:
        path = self._files().get(name)
        if path is None:
            raise CannotRun(f"程序文件不完整：缺少 schemas/{name}。请重新安装 catalog-tool。")
        try:
            return json.loads(self._bytes(path))
        except json.JSONDecodeError as error:
            where = f"第 {error.lineno} 行第 {error.colno} 列"
            raise CannotRun(f"{path} 从{where}起不是合法的 JSON。请改正，或去掉 --schemas。") from error
        except UnicodeDecodeError as error:
            raise CannotRun(f"{path} 不是 UTF-8 编码。请另存为 UTF-8，或去掉 --schemas。") from error
        except RecursionError as error:
            raise CannotRun(f"{path} 嵌套过深。请改正，或去掉 --schemas。") from error

    def _yaml(self, name: str) -> dict[str, Any]:
        path = self._files().get(name)
        if path is None:
            raise CannotRun(f"程序文件不完整：缺少 schemas/{name}。请重新安装 catalog-tool。")
        return one_mapping(str(path), name)

    def _bytes(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CannotRun(f"读不了 {path}：{said(error)}。请检查权限。") from error


def _names_in(folder: Path) -> list[str]:
    """The schema files of a folder, by their relative names."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return [path.relative_to(folder).as_posix() for path in files if path.suffix in (".csv", ".json", ".yaml")]


def program_stamp() -> str:
    """What tells one state of the program from another: names, sizes and times of its modules."""
    stamps = []
    for path in _PACKAGE.rglob("*.py"):
        status = path.stat()
        stamps.append(f"{path.relative_to(_PACKAGE).as_posix()} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(stamps)).encode("utf-8", "surrogateescape")).hexdigest()


def template_texts(*editions: str) -> dict[str, str]:
    """The template files of an edition by name, as text; of several, a later one goes before an earlier one."""
    files = {name: data for edition in editions for name, data in _template_files(edition).items()}
    return {name: data.decode("utf-8") for name, data in files.items()}


def handbook_templates(format: str, own: Path | None = None) -> dict[str, bytes]:
    """The template files of a handbook's format by name; those in the user's folder `own` go before the packaged ones.

    `own` has a folder for each format, as templates/ does; where it has none of them, it
    is taken for this format's, and files of other endings in it are passed over.
    """
    files = _template_files(format)
    if own is None:
        return files
    if not own.is_dir():
        raise CannotRun(f"--template 指定的不是文件夹，或不存在：{own}。请检查路径。")
    folder = own / format
    if folder.is_symlink():
        raise CannotRun(f"模板文件夹里的 {format} 是链接，可能指到别处的文件。请换成真的文件夹。")
    if not folder.is_dir():
        if any((own / each).is_dir() for each in HANDBOOK_TEMPLATES):
            return files
        folder = own
    wanted = HANDBOOK_TEMPLATES[format]
    return files | {name: data for name, data in _files_in(folder).items() if name.lower().endswith(wanted)}


HANDBOOK_TEMPLATES = {"html": (".j2", ".css", ".js"), "pdf": (".typ",), "docx": (".docx",)}
"""The formats of a handbook, and how names of their templates end."""
MOST_TEMPLATE = 20 * 1024 * 1024


def _template_files(folder: str) -> dict[str, bytes]:
    return _files_in(resource_folder("templates") / folder)


def _files_in(folder: Path) -> dict[str, bytes]:
    files = {}
    for path in sorted(folder.iterdir()):
        # ~$… is what Word and WPS leave beside a file that is open.
        if path.is_file() and not path.name.startswith((".", "~$")):
            if path.is_symlink():
                # A folder from someone else could have any file of this computer printed.
                raise CannotRun(f"模板 {path} 是链接，可能指到别处的文件。请换成真的文件。")
            try:
                if path.stat().st_size > MOST_TEMPLATE:
                    raise CannotRun(f"模板 {path} 超过 20 MB。请换小一些的图片，或改用自带的模板。")
                files[path.name] = path.read_bytes()
            except OSError as error:
                raise CannotRun(f"读不了 {path}：{said(error)}。请检查权限。") from error
    return files
