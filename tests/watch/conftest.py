"""A site for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from server import Site
from server import site as serve


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        yield served
