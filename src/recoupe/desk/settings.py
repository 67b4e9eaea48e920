"""How a desk is asked to run."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from recoupe.desk.errors import DeskError
from recoupe.desk.safety.accounts import Accounts
from recoupe.desk.safety.guard import loopback

PORT = 8765


@dataclass(frozen=True)
class Settings:
    """``host`` and ``port`` to listen at; who may sign in; ``editor`` is the name of whoever works without signing in.

    ``tiles`` is the address of online tiles with {z}, {x} and {y}; without it the base map is the installed one. ``certificate`` and
    ``private_key`` are PEM files for https. Raises DeskError where others could reach the desk without signing in.
    """

    host: str = "127.0.0.1"
    port: int = PORT
    accounts: Accounts = field(default_factory=Accounts)
    editor: str = ""
    names: tuple[str, ...] = ()
    tiles: str | None = None
    certificate: Path | None = None
    private_key: Path | None = None

    def __post_init__(self) -> None:
        if not loopback(self.host) and not self.accounts.demanded:
            raise DeskError(
                f"--host {self.host}: others could reach the desk there, so it needs to know who they are; give --accounts FILE, "
                "or set RECOUPE_DESK_PASSWORD"
            )
        if (self.certificate is None) != (self.private_key is None):
            raise DeskError("https needs both --certificate and --private-key")
        if self.tiles is not None and not self._tiles_fit():
            raise DeskError(f"--online-tiles {self.tiles}: give an https address with {{z}}, {{x}} and {{y}} in it")

    @property
    def secure(self) -> bool:
        """Whether the desk itself speaks https."""
        return self.certificate is not None

    @property
    def address(self) -> str:
        """What to open in a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}/"

    @property
    def tiles_from(self) -> str | None:
        """The origin of online tiles, for the Content-Security-Policy."""
        if self.tiles is None:
            return None
        parts = urlsplit(self.tiles)
        return f"{parts.scheme}://{parts.netloc}"

    def _tiles_fit(self) -> bool:
        parts = urlsplit(self.tiles or "")
        named = all(mark in (self.tiles or "") for mark in ("{z}", "{x}", "{y}"))
        return (
            parts.scheme == "https"
            and bool(parts.hostname)
            and named
            and not any(c in parts.netloc for c in " ;,'\"{}*")
        )


def person() -> str:
    """The name of this machine's user, for the reviews that they make."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "editor"
