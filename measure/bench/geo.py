"""Places of English news against the coordinates of a benchmark.

    python measure/bench/geo.py ../shared/bench/geo_lgl.jsonl.xz [--every 2 --from 0] [--out PREDICTIONS.jsonl]

Prints the scores of the benchmark's own scorer, which lies beside its file. The benchmark counts adjectives and peoples ("American",
"Russians") as names of their country; Recoupe keeps those with the parties, so they are added here from its table of nationalities.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from pathlib import Path
from typing import Any

from recoupe.language import Lexicon, load
from recoupe.places.gazetteer import open_gazetteer
from recoupe.places.resolve import PlaceFinder
from recoupe.places.tables import tables
from recoupe.sentences import sentences
from recoupe.text import fold, normalise


def nationalities(text: str, lexicon: Lexicon) -> list[dict[str, Any]]:
    """The adjectives and names of peoples in a text, each with the point of its country."""
    known = tables(lexicon).demonyms
    words = list(re.finditer(r"[A-Z][\w-]*", text))
    found: list[dict[str, Any]] = []
    for word, after in zip(words, [*words[1:], None], strict=True):
        start = word.start()
        for end in (after.end() if after and text[word.end() : after.start()] == " " else start, word.end()):
            codes = known.get(fold(text[start:end]))
            if codes and not (found and found[-1]["end"] > start):
                country = lexicon.country_by_code[codes[0]]
                found.append({"start": start, "end": end, "lat": country.lat, "lon": country.lon})
    return found


def toponyms(text: str, finder: PlaceFinder, lexicon: Lexicon) -> list[dict[str, Any]]:
    """What Recoupe finds in one article, in the benchmark's form."""
    normal = normalise(text)
    spans = tuple(sentences(normal, lexicon))
    places = finder.find(normal, frozenset(start for start, _ in spans), (), spans)
    found = [{"start": p.span[0], "end": p.span[1], "lat": p.lat, "lon": p.lon} for p in places]
    taken = [(f["start"], f["end"]) for f in found]
    found += [n for n in nationalities(normal, lexicon) if not any(a < n["end"] and n["start"] < b for a, b in taken)]
    return sorted(found, key=lambda f: f["start"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every N-th article")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--out", type=Path, help="where to write the predictions")
    options = parser.parse_args()
    with lzma.open(options.file, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines][options.first :: options.every]
    lexicon = load("en")
    finder = PlaceFinder(lexicon, open_gazetteer())
    predicted = [{"id": a["id"], "toponyms": toponyms(a["text"], finder, lexicon)} for a in articles]
    if options.out:
        options.out.write_text("".join(json.dumps(p) + "\n" for p in predicted), encoding="utf-8")
    sys.path.insert(0, str(options.file.resolve().parent))
    import score  # type: ignore[import-not-found]  # noqa: PLC0415 - lies beside the benchmark

    print(json.dumps(score.geo(articles, predicted), indent=1))


if __name__ == "__main__":
    main()
