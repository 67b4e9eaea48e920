"""Fixtures that many tests share; the heavy ones are built once a session."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from recoupe.language import Lexicon, load
from recoupe.parties import Registry, load_registry
from recoupe.places.gazetteer import Gazetteer, open_gazetteer

settings.register_profile("recoupe", deadline=None, derandomize=True)
settings.load_profile("recoupe")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load("fr")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry()

@pytest.fixture
def folder(tmp_path: Path, lexicon: Lexicon) -> Path:
    """A copy of the French data files that a test may spoil; load it with ``load("fr", tmp_path)``."""
    copy = tmp_path / "fr"
    copy.mkdir()
    for path in lexicon.folder.iterdir():
        if path.suffix in (".toml", ".tsv"):
            shutil.copy(path, copy / path.name)
    return copy


# A runner in the background may hand on an ignored Ctrl-C; the commands that tests start must hear theirs.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
