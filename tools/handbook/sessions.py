"""The commands that a page shows, run as its reader would run them.

In: a page's ``console`` blocks. Out: what the terminal showed after each command. It never runs a page that does not ask for it.

In such a block a line that begins with "$ " is a command, one with "> " goes on with it; whatever else stands in it is the
output that the page states, with … for what may differ. A comment "<!-- exit status 1 -->" before the block says that its
last command is to fail. INCIDENT in a command is the first incident's id that was shown before it.
"""

from __future__ import annotations

import hashlib
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from recoupe.places.gazetteer import cache_folder, ensure_index

ROOT = Path(__file__).parents[2]
COLUMNS = 80
"""What a terminal has where nobody widens it."""
PATIENCE = 300
"""Seconds after which a command is taken to hang."""

KEPT = 20
"""Pages that stay in the cache: those of the present code, and of a few states before."""

_INCIDENT = re.compile(r"\bi[0-9a-f]{16}\b")
_BLOCK = re.compile(r"(?:<!-- exit status (\d+) -->\n)?^```console\n(.*?)^```$", re.M | re.S)


class SessionError(RuntimeError):
    """A command of a page does not do what the page says; the message names the command and what was shown."""


@dataclass(frozen=True)
class Step:
    """One command of a page: as it is typed, the output that the page states (None if it states none), the exit status."""

    command: str
    stated: str | None
    status: int = 0


@dataclass(frozen=True)
class Block:
    """A ``console`` block: where it stands in the page, and its steps."""

    start: int
    end: int
    steps: tuple[Step, ...]


def blocks(markdown: str) -> list[Block]:
    """The console blocks of a page, in order."""
    return [Block(*found.span(), _steps(found[2], int(found[1] or 0))) for found in _BLOCK.finditer(markdown)]


def _steps(text: str, last_status: int) -> tuple[Step, ...]:
    typed: list[list[str]] = []
    stated: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            typed.append([line[2:]])
            stated.append([])
        elif line.startswith(">") and typed and not stated[-1]:
            typed[-1].append(line[2:])
        elif typed:
            stated[-1].append(line)
        else:
            raise SessionError(f'a console block opens with {line!r}; begin commands with "$ "')
    last = len(typed) - 1
    return tuple(
        Step("\n".join(command), "\n".join(output).rstrip() if output else None, last_status if number == last else 0)
        for number, (command, output) in enumerate(zip(typed, stated, strict=True))
    )


def filled(markdown: str, copies: Iterable[str]) -> str:
    """The page with the output of its commands beside them, run in order in a folder that holds only ``copies``.

    ``copies`` are paths under the repository's root. Raises SessionError where a command ends with another status than the page
    says, or shows other output than it states. What was run is kept beside the gazetteer's index, and not run again while the
    page, the code and the copies are the same.
    """
    paths = [ROOT / path for path in copies]
    kept = cache_folder() / "handbook" / f"{_digest(markdown, [ROOT / 'src', Path(__file__), *paths])}.md"
    if not kept.exists():
        page = _filled(markdown, paths)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(page, encoding="utf-8")
        for old in sorted(kept.parent.glob("*.md"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink()
    return kept.read_text(encoding="utf-8")


def _digest(markdown: str, paths: list[Path]) -> str:
    """One mark for all that the output of a page depends on."""
    digest = hashlib.sha256(markdown.encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _filled(markdown: str, copies: list[Path]) -> str:
    found = blocks(markdown)
    shown = run([step for block in found for step in block.steps], copies)
    parts, position = [], 0
    for block in found:
        outputs = [_written(*shown.pop(0)) for _ in block.steps]
        parts += [markdown[position : block.start], "```console\n", *outputs, "```"]
        position = block.end
    return "".join([*parts, markdown[position:]])


def _written(command: str, output: str) -> str:
    first, *more = command.splitlines()
    lines = [f"$ {first}", *(f"> {line}" for line in more), *output.splitlines()]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def run(steps: list[Step], copies: Iterable[Path]) -> list[tuple[str, str]]:
    """(command, what the terminal shows after it) of each step; they share a folder, and the first that goes wrong ends them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "work"
        folder.mkdir()
        for path in copies:
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, folder / path.name)
        environment = _environment(Path(name))
        shown: list[tuple[str, str]] = []
        for step in steps:
            known = (_INCIDENT.search(output) for _, output in shown)
            incident = next((found[0] for found in known if found), "INCIDENT")
            meant = replace(step, command=step.command.replace("INCIDENT", incident))
            shown.append((meant.command, _checked(meant, folder, environment)))
        return shown


def _environment(own: Path) -> dict[str, str]:
    """That of a plain terminal. Data and indexes that a page adds go into ``own``; the gazetteer's index is there already."""
    cache, index = own / "cache", ensure_index()
    cache.mkdir()
    (cache / index.name).symlink_to(index)
    here = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": str(COLUMNS),
        "RECOUPE_DATA": str(own / "data"), "RECOUPE_CACHE": str(cache),
    }  # fmt: skip
    return {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"} | here


def _checked(step: Step, folder: Path, environment: dict[str, str]) -> str:
    status, output = _run(step.command, folder, environment)
    if status != step.status:
        raise SessionError(f"$ {step.command}\nended with status {status}, not {step.status}, and showed:\n{output}")
    if step.stated is not None and not _agrees(step.stated, output):
        raise SessionError(f"$ {step.command}\nshowed:\n{output}\nbut the page states:\n{step.stated}")
    return output


def _agrees(stated: str, output: str) -> bool:
    """Whether the output is what the page states, line by line; … stands for anything, on a line of its own for any lines."""
    lines = stated.strip().splitlines()
    pattern = "\n".join("(?s:.*)" if line == "…" else re.escape(line).replace("…", ".*") for line in lines)
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in output.strip().splitlines())) is not None


def _run(command: str, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """(exit status, what was shown) of a command on a terminal of its own, both streams together as a person sees them."""
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        ["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=end, stderr=end
    )
    os.close(end)
    watch = threading.Timer(PATIENCE, process.kill)
    watch.start()
    shown = _read(terminal)
    status = process.wait()
    watch.cancel()
    for path, usual in _usual(folder).items():
        shown = shown.replace(str(path), usual)
    return status, shown.replace("\r\n", "\n").rstrip("\n")


def _usual(folder: Path) -> dict[Path, str]:
    """What a reader would see in place of the temporary folders of a run."""
    return {
        folder: "~",
        folder.parent / "cache": "~/.cache/recoupe",
        folder.parent / "data": "~/.local/share/recoupe",
    }


def _read(terminal: int) -> str:
    """All that is written to a terminal until its last writer is gone."""
    parts: list[bytes] = []
    with suppress(OSError):  # Linux tells the end of a terminal by an error
        while part := os.read(terminal, 65536):
            parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode("utf-8", "replace")
