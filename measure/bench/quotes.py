"""Who says what in English news against a benchmark's attributions: python measure/bench/quotes.py FILE.jsonl.xz [odd|even].

Prints the scores of the benchmark's own scorer, and writes the predictions into the folder for passing files: they hold sentences of the articles, which must not lie in this repository.
The benchmark counts those who believe, want or judge something among the sources, and a pronoun where it stands; to whom
something is said is no source there. With ``odd`` or ``even`` every second article is left out.
"""

from __future__ import annotations

import importlib.util
import json
import lzma
import sys
import tempfile
from pathlib import Path
from typing import Any

from recoupe.language import Lexicon, load
from recoupe.records import Span
from recoupe.sentences import sentences
from recoupe.speech import find_attributions, reported
from recoupe.text import normalise

_PREDICTIONS = Path(tempfile.gettempdir()) / "quotes_predictions.jsonl"


def attributions(text: str, lexicon: Lexicon) -> list[dict[str, Any]]:
    """What Recoupe finds in one article, in the benchmark's form."""
    normal = normalise(text)
    spans = sentences(normal, lexicon)
    found = find_attributions(normal, spans, lexicon, attitudes=True)
    told = reported(normal, spans, found, lexicon)
    return [
        {"source": _part(text, (one.citing,)), "cue": _part(text, (one.cue,)), "content": _part(text, content)}
        for one, content in zip(found, told, strict=True)
        if one.manner != "recipient"
    ]


def _part(text: str, spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    if not spans:
        return []
    return [{"spans": [list(span) for span in spans], "text": " ".join(text[a:b] for a, b in spans)}]


def main(path: Path, half: str | None) -> None:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    articles = articles[{"even": 0, "odd": 1}[half] :: 2] if half else articles
    lexicon = load("en")
    predicted = [{"id": a["id"], "attributions": attributions(a["text"], lexicon)} for a in articles]
    _PREDICTIONS.write_text("".join(json.dumps(p) + "\n" for p in predicted), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("score", path.with_name("score.py"))
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    print(json.dumps(scorer.quotes(articles, predicted), indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
