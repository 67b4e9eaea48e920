-- Version 3. Which events are of one incident, the pairs from which that was worked out, and what editors decided.

CREATE TABLE incident_records (
    event_id text PRIMARY KEY,
    incident text NOT NULL              -- "i" and 16 hex digits, of the event by which it became known
);

CREATE TABLE incident_links (
    event_a text NOT NULL,              -- the lesser id
    event_b text NOT NULL,
    weight double precision NOT NULL    -- log2 odds that the two are of one incident
);

CREATE TABLE decisions (
    number integer PRIMARY KEY,
    action text NOT NULL,               -- merge, split or confirm
    editor text,
    note text
);

CREATE TABLE decided (
    number integer NOT NULL,            -- of the decision
    part integer NOT NULL,              -- of a split: 1 what stays, 2 what goes; else 1
    event_id text NOT NULL
);

CREATE VIEW incident_accounts AS
SELECT r.incident, a.* FROM incident_records r JOIN accounts a ON a.event_id = r.event_id;
