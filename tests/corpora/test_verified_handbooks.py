"""The twenty real guides and the example province printed in all formats and editions, read back, nothing missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_tool.cli.handbook_formats import Format, writers
from catalog_tool.handbook.subject import Choice
from catalog_tool.publishing import Published, publish
from catalog_tool.store import find_catalogs

EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[2] / "guides").glob("*/catalog.yaml"))


def verified(folder: Path, choice: Choice) -> Published:
    published = publish(find_catalogs([str(folder)])[0], writers(list(Format), None), choice, verified=True)
    assert {name.rpartition(".")[2] for name, _ in published.files} >= {"html", "pdf", "docx"}
    return published


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_every_value_of_the_real_guides_is_in_every_format(guides: Path, edition: str) -> None:
    assert verified(guides, Choice(edition=edition, date="2021-05-31")).faults == ()


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_value_of_the_example_province_is_in_every_format(folder: Path) -> None:
    assert verified(folder, Choice()).faults == ()


@pytest.mark.parametrize("edition", ["brief", "internal", "counter", "list", "notice"])
def test_every_edition_says_the_same_in_every_format(edition: str) -> None:
    assert verified(EXAMPLES[0], Choice(edition=edition)).faults == ()
