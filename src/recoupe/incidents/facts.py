"""What the linker compares of a record: one flat row an event, made from the store's tables in DuckDB.

The rows are a function of each record alone and of Recoupe's data files, never of the other records: so the likeness of
two records stays what it is, whatever joins the store later.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import duckdb
import pyarrow as pa

from recoupe.incidents.kinship import SORTS, ancestors
from recoupe.language import available
from recoupe.language.lexicon import read_table
from recoupe.store.schema import TABLES

EVENT_COLUMNS = (
    "event_id", "key", "type", "status", "place", "geonameid", "lat", "lon", "country", "place_precision",
    "date_start", "date_end", "date_precision", "killed_low", "killed_high", "injured_low", "injured_high",
)  # fmt: skip
PARTY_COLUMNS = ("event_id", "role", "name_key", "kind", "country", "text")
EVIDENCE_COLUMNS = ("event_id", "words")
INPUTS: dict[str, pa.Schema] = {
    "events": pa.schema(
        [*(TABLES["events"].field(name) for name in EVENT_COLUMNS), ("published", pa.date32()), ("fresh", pa.bool_())]
    ),
    "parties": pa.schema([TABLES["parties"].field(name) for name in PARTY_COLUMNS]),
    "evidence": pa.schema([TABLES["evidence"].field(name) for name in EVIDENCE_COLUMNS]),
}
"""The tables that facts are made from: the store's own, less what the linker does not read; ``published`` is the day
that the coder used, ``fresh`` whether the event is still to be linked."""

_LETTERS = "'[a-z]{4,}'"
_UNKNOWN = "(kind = 'unknown' OR starts_with(name_key, 'unidentified'))"
_PLAIN = "strip_accents(lower({}))"

_SORTS = " UNION ALL ".join(f"SELECT '{kind}' AS kind, '{word}' AS word" for kind, word in SORTS.items())

_PARTIES = f"""
CREATE OR REPLACE TEMP TABLE sides AS
WITH known AS (SELECT * FROM incoming_parties WHERE NOT {_UNKNOWN}),
kin AS (
    SELECT event_id, role, name_key AS kin FROM known
    UNION ALL SELECT k.event_id, k.role, a.ancestor FROM known k JOIN incoming_ancestors a USING (name_key)
    UNION ALL SELECT event_id, role, s.word || ' ' || country FROM known JOIN ({_SORTS}) s ON s.kind = known.kind
)
SELECT event_id,
    list(DISTINCT hash(name_key)) FILTER (role = 'actor' AND kin IS NULL) AS actors, list(DISTINCT hash(name_key)) FILTER (role = 'target' AND kin IS NULL) AS targets,
    list(DISTINCT hash(kin)) FILTER (role = 'actor' AND kin IS NOT NULL) AS actor_kin,
    list(DISTINCT hash(kin)) FILTER (role = 'target' AND kin IS NOT NULL) AS target_kin
FROM (SELECT event_id, role, name_key, NULL AS kin FROM known UNION ALL SELECT event_id, role, NULL, kin FROM kin)
GROUP BY event_id"""

_WORDS = f"""
CREATE OR REPLACE TEMP TABLE tellings AS
WITH told AS (
    SELECT DISTINCT event_id, unnest(regexp_extract_all({_PLAIN.format("words")}, {_LETTERS})) AS word FROM incoming_evidence
),
names AS (
    SELECT event_id, unnest(regexp_extract_all({_PLAIN.format("place")}, {_LETTERS})) AS word FROM incoming_events
    UNION SELECT event_id, unnest(regexp_extract_all({_PLAIN.format("text || ' ' || name_key")}, {_LETTERS})) FROM incoming_parties
)
SELECT event_id, list(hash(word)) AS words
FROM told ANTI JOIN common_words USING (word) ANTI JOIN names USING (event_id, word) GROUP BY event_id"""

# A record without words of time has its day from the dispatch (codebook, "Dates"): it happened in the week before. One that
# has no date at all is taken to be of the month before its dispatch, and says nothing by its day. Both databases read this SQL.
FIRST = """CASE
    WHEN date_start IS NULL THEN published - 30
    WHEN date_precision = 'week' AND date_start = date_end THEN date_start - 7
    WHEN date_precision = 'month' AND date_start = date_end THEN date_start - 15
    WHEN date_precision IN ('year', 'unknown') AND date_start = date_end THEN date_start - 180
    ELSE date_start END"""
LAST = """CASE
    WHEN date_start IS NULL THEN published
    WHEN date_precision = 'week' THEN date_end + 1
    WHEN date_precision = 'month' AND date_start = date_end THEN date_end + 15
    WHEN date_precision IN ('year', 'unknown') AND date_start = date_end THEN date_end + 180
    ELSE date_end END"""
# Coordinates that cannot be, and the point 0, 0 that software puts where it knows none, count as missing.
_POINT = "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180 AND NOT (lat = 0 AND lon = 0)"

_FACTS = f"""
CREATE OR REPLACE TABLE facts AS
SELECT row_number() OVER (ORDER BY event_id) AS n, event_id, key AS dispatch, type, split_part(type, '.', 1) AS family,
    fresh, status = 'planned' AS planned, geonameid, {_PLAIN.format("place")} AS place,
    CASE WHEN {_POINT} THEN lat END AS lat, CASE WHEN {_POINT} THEN lon END AS lon, country,
    CASE WHEN place_precision IN ('site', 'town', 'district') AND {_POINT} THEN 'point'
        WHEN place_precision IN ('province', 'area') AND {_POINT} THEN 'zone'
        WHEN country IS NOT NULL THEN 'country' END AS grain,
    CASE place_precision WHEN 'district' THEN 40 WHEN 'area' THEN 100 WHEN 'province' THEN 150 ELSE 0 END AS reach,
    {FIRST} AS first, {LAST} AS last, date_start IS NOT NULL AS dated,
    date_precision = 'day' AND date_end - date_start <= 2 AS sharp,
    coalesce(actors, []) AS actors, coalesce(targets, []) AS targets,
    coalesce(actor_kin, []) AS actor_kin, coalesce(target_kin, []) AS target_kin,
    killed_low, killed_high, injured_low, injured_high, coalesce(words, []) AS words
FROM incoming_events LEFT JOIN sides USING (event_id) LEFT JOIN tellings USING (event_id)"""


def make_facts(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """Makes the table ``facts``, a row an event, from the tables of INPUTS."""
    given = {f"incoming_{name}": tables[name] for name in INPUTS}
    for name, table in {**given, "common_words": _common(), "incoming_ancestors": _ancestors()}.items():
        connection.register(name, table)
    for statement in (_PARTIES, _WORDS, _FACTS):
        connection.execute(statement)
    for name in given:
        connection.unregister(name)


@cache
def _common() -> pa.Table:
    """Words too common in the news to tell one incident from another, of all languages."""
    tables = [one.folder / "common_words.tsv" for one in available().values()]
    words = {row["word"] for path in tables if path.exists() for row in read_table(path)}
    return pa.table({"word": sorted(words)})


@cache
def _ancestors() -> pa.Table:
    """(party, what it belongs to)."""
    pairs = [(name, above) for name, all_above in ancestors().items() for above in all_above]
    names, parents = zip(*pairs, strict=True) if pairs else ((), ())
    return pa.table({"name_key": pa.array(names, pa.string()), "ancestor": pa.array(parents, pa.string())})
