"""``recoupe ingest``: sources in, a store of coded dispatches out."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.commands.coding import EngineName, coder_asked_for, engine_asked_for
from recoupe.commands.reading import SOURCES, Columns, PrivateAllowed, columns_asked_for
from recoupe.console import Problems, complain, orderly, put

# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.ingest import Report

Into = Annotated[str, typer.Option("--into", metavar="STORE", help="A DuckDB file, made if missing, or postgresql://…")]
Batch = Annotated[int, typer.Option(min=1, help="Dispatches stored in one transaction.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes that share the work; no record depends on it.")]
EngineAsked = Annotated[EngineName, typer.Option(help="Who shares the coding: processes of this machine, or Ray.")]
Address = Annotated[
    str | None,
    typer.Option(metavar="HOST:PORT", help="A running Ray cluster; if not given, Ray runs on this machine alone."),
]


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help=SOURCES),
    ],
    *,
    into: Into,
    workers: Workers = 1,
    engine: EngineAsked = "processes",
    ray_address: Address = None,
    batch: Batch = 64,
    columns: Columns = None,
    allow_private: PrivateAllowed = False,
    registry: Annotated[Path | None, typer.Option(help="A TOML file or folder of actors of your own.")] = None,
    lang: Annotated[
        str | None, typer.Option(help="Code in this language only (fr, en, …); if not given, each dispatch in its own.")
    ] = None,
    pipeline: Annotated[str | None, typer.Option(help="Another installed spaCy pipeline for --lang.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Code dispatches into a store; what is there already is passed over, so a broken-off run goes on where it was."""
    mapping = columns_asked_for(columns)
    shared_by = engine_asked_for(engine, workers, ray_address)
    begun = time.monotonic()
    with orderly():
        from recoupe import ingest as ingesting
        from recoupe.ingest.progress import Progress, display_for
        from recoupe.reading import read
        from recoupe.reading.meter import Meter
        from recoupe.store import open_store

        coder = coder_asked_for(registry, lang, pipeline)
        problems = Problems()
        with open_store(into, create=True) as store:
            meter = Meter(sources)
            items = read(sources, columns=mapping, allow_private=allow_private, meter=meter)
            progress = Progress(meter.share, display_for(sys.stderr), problems.say)
            try:
                with progress:
                    ingesting.ingest(
                        progress.counted(items), coder, store, progress.hear, engine=shared_by, batch=batch
                    )
            except BaseException:
                if progress.tally.items:
                    _print(progress.tally.report(time.monotonic() - begun), as_json)
                    complain("broken off; what the report counts is stored, and the same command goes on from there")
                raise
            _print(progress.tally.report(time.monotonic() - begun), as_json)
        problems.count += sum(progress.tally.uncoded.values())
    problems.exit()


def _print(report: Report, as_json: bool) -> None:
    from recoupe.rendering import printable

    for line in [json.dumps(report.as_dict(), ensure_ascii=False)] if as_json else report.text().splitlines():
        put(printable(line))
