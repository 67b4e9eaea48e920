"""Analyses of all training dispatches, with their parses kept on disk between runs (they take minutes to make)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from spacy.tokens import DocBin

from recoupe.analysis import Analysis, Analyst, Outline, outline
from recoupe.dependencies import scheme_of
from recoupe.language import lexicon_of
from recoupe.monolingual import parse_zones
from recoupe.parsing import load_pipeline, parse
from recoupe.parties import load_registry
from recoupe.places.gazetteer import open_gazetteer
from recoupe.records import Dispatch

CACHE = Path("/tmp/recoupe-training")


def dispatch_of(record: dict[str, Any]) -> Dispatch:
    """The Dispatch of a gold-shaped record."""
    return Dispatch(
        **{k: record.get(k) for k in ("id", "text", "title", "published", "publisher", "url", "lang")}
        | {"id": record["id"]}
    )


def _parsed(seen: Outline, zones: list[int]) -> dict[int, Any]:
    CACHE.mkdir(exist_ok=True)
    pipeline = seen.lexicon["language"]["pipeline"]
    texts = [seen.text[slice(*seen.sentences[i])] for i in zones]
    path = CACHE / hashlib.sha256("\x00".join([pipeline, *texts]).encode()).hexdigest()[:32]
    if path.exists():
        docs = list(DocBin().from_bytes(path.read_bytes()).get_docs(load_pipeline(pipeline).vocab))
    else:
        docs = parse(texts, pipeline, scheme_of(seen.lexicon))
        path.write_bytes(DocBin(docs=docs).to_bytes())
    return dict(zip(zones, docs, strict=True))


def analysed(records: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Analysis]]:
    """(record, Analysis) pairs of gold-shaped records."""
    langs = {record.get("lang") or "fr" for record in records}
    analysts = {lang: Analyst(lexicon_of(lang), load_registry(), open_gazetteer()) for lang in sorted(langs)}
    pairs = []
    for record in records:
        analyst = analysts[record.get("lang") or "fr"]
        seen = outline(dispatch_of(record), analyst.lexicon)
        zones = parse_zones(seen)
        pairs.append((record, analyst.analyse(seen, zones, _parsed(seen, zones))))
    return pairs
