"""Who may sign in: names with argon2 hashes of their passwords, and programs with tokens.

The file is TOML: under [users] a hash for each name, under [tokens] the SHA-256 of a token for each program. A token is 32 random
bytes, so that one round of a hash is enough; a person's password is not (RFC 9106).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from recoupe.desk.errors import DeskError

_TOKEN = "recoupe_"
SHORTEST = 10
"""Characters of a password."""


@dataclass(frozen=True)
class Accounts:
    """Hashes by name. Without any, whoever reaches the desk may use it: it is then for the loopback alone."""

    users: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)

    @property
    def demanded(self) -> bool:
        """Whether one must sign in."""
        return bool(self.users or self.tokens)

    def signed_in(self, name: str, password: str) -> bool:
        """Whether name and password fit; an unknown name takes as long as a wrong password."""
        known = self.users.get(name)
        try:
            return PasswordHasher().verify(known or _nobody(), password) and known is not None
        except (VerificationError, InvalidHashError):
            return False

    def program(self, token: str) -> str | None:
        """The program whose token it is."""
        given = _digest(token)
        found = [name for name, kept in self.tokens.items() if hmac.compare_digest(kept, given)]
        return found[0] if found else None


def load_accounts(file: Path) -> Accounts:
    """The accounts of a file. Raises DeskError, naming file and mend, where it is none."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise DeskError(
            f"{file}: {error.strerror or error}; recoupe desk --hash-password writes a line for it"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeskError(f"{file}: {error}") from error
    users, tokens = _table(content, "users", "$argon2", file), _table(content, "tokens", "sha256:", file)
    if not users and not tokens:
        raise DeskError(f"{file}: nobody in it; write [users] and a line from recoupe desk --hash-password under it")
    return Accounts(users, tokens)


def hashed(password: str) -> str:
    """The argon2id hash of a password. Raises DeskError where it is too short."""
    if len(password) < SHORTEST:
        raise DeskError(f"the password has {len(password)} characters; give {SHORTEST} or more")
    return PasswordHasher().hash(password)


def new_token() -> tuple[str, str]:
    """A token, to be given to a program, and the line's value that the accounts file keeps of it."""
    token = _TOKEN + secrets.token_urlsafe(32)
    return token, _digest(token)


def _digest(token: str) -> str:
    return f"sha256:{hashlib.sha256(token.encode('utf-8', 'replace')).hexdigest()}"


@cache
def _nobody() -> str:
    return PasswordHasher().hash(secrets.token_urlsafe(16))


def _table(content: Mapping[str, object], name: str, begins: str, file: Path) -> dict[str, str]:
    found = content.get(name, {})
    if not isinstance(found, dict):
        raise DeskError(f"{file}: {name} is no table; write [{name}] on a line of its own")
    for key, value in found.items():
        if not isinstance(value, str) or not value.startswith(begins):
            raise DeskError(f"{file}: {name}.{key} is no hash ({begins}…); recoupe desk --hash-password makes one")
    return dict(found)
