"""Splink, given the same facts, pairs and weights, comes to the same links: the SQL of our own is Fellegi and Sunter's scheme."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest


@pytest.mark.filterwarnings("ignore")
def test_splink_finds_the_same_links_with_the_same_weights() -> None:
    pytest.importorskip("splink")
    benchmark = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "incidents.py"))
    found, ours = benchmark["with_splink"](200)
    assert ours > 300 and found.endswith("weights agree: True")
