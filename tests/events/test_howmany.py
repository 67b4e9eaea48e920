"""The form in which a toll is given last (codebook, "Competing tolls": at least gives way to an exact later count)."""

import pytest

from recoupe import Coder, Dispatch
from recoupe.events.howmany import FigureCandidate, as_last_told
from recoupe.figures import FigureMention
from recoupe.records import Range


def told(at: int, value: Range, *, subset: bool = False, previous: bool = False) -> FigureMention:
    return FigureMention("killed", value, (at, at + 5), "", "number + harm noun", subset=subset, previous=previous)


@pytest.mark.parametrize(
    ("chosen", "others", "expected"),
    [
        (told(0, (12, None)), [told(90, (12, 12))], (12, 12)),
        (told(0, (12, 12)), [told(90, (12, None))], (12, None)),
        (told(90, (12, 12)), [told(0, (12, None))], (12, 12)),
        (told(0, (12, None)), [told(40, (12, 12)), told(90, (12, None))], (12, None)),
        (told(0, (12, None)), [told(90, (13, 13))], (12, None)),
        (told(0, (12, None)), [told(90, (12, 12), subset=True)], (12, None)),
        (told(0, (12, None)), [told(90, (12, 12), previous=True)], (12, None)),
        (told(0, (20, 99)), [told(90, (20, 20))], (20, 99)),
        (told(0, (12, None)), [], (12, None)),
    ],
)
def test_as_last_told(chosen: FigureMention, others: list[FigureMention], expected: Range) -> None:
    assert as_last_told(chosen, [FigureCandidate(figure, {}) for figure in [chosen, *others]]).value == expected


def test_a_record_has_the_later_exact_count() -> None:
    text = (
        "Mali : au moins neuf soldats tués dans une embuscade près de Gao\n\n"
        "Au moins neuf soldats maliens ont été tués lundi dans une embuscade tendue par des hommes armés près de Gao. "
        "Le bilan de l'embuscade est de neuf soldats tués et quatre blessés, a annoncé mardi l'état-major."
    )
    events = Coder().code(Dispatch(id="x", lang="fr", published="2024-05-07", text=text)).events
    assert [event.killed for event in events] == [(9, 9)]
