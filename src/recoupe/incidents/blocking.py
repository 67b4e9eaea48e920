"""Which records are compared at all: those that share a place and a time, or where one has neither, a party.

Cost: a record lies in 3 buckets of place and time on average, and is compared with what else lies there. So the work
grows with the records times how many fall into one part of the world in one week, not with their square. Every rule
looks at two records alone; a pair that shares several buckets is taken in the first of them only, so nothing need be
sorted out afterwards.
"""

from __future__ import annotations

BUCKET_DAYS = 8
SLACK_DAYS = 2
"""A record is looked for this many days around its own; two records at most twice as far apart are compared."""
LONGEST_DAYS = 62
"""A record of a longer span says no day; it is compared like one without."""
CELL_DEGREES = 2.0
REACH_DEGREES = 0.5

_DATED = f"first IS NOT NULL AND last - first <= {LONGEST_DAYS}"
_BUCKETS = f"""CAST(floor((first - DATE '1900-01-01' - {SLACK_DAYS}) / {BUCKET_DAYS}) AS integer) AS b0,
        CAST(floor((last - DATE '1900-01-01' + {SLACK_DAYS}) / {BUCKET_DAYS}) AS integer) AS b1"""


def _cells(axis: str) -> str:
    low, high = (f"CAST(floor(({axis} {sign} {REACH_DEGREES}) / {CELL_DEGREES}) AS integer)" for sign in "-+")
    return f"{low} AS {axis}0, {high} AS {axis}1"


SETUP = f"""
CREATE OR REPLACE TEMP TABLE times AS
SELECT n, dispatch, fresh, planned, first, last, country, lat, lon, grain, {_BUCKETS} FROM facts WHERE {_DATED};
CREATE OR REPLACE TEMP TABLE timeless AS
SELECT n, dispatch, fresh, planned, country, place, NOT coalesce({_DATED}, false) AS undated,
    unnest(list_distinct(list_concat(actors, targets))) AS party
FROM facts WHERE place IS NOT NULL AND country IN (SELECT country FROM facts WHERE NOT coalesce({_DATED}, false));
"""
"""Statements that read ``facts`` and give every record its buckets of time, b0 to b1."""

SLICE = f"""
CREATE OR REPLACE TEMP TABLE by_time AS
SELECT * FROM (SELECT *, unnest(generate_series(b0, b1)) AS b FROM times WHERE b0 <= {{last}} AND b1 >= {{first}})
WHERE b BETWEEN {{first}} AND {{last}};
CREATE OR REPLACE TEMP TABLE near AS SELECT * FROM facts WHERE n IN (SELECT n FROM by_time);
CREATE OR REPLACE TEMP TABLE by_cell AS
SELECT *, unnest(generate_series(lat0, lat1)) AS cell_lat
FROM (SELECT *, unnest(generate_series(lon0, lon1)) AS cell_lon
      FROM (SELECT *, {_cells("lat")}, {_cells("lon")} FROM by_time WHERE grain = 'point'));
CREATE OR REPLACE TEMP TABLE by_party AS
SELECT t.*, unnest(list_distinct(list_concat(f.actors, f.targets))) AS party FROM by_time t JOIN near f USING (n);
"""
"""Statements that lay out the records of the buckets of time from {{first}} to {{last}}, so that never more than a slice of
the store is in hand; ``near`` are their facts."""

# What every pair must fulfil: not linked before; two dispatches; a plan is no account of what happened, nor the other way about.
_PAIR = "(l.fresh OR r.fresh) AND l.dispatch != r.dispatch AND l.planned = r.planned"
_TIME = f"""l.b = r.b AND l.b = greatest(l.b0, r.b0)
    AND greatest(l.first, r.first) - least(l.last, r.last) <= {2 * SLACK_DAYS}"""

TIMED_RULES: dict[str, str] = {
    "place and time": f"""
SELECT l.n AS a, r.n AS b FROM by_cell l JOIN by_cell r
ON l.cell_lat = r.cell_lat AND l.cell_lon = r.cell_lon AND {_TIME} AND l.n < r.n AND {_PAIR}
    AND l.cell_lat = greatest(l.lat0, r.lat0) AND l.cell_lon = greatest(l.lon0, r.lon0)
    AND abs(l.lat - r.lat) <= 1 AND abs(l.lon - r.lon) <= 1""",
    "country and time": f"""
SELECT least(l.n, r.n) AS a, greatest(l.n, r.n) AS b FROM by_time l JOIN by_time r
ON l.country = r.country AND {_TIME} AND {_PAIR} AND l.grain != 'point' AND (r.grain = 'point' OR l.n < r.n)""",
    "party and time": f"""
SELECT DISTINCT least(l.n, r.n) AS a, greatest(l.n, r.n) AS b FROM by_party l JOIN by_party r
ON l.party = r.party AND {_TIME} AND {_PAIR} AND l.country IS NULL AND (r.country IS NOT NULL OR l.n < r.n)""",
}
"""Pairs of ``facts.n``, the lesser first, of the records laid out; no two rules give one pair, but where a place has no
country."""
TIMELESS_RULE = f"""
SELECT DISTINCT least(l.n, r.n) AS a, greatest(l.n, r.n) AS b FROM timeless l JOIN timeless r
ON l.country = r.country AND l.place = r.place AND l.party = r.party AND {_PAIR} AND l.undated
    AND (NOT r.undated OR l.n < r.n)"""
"""Pairs of which one record says no day: they must name one place and one party."""
