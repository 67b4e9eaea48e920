"""Passages that a page takes from elsewhere, so that a figure stands in one place.

In: a page with comments that name what belongs there. Out: the page with it. Two are known:
``<!-- from PAGE: HEADING -->``, a section of another page, and ``<!-- made: NAME -->``, what a function below makes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from handbook.lexicons import DATA
from handbook.markdown import code, table
from handbook.sessions import ROOT
from recoupe.language import load
from recoupe.language.schema import FILES, TABLES

MODELS = DATA / "data" / "models"
_HEADING = re.compile(r"(#+) (.*?)\s*$")
_WANTED = re.compile(r"<!-- (from|made)( [\w./-]+)?: (.+?) -->")


class PassageError(ValueError):
    """A page asks for a passage that is not there; the message names it and what there is."""


def filled(markdown: str, docs: Path) -> str:
    """The page with all passages in place. Raises PassageError where one is not to be had."""

    def passage(found: re.Match[str]) -> str:
        if found[1] == "from":
            return section(docs / found[2].strip(), found[3])
        if found[3] not in MADE:
            raise PassageError(f"{found[0]}: nothing of this name is made; give {', '.join(MADE)}")
        return MADE[found[3]]()

    return _WANTED.sub(passage, markdown)


def section(page: Path, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or above, without the heading itself."""
    lines = page.read_text(encoding="utf-8").splitlines()
    heads = [(number, len(found[1]), found[2]) for number, line in enumerate(lines) if (found := _HEADING.match(line))]
    asked = next(((number, level) for number, level, title in heads if title == heading), None)
    if asked is None:
        raise PassageError(
            f"{page.name} has no heading {heading!r}; it has {', '.join(repr(title) for *_, title in heads)}"
        )
    begin, level = asked
    end = next((number for number, other, _ in heads if number > begin and other <= level), len(lines))
    return "\n".join(lines[begin + 1 : end]).strip()


def models() -> str:
    """The models that ship: what each decides between, how many weights, how many bytes."""
    paths = sorted(MODELS.glob("*/*.json"))
    rows = [_model(path) for path in paths if path.name != "thresholds.json"]
    total = sum(path.stat().st_size for path in paths)
    return "\n\n".join(
        [
            table(["file", "says", "features with a weight", "bytes"], rows),
            f"Together {total:,} bytes.",
        ]
    )


def _model(path: Path) -> tuple[str, str, str, str]:
    content = json.loads(path.read_text(encoding="utf-8"))
    classes = content["classes"]
    says = "yes or no" if len(classes) <= 2 else f"one of {len(classes)}"
    return code(f"{path.parent.name}/{path.name}"), says, f"{len(content['weights']):,}", f"{path.stat().st_size:,}"


def training_set() -> str:
    """How many dispatches were coded by hand to train on, and from which corpora."""
    found: dict[str, list[int]] = {}
    for line in (ROOT / "training" / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        counts = found.setdefault(one["id"].rpartition("-")[0] or one["id"], [0, 0, 0])
        counts[0] += 1
        counts[1] += bool(one["events"])
        counts[2] += len(one["events"])
    rows = [(code(corpus), *(f"{count:,}" for count in counts)) for corpus, counts in sorted(found.items())]
    total = ("together", *(f"{sum(counts[i] for counts in found.values()):,}" for i in range(3)))
    return table(["corpus", "dispatches", "of them with events", "events"], [*rows, total])


def acts() -> str:
    """The acts of the frame lexicon, with some of the words of each."""
    found: dict[str, list[str]] = {}
    for frame in load("fr")["frames"]["frame"]:
        words = [*frame.get("verbs", ()), *frame.get("nouns", ()), *frame.get("phrases", ())]
        found.setdefault(frame["act"], []).extend(words)
    rows = [
        (code(act), f"{', '.join(words[:5])}{', …' if len(words) > 5 else ''}") for act, words in sorted(found.items())
    ]
    return table(["act", "words, among them"], rows)


def lexicon_files() -> str:
    """The files that every language needs."""
    return ", ".join(map(code, [*(f"{stem}.toml" for stem in FILES), *(f"{stem}.tsv" for stem in TABLES)])) + "."


MADE: dict[str, Callable[[], str]] = {
    "models": models,
    "annotations": training_set,
    "acts": acts,
    "lexicon files": lexicon_files,
}
