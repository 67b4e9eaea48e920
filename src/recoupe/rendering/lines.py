"""JSON Lines: one dispatch a line, the same bytes for the same records."""

from __future__ import annotations

import json
from typing import Any

from recoupe.records import CodedDispatch


def jsonl(coded: CodedDispatch) -> str:
    """``{"id": …, "events": […]}`` without a line break, events as the codebook writes them.

    A dispatch that was not coded also has ``"skipped"``, its reason: an empty list alone would say that it tells none.
    """
    line: dict[str, Any] = {"id": coded.id, "events": [event.codebook() for event in coded.events]}
    if coded.skipped:
        line["skipped"] = coded.skipped
    return json.dumps(line, ensure_ascii=False)
