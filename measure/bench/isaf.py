"""Military press releases: what coded records say of a release, scored field by field.

    python measure/bench/isaf.py ../shared/bench/isaf_dev.jsonl.xz [--misses FIELD] [--every 2 --from 0]

A release tells one raid, or one paragraph of a list of raids; the set codes it with a date, a province, the insurgents' group,
the least number of insurgents killed and captured, and what follows from them. Records of what happened lately are the raid; a release
has no publication date of its own, so the coder must find it in the text.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from recoupe import Coder, Dispatch, Event
from recoupe.exports.units import units
from recoupe.text import fold

SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared"
MANY = (5, None)
"""How the codebook reads "numerous" and "many"."""
FORCES = ("state_forces", "external_forces")
GROUPS = {
    "Taliban": "taliban", "Haqqani Network": "haqqani", "Islamic Movement of Uzbekistan": "imu", "Hezb-e-Islami Gulbuddin": "hig",
    "Hezb-i-Islami": "hig", "Al Qaeda": "aq", "Lashkar-e-Taiba": "let",
}  # fmt: skip
PROVINCES = {"paktia": "paktya", "paktiya": "paktya", "sar-e pol": "sar-e pul", "orūzgān": "uruzgan", "urozgan": "uruzgan", "wardag": "wardak", "maidan wardak": "wardak",
             "nangarhār": "nangarhar", "konar": "kunar", "jawzjan": "jowzjan", "kondoz": "kunduz", "kandahār": "kandahar", "oruzgan": "uruzgan"}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every N-th release")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--misses", help="show the releases whose FIELD is missed")
    options = parser.parse_args()
    opener = lzma.open if options.file.suffix == ".xz" else open
    with opener(options.file, "rt", encoding="utf-8") as lines:
        releases = [json.loads(line) for line in lines][options.first :: options.every]
    coder = Coder(lang="en")
    found = []
    for release in releases:
        coded = coder.code(Dispatch(id=release["id"], text=release["text"], lang="en"))
        found.append({"id": release["id"], **fields(coded.events, release["text"])})
    sys.path.insert(0, str(SHARED / "bench"))
    import score  # type: ignore[import-not-found]  # noqa: PLC0415 - lies beside the checkout

    print(json.dumps(score.isaf(releases, found), indent=1))
    if options.misses:
        show(options.misses, releases, found)


def fields(events: tuple[Event, ...], text: str) -> dict[str, Any]:
    """The set's fields, from the records of a release."""
    told = [event for event in events if event.status in ("happened", "ongoing")] or list(events)
    raids = [event for event in told if _against_insurgents(event)] or told
    killed, captured = _least(raids, "killed"), _least(raids, "captured")
    places = Counter(name for event in told if (name := province(event)))
    dates = [event.date.start for event in raids if event.date and event.date.start]
    air = any(event.type == "explosion.air_strike" for event in told)
    civilians = any(
        event.killed and event.killed[0] and any(party.kind == "civilians" for party in event.targets) for event in told
    )
    groups = {GROUPS[p.name] for e in told for p in (*e.actors, *e.targets) if p.name in GROUPS}
    return {
        "start_date": dates[0].isoformat() if dates else None,
        "event_type": [_kind(killed, captured, air, civilians)],
        "province": [places.most_common(1)[0][0]] if places else [""],
        "target_group": sorted(groups) or [""],
        "min_killed": killed,
        "min_captured": captured,
        "killq": killed > 0,
        "captureq": captured > 0,
        "killcaptureraid": captured > 0 and not air,
        "airstrike": air,
        "noshotsfired": bool(re.search(r"(?:without|no) shots? (?:being )?fired|without (?:firing|incident)", text)),
        "min_leaders_killed": 0,
        "min_leaders_captured": 0,
    }


def province(event: Event) -> str:
    """The province of an event's place, as the set writes it."""
    name = fold(units(event.place).adm1).replace(" province", "").replace("wilayat", "").strip()
    return PROVINCES.get(name, name)


def _against_insurgents(event: Event) -> bool:
    return any(party.kind in FORCES for party in event.actors) and not any(p.kind in FORCES for p in event.targets)


def _least(events: list[Event], field: str) -> int:
    """The least number over the records; a number told in two of them is one. The set counts "numerous" as four."""
    told = {value for event in events if (value := getattr(event, field))}
    return sum(4 if value == MANY else value[0] or 0 for value in told)


def _kind(killed: int, captured: int, air: bool, civilians: bool) -> str:
    if air:
        return "airstrike"
    if civilians:
        return "civiliancasualty"
    return "captureandkill" if killed and captured else "insurgentskilled" if killed else "detention"


def show(field: str, releases: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """Prints what was coded against what was found, for the releases whose field is missed."""
    for release, own in zip(releases, found, strict=True):
        if release["gold"][field] != own[field]:
            print(f"--- {release['id']}: coded {release['gold'][field]}, found {own[field]}\n{release['text'][:700]}")


if __name__ == "__main__":
    main()
