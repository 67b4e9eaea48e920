"""What is remembered of each feed between polls, in a small JSON file beside the store."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_dir
from pydantic import BaseModel, ConfigDict, ValidationError

from recoupe.watch.errors import WatchError


class FeedMemory(BaseModel):
    """One feed: validators of its last answer, failures in a row, the time before which it is left alone.

    ``not_before`` counts seconds since 1970 (UTC). ``seen`` are the keys of its items whose pages need no fetching any
    more; it holds none that the feed has dropped.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    not_before: float = 0.0
    seen: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = 1
    feeds: dict[str, FeedMemory]


class Memory:
    """The memory file: read when made, written whole by ``keep``."""

    def __init__(self, path: Path) -> None:
        """Raises WatchError where the file is none of ours, OSError where it cannot be read. A missing one is empty."""
        self.path = path
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            self._feeds: dict[str, FeedMemory] = {}
            return
        except UnicodeDecodeError:
            raise _not_ours(path, "not UTF-8") from None
        try:
            file = _File.model_validate_json(text)
        except ValidationError as error:
            raise _not_ours(path, error.errors()[0]["msg"]) from None
        if file.version != 1:
            raise WatchError(
                f"{path}: of version {file.version}, which a newer Recoupe wrote; use that, or delete the file"
            )
        self._feeds = file.feeds

    def of(self, url: str) -> FeedMemory:
        return self._feeds.get(url, FeedMemory())

    def keep(self, feeds: Mapping[str, FeedMemory]) -> None:
        """Remembers these, and writes the file in one step: a crash leaves the old one or the new one."""
        self._feeds |= feeds
        written = _File(feeds=dict(sorted(self._feeds.items()))).model_dump(exclude_defaults=True) | {"version": 1}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=self.path.parent, delete=False, encoding="utf-8") as file:
            try:
                json.dump(written, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
                os.replace(file.name, self.path)
            except BaseException:
                os.unlink(file.name)
                raise


def memory_path(target: str) -> Path:
    """Where the memory for a store lies: beside a file; for a database in Recoupe's data folder ($RECOUPE_DATA)."""
    if "://" not in target:
        return Path(f"{target}.feeds.json")
    name = hashlib.sha256(target.encode()).hexdigest()[:16]
    return Path(os.environ.get("RECOUPE_DATA") or user_data_dir("recoupe")) / f"feeds-{name}.json"


def _not_ours(path: Path, reason: str) -> WatchError:
    return WatchError(
        f"{path}: not what recoupe watch wrote ({reason}); delete it, and feeds are read as if for the first time"
    )
