"""What Typst remembers from one compilation to the next, and how it is made to forget."""

from __future__ import annotations

from typing import Any

_FORGET_AFTER = 12
"""Compilations after which Typst drops what none of them used; it says ten itself."""


def forget(fonts: Any) -> None:
    """Make Typst drop what it remembers: 100 MB per 250 pages, 65 MB per forty charts, kept for ten compilations.

    `fonts` are the typst.Fonts of the compilation. The empty compilations take a tenth of a second.
    """
    import typst

    nothing = typst.Compiler(font_paths=fonts)
    for _ in range(_FORGET_AFTER):
        nothing.compile(input=b"", format="pdf")
