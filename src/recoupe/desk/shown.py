"""Values as the desk writes them."""

from __future__ import annotations

from urllib.parse import urlsplit

from recoupe.desk.words import Words


def figure(low: int | None, high: int | None) -> str:
    """A range in words: 12, 3–9, 12+ (at least 12), "" where nothing is told."""
    if low is None:
        return ""
    return f"{low}" if low == high else f"{low}+" if high is None else f"{low}–{high}"


def web_address(url: str | None) -> str:
    """An address that may stand in a link: http or https alone, else ""."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return url or "" if parts.scheme in ("http", "https") and parts.hostname else ""


def percent(value: float) -> int:
    """A share of 1 in percent."""
    return round(100 * value)


def localised(words: Words, field: str, shown: str) -> str:
    """A value of an incident, as ``incidents`` writes it in English ("Gao (ML, town)", "12–"), in the desk's language."""
    if field in ("killed", "injured", "captured", "displaced"):
        return f"{shown[:-1]}+" if shown.endswith("–") else shown
    if field in ("place", "date") and shown.endswith(")") and " (" in shown:
        head, _, inside = shown[:-1].rpartition(" (")
        group = "precision" if field == "place" else "date_precision"
        parts = (
            words("dispatch.how_inferred") if part == "inferred" else words.label(group, part)
            for part in inside.split(", ")
        )
        return f"{head} ({', '.join(parts)})"
    return words.label(field, shown)
