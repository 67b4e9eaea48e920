-- Version 1. DuckDB and PostgreSQL both read this file. Order is by position (of the dispatch, from 1, in the order
-- stored) and number (from 1, within the dispatch, event or record). Offsets are half-open, in characters of the text.

CREATE TABLE dispatches (
    key text PRIMARY KEY,               -- content key: 32 hex digits
    position bigint NOT NULL,
    id text NOT NULL,
    title text,
    text text NOT NULL,
    published date,                     -- as the dispatch came
    publisher text,
    url text,
    lang text,
    coded_id text,                      -- the id of the coded dispatch, where it is another
    coded_published date,               -- the publication day that the coder used
    published_inferred boolean NOT NULL,
    skipped text,                       -- why it was not coded
    events integer NOT NULL,            -- how many it came to
    copy_of text,                       -- key of the earlier dispatch of which it is a copy
    signature bytea,                    -- MinHash
    exact bytea                         -- the records as JSON, where a string of theirs holds what no database takes
);

CREATE TABLE events (
    event_id text PRIMARY KEY,          -- "<key>:<id>"
    key text NOT NULL,                  -- of the dispatch
    position bigint NOT NULL,           -- of the dispatch
    number integer NOT NULL,
    id text NOT NULL,
    type text NOT NULL,
    status text NOT NULL,
    certainty text NOT NULL,
    confidence double precision NOT NULL,
    actors text,                        -- names, "; " between them
    targets text,
    sources text,
    place text,
    geonameid bigint,
    lat double precision,               -- WGS 84 degrees
    lon double precision,
    country text,                       -- ISO 3166-1 alpha-2
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
    killed_low bigint,                  -- high is null where nothing bounds it from above
    killed_high bigint,
    injured_low bigint,
    injured_high bigint,
    captured_low bigint,
    captured_high bigint,
    displaced_low bigint,
    displaced_high bigint,
    record json NOT NULL,               -- the whole record
    exact bytea                         -- the same, where it holds what no database takes as text
);

CREATE TABLE parties (
    event_id text NOT NULL,
    role text NOT NULL,                 -- actor or target
    number integer NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,             -- the name folded: lower case, no accents, no punctuation
    kind text NOT NULL,
    country text,
    loaded text,                        -- loaded words, "; " between them
    text text NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL
);

CREATE TABLE sources (
    event_id text NOT NULL,
    number integer NOT NULL,
    text text NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL
);

CREATE TABLE evidence (
    event_id text NOT NULL,
    number integer NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    words text NOT NULL                 -- what the dispatch says there
);

CREATE TABLE notes (
    event_id text NOT NULL,
    number integer NOT NULL,
    field text NOT NULL,
    value text NOT NULL,
    how text NOT NULL,                  -- stated, inherited or inferred
    rule text NOT NULL,
    spans json NOT NULL                 -- [[start, end], …]
);
