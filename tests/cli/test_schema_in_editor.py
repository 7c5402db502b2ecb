"""The schemas in the language server of VS Code's YAML extension: what is offered, shown and underlined.

Runs where yaml-language-server is on the PATH, or YAML_LANGUAGE_SERVER names it
(npm install yaml-language-server).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import SERVER, LanguageServer

from catalog_tool.cli.app import main
from catalog_tool.resources import resource_folder

pytestmark = pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed")

PROJECT = Path(__file__).parents[2]
CLEAN = Path(__file__).parents[1] / "rules"
EXAMPLE = PROJECT / "docs" / "editors" / ".vscode"
HALF = """\
基本编码: "330100201000"
主项名称: 甲
事项类型: 行政许
申
承诺时限: 5
通办范围: 全
实施主体:
  名
申请材料:
  - 名称: 甲
    类别: 
审批链: [{层级: 县, 职责: [收件]}]
"""  # noqa: W291 -- where one has just typed a key


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What docs/editors.md tells the reader to set up: two commands and a copied file."""
    folder = tmp_path_factory.mktemp("仓库")
    assert main(["schema", "--profile", "zhejiang", "-o", str(folder / ".vscode")]) == 0
    shutil.copy(EXAMPLE / "settings.json", folder / ".vscode")
    return folder


@pytest.fixture(scope="module")
def server(workspace: Path) -> Iterator[LanguageServer]:
    with started(workspace) as running:
        yield running


def started(folder: Path, schemas: dict[str, list[str]] | None = None) -> LanguageServer:
    """A server with the settings of the example; VS Code nests dotted names."""
    settings = json.loads((EXAMPLE / "settings.json").read_text(encoding="utf-8"))
    return LanguageServer(
        folder,
        {
            "yaml": {
                "schemas": schemas or settings["yaml.schemas"],
                "schemaStore": {"enable": settings["yaml.schemaStore.enable"]},
                "validate": True,
                "hover": True,
                "completion": True,
            }
        },
    )


def test_keys_and_values_are_offered(server: LanguageServer) -> None:
    server.open("半.yaml", HALF)
    offered = server.completions("半.yaml", 3, 1)
    assert {"办事流程", "子项名称", "办理时限", "审批结果"} <= offered.keys()
    assert not {"基本编码", "牵头部门"} & offered.keys()
    assert offered["子项名称"]["documentation"] == "与省目录完全一致；不分子项的照抄主项名称。"

    assert set(server.completions("半.yaml", 5, 7)) == {"全国", "跨省", "全省", "全市", "全县", "全镇", "无"}
    assert {"行政许可", "公共服务"} <= server.completions("半.yaml", 2, 9).keys()
    assert {"名称", "统一社会信用代码", "性质"} <= server.completions("半.yaml", 7, 3).keys()
    assert set(server.completions("半.yaml", 10, 8)) == {"表格", "证照", "批文", "证明", "其他"}


def test_the_first_key_of_an_empty_file_is_offered(server: LanguageServer) -> None:
    server.open("空.yaml", "\n")
    assert {"基本编码", "申请材料"} <= server.completions("空.yaml", 0, 0).keys()


def test_a_one_thing_is_offered_its_own_keys(server: LanguageServer) -> None:
    server.open("件.yaml", "类别: 一件事\n牵\n")
    offered = server.completions("件.yaml", 1, 1)
    assert {"牵头部门", "事项"} <= offered.keys()
    assert "申请材料" not in offered


def test_a_key_shows_what_it_means(server: LanguageServer) -> None:
    server.open("看.yaml", HALF.replace("申\n", "").replace("  名\n", "  名称: 甲\n"))
    assert "省里统一编的十二位编码" in server.hover("看.yaml", 0, 1)
    assert "在多大范围内可以就近办" in server.hover("看.yaml", 4, 1)
    assert "材料的正式名称" in server.hover("看.yaml", 8, 5)


@pytest.mark.parametrize(
    ("line", "underlined"),
    [
        ("承诺时限: 5", "承诺时限"),
        ("事项类型: 行政许", "只能填：行政许可、"),
        ("通办范围: 镇", "只能填：全国、"),
        ("基本编码: 330100201000", "编码要加引号"),
        ("实施编码: 330100201000", "编码要加引号"),
        ("生效日期: 20180601", "日期写成"),
        ("便民方式: [上门]", "只能填：预约、"),
        ("审批链: [{层级: 县, 职责: [收件]}]", "只能填：国家级、"),
        ("中介服务: [{名称: 甲, 时限: {数值: 5}}]", "单位"),
        ("年办件量: 多", "integer"),
    ],
)
def test_what_is_wrong_is_underlined(line: str, underlined: str, server: LanguageServer) -> None:
    key = line.split(":", maxsplit=1)[0]
    kept = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8").splitlines()
    text = "\n".join([line, *(each for each in kept if not each.startswith(f"{key}:"))]) + "\n"
    found = server.diagnostics(f"{key}.yaml", text)
    assert [number for number, _ in found] == [0]
    assert underlined in found[0][1]


def test_legal_files_are_not_underlined(server: LanguageServer) -> None:
    for name in ("matter", "one_thing"):
        text = (CLEAN / f"clean_{name}.yaml").read_text(encoding="utf-8")
        assert server.diagnostics(f"净/{name}.yaml", f"{text}\n---\n{text}") == []
    text = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8").replace("数量限制: 无", "数量限制:")
    more = "备注: 5\n中介服务:\n网办深度: 3\n改革标签: ~\nx-自用: 1\n"
    assert server.diagnostics("松.yaml", f"{text}{more}") == []


def test_the_mapping_knows_which_file_is_what(server: LanguageServer) -> None:
    manifest = (CLEAN / "clean_manifest.yaml").read_text(encoding="utf-8")
    assert server.diagnostics("甲县/catalog.yaml", manifest) == []
    assert any("国家级、省级" in message for _, message in server.diagnostics("乙县/catalog.yaml", "层级: 县\n"))
    assert server.diagnostics("甲县/事项.yaml", manifest) != []
    for passed_over in ("policy.yaml", "_稿.yaml", "_旧/甲.yaml", ".藏/甲.yaml", "approved.yaml"):
        assert server.diagnostics(f"甲县/{passed_over}", "随便: 1\n") == []


def test_the_example_province_is_not_underlined(workspace: Path) -> None:
    folder = resource_folder("guides")
    schemas = {
        (workspace / ".vscode" / f"{name}.schema.json").as_uri(): patterns
        for name, patterns in (
            ("catalog", ["**/catalog.yaml"]),
            ("directory-entry", ["zhejiang/**/*.yaml", "!**/catalog.yaml"]),
            ("entry", ["**/*.yaml", "!**/catalog.yaml", "!**/_*/**", "!**/policy.yaml", "!zhejiang/**"]),
        )
    }
    wrong = {}
    with started(folder, schemas) as running:
        for file in sorted(folder.rglob("*.yaml")):
            name = file.relative_to(folder).as_posix()
            if found := running.diagnostics(name, file.read_text(encoding="utf-8")):
                wrong[name] = [message for _, message in found]
    # The one deliberate fault of form: a code without quotes.
    assert wrong == {"yueqing/公安/居住证申领.yaml": ['编码要加引号，写成 "331000701000" 的样子']}
