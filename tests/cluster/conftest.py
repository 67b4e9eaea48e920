"""One Ray session for all tests of this folder: it takes seconds to begin."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from recoupe.cluster.session import connected


@pytest.fixture(scope="session")
def ray_installed() -> None:
    # Importing it to see would choose its interface before ``connected`` does.
    if find_spec("ray") is None:
        pytest.skip("Ray is not installed: pip install 'recoupe[ray]'")


@pytest.fixture(scope="session")
def session(ray_installed: None) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        # Ray's processes find what the tests hand them here.
        patch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
        with connected(None, 2):
            yield
