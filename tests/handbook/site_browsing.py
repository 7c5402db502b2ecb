"""Sites in a real browser: what it makes of a page, what a script in it finds out, and what axe says of it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from handbook_pages import PROJECT

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = "4.14.1"
INTEGRITY = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
"""sha512 of the package, as the npm registry has it."""
KEPT = PROJECT / "build" / f"axe-core-{AXE}.tgz"


def opened(file: Path, address: str = "") -> str:
    """The DOM a browser makes of the page at an address; skips the test where there is no browser."""
    if BROWSER is None:
        pytest.skip("no Chromium or Chrome on the PATH to open the page with")
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={file.parent / 'profile'}",
        "--virtual-time-budget=5000", "--window-size=1400,900", "--dump-dom", f"{file.as_uri()}{address}",
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()


def found_by(script: str, file: Path, address: str = "", widths: tuple[int, ...] = (1280,)) -> Any:
    """What a script, the body of an async function, returns when it runs in a copy of the page, as plain values.

    The page stands in a frame as wide as asked, since a window is never narrower than 500
    pixels; of several widths the results are a list.
    """
    page, runner, frames = (file.with_name(name) for name in (f"tried-{file.name}", "tried.js", "frames.html"))
    runner.write_text(
        "(async () => {" + script + "})().catch((error) => ({ error: String(error) }))"
        ".then((found) => parent.postMessage(found, '*'));",
        encoding="utf-8",
    )
    # A single document lets nothing run but its own script: in the copy the test's may.
    text = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", file.read_text(encoding="utf-8"))
    page.write_text(text.replace("</body>", '<script src="tried.js"></script></body>'), encoding="utf-8")
    inside = "".join(f'<iframe width="{width}" height="900" src="{page.name}{address}"></iframe>' for width in widths)
    frames.write_text(
        f'<!DOCTYPE html><meta charset="utf-8">{inside}<pre id="told-by-test"></pre><script>'
        "const found = []; addEventListener('message', ({ source, data }) => {"
        "found[[...document.querySelectorAll('iframe')].findIndex((frame) => frame.contentWindow === source)] = data;"
        "document.querySelector('pre').textContent = JSON.stringify(found); });</script>",
        encoding="utf-8",
    )
    told = re.search('<pre id="told-by-test">(.+?)</pre>', opened(frames), re.DOTALL)
    assert told, "the script did not come to its end"
    found = json.loads(unescape(told[1]))
    assert len(found) == len(widths)
    assert None not in found
    return found if len(widths) > 1 else found[0]


def axe_faults(file: Path, widths: tuple[int, ...], address: str = "") -> list[str]:
    """Faults of the page at each width that axe calls serious or critical, with the elements; and if it is too wide."""
    file.with_name("axe.js").write_bytes(_axe())
    script = """
      await new Promise((done, fail) => {
        const axe = document.createElement("script");
        Object.assign(axe, { src: "axe.js", onload: done, onerror: fail });
        document.head.append(axe);
      });
      const { violations, passes } = await axe.run();
      const faults = violations.filter((each) => ["serious", "critical"].includes(each.impact))
        .map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
      const over = document.documentElement.scrollWidth - innerWidth;
      return { faults, passed: passes.length, width: innerWidth, over };
    """
    found = found_by(script, file, address, widths)
    assert all(each.get("passed", 0) > 10 for each in found), found
    assert [each["width"] for each in found] == list(widths)
    return [*(fault for each in found for fault in each["faults"]),
            *(f"{each['over']} px too wide" for each in found if each["over"] > 0)]  # fmt: skip


def _axe() -> bytes:
    """The script of axe-core, fetched once into build/; skips the test where it cannot be had."""
    if not KEPT.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm on the PATH to fetch axe-core with")
        KEPT.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT.parent) as folder:
            command = [npm, "pack", f"axe-core@{AXE}", "--silent", "--pack-destination", folder]
            done = subprocess.run(command, capture_output=True, timeout=120, check=False)
            fetched = Path(folder) / KEPT.name
            if done.returncode or not fetched.exists():
                pytest.skip("the npm registry cannot be reached to fetch axe-core from")
            fetched.replace(KEPT)  # at once, since another worker may look
    data = KEPT.read_bytes()
    assert base64.b64encode(hashlib.sha512(data).digest()).decode() == INTEGRITY
    with tarfile.open(KEPT) as package:
        member = package.extractfile("package/axe.min.js")
        assert member
        return member.read()
