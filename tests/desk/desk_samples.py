"""A small store to test the desk with: dispatches written for the project, records as a coder would give them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from recoupe.incidents import bring_up_to_date
from recoupe.records import CodedDispatch, DateSpan, Dispatch, Event, Note, Party, Place, Source, Span
from recoupe.store import Store, Stored, content_key, open_store

MALI = ("Douentza", 2460594, 15.0029, -2.9486, "ML")
FASHER = ("El Fasher", 377039, 13.6279, 25.3494, "SD")
NYALA = ("Nyala", 369660, 12.0489, 24.8807, "SD")
HOSTILE = (
    "Alerte <script>document.title='PRIS'</script><img src=x onerror=\"document.title='PRIS'\"> \u202eGNP.exe\u202c \x1b[31m\x07\x00 "
    "</div></article><a href=\"javascript:document.title='PRIS'\">lien</a> {{ 7*7 }} <!-- -->\n"
)


def span(text: str, words: str) -> Span:
    """Where words stand in a text that holds them."""
    start = text.index(words)
    return start, start + len(words)


def party(
    text: str, words: str, name: str, kind: Any, country: str | None = None, loaded: tuple[str, ...] = ()
) -> Party:
    return Party(text=words, name=name, kind=kind, country=country, loaded=loaded, span=span(text, words))


def place(text: str, words: str, known: tuple[Any, ...], precision: Any = "town") -> Place:
    name, identity, lat, lon, country = known
    return Place(
        text=words,
        name=name,
        geonameid=identity,
        lat=lat,
        lon=lon,
        country=country,
        precision=precision,
        span=span(text, words),
    )


def event(text: str, number: int = 1, **values: Any) -> Event:
    base: dict[str, Any] = {
        "id": f"e{number}", "type": "battle.clash", "status": "happened", "certainty": "attributed", "confidence": 0.8,
        "evidence": (span(text, text.rsplit("\n", maxsplit=1)[-1]),),
    }  # fmt: skip
    return Event(**{**base, **values})


def dispatch(
    text: str, published: str, publisher: str, *events: Event, identity: str = "", title: str | None = None
) -> Stored:
    day = dt.date.fromisoformat(published)
    given = Dispatch(
        text=text,
        id=identity or publisher,
        title=title or text.split("\n", maxsplit=1)[0],
        published=day,
        publisher=publisher,
        lang="fr",
    )
    return Stored(content_key(given), given, CodedDispatch(id=given.id, events=events, published=day))


def day(written: str, precision: Any = "day", inferred: bool = False, at: Span | None = None) -> DateSpan:
    found = dt.date.fromisoformat(written)
    return DateSpan(start=found, end=found, precision=precision, inferred=inferred, span=at)


def ambush(publisher: str, published: str, killed: int, words: str) -> Stored:
    """One account of an ambush near Douentza; each tells another toll."""
    text = f"Embuscade au Mali\nLe JNIM a tué {words} soldats maliens mercredi dans une embuscade près de Douentza, selon l'armée."
    told = event(
        text,
        actors=(party(text, "Le JNIM", "JNIM", "rebel", "ML"),),
        targets=(party(text, "soldats maliens", "Military Forces of Mali", "state_forces", "ML"),),
        place=place(text, "Douentza", MALI),
        date=day("2024-03-13", at=span(text, "mercredi")),
        killed=(killed, killed),
        sources=(Source(text="l'armée", span=span(text, "l'armée")),),
        notes=(Note(field="killed", value=str(killed), how="stated", rule="number", spans=(span(text, words),)),),
    )
    return dispatch(text, published, publisher, told)


def market(
    publisher: str, published: str, kind: str, words: str, where: str, day_told: str, killed: int, **values: Any
) -> Stored:
    """A strike on a market; two papers tell such ones, which the linker keeps apart."""
    text = f"Soudan\n{words} a frappé le marché {where} et tué {killed} civils, disent des terroristes présumés."
    told = event(
        text,
        type=kind,
        actors=(party(text, words, words, "state_forces", "SD", loaded=()),),
        targets=(party(text, "civils", "Civilians (Sudan)", "civilians", "SD"),),
        place=place(text, where.removeprefix("d'").removeprefix("de "), FASHER if "Fasher" in where else NYALA),
        date=day(day_told),
        killed=(killed, None),
        sources=(Source(text="des terroristes présumés", span=span(text, "des terroristes présumés")),),
        **values,
    )
    return dispatch(text, published, publisher, told)


def samples() -> list[Stored]:
    """Three accounts of an ambush; two of a market, which are not linked; a planned march told to a province, doubtful and inferred."""
    march = "Niger\nUne marche est prévue dans la région de Tahoua, aurait dit un syndicat."
    planned = event(
        march,
        type="protest.peaceful",
        status="planned",
        certainty="unconfirmed",
        confidence=0.31,
        place=place(march, "Tahoua", ("Tahoua", 2439374, 15.5, 5.5, "NE"), "province"),
        date=day("2024-05-20", "week", inferred=True),
    )
    return [
        ambush("AFP", "2024-03-14", 12, "douze"),
        ambush("Le Fleuve", "2024-03-15", 17, "dix-sept"),
        ambush("Radio Dune", "2024-03-17", 30, "trente"),
        market("Agence Harmattan", "2024-04-09", "explosion.air_strike", "L'aviation", "d'El-Fasher", "2024-04-08", 21),
        market(
            "Le Courrier", "2024-05-02", "strategic.looting", "La milice", "de Nyala", "2024-05-01", 3, confidence=0.55
        ),
        dispatch(march, "2024-05-20", "Le Fleuve", planned),
    ]


def hostile(size: int = 0) -> Stored:
    """A dispatch that attacks whoever shows it, filled up to ``size`` characters; its names are as bad as its text."""
    text = HOSTILE + HOSTILE * max(0, (size - len(HOSTILE)) // len(HOSTILE))
    attack = "<script>document.title='PRIS'</script>"
    told = event(
        text,
        actors=(party(text, attack, f"{attack}\u202e", "unknown"),),
        place=place(text, "lien", (f'" onmouseover="document.title=\'PRIS\'" {attack}', None, 1.0, 2.0, "ML")),
        date=day("2024-01-05"),
        evidence=(span(text, attack),),
        notes=(Note(field="type", value=attack, how="stated", rule=attack, spans=(span(text, "Alerte"),)),),
    )
    given = dispatch(text, "2024-01-05", attack, told, identity=attack, title=f"{attack}\u202e titre")
    return Stored(given.key, given.dispatch.model_copy(update={"url": "javascript:alert(1)"}), given.coded)


def filled(path: Path, *more: Stored) -> Store:
    """A linked store of the samples."""
    store = open_store(path, create=True)
    store.add([*samples(), *more])
    bring_up_to_date(store)
    return store
