"""Dispatches per second, peak memory and cold start, as ratios to parsing the same texts with the same pipeline.

    python benchmarks/throughput.py [--lang en] [--mixed N] [--conflict N] [--seed S] [--all]

Corpora are read from ../shared beside the checkout. Each block of fifty dispatches is first parsed whole by the
spaCy pipeline that the coder uses (with the components the coder uses), then coded; the ratio is coding time over parsing
time, so that both see the same machine at the same time. One process, one thread of work each.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from recoupe import Coder, Dispatch
from recoupe.analysis import outline
from recoupe.language import language, lexicon_of
from recoupe.parsing import load_pipeline
from recoupe.text import normalise

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
MIXED = {"fr": "corpora/orange_fr_20k", "en": "bench/geo_lgl"}
CONFLICT = {"fr": "corpora/orange_fr_monde", "en": "bench/isaf_dev"}
"""Where dispatches of all kinds, and those about conflict, are drawn from; English has local news and press releases."""
MANY = {"fr": 6, "en": 1}
"""How many sentences with a trigger make a dispatch one about conflict."""
BLOCK = 50
COLD = (
    "import time; t=time.perf_counter(); from recoupe import Coder, Dispatch; "
    "c=Coder().code(Dispatch(id='x', lang='fr', published='2024-05-07', text='Mali : six soldats tués dans une embuscade près de Gao\\n\\n"
    "Six soldats maliens ont été tués lundi dans une embuscade tendue par des hommes armés près de Gao, a annoncé l\\'armée.')); "
    "assert c.events; print(time.perf_counter()-t)"
)


def dispatches(name: str, lang: str) -> Iterator[Dispatch]:
    """The dispatches of one corpus file."""
    with lzma.open(SHARED / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Dispatch(id=record["id"], text=record["text"], published=record.get("published"), lang=lang)


def conflict(lang: str) -> list[Dispatch]:
    """The dispatches of which the gate lets many sentences through: those with a conflict in them."""
    chosen, lexicon = [], lexicon_of(lang)
    for dispatch in dispatches(CONFLICT[lang], lang):
        seen = outline(dispatch, lexicon)
        if len({seen.sentence_of(t.span[0]) for t in seen.triggers}) >= MANY[lang]:
            chosen.append(dispatch)
    return chosen


def compare(coder: Coder, lang: str, sample: list[Dispatch]) -> tuple[float, float, int]:
    """(seconds parsing, seconds coding, events found) over the sample, block by block."""
    nlp = load_pipeline(language(lang).pipeline)
    parsing = coding = 0.0
    events = 0
    for start in range(0, len(sample), BLOCK):
        block = sample[start : start + BLOCK]
        began = time.perf_counter()
        for _ in nlp.pipe([normalise(d.text) for d in block], batch_size=BLOCK):
            pass
        middle = time.perf_counter()
        events += sum(len(coder.code(d).events) for d in block)
        parsing += middle - began
        coding += time.perf_counter() - middle
    return parsing, coding, events


def report(name: str, sample: list[Dispatch], lang: str, coder: Coder) -> None:
    parsing, coding, events = compare(coder, lang, sample)
    print(
        f"{name:<10}{len(sample):>7} dispatches {events:>6} events   parse {len(sample) / parsing:>7.1f}/s   "
        f"code {len(sample) / coding:>7.1f}/s   ratio {coding / parsing:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lang", choices=sorted(MIXED), default="fr")
    parser.add_argument("--mixed", type=int, default=1000, help="how many of the 20,000 mixed dispatches (random)")
    parser.add_argument("--conflict", type=int, default=300, help="how many conflict dispatches (random)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--all", action="store_true", help="all of both; takes hours")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"throughput: no corpora at {SHARED}")
    coder, lang = Coder(), arguments.lang
    for dispatch in conflict(lang)[:3]:
        coder.code(dispatch)
    cold = min(
        float(subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )
    print(f"cold start to the first record: {cold:.1f} s (best of 3)")
    mixed, fighting = list(dispatches(MIXED[lang], lang)), conflict(lang)
    if not arguments.all:
        draw = random.Random(arguments.seed)
        mixed = draw.sample(mixed, min(arguments.mixed, len(mixed)))
        fighting = draw.sample(fighting, min(arguments.conflict, len(fighting)))
    report("mixed", mixed, lang, coder)
    report("conflict", fighting, lang, coder)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
