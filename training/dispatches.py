"""Coded dispatches to train on: the gold beside the checkout, and the project's own annotations (ids, offsets, values; no text)."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
SHARED = ROOT.parent.parent / "shared"
WEIGHT = 2
"""How often an English dispatch counts beside a French one in English models."""
CORPORA = ("orange_fr_monde", "orange_fr_20k", "bbc_afrique_fr", "lemonde_rss_fr_2022")


def gold(folder: str) -> list[dict[str, Any]]:
    """The hand-coded dispatches of shared/gold/FOLDER, by id."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "gold" / folder).glob("*.json"))]


def training(lang: str) -> list[dict[str, Any]]:
    """What the models of a language are trained on, by id."""
    french = annotated() + written("french")
    return french if lang == "fr" else written("english") * WEIGHT + french


def written(language: str) -> list[dict[str, Any]]:
    """The dispatches written for the project, coded by those who wrote them; the texts are the project's own."""
    return [json.loads(line) for line in (ROOT / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]


def annotated() -> list[dict[str, Any]]:
    """The project's annotations joined with the corpora's texts, by id. Spans stand for words, which only the corpora hold."""
    records = {}
    for line in (ROOT / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        records[record["id"]] = record
    joined: dict[str, dict[str, Any]] = {}
    for name in CORPORA:
        with lzma.open(SHARED / "corpora" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                dispatch = json.loads(line)
                if dispatch["id"] in records and dispatch["id"] not in joined:
                    joined[dispatch["id"]] = {
                        **dispatch,
                        "events": [_worded(e, dispatch["text"]) for e in records[dispatch["id"]]["events"]],
                    }
    return [joined[key] for key in sorted(joined)]


def texts() -> Iterator[str]:
    """All texts of the corpora and of the dispatches written for the project."""
    for name in CORPORA:
        with lzma.open(SHARED / "corpora" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)
    yield from (record["text"] for language in ("french", "english") for record in written(language))


def _worded(event: dict[str, Any], text: str) -> dict[str, Any]:
    """An annotation with the words its spans cover."""

    def filled(value: dict[str, Any]) -> dict[str, Any]:
        return {**value, "text": text[slice(*value["span"])]}

    out = dict(event)
    for field in ("actors", "targets"):
        out[field] = [filled(party) for party in event.get(field) or []]
    for field in ("place", "origin", "destination"):
        out[field] = filled(event[field]) if event.get(field) else None
    out["sources"] = [text[slice(*span)] for span in event.get("sources") or []]
    return out
