"""Crosswalks: TOML files that say which code of a format stands for which value of the codebook.

A linguist or an analyst may edit them. Each is checked whole when it is loaded: every type (kind, …) of the codebook has
its entry, and every code is one of the format's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from recoupe.exports.errors import ExportError

FOLDER = Path(str(files("recoupe"))) / "data" / "crosswalks"
T = TypeVar("T", bound="Crosswalk")


class Crosswalk(BaseModel):
    """Base of what is read from a crosswalk file: immutable, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def complete(literal: object) -> AfterValidator:
    """A check that a mapping has an entry for every value of a Literal."""

    def checked(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
        missing = [value for value in get_args(literal) if value not in mapping]
        if missing:
            raise ValueError(f"no entry for {', '.join(missing)}; add one")
        return mapping

    return AfterValidator(checked)


def one_of(codes: tuple[str, ...], what: str) -> AfterValidator:
    """A check that a string is one of a format's codes."""

    def checked(code: str) -> str:
        if code not in codes:
            raise ValueError(f"{code!r} is no {what}; give one of {', '.join(codes)}")
        return code

    return AfterValidator(checked)


def load(kind: type[T], name: str, folder: Path = FOLDER) -> T:
    """The crosswalk of a file. Raises ExportError, naming the file and the key of a mistake."""
    path = folder / name
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return kind.model_validate(content)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}; install Recoupe again") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExportError(f"{path}: {error}; mend the file") from error
    except ValidationError as error:
        raise ExportError(f"{path}, {_first(error)}") from error


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    place = _key([str(part) for part in first["loc"] if part != "[key]"])
    return f"key {place}: {first['msg'].removeprefix('Value error, ')}"


def _key(parts: list[str]) -> str:
    """The key as it is written in the file."""
    return ".".join(f'"{part}"' if "." in part else part for part in parts) or "of the file"
