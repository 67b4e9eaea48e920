"""The notebook goes from ten dispatches to a map, and is kept without outputs."""

from __future__ import annotations

import json
import re

import pytest
from handbook.notebook import Page, page
from handbook.sessions import ROOT

NOTEBOOK = ROOT / "docs" / "notebooks" / "ten-dispatches-to-a-map.ipynb"


@pytest.fixture(scope="module")
def executed() -> Page:
    for name in ("nbclient", "nbformat", "ipykernel", "altair", "vl_convert"):
        pytest.importorskip(name, reason=f"{name} is not installed (extra docs)")
    return page(NOTEBOOK)


def test_it_is_kept_without_outputs() -> None:
    cells = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells and all(not cell["outputs"] and cell["execution_count"] is None for cell in cells)


def test_ten_dispatches_come_to_events(executed: Page) -> None:
    counts = re.search(r"```text\n(\{'example-congo'.*?\})\n```", executed.markdown, re.S)
    assert counts and len(re.findall(r"'[\w-]+': \d+", counts[1])) == 10
    assert re.search(r"evidence: Onze soldats", executed.markdown)


def test_it_ends_in_a_map(executed: Page) -> None:
    [(name, picture)] = executed.pictures.items()
    assert picture.startswith(b"\x89PNG") and len(picture) > 20_000 and f"]({name})" in executed.markdown
    assert '"type": "FeatureCollection"' in executed.markdown
