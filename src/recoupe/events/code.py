"""From an Analysis to Event records: mentions, drafts, fields."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

from recoupe.analysis import Analysis
from recoupe.context import ContextError, Reading, Weights, load_weights
from recoupe.events import contextfeatures, howmany, roles, says, towns, when, where
from recoupe.events.cluster import Scored, Settings, cluster
from recoupe.events.draft import Draft, draft_features, keep_features
from recoupe.events.features import gate_features
from recoupe.events.glance import glanced, reading_of, worth_features
from recoupe.events.join import joined, summary
from recoupe.events.linear import MODELS, LinearModel, ModelError, broken, load_model, read_json
from recoupe.events.words import event_words
from recoupe.language import Lexicon
from recoupe.loading import uncollected
from recoupe.places.resolve import PlaceMention
from recoupe.records import Certainty, DateSpan, Event, EventType, Note, Party, Place, Range, Source, Status

How = Literal["stated", "inherited", "inferred"]
MODEL_NAMES = (
    "gate",
    "zone",
    "mention",
    "mention_type",
    "pair",
    "join",
    "keep",
    "type",
    "status",
    "actor",
    "target",
    "place",
    "town",
    "date",
    "figure",
    "source",
)
CONTEXT = "context.npz"
GLANCE, WORTH = "glance", "worth"
"""The models that pick what a context model reads: of mentions, and of dispatches."""
READ = "read"
"""The threshold of mentions in that choice; that of dispatches is named as its model."""
THRESHOLD_NAMES = (
    "date",
    "gate",
    "zone",
    "mention",
    "pair",
    "join",
    "keep",
    "background",
    "actor",
    "target",
    "second",
    "place",
    "town",
    "figure",
    "source",
)
# Kinds of which a country has one in an event, unless the dispatch clearly sets two side by side ("One party once").
_ONE_A_COUNTRY = ("state_forces", "government", "civilians", "protesters", "rioters", "external_forces")
_UNNAMED = ("Unidentified Armed Group", "Sole Perpetrator")
FIGURES = ("killed", "injured", "captured", "displaced")
MOVING = ("strategic.movement", "strategic.withdrawal", "strategic.displacement", "strategic.transfer")


@dataclass(frozen=True)
class Models:
    """All models of the events stage, and the thresholds set with them. ``context`` is None where there is no context model."""

    by_name: dict[str, LinearModel]
    thresholds: dict[str, float]
    context: Weights | None = None

    def __getitem__(self, name: str) -> LinearModel:
        return self.by_name[name]

    def borrowed(self) -> Models:
        """The models for another language than theirs, whose word vectors mean nothing to them."""
        return Models({name: replace(model, dense=()) for name, model in self.by_name.items()}, self.thresholds, self.context)


@lru_cache(maxsize=4)
@uncollected()
def load_models(name: str, root: Path = MODELS) -> Models:
    """The models and thresholds of the folder ``name``. Raises ModelError where one is missing or broken."""
    folder = root / name
    path = folder / "thresholds.json"
    thresholds = read_json(path)
    if not isinstance(thresholds, dict) or not all(isinstance(value, int | float) for value in thresholds.values()):
        raise broken(path, "no thresholds by name in it")
    context = folder / CONTEXT
    read = context.exists()
    lacking = [name for name in (*THRESHOLD_NAMES, *((READ, WORTH) if read else ())) if name not in thresholds]
    if lacking:
        raise broken(path, f"no threshold for {lacking[0]!r}")
    names = (*MODEL_NAMES, GLANCE, WORTH) if read else MODEL_NAMES
    models = {model: load_model(model, folder) for model in names}
    try:
        return Models(models, thresholds, load_weights(context) if read else None)
    except ContextError as error:
        raise ModelError(str(error)) from error


def scored_mentions(analysis: Analysis, models: Models, lexicon: Lexicon) -> tuple[list[Scored], Reading | None]:
    """Every mention with the probability that it tells an event and of which type, and the reading these come from."""
    found, reading = glanced(analysis, lexicon), None
    if models.context is not None:
        floor, first = models.thresholds[READ], models[GLANCE]
        chances = [first.probability(g.features, g.vector) for g in found]
        gate = models["gate"].scores(gate_features(analysis.outline, lexicon))[0]
        if not found or models[WORTH].probability(worth_features(gate, chances)) < models.thresholds[WORTH]:
            return [], None
        found = [g for g, chance in zip(found, chances, strict=True) if chance >= floor]
        reading = reading_of(analysis, [g.mention for g in found], models.context)
    scored = []
    for g in found:
        features = g.features | contextfeatures.of_mention(reading, g.mention)
        probability = models["mention"].probability(features, g.vector)
        if probability >= models.thresholds["mention"]:
            scored.append(Scored(g.mention, probability, models["mention_type"].distribution(features, g.vector)))
    return scored, reading


def drafts_of(scored: list[Scored], reading: Reading | None, analysis: Analysis, models: Models, lexicon: Lexicon) -> list[Draft]:
    """The mentions of a dispatch put together by event, each draft with its type."""
    groups = cluster(scored, Settings(analysis, reading), models["pair"], models.thresholds["pair"])
    drafts = [typed(Draft(tuple(group), analysis, reading=reading), models, lexicon) for group in groups]
    return joined(
        drafts,
        lambda draft: summary(draft, models["place"], models["date"], lexicon),
        lambda draft: typed(draft, models, lexicon),
        models["join"],
        models.thresholds["join"],
    )


def typed(draft: Draft, models: Models, lexicon: Lexicon) -> Draft:
    """The draft with the type that its model finds likeliest."""
    distribution = models["type"].distribution(draft_features(draft, lexicon), draft.vector)
    return replace(draft, type=max(distribution, key=lambda name: (distribution[name], name)))


def code(analysis: Analysis, models: Models, lexicon: Lexicon) -> tuple[Event, ...]:
    """The Event records of a dispatch, in the order of their first words."""
    scored, reading = scored_mentions(analysis, models, lexicon)
    return events_of(scored, reading, analysis, models, lexicon)


def events_of(
    scored: list[Scored], reading: Reading | None, analysis: Analysis, models: Models, lexicon: Lexicon
) -> tuple[Event, ...]:
    """The Event records that the mentions of a dispatch come to."""
    return records_of(drafts_of(scored, reading, analysis, models, lexicon), models, lexicon)


def records_of(drafts: list[Draft], models: Models, lexicon: Lexicon) -> tuple[Event, ...]:
    """The Event records that the drafts of a dispatch come to: of those that are records, one each, and one more for each further town."""
    judged = [(draft, *_verdict(draft, models, lexicon)) for draft in drafts]
    kept = [(draft, status, keep) for draft, status, keep in judged if status is not None]
    apart = [
        (replace(draft, others=tuple(other.triggers for other, _, _ in kept if other is not draft)), status, keep)
        for draft, status, keep in kept
    ]
    events = [fill(draft, status, keep, models, lexicon) for draft, status, keep in apart]
    told = {(event.type, event.place.name, event.place.country) for event in events if event.place and event.status != "background"}
    together: list[Event] = []
    for event, (draft, status, keep) in zip(events, apart, strict=True):
        together.append(event)
        for place in _further_towns(draft, event, models):
            if (event.type, place.name, place.country) not in told:
                told.add((event.type, place.name, place.country))
                together.append(fill(towns.at(draft, place), status, keep, models, lexicon, place))
    return tuple(event.model_copy(update={"id": f"e{number}"}) for number, event in enumerate(together, 1))


def _further_towns(draft: Draft, event: Event, models: Models) -> list[PlaceMention]:
    """The towns listed beside an event's own where it happened too."""
    own = next((p for p in draft.analysis.places if event.place and p.span == event.place.span), None)
    found = towns.listed_with(draft, own) if own else []
    return [town.place for town in found if models["town"].probability(town.features) >= models.thresholds["town"]]


def _verdict(draft: Draft, models: Models, lexicon: Lexicon) -> tuple[Status | None, float]:
    """The status of a draft that is a record, None for one that is not; and how sure that is."""
    keep = models["keep"].probability(keep_features(draft, lexicon), draft.vector)
    statuses = models["status"].distribution(draft_features(draft, lexicon))
    past = statuses.get("background", 0.0)
    if keep < models.thresholds["keep"]:
        return None, keep
    if past >= models.thresholds["background"]:
        return "background", keep
    live = {name: p for name, p in statuses.items() if name != "background"}
    return cast("Status", max(live, key=lambda name: (live[name], name))), keep


def fill(draft: Draft, status: Status, keep: float, models: Models, lexicon: Lexicon, town: PlaceMention | None = None) -> Event:
    """The Event of a draft, every field with a note of where it comes from.

    ``town`` is a further town of a list for which the draft tells a record of its own; it gets no figures, since most are told of all towns together.
    """
    notes: list[Note] = [_type_note(draft)]
    place = _place(draft, models, notes) if town is None else _listed(town, notes)
    country = roles.event_country(draft, place.country if place else None)
    actors, targets = _parties(draft, country, models, lexicon, notes)
    date = _date(draft, status, models, lexicon, notes)
    killed, injured, captured, displaced = (_figure(draft, field, models, notes) if town is None else None for field in FIGURES)
    cited = _cited(draft, models)
    sources = _sources(cited, notes)
    origin, destination = _journey(draft, place) if draft.type in MOVING else (None, None)
    return Event(
        id="",
        type=cast("EventType", draft.type),
        status=status,
        certainty=_certainty(draft, cited),
        actors=actors,
        targets=targets,
        place=place,
        origin=origin,
        destination=destination,
        date=date,
        killed=killed,
        injured=injured,
        captured=captured,
        displaced=displaced,
        sources=sources,
        evidence=draft.spans,
        confidence=round(keep, 3),
        notes=tuple(notes),
    )


def _type_note(draft: Draft) -> Note:
    hits = [s.mention.hit for s in draft.mentions]
    acts = ", ".join(f"{h.lemmas[0]} ({'/'.join(h.acts)})" for h in hits[:4])
    return Note(field="type", value=draft.type, how="stated", rule=f"frames: {acts}", spans=tuple(h.span for h in hits))


def _place(draft: Draft, models: Models, notes: list[Note]) -> Place | None:
    ranked = [(models["place"].probability(c.features), -c.place.span[0], c) for c in where.candidates(draft)]
    probability, _, best = max(ranked, key=lambda r: (r[0], r[1]), default=(0.0, 0, None))
    if best is None or probability < models.thresholds["place"]:
        return None
    found = best.place
    how: How = "inherited" if best.inherited else "stated"
    notes.append(Note(field="place", value=found.name, how=how, rule=found.rule, spans=(found.span,)))
    return place_record(found)


def _listed(town: PlaceMention, notes: list[Note]) -> Place:
    notes.append(Note(field="place", value=town.name, how="stated", rule=f"{town.rule}; one of several places told together", spans=(town.span,)))
    return place_record(town)


def place_record(found: PlaceMention) -> Place:
    """The codebook's place for a mention of it."""
    return Place(
        text=found.text, name=found.name, geonameid=found.geonameid, lat=found.lat, lon=found.lon, country=found.country,
        precision=found.precision, span=found.span,
    )  # fmt: skip


def _journey(draft: Draft, place: Place | None) -> tuple[Place | None, Place | None]:
    """Origin and destination of a movement, by the words before the places of its sentences."""
    a = draft.analysis
    words = event_words(a.outline.lexicon)
    origin = destination = None
    for mention in (p for p in a.places if draft.holds(p.span[0])):
        before = a.outline.folded[max(0, mention.span[0] - 24) : mention.span[0]]
        if destination is None and words.towards.search(before):
            destination = place_record(mention)
        elif origin is None and words.away.search(before):
            origin = place_record(mention)
    leaving = draft.type in ("strategic.withdrawal", "strategic.displacement")
    if leaving and origin is None and place is not None and (destination is None or destination.name != place.name):
        origin = place
    return origin, destination


def _parties(
    draft: Draft, country: str | None, models: Models, lexicon: Lexicon, notes: list[Note]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and targets: each candidate takes the likelier of its two roles, if that is likely enough."""
    ranked: dict[str, list[tuple[float, roles.Candidate]]] = {"actor": [], "target": []}
    for candidate in roles.candidates(draft, country, lexicon):
        chances = {role: models[role].probability(candidate.features) for role in ranked}
        role = max(chances, key=lambda r: (chances[r], r))
        ranked[role].append((chances[role], candidate))
    chosen: dict[str, list[tuple[float, Party]]] = {"actor": [], "target": []}
    for role, found in ranked.items():
        for chance, candidate in sorted(found, key=lambda f: (-f[0], f[1].best.span)):
            party = roles.party_of(candidate, role, country, draft.type, lexicon)
            floor = models.thresholds[role] if not chosen[role] else models.thresholds["second"]
            same = any(
                p.name == party.name
                or (p.kind == party.kind and p.country == party.country and p.kind in _ONE_A_COUNTRY and chance < 0.85)
                for _, p in chosen[role]
            )
            if chance >= floor and not same:
                chosen[role].append((chance, party))
                how: How = "stated" if candidate.within else "inherited"
                notes.append(
                    Note(field=f"{role}s", value=party.name, how=how, rule=candidate.best.via, spans=(party.span,))
                )
    chosen = {role: _named_first(found) for role, found in chosen.items()}
    ordered = {r: tuple(p for _, p in sorted(found, key=lambda f: (-f[0], f[1].span))) for r, found in chosen.items()}
    return ordered["actor"], ordered["target"]


def _named_first(found: list[tuple[float, Party]]) -> list[tuple[float, Party]]:
    """Without "Unidentified Armed Group" where a party of arms is named: "les assaillants" point back to it."""
    named = any(
        p.kind in ("rebel", "unknown", "political_militia", "communal_militia") and not p.name.startswith(_UNNAMED)
        for _, p in found
    )
    return [f for f in found if not (named and f[1].name.startswith(_UNNAMED))]


def _date(draft: Draft, status: str, models: Models, lexicon: Lexicon, notes: list[Note]) -> DateSpan | None:
    ranked = [
        (models["date"].probability(c.features), n, c) for n, c in enumerate(when.candidates(draft, status, lexicon))
    ]
    if not ranked:
        return None
    chance, _, best = max(ranked, key=lambda r: (r[0], -r[1]))
    if chance < models.thresholds["date"] and draft.analysis.published is None:
        return None
    inferred = best.mention is None or draft.analysis.published_from is not None
    how: How = "inferred" if best.mention is None else "stated" if draft.holds(best.mention.span[0]) else "inherited"
    rule = f"dates: {best.mention.rule}" if best.mention else "no day told: the publication day"
    notes.append(
        Note(
            field="date", value=f"{best.start}/{best.end}", how=how, rule=rule, spans=(best.span,) if best.span else ()
        )
    )
    return DateSpan(start=best.start, end=best.end, precision=best.precision, inferred=inferred, span=best.span)


def _figure(draft: Draft, field: str, models: Models, notes: list[Note]) -> Range | None:
    found = howmany.candidates(draft, field)
    ranked = [(models["figure"].probability(c.features), n, c) for n, c in enumerate(found)]
    # Competing tolls share the chance of being the one that counts: what matters is that one of them is.
    chance = 1.0 - math.prod(1.0 - probability for probability, _, _ in ranked)
    _, _, best = max(ranked, key=lambda r: (r[0], r[1]), default=(0.0, 0, None))
    if best is None or chance < models.thresholds["figure"]:
        return None
    figure = howmany.as_last_told(best.figure, found)
    notes.append(Note(field=field, value=str(list(figure.value)), how="stated", rule=figure.rule, spans=(figure.span,)))
    return figure.value


def _cited(draft: Draft, models: Models) -> list[says.SourceCandidate]:
    """The citations that speak for the event."""
    floor = models.thresholds["source"]
    return [c for c in says.candidates(draft) if models["source"].probability(c.features) >= floor]


def _sources(cited: list[says.SourceCandidate], notes: list[Note]) -> tuple[Source, ...]:
    """The sources by their words, each with a note of how it is cited."""
    found = []
    for attribution in (candidate.attribution for candidate in cited):
        found.append(Source(text=attribution.text, span=attribution.span))
        rule = f"{attribution.manner}: {attribution.verb}"
        notes.append(Note(field="sources", value=attribution.text, how="stated", rule=rule, spans=(attribution.span,)))
    return tuple(found)


def _certainty(draft: Draft, cited: list[says.SourceCandidate]) -> Certainty:
    """asserted, attributed or unconfirmed (codebook, "certainty"): of the event, not of its figures.

    Attributed is what a source says where the body first tells it, and in at least half of the sentences that tell it.
    """
    tenses = [s.mention.tense for s in draft.mentions]
    if tenses.count("conditional") * 2 > len(tenses):
        return "unconfirmed"
    attributed = {sentence for candidate in cited for sentence in candidate.sentences}
    first = next((sentence for sentence in draft.sentences if sentence), 0)
    return "attributed" if first in attributed and len(attributed) * 2 >= len(draft.sentences) else "asserted"
