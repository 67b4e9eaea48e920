"""``recoupe doctor``: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Literal

import typer

from recoupe.console import orderly, put

# ruff: noqa: PLC0415


def doctor(
    form: Annotated[Literal["text", "jsonl"], typer.Option("--format", help="How to print.")] = "text",
) -> None:
    """Check the installation: what is there, what is missing, and how to get it.

    Exit status 1 where something is broken that coding needs; what is only missing as an extra does not count.
    """
    with orderly():
        from recoupe.doctor import examine

        found = list(examine())
        for one in found:
            if form == "jsonl":
                put(json.dumps(asdict(one), ensure_ascii=False))
            else:
                put(f"{one.state:<8} {one.name:<22} {one.says}{f'; {one.mend}' if one.mend else ''}")
        if any(one.state == "broken" for one in found):
            raise typer.Exit(1)
