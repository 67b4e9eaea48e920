-- Version 4. What editors made of records: accepted, corrected, rejected, or added where the machine missed one. A review is
-- never changed: the latest of an event stands, and the machine's record lies in events as it was.

CREATE TABLE reviews (
    number integer PRIMARY KEY,
    event_id text NOT NULL,             -- "<key>:<id>"; of an added event an id of its own, "<key>:a1"
    key text NOT NULL,                  -- of the dispatch
    verdict text NOT NULL,              -- accept, correct, reject, add; reopen takes back what was said before
    editor text NOT NULL,
    made_at text NOT NULL,              -- ISO 8601, UTC
    note text,
    party_keys text,                    -- of a corrected or added record, its parties' names folded, "|" before, between and after
    id text,                            -- the record's values, as in events; null where there is none
    type text,
    status text,
    certainty text,
    confidence double precision,
    actors text,
    targets text,
    sources text,
    place text,
    geonameid bigint,
    lat double precision,
    lon double precision,
    country text,
    place_precision text,
    origin text,
    origin_geonameid bigint,
    origin_country text,
    destination text,
    destination_geonameid bigint,
    destination_country text,
    date_start date,
    date_end date,
    date_precision text,
    date_inferred boolean,
    killed_low bigint,
    killed_high bigint,
    injured_low bigint,
    injured_high bigint,
    captured_low bigint,
    captured_high bigint,
    displaced_low bigint,
    displaced_high bigint,
    record text,                        -- the whole record as JSON
    exact bytea
);

CREATE VIEW latest_reviews AS
SELECT r.* FROM reviews r JOIN (SELECT max(number) AS number FROM reviews GROUP BY event_id) l ON l.number = r.number;

-- What stands: the machine's records, those corrected in the corrected form, and those added.
CREATE VIEW standing AS
SELECT
    e.event_id, e.key, e.position, e.number, CASE WHEN l.verdict = 'reopen' THEN NULL ELSE l.verdict END AS verdict,
    CAST(NULL AS text) AS party_keys,
    e.type, e.status, e.certainty, e.confidence, e.actors, e.targets, e.sources,
    e.place, e.geonameid, e.lat, e.lon, e.country, e.place_precision, e.date_start, e.date_end, e.date_precision, e.date_inferred,
    e.killed_low, e.killed_high, e.injured_low, e.injured_high,
    e.captured_low, e.captured_high, e.displaced_low, e.displaced_high,
    CAST(e.record AS text) AS record, e.exact
FROM events e LEFT JOIN latest_reviews l ON l.event_id = e.event_id
WHERE l.verdict IS NULL OR l.verdict IN ('accept', 'reject', 'reopen')
UNION ALL
SELECT
    r.event_id, r.key, d.position, 1000000 + r.number, r.verdict, r.party_keys,
    r.type, r.status, r.certainty, r.confidence, r.actors, r.targets, r.sources,
    r.place, r.geonameid, r.lat, r.lon, r.country, r.place_precision, r.date_start, r.date_end, r.date_precision, r.date_inferred,
    r.killed_low, r.killed_high, r.injured_low, r.injured_high,
    r.captured_low, r.captured_high, r.displaced_low, r.displaced_high,
    r.record, r.exact
FROM latest_reviews r JOIN dispatches d ON d.key = r.key
WHERE r.verdict IN ('correct', 'add');
