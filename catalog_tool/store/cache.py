"""What checking gave last time, kept beside the user's other caches.

One database a catalog, JSON in it. A file whose size and times are as they were is not
even opened; one whose times alone differ is hashed. A cache never stops a run: what
goes wrong with it (a full disk, another run writing, a broken file) ends its use.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_dir

from catalog_tool.formats.refusals import Refusal
from catalog_tool.store.reading import SourceFile, Stamp, read_source, state_of

_SETTLED_NS = 2_000_000_000
"""A file changed so shortly before it was read may change again within the clock's grain: its time proves nothing."""
_UNTRUSTED = ""
_FORGOTTEN_DAYS = 60
_BUSY_SECONDS = 2.0


class Row(NamedTuple):
    """A file as it was: stamp, hash of its bytes, and the extract's form."""

    size: int
    state: str
    digest: str
    form: bytes


def cache_folder() -> str:
    """The system's place for a user's caches."""
    return user_cache_dir("catalog-tool", appauthor=False)


class ExtractCache:
    """The cache of one catalog for one context; `key` is everything a form depends on but the bytes."""

    def __init__(self, folder: str, root: Path, key: str) -> None:
        name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:32]
        self._path = os.path.join(folder, f"{name}.sqlite3")
        self._key = key
        self._rows: dict[str, Row] = {}
        self._new: dict[str, Row] = {}
        self._works = True
        try:
            os.makedirs(folder, exist_ok=True)
            self._load()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                self._works = False
            else:
                self._begin_anew()
        except OSError:
            self._works = False

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
        # Losing a cache to a power cut costs one cold run; waiting for the disk costs every run.
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    def _load(self) -> None:
        if not os.path.exists(self._path):
            return
        connection = self._connect()
        try:
            (known,) = connection.execute("SELECT key FROM about").fetchone() or ("",)
            if known == self._key:
                rows = connection.execute("SELECT inside, size, state, digest, form FROM extracts")
                self._rows = {inside: Row(*rest) for inside, *rest in rows}
        finally:
            connection.close()

    def _begin_anew(self) -> None:
        """A database that is none, or of another age: away with it."""
        try:
            os.unlink(self._path)
        except OSError:
            self._works = False

    def lookup(self, file: SourceFile) -> bytes | None:
        """The form kept for a file if its bytes are still the same."""
        row = self._rows.pop(file.inside, None)
        if row is None or file.refusal is not None:
            return None
        try:
            status = os.stat(file.path)
        except (OSError, ValueError):
            return None
        if status.st_size != row.size:
            return None
        if state_of(status) != row.state:
            data = read_source(file)
            if isinstance(data, Refusal) or hashlib.sha256(data).hexdigest() != row.digest:
                return None
            row = row._replace(state=_trusted(state_of(status)))
            self._new[file.inside] = row
        return row.form

    def keep(self, file: SourceFile, form: bytes, stamp: Stamp | None) -> None:
        """Remember a file's form; `stamp` is None for what was not read in one piece."""
        if stamp is not None and self._works:
            self._new[file.inside] = Row(stamp.size, _trusted(stamp.state), stamp.digest, form)

    def save(self) -> None:
        """Write what is new and forget the files that are gone, in one short transaction."""
        gone = list(self._rows)  # looked up by nobody
        if not self._works or not (self._new or gone):
            return
        try:
            self._write(gone)
        except (OSError, sqlite3.Error):
            return
        _forget_old(os.path.dirname(self._path))

    def _write(self, gone: Iterable[str]) -> None:
        connection = self._connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE IF NOT EXISTS about (key TEXT NOT NULL)")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS extracts (inside TEXT PRIMARY KEY, size INTEGER NOT NULL,"
                " state TEXT NOT NULL, digest TEXT NOT NULL, form BLOB NOT NULL)"
            )
            (known,) = connection.execute("SELECT key FROM about").fetchone() or ("",)
            if known != self._key:
                connection.execute("DELETE FROM extracts")
                connection.execute("DELETE FROM about")
                connection.execute("INSERT INTO about VALUES (?)", (self._key,))
            connection.executemany("DELETE FROM extracts WHERE inside = ?", ((name,) for name in gone))
            rows = ((inside, *row) for inside, row in self._new.items())
            connection.executemany("INSERT OR REPLACE INTO extracts VALUES (?, ?, ?, ?, ?)", rows)
            connection.execute("COMMIT")
        finally:
            connection.close()


def _trusted(state: str) -> str:
    latest = max(int(part) for part in state.split()[:2])
    return state if time.time_ns() - latest > _SETTLED_NS else _UNTRUSTED


def _forget_old(folder: str) -> None:
    """Remove the caches of catalogs that nobody has checked for a long time."""
    oldest = time.time() - _FORGOTTEN_DAYS * 86400
    try:
        for entry in os.scandir(folder):
            if entry.name.endswith(".sqlite3") and entry.stat().st_mtime < oldest:
                os.unlink(entry.path)
    except OSError:
        return
