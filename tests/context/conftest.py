"""The made-up context model, loaded once."""

from __future__ import annotations

import pytest
from made_model import written

from recoupe.context import Weights, load_weights


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Weights:
    return load_weights(written(tmp_path_factory.mktemp("context") / "context.npz"))
