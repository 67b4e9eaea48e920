"""Which languages there are: the package's own, and those that the user has added as folders of data files."""

from __future__ import annotations

import os
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_data_dir

from recoupe.language.lexicon import Lexicon, load
from recoupe.language.schema import LexiconError

_OWN = Path(str(files("recoupe.language")))
_MARK = "language.toml"


def user_languages() -> Path:
    """Where the folders of languages that the user adds lie: languages in $RECOUPE_DATA, or in the platform's data folder."""
    return Path(os.environ.get("RECOUPE_DATA") or user_data_dir("recoupe")) / "languages"


def available() -> dict[str, Path]:
    """The folder of every language, by its ISO 639-1 code; the user's own folder of a code wins."""
    return {
        path.parent.name: path.parent
        for root in (_OWN, user_languages())
        for path in sorted(root.glob(f"*/{_MARK}"))
    }  # fmt: skip


def lexicon_of(lang: str) -> Lexicon:
    """The Lexicon of a language code. Raises LexiconError where there is none, or a data file is wrong."""
    known = available()
    if lang not in known:
        raise LexiconError(
            f"no language {lang!r}: there are {', '.join(known)}; a folder {user_languages() / lang} would add it"
        )
    return load(lang, known[lang].parent)


def installed(lexicon: Lexicon) -> bool:
    """Whether the package that holds a language's spaCy pipeline is there."""
    return find_spec(lexicon["language"]["pipeline"]) is not None
