"""`catalog-tool schema`: the JSON Schemas for editors, each in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.terminal import emit

if TYPE_CHECKING:
    from catalog_tool.resources import Resources
    from catalog_tool.schema.shapes import SchemaSet

NAME = "schema"
HELP = """写出编辑器用的 JSON Schema：边写边提示、指上去有说明、写错当场划线。

例：catalog-tool schema -o .vscode

    catalog-tool schema matter --profile zhejiang -o matter.schema.json

    catalog-tool schema --list
"""


def command(
    name: Annotated[
        str | None, typer.Argument(metavar="[名称]", help="只要这一份，见 --list；不写则全部写到 -o 的文件夹。")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="文件|文件夹", help="写到哪里；只要一份时可以不写，显示在屏幕上。"),
    ] = None,
    profile: Annotated[
        str | None, typer.Option(metavar="编码规则", help="事项类型和改革标签按哪套编码规则；不写则各套合在一起。")
    ] = None,
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的模式、编码规则和词表盖过自带的。")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="列出有哪几份、各管什么。")] = False,
) -> int:
    """Write one schema or all."""
    import os
    from pathlib import Path

    from catalog_tool import store
    from catalog_tool.resources import Resources
    from catalog_tool.schema.bundles import PURPOSES, Bundle

    if listing:
        widest = max(map(len, Bundle))
        emit("".join(f"{bundle:<{widest}}  {purpose}\n" for bundle, purpose in PURPOSES.items()))
        return 0
    if name is not None and name not in list(Bundle):
        raise typer.BadParameter(
            f"没有 {name} 这一份{_near(name, tuple(Bundle), '。全部见 catalog-tool schema --list')}"
        )
    composed = _composed(Resources(Path(schemas) if schemas is not None else None), profile)
    if name is None:
        if output is None:
            raise typer.BadParameter("要写到哪个文件夹？请加 -o 文件夹；只要一份的，写明名称，见 --list。")
        if os.path.exists(output) and not os.path.isdir(output):
            raise typer.BadParameter(f"{output} 不是文件夹。全部写出要用文件夹；只要一份的，写明名称，见 --list。")
    wanted = list(Bundle) if name is None else [Bundle(name)]
    for bundle in wanted:
        data = _text(composed, bundle)
        if output is None:
            emit(data)
            continue
        path = os.path.join(output, bundle.file) if name is None or os.path.isdir(output) else output
        store.write_file(path, data.encode())
        emit(f"{store.shown_name(path)}：{PURPOSES[bundle]}\n", error=True)
    return 0


def _composed(resources: Resources, profile: str | None) -> SchemaSet:
    from catalog_tool.resources import NEUTRAL

    names = resources.profile_names
    if profile is not None and profile not in names:
        known = f"。可用的是 {'、'.join(names)}"
        raise typer.BadParameter(f"没有 {profile} 这套编码规则{_near(profile, names, known)}")
    return resources.schemas.composed(resources.profile(profile or NEUTRAL), names)


def _near(given: str, known: tuple[str, ...], otherwise: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(given, known, n=1)
    return f"，是不是 {near[0]}？" if near else f"{otherwise}。"


def _text(composed: SchemaSet, bundle: str) -> str:
    import json

    from catalog_tool.schema.bundles import Bundle, bundled

    return json.dumps(bundled(composed, Bundle(bundle)), ensure_ascii=False, indent=2) + "\n"
