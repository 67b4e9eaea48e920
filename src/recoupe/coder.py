"""The coder (work in progress)."""
from recoupe.analysis import Outline


def parse_zones(seen: Outline) -> list[int]:
    """The sentences worth parsing: those with a trigger, and the title."""
    with_trigger = {seen.sentence_of(hit.span[0]) for hit in seen.triggers}
    return sorted(with_trigger | ({0} if seen.sentences else set()))
