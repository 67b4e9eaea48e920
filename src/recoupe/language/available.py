"""Which languages there are: the package's own, and those that the user has added as folders of data files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_data_dir

from recoupe.language.lexicon import Lexicon, load, read_toml
from recoupe.language.schema import LexiconError

_OWN = Path(str(files("recoupe.language")))


@dataclass(frozen=True)
class Language:
    """What language.toml says of a language; the rest of its folder is read when a dispatch needs it."""

    code: str
    name: str
    pipeline: str
    package: str
    folder: Path

    @property
    def installed(self) -> bool:
        """Whether the package that holds its spaCy pipeline is there."""
        return find_spec(self.pipeline) is not None

    @property
    def lexicon(self) -> Lexicon:
        """Its Lexicon. Raises LexiconError where a data file is wrong."""
        return load(self.code, self.folder.parent)


def user_languages() -> Path:
    """Where the folders of languages that the user adds lie: languages in $RECOUPE_DATA, or in the platform's data folder."""
    return Path(os.environ.get("RECOUPE_DATA") or user_data_dir("recoupe")) / "languages"


def available() -> dict[str, Language]:
    """The languages by their ISO 639-1 codes; the user's own folder of a code wins.

    Raises LexiconError where a language.toml is wrong.
    """
    paths = [path for root in (_OWN, user_languages()) for path in sorted(root.glob("*/language.toml"))]
    return {path.parent.name: _language(path) for path in paths}


def language(code: str) -> Language:
    """The language of a code. Raises LexiconError where there is none."""
    known = available()
    if code not in known:
        raise LexiconError(
            f"no language {code!r}: there are {', '.join(known)}; a folder {user_languages() / code} would add it"
        )
    return known[code]


def lexicon_of(code: str) -> Lexicon:
    """The Lexicon of a language code. Raises LexiconError where there is none, or a data file is wrong."""
    return language(code).lexicon


def _language(path: Path) -> Language:
    said = read_toml(path)
    return Language(path.parent.name, said["name"], said["pipeline"], said["package"], path.parent)
