"""The coder that a command's options ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

# Every command loads what it needs itself, so that --version, --help and a wrong option answer at once.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.coder import Coder


def coder_asked_for(registry: Path | None, pipeline: str | None) -> Coder:
    """The coder asked for; what the person named is loaded at once, so that a mistake in it shows whatever is coded."""
    from recoupe.coder import Coder
    from recoupe.parsing import DEFAULT_PIPELINE, load_pipeline
    from recoupe.parties import load_registry

    if registry is not None:
        load_registry(registry)
    if pipeline is not None:
        load_pipeline(pipeline)
    return Coder(registry=registry, pipeline=pipeline or DEFAULT_PIPELINE)
