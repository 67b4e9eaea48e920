"""Bytes to where they are asked for: a file appears whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from recoupe.exports.errors import ExportError


def write_file(chunks: Iterable[bytes], path: Path) -> None:
    """Writes beside the file, then renames: whoever reads it sees the old content or the whole of the new.

    What is no ordinary file (a pipe, /dev/stdout) is written to directly. Raises ExportError where it cannot be written.
    """
    try:
        target = path.resolve()
        _check(path, target)
        if target.exists() and not target.is_file():
            with target.open("wb") as out:
                write_stream(chunks, out)
        else:
            _replace(chunks, target)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or error
        raise ExportError(
            f"{path}: cannot be written: {reason}; nothing of it was kept, choose another place"
        ) from error


def write_stream(chunks: Iterable[bytes], out: BinaryIO) -> None:
    """Writes to a stream that is open. Raises OSError as the stream does."""
    for chunk in chunks:
        out.write(chunk)
    out.flush()


def _check(path: Path, target: Path) -> None:
    if target.is_dir():
        raise ExportError(f"{path}: a folder; give a file in it")
    if not target.parent.is_dir():
        raise ExportError(f"{path}: cannot be written, since {target.parent} is no folder; make the folder first")
    if target.exists() and not os.access(target, os.W_OK):
        raise ExportError(f"{path}: cannot be written: it is there and read-only; give another name")


def _replace(chunks: Iterable[bytes], target: Path) -> None:
    temporary = target.with_name(f".recoupe-{secrets.token_hex(6)}.part")
    try:
        with temporary.open("xb") as out:
            write_stream(chunks, out)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
