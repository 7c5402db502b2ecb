"""The YAML language server that VS Code's YAML extension runs, driven over stdio."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any, Self

SERVER = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
_SECONDS = 30


class LanguageServer:
    """A running server with one folder open and the settings an editor would give it."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        assert SERVER is not None
        self.folder = folder
        self._settings = settings
        self._process = subprocess.Popen(
            [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._next = 0
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._published: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        root = folder.as_uri()
        self._ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": folder.name}],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {
                        "hover": {"contentFormat": ["markdown"]},
                        "completion": {"completionItem": {"snippetSupport": True}},
                    },
                },
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {}})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ask("shutdown", None)
        self._tell("exit", None)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.wait(_SECONDS)
        self._reader.join(_SECONDS)
        self._process.stdin.close()
        self._process.stdout.close()

    def open(self, name: str, text: str) -> None:
        """Open a file with that text."""
        item = {"uri": self._uri(name), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": item})

    def diagnostics(self, name: str, text: str) -> list[tuple[int, str]]:
        """What the editor underlines in a file: line from 0, and message."""
        self.open(name, text)
        while True:
            told = self._published.get(timeout=_SECONDS)
            if told["uri"] == self._uri(name):
                return [(each["range"]["start"]["line"], each["message"]) for each in told["diagnostics"]]

    def completions(self, name: str, line: int, character: int) -> dict[str, dict[str, Any]]:
        """What an open file is offered at a position, by label."""
        found = self._ask("textDocument/completion", self._at(name, line, character))
        return {item["label"]: item for item in found["items"]}

    def hover(self, name: str, line: int, character: int) -> str:
        """What is shown where the mouse rests."""
        found = self._ask("textDocument/hover", self._at(name, line, character))
        return str(found["contents"]["value"]) if found else ""

    def _uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def _at(self, name: str, line: int, character: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self._uri(name)}, "position": {"line": line, "character": character}}

    def _ask(self, method: str, parameters: Any) -> Any:
        self._next += 1
        self._send({"id": self._next, "method": method, "params": parameters})
        answer = self._answers.get(timeout=_SECONDS)
        assert answer["id"] == self._next
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _tell(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _wanted(self, request: dict[str, Any]) -> Any:
        """What the server asks the editor for: its settings; all else it may go on without."""
        if request["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item["section"]) for item in request["params"]["items"]]

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            if message.get("method") == "textDocument/publishDiagnostics":
                self._published.put(message["params"])
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._wanted(message)})
            elif "id" in message:
                self._answers.put(message)
