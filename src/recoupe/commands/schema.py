"""``recoupe schema``: the form of the records."""

from __future__ import annotations

import json

from recoupe.console import orderly, put

# ruff: noqa: PLC0415


def schema() -> None:
    """Print the JSON schema of a coded dispatch."""
    with orderly():
        from recoupe.records import json_schema

        put(json.dumps(json_schema(), indent=2, ensure_ascii=False))
