"""`catalog-tool demo`: the main job on the example province, in ten lines.

A command of its own, since Windows has no make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.terminal import emit

if TYPE_CHECKING:
    from catalog_tool.checking import Checked
    from catalog_tool.compare.compared import Compared
    from catalog_tool.resources import Resources
    from catalog_tool.standards import Standards

NAME = "demo"
HELP = """在示例省上走一遍：校验、比对、印手册，十行话说明结果。

例：catalog-tool demo -o 试用
"""

DAY = "2018-08-01"
"""The example province lives in summer 2018: its terms are looked at as of then."""
DIRECTORY = "zhejiang"
LOCALS = ("hangzhou", "xiangshan", "yueqing", "tonglu", "hongqiao")
PRINTED = "tonglu"


def command(
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="文件夹", help="结果写到哪里。")
    ] = "catalog-tool-demo",
) -> int:
    """Copy the example province, check it, compare it, print a handbook and a workbook, say what was found."""
    import os

    from catalog_tool import comparing, exporting, store
    from catalog_tool.cli.inputs import standards
    from catalog_tool.compare.policy_file import parse_policy
    from catalog_tool.resources import resource_folder

    guides = os.path.join(output, "guides")
    store.copy_folder(resource_folder("guides"), guides)
    resources, given = standards()
    checked = _check(guides, output, given, resources)
    policy = parse_policy(resources.policy(), "zhejiang.yaml")
    catalogs = store.find_catalogs([os.path.join(guides, name) for name in LOCALS])
    compared = comparing.Comparing(given, policy, DAY).compare(catalogs, os.path.join(guides, DIRECTORY))
    _write_comparison(compared, output, resources)
    handbooks, printed = _print(os.path.join(guides, PRINTED), output)
    workbook = os.path.join(output, f"{PRINTED}.xlsx")
    store.write_file(workbook, exporting.export(store.find_catalogs([os.path.join(guides, PRINTED)])[0], given).data)
    _tell(output, checked, compared, handbooks, printed, workbook)
    return 0


def _check(guides: str, output: str, given: Standards, resources: Resources) -> Checked:
    from catalog_tool import checking, store
    from catalog_tool.cli.finding_formats import report_of
    from catalog_tool.cli.inputs import source_lines
    from catalog_tool.reports import findings_json, findings_text, styled
    from catalog_tool.rules import all_infos

    catalogs = store.find_catalogs([guides])
    checked = checking.check_catalogs(catalogs, given, checking.Selection())
    report = report_of(checked, resources.digest)
    lines = findings_text.write(report, all_infos(), source=source_lines({}), columns=100)
    store.write_file(f"{output}/findings.txt", styled.render(lines, color=False).encode())
    text = findings_json.write(report)
    store.write_file(f"{output}/findings.json", text.encode())
    return checked


def _write_comparison(compared: Compared, output: str, resources: Resources) -> None:
    from catalog_tool import __version__, store
    from catalog_tool.compare.claims.best import best_of
    from catalog_tool.reports import diff_json, diff_text, styled

    best = best_of(compared)
    lines = diff_text.write(compared, best)
    store.write_file(f"{output}/diff.txt", styled.render(lines, color=False).encode())
    tool = f"catalog-tool {__version__}"
    text = diff_json.write(compared, tool=tool, schemas=resources.digest, best=best)
    store.write_file(f"{output}/diff.json", text.encode())


def _print(catalog: str, output: str) -> tuple[list[str], int]:
    """The handbook in every format that this machine can print: the paths, the site's front page first, and matters."""
    from catalog_tool import store
    from catalog_tool.cli.handbook_formats import Format, writers
    from catalog_tool.findings import CannotRun
    from catalog_tool.handbook.subject import Choice
    from catalog_tool.publishing import publish

    paths: list[str] = []
    printed = 0
    for format in Format:
        try:
            published = publish(store.find_catalogs([catalog])[0], writers([format], None), Choice())
        except CannotRun as cannot:
            # On a machine without Typst or docxtpl the site is there all the same.
            emit(f"{cannot}\n", error=True)
            continue
        if not published.files:
            raise CannotRun(
                f"{store.shown_name(catalog)} 里没有可印的事项。改乱了就删去 {store.shown_name(output)} 再运行。"
            )
        printed = published.matters
        for name, data in published.files:
            store.write_file(f"{output}/{name}", data)
            if "/" not in name or name.endswith("/index.html"):
                paths.append(f"{output}/{name}")
    return paths, printed


def _tell(output: str, checked: Checked, compared: Compared, handbooks: list[str], printed: int, workbook: str) -> None:
    """Ten lines."""
    import os

    from catalog_tool.compare.policy import Decision
    from catalog_tool.domain.visible import one_line
    from catalog_tool.findings import Severity
    from catalog_tool.store import shown_name

    settled = checked.settled
    counts = "，".join(f"{severity.label} {settled.count(severity)}" for severity in (Severity.ERROR, Severity.WARNING))
    lines = [
        f"示例省：一份省目录、五份市县镇清单，在 {shown_name(output)}/guides，可随意改动后再运行",
        f"校验：{checked.files} 个文件、{checked.matters} 个事项，{counts}（错都是故意留的，见 guides/README.md）",
    ]
    if settled.findings:
        first = settled.findings[0]
        lines.append(f"  例如 {first.file}:{first.line} {first.message}")
    lines.append(f"比对：各地清单和省目录（期限按 {compared.day} 看）")
    for local in compared.locals:
        if local.against is not None:
            continue
        decided = "，".join(f"{decision.label} {local.decisions[decision]}" for decision in Decision)
        missing = f"；缺失 {local.kinds['missing']}，目录外 {local.kinds['undeclared']}"
        lines.append(f"  {local.region} {local.local.matters} 个事项：{decided}{missing}")
    lines.append(
        f"手册：{printed} 个事项，用浏览器打开 {shown_name(handbooks[0])}；付印用 "
        f"{'、'.join(map(os.path.basename, handbooks[1:]))}；同处还有工作簿 {os.path.basename(workbook)}，"
        "详情 findings.txt 和 diff.txt"
    )
    emit("".join(f"{one_line(line)}\n" for line in lines))
