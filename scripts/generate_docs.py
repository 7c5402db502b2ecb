"""Write the parts of the documentation that come from the program; with --check, only say whether they are current.

    python scripts/generate_docs.py [--check]

docs/rules.md, docs/commands.md and docs/comparison.md are generated whole; in
README.md, docs/workbooks.md, docs/diff.md and docs/handbook.md what stands between `<!-- 输出：COMMAND -->` and
`<!-- 输出完 -->` is the output of that command, run in the project's folder; several
joined by `&&` are run one after the other where only copies of guides/ and
docs/examples/ stand, and each is shown above what it prints.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from catalog_tool.cli.app import COMMANDS
from catalog_tool.compare.alignment import LABELS as ALIGNMENTS
from catalog_tool.compare.changes import LABELS as CHANGES
from catalog_tool.compare.changes import MIRRORS
from catalog_tool.compare.levels.hole_kinds import JUDGED_HOLES
from catalog_tool.compare.levels.hole_kinds import LABELS as HOLES
from catalog_tool.compare.policy import ANY, UNJUDGED, Clause
from catalog_tool.compare.policy_file import TRAITS, parse_policy
from catalog_tool.findings import RuleInfo
from catalog_tool.resources import Resources
from catalog_tool.rules import all_infos

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"(<!-- 输出：(?P<command>.+?) -->\n)(?P<old>.*?)(<!-- 输出完 -->)", re.DOTALL)
_PAGES = (ROOT / "README.md", *(ROOT / "docs" / f"{name}.md" for name in ("workbooks", "diff", "handbook")))
"""Written by hand, but for the outputs in them."""
_GENERATED = "<!-- 由 make docs 生成，请勿手改 -->"


def _environment() -> dict[str, str]:
    return {
        **os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1", "TERM": "dumb", "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def output_of(command: str) -> str:
    """What a catalog-tool command prints, 100 columns wide, without colour, in a fresh output folder."""
    arguments = shlex.split(command)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        inside = "试用" in arguments
        if not inside:
            made = ROOT
        result = subprocess.run(
            [sys.executable, "-m", "catalog_tool", *arguments[1:]],
            cwd=made, env=_environment(), capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    if result.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit {result.returncode}: {result.stderr}")
    return "\n".join(line.rstrip() for line in result.stdout.splitlines()).strip("\n")


def session_of(commands: Sequence[str]) -> str:
    """What several commands print one after the other, errors too, each below itself."""
    shown = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "guides", Path(folder, "guides"))
        shutil.copytree(ROOT / "docs" / "examples", folder, dirs_exist_ok=True)
        for command in commands:
            result = subprocess.run(
                [sys.executable, "-m", "catalog_tool", *shlex.split(command)[1:]],
                cwd=folder, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, encoding="utf-8", check=False,
            )  # fmt: skip
            if result.returncode not in (0, 1):
                raise SystemExit(f"{command}: exit {result.returncode}: {result.stdout}")
            shown.append(f"$ {command}\n{result.stdout.rstrip()}".rstrip())
    return "\n\n".join(shown)


def page(text: str) -> str:
    """A page with every output block run again."""

    def rerun(match: re.Match[str]) -> str:
        commands = [command.strip() for command in match["command"].split(" && ")]
        output = output_of(commands[0]) if len(commands) == 1 else session_of(commands)
        return f"{match[1]}```text\n{output}\n```\n{match[4]}"

    return _BLOCK.sub(rerun, text)


def rules_page() -> str:
    """docs/rules.md."""
    infos = list(all_infos().values())
    lines = [_GENERATED, "", "# 规则", "", f"共 {len(infos)} 条。命令行里看某一条：`catalog-tool explain 规则名`。", ""]
    lines += ["| 规则 | 级别 | 查什么 |", "|---|---|---|"]
    lines += [f"| [{info.name}](#{info.name}) | {info.severity.label} | {info.title} |" for info in infos]
    for info in infos:
        lines += ["", *_rule(info)]
    return "\n".join(lines) + "\n"


def _rule(info: RuleInfo) -> Iterator[str]:
    yield f"## {info.name}"
    yield ""
    fixable = "，可代改" if info.fixable else ""
    yield f"**{info.title}**（{info.severity.label}{fixable}）"
    for title, text in (("查什么", info.what), ("为什么", info.why), ("怎么改", info.fix)):
        if text:
            yield ""
            yield f"{title}：{text}"
    for title, example in (("错的写法", info.bad), ("对的写法", info.good)):
        if example:
            yield from ("", f"{title}：", "", "```yaml", *example.strip("\n").splitlines(), "```")
    yield ""
    yield f"出处：{info.source}"


def commands_page() -> str:
    """docs/commands.md."""
    lines = [_GENERATED, "", "# 命令", ""]
    for name in ("", *COMMANDS):
        command = f"catalog-tool {name}".strip()
        lines += [f"## {command}", "", "```text", output_of(f"{command} --help"), "```", ""]
    return "\n".join(lines)


def comparison_page() -> str:
    """docs/comparison.md: every kind of alignment and change, and what the packaged policy says of it."""
    policy = parse_policy(Resources().policy(), "zhejiang.yaml")
    lines = [_GENERATED, "", "# 比对", "", f"口径：{policy.name}（`schemas/policies/zhejiang.yaml`）。", ""]
    lines += ["从上往下，第一条合得上的算数。要改口径，抄一份改好，用 `--policy 文件` 指定。", ""]
    lines += ["## 整个事项的对应情况", "", "| kind | 意思 | 判定 |", "|---|---|---|"]
    for kind, label in ALIGNMENTS.items():
        told = "只判其中的差异" if kind in UNJUDGED else _decisions(policy.clauses, "alignment", kind)
        lines.append(f"| `{kind}` | {label} | {told} |")
    lines += ["", "## 事项内的差异", "", "| kind | 意思 | 反过来 | 判定 |", "|---|---|---|---|"]
    lines.append(f"| `*` | 任何差异，先于各种看 | | {_decisions(policy.clauses, 'change', ANY)} |")
    for kind, label in CHANGES.items():
        lines.append(f"| `{kind}` | {label} | `{MIRRORS[kind]}` | {_decisions(policy.clauses, 'change', kind)} |")
    lines += ["", "## 审批链的缺口", "", "| kind | 意思 | 判定 |", "|---|---|---|"]
    for kind, label in HOLES.items():
        told = _decisions(policy.clauses, "chain", kind) if kind in JUDGED_HOLES else "按那份清单的 `missing` 判"
        lines.append(f"| `{kind}` | {label} | {told} |")
    lines += ["", "## 括号里的词", "", "判定后的括号里，中文是事项类型或不认领的原因，英文的意思是：", ""]
    lines += [f"- `{trait}`：{meaning}" for trait, meaning in TRAITS.items() if trait.isascii()]
    return "\n".join(lines) + "\n"


def _decisions(clauses: tuple[Clause, ...], subject: str, kind: str) -> str:
    told = []
    for clause in clauses:
        if clause.subject == subject and clause.kind == kind:
            when = "、".join([*sorted(clause.types), *sorted(clause.traits)])
            told.append(f"{clause.decision.label}{f'（{when}）' if when else ''}：{clause.reason}")
    return "<br>".join(told)


def main() -> int:
    """Write or check; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where something is stale")
    check = parser.parse_args().check
    pages = {
        ROOT / "docs" / "rules.md": rules_page(),
        ROOT / "docs" / "commands.md": commands_page(),
        ROOT / "docs" / "comparison.md": comparison_page(),
        **{path: page(path.read_text(encoding="utf-8")) for path in _PAGES},
    }
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(pages[path], encoding="utf-8")
    if stale and check:
        print("Run: make docs")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
