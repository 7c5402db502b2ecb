"""Pages that open from disk, as a browser makes them and as their text stands."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Dom(HTMLParser):
    """The elements of a page and the text of each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.source = text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}

    def of_class(self, name: str) -> int:
        return sum(1 for _, attributes in self.elements if name in (attributes.get("class") or "").split())

    def by_id(self, name: str) -> str:
        found = re.search(rf'id="{name}"[^>]*>([^<]*)<', self.source)
        assert found, name
        return found[1]

    def said(self) -> str:
        """All text on one line."""
        return " ".join(" ".join(self.texts).split())


def opened(file: Path, address: str = "") -> Dom:
    """What a browser makes of the page at an address; skips the test where there is no browser."""
    if BROWSER is None:
        pytest.skip("no Chromium or Chrome on the PATH to open the page with")
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={file.parent / 'profile'}",
        "--virtual-time-budget=3000", "--dump-dom", f"{file.as_uri()}{address}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return Dom(done.stdout.decode())


def nothing_from_outside(page: str) -> None:
    """Asserts that the page, which ends in its data and script, loads nothing."""
    dom = Dom(page)
    assert not [(tag, name) for tag, attributes in dom.elements for name in attributes if name in {"src", "style"}]
    assert "link" not in dom.tags()
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in dom.elements)
    assert "url(" not in page
    assert "://" not in page.partition('<script type="application/json"')[0]


def only_its_own_may_run(page: str, parts: dict[str, list[str]]) -> None:
    """Asserts that the page lets its one style and its one script run, which hold these parts, and nothing else."""
    policies = [a["content"] for tag, a in Dom(page).elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    policy = policies[0] or ""
    for element, texts in parts.items():
        inlined = re.search(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert inlined
        assert all(text in inlined[1] for text in texts)
        digest = b64encode(sha256(inlined[1].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
