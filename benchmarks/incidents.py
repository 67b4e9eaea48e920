"""Time and memory of linking synthetic event records, and how they grow.

    python benchmarks/incidents.py [--events N…] [--splink]

The records are like a store of dispatches: 685 events a day (a million in four years), half of them in the five countries
where most is reported; towns cluster around fronts; an incident has one to twelve accounts, three on average, told within
three days. An account gets the day wrong in 5 % of cases and gives a week instead in 10 %, names the province (8 %) or only
the country (7 %), another type that is easily confused (15 %), no actor (30 %), a toll that differs (30 %); of 20 rare
words of an incident it has six. Each size runs in a process of its own; the tables are made beforehand. "pairs" are those that blocking
brings together, "F1" is pairwise against the incidents that the records were made from.

``--splink`` links the same records with Splink, by the same facts, blocking and weights, and says whether both find the
same links with the same weights.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from recoupe.incidents.cluster import clusters
from recoupe.incidents.compare import comparisons, model
from recoupe.incidents.facts import INPUTS
from recoupe.incidents.linkage import KEPT, laid_out, links, workspace

A_DAY = 685
COUNTRIES = 60
TYPES = np.array(
    ["battle.clash", "explosion.air_strike", "explosion.shelling", "explosion.ied", "civilians.attack", "civilians.abduction",
     "protest.peaceful", "riot.demonstration", "strategic.arrests", "strategic.displacement"]
)  # fmt: skip
CONFUSED = np.array(
    ["explosion.ied", "explosion.shelling", "explosion.air_strike", "battle.clash", "battle.clash", "civilians.attack",
     "protest.intervention", "protest.intervention", "riot.demonstration", "strategic.withdrawal"]
)  # fmt: skip


def made(count: int, seed: int = 1) -> tuple[dict[str, pa.Table], np.ndarray]:
    """So many records as the tables that the linker reads, and the number of the incident of each."""
    draw = np.random.default_rng(seed)
    accounts = np.minimum(draw.geometric(1 / 3, count), 12)
    incident = np.repeat(np.arange(count), accounts)[:count]
    kinds = int(incident[-1]) + 1
    share = np.concatenate([np.full(5, 0.1), np.full(COUNTRIES - 5, 0.5 / (COUNTRIES - 5))])
    country = draw.choice(COUNTRIES, kinds, p=share)
    front = draw.integers(0, 8, kinds)
    lat = (country % 12) * 4.0 - 20 + front * 0.4 + draw.normal(0, 0.3, kinds)
    lon = (country // 12) * 14.0 - 10 + (front % 4) * 0.9 + draw.normal(0, 0.4, kinds)
    day = draw.integers(0, max(1, count // A_DAY), kinds) + 18_000
    facts = {"country": country, "lat": np.round(lat, 2), "lon": np.round(lon, 2), "day": day,
             "type": draw.integers(0, len(TYPES), kinds), "actor": draw.integers(0, 12, kinds), "target": draw.integers(0, 6, kinds),
             "killed": draw.geometric(0.15, kinds), "killed_told": draw.random(kinds) < 0.6}  # fmt: skip
    told = {name: values[incident] for name, values in facts.items()}
    return _tables(told, incident, draw), incident


def _tables(told: dict[str, np.ndarray], incident: np.ndarray, draw: np.random.Generator) -> dict[str, pa.Table]:
    count = len(incident)
    ids = np.array([f"{number:032x}:e1" for number in draw.permutation(count)])
    coarse = draw.random(count)
    precision = np.where(coarse < 0.07, "country", np.where(coarse < 0.15, "province", "town"))
    country = np.array([chr(65 + c // 26) + chr(65 + c % 26) for c in told["country"]])
    centre = coarse < 0.15
    lat = np.where(centre, np.round(told["lat"]), told["lat"])
    lon = np.where(centre, np.round(told["lon"]), told["lon"])
    place = np.array([f"lieu {a} {b}" for a, b in zip(lat, lon, strict=True)])
    day = told["day"] + np.where(draw.random(count) < 0.05, 1, 0)
    published = told["day"] + draw.integers(0, 4, count)
    vague = draw.random(count) < 0.10
    start = np.where(vague, published, day)
    killed = np.where(draw.random(count) < 0.3, told["killed"] + draw.integers(1, 4, count), told["killed"])
    figure = pa.array(killed, pa.int64(), mask=~(told["killed_told"] & (draw.random(count) < 0.8)))
    nothing = pa.nulls(count, pa.int64())
    wrong = draw.random(count) < 0.15
    events = {
        "event_id": ids, "key": np.char.partition(ids, ":")[:, 0], "type": np.where(wrong, CONFUSED[told["type"]], TYPES[told["type"]]),
        "status": np.full(count, "happened"), "place": place, "geonameid": nothing, "lat": lat, "lon": lon, "country": country,
        "place_precision": precision, "date_start": start.astype("datetime64[D]"), "date_end": start.astype("datetime64[D]"),
        "date_precision": np.where(vague, "week", "day"), "killed_low": figure, "killed_high": figure, "injured_low": nothing,
        "injured_high": nothing, "published": published.astype("datetime64[D]"), "fresh": np.ones(count, bool),
    }  # fmt: skip
    return {"events": _table("events", events), **_parts(told, incident, ids, country, draw)}


def _parts(
    told: dict[str, np.ndarray], incident: np.ndarray, ids: np.ndarray, country: np.ndarray, draw: np.random.Generator
) -> dict[str, pa.Table]:
    """Parties and evidence."""
    named = draw.random(len(ids)) < 0.7
    actor = np.char.add(np.char.add("groupe ", told["actor"].astype(str)), np.char.add(" ", country))
    target = np.char.add(np.char.add("forces ", told["target"].astype(str)), np.char.add(" ", country))
    names = np.concatenate([actor[named], target])
    parties = {
        "event_id": np.concatenate([ids[named], ids]), "role": np.repeat(["actor", "target"], [named.sum(), len(ids)]),
        "name_key": names, "kind": np.full(len(names), "rebel"), "country": np.concatenate([country[named], country]), "text": names,
    }  # fmt: skip
    words = (incident[:, None] * 20 + draw.integers(0, 20, (len(ids), 6))) * 7919 % 200_003
    spelled = [" ".join(_word(number) for number in row) for row in words.tolist()]
    return {"parties": _table("parties", parties), "evidence": _table("evidence", {"event_id": ids, "words": spelled})}


def _word(number: int) -> str:
    """A made-up word of its own for each number."""
    letters = ""
    while len(letters) < 6:
        letters += "aeioubcdfghjklmnpqrstvwxyz"[number % 26]
        number = number // 26 + 7
    return f"zq{letters}"


def _table(name: str, columns: dict[str, Iterable[object]]) -> pa.Table:
    schema = INPUTS[name]
    arrays = [
        column if isinstance(column, pa.Array) else pa.array(column) for column in (columns[f.name] for f in schema)
    ]
    return pa.table(dict(zip(schema.names, arrays, strict=True))).cast(schema)


def measure(count: int) -> str:
    """One line: what linking so many records took."""
    tables, incident = made(count)
    truth = dict(zip(tables["events"]["event_id"].to_pylist(), incident.tolist(), strict=True))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, used = time.perf_counter(), time.process_time()
    found = links(tables, model())
    linked = time.perf_counter()
    rows = zip(*(column.to_pylist() for column in found.columns), strict=True)
    groups = clusters({event: event.partition(":")[0] for event in truth}, rows)
    done, spent = time.perf_counter(), time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (
        f"{count:>9,} {done - begun:8.1f} s {spent:8.1f} s cpu  (pairs {linked - begun:6.1f}, clusters {done - linked:5.1f})  "
        f"{(done - begun) / count * 1e6:6.0f} µs a record  {found.num_rows:>10,} links  {len(groups):>9,} incidents  "
        f"F1 {_f1(truth, groups):.3f}  peak {peak / 1024:7,.0f} MiB ({(peak - before) / 1024:,.0f} of it for linking)"
    )


def _f1(truth: dict[str, int], groups: list[tuple[str, ...]]) -> float:
    """Pairwise F1."""
    both = Counter((number, truth[event]) for number, group in enumerate(groups) for event in group)
    pairs = [
        sum(n * (n - 1) // 2 for n in counts)
        for counts in (both.values(), map(len, groups), Counter(truth.values()).values())
    ]
    return 2 * pairs[0] / max(1, pairs[1] + pairs[2])


def with_splink(count: int) -> tuple[str, int]:
    """One line on the same with Splink, whose settings are made from the same comparisons and weights; and our own links."""
    begun = time.perf_counter()
    from splink import Linker, SettingsCreator  # noqa: PLC0415 - not needed to run Recoupe
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    imported = time.perf_counter() - begun
    tables, _ = made(count)
    begun, used = time.perf_counter(), time.process_time()
    with workspace(tables) as connection:
        connection.execute("CREATE TABLE paired (a bigint, b bigint)")
        for rule in laid_out(connection):
            connection.execute(f"INSERT INTO paired {rule}")
        connection.execute("CREATE TABLE named AS SELECT * EXCLUDE (dispatch), n AS unique_id FROM facts")
        api = DuckDBAPI(connection)
        # Splink has no rule that joins intervals without listing pairs twice, so it is handed the pairs as an array to explode.
        connection.execute(
            "CREATE TABLE blocked AS SELECT f.*, coalesce(p.pairs, []) AS pairs FROM named f LEFT JOIN "
            "(SELECT n, list(pair) AS pairs FROM (SELECT a AS n, a || '-' || b AS pair FROM paired UNION ALL "
            "SELECT b, a || '-' || b FROM paired) GROUP BY n) p USING (n)"
        )
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=[_splink_comparison(number) for number in range(len(comparisons()))],
            blocking_rules_to_generate_predictions=[
                {"blocking_rule": "l.pairs = r.pairs", "sql_dialect": "duckdb", "arrays_to_explode": ["pairs"]}
            ],
            probability_two_random_records_match=2 ** model().prior / (1 + 2 ** model().prior),
            retain_matching_columns=False,
        )
        linker = Linker(api.register("blocked"), settings, log_level=None, validate_settings=False)
        found = linker.inference.predict(threshold_match_weight=KEPT).as_duckdbpyrelation().to_arrow_table()
    spent, used = time.perf_counter() - begun, time.process_time() - used
    begun, own = time.perf_counter(), time.process_time()
    ours = links(tables, model())
    own_spent, own = time.perf_counter() - begun, time.process_time() - own
    weights = {(row["unique_id_l"], row["unique_id_r"]): row["match_weight"] for row in found.to_pylist()}
    line = (
        f"{count:>9,} Splink {spent:7.2f} s {used:7.2f} s cpu ({imported:.2f} s to import)  {len(weights):,} links   "
        f"Recoupe {own_spent:7.2f} s {own:7.2f} s cpu  {ours.num_rows:,} links   "
        f"weights agree: {sorted(round(w, 3) for w in weights.values()) == sorted(ours['weight'].to_pylist())}"
    )
    return line, ours.num_rows


def _splink_comparison(number: int) -> dict[str, object]:
    """A comparison in Splink's words. Its m and u are set so that log2(m / u) is the weight."""
    one = comparisons()[number]

    def named(condition: str) -> str:
        for name, formula in {
            "told": "least(len(l.words), len(r.words))",
            "rare": "len(list_intersect(l.words, r.words))",
        }.items():
            condition = re.sub(rf"\b{name}\b", formula, condition)
        for name in INPUT_NAMES:
            condition = condition.replace(f"l.{name}", f'"{name}_l"').replace(f"r.{name}", f'"{name}_r"')
        return condition

    def level(name: str | None, condition: str) -> dict[str, object]:
        odds = 2.0 ** model().weight(one.name, name)
        m = min(0.5, odds * 0.5)
        return {
            "sql_condition": condition,
            "label_for_charts": str(name),
            "m_probability": m,
            "u_probability": m / odds,
        }

    return {
        "output_column_name": one.name,
        "comparison_levels": [
            level(None, named(one.missing)),
            *(level(each.name, named(each.condition)) for each in one.levels[:-1]),
            level(one.levels[-1].name, "ELSE"),
        ],
    }


INPUT_NAMES = sorted(
    ("type", "family", "geonameid", "place", "lat", "lon", "country", "grain", "reach", "first", "last", "dated", "sharp", "actors",
     "targets", "actor_kin", "target_kin", "killed_low", "killed_high", "injured_low", "injured_high", "words"),
    key=len, reverse=True,
)  # fmt: skip


def main() -> None:
    """Prints a line a size."""
    parser = argparse.ArgumentParser(description="Time and memory of linking synthetic event records.")
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--splink", action="store_true", help="the same with Splink (pip install splink)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    for count in options.events:
        if options.here:
            print(with_splink(count)[0] if options.splink else measure(count), flush=True)
        else:
            also = ["--splink"] if options.splink else []
            subprocess.run([sys.executable, __file__, "--here", "--events", str(count), *also], check=True)


if __name__ == "__main__":
    main()
