"""How well hand-coded dispatches are linked: B³ and pairwise scores.

    python measure/incidents/score.py [FILE…] [--coder]

FILE is tune.jsonl or test.jsonl beside this script (both, if none is given). ``--coder`` links the records that Recoupe's
own coder makes of the texts instead; those that pair with no hand-coded record are linked with the others and not scored.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from recoupe import Coder, link
from recoupe.incidents.measured import Gold, b_cubed, incidents_of_coded, load_linked, pairwise
from recoupe.store import Stored

HERE = Path(__file__).parent


def coded_by_recoupe(gold: Gold) -> list[Stored]:
    """The same dispatches with the coder's records in place of the hand-coded ones."""
    coder = Coder()
    return [Stored(one.key, one.dispatch, coder.code(one.dispatch), one.copy_of) for one in gold.dispatches]


def linked(dispatches: Iterable[Stored]) -> dict[str, str]:
    """The incident of every event."""
    return {account.event_id: incident.id for incident in link(dispatches) for account in incident.accounts}


def main() -> None:
    """Prints a line a file."""
    parser = argparse.ArgumentParser(description="B³ and pairwise scores of the linker on hand-coded dispatches.")
    parser.add_argument("files", nargs="*", type=Path, default=[HERE / "tune.jsonl", HERE / "test.jsonl"])
    parser.add_argument("--coder", action="store_true", help="link the coder's own records")
    options = parser.parse_args()
    print(f"{'':12} {'records':>7}  {'B³ P':>6} {'R':>6} {'F1':>6}  {'pairs P':>7} {'R':>6} {'F1':>6}")
    for path in options.files:
        gold = load_linked(path)
        dispatches, truth = list(gold.dispatches), dict(gold.incidents)
        if options.coder:
            dispatches = coded_by_recoupe(gold)
            truth = incidents_of_coded(gold, {one.key: one.coded.events for one in dispatches})
        found = linked(dispatches)
        b, p = b_cubed(truth, found), pairwise(truth, found)
        print(
            f"{path.name:12} {len(truth):7}  {b.precision:6.3f} {b.recall:6.3f} {b.f1:6.3f}  "
            f"{p.precision:7.3f} {p.recall:6.3f} {p.f1:6.3f}"
        )


if __name__ == "__main__":
    main()
