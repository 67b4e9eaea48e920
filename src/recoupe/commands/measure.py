"""``recoupe measure``: the coder scored against a gold set."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from recoupe.commands.coding import coder_asked_for
from recoupe.console import Problems, orderly, put

# ruff: noqa: PLC0415


def measure(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="A folder of *.json: dispatches with events coded by hand.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    details: Annotated[bool, typer.Option("--details", help="Name missed, invented and mistyped events.")] = False,
) -> None:
    """Score the coder against a gold set."""
    problems = Problems()
    with orderly():
        from recoupe.batch import code_read
        from recoupe.measure import load_gold, score
        from recoupe.measure.gold import gold_files
        from recoupe.reading import read
        from recoupe.rendering import printable

        events = load_gold(gold)
        coded = code_read(coder_asked_for(None, None, None), read(gold_files(gold)), problems.say)
        report = score(events, {one.id: [event.codebook() for event in one.events] for _, one in coded})
        for finding in report.findings if details else ():
            print(printable(finding), file=sys.stderr)
        put(json.dumps(report.as_dict(), indent=1) if as_json else report.table())
    problems.exit()
