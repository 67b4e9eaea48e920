"""The coder and the engine that a command's options ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

# Every command loads what it needs itself, so that --version, --help and a wrong option answer at once.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.coder import Coder
    from recoupe.workers import Engine

EngineName = Literal["processes", "ray"]


def coder_asked_for(registry: Path | None, lang: str | None, pipeline: str | None) -> Coder:
    """The coder asked for; what the person named is loaded at once, so that a mistake in it shows whatever is coded.

    Without a registry it takes in the person's own, to which the desk saves names, if there is one.
    """
    from recoupe.coder import Coder
    from recoupe.own_names import own_registry
    from recoupe.parsing import load_pipeline
    from recoupe.parties import load_registry

    registry = registry or own_registry()
    if registry is not None:
        load_registry(registry)
    if pipeline is not None and lang is None:
        raise typer.BadParameter("a pipeline is one language's: give --lang too", param_hint="--pipeline")
    if pipeline is not None:
        load_pipeline(pipeline)
    return Coder(registry=registry, lang=lang, pipeline=pipeline)


def engine_asked_for(name: EngineName, workers: int, address: str | None) -> Engine:
    """The engine asked for. Raises BadParameter for an address that it has no use for."""
    if name == "ray":
        from recoupe.cluster import Ray

        return Ray(workers, address=address)
    if address is not None:
        raise typer.BadParameter("only --engine ray reaches other machines", param_hint="--ray-address")
    from recoupe.workers import Processes

    return Processes(workers)
