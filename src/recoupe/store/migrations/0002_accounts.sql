-- Version 2. What analysts ask for most: each event beside the dispatch that tells it.

CREATE VIEW accounts AS
SELECT
    e.event_id, d.id AS dispatch_id, d.title, d.publisher, d.coded_published AS published, d.published_inferred, d.url, d.copy_of,
    e.type, e.status, e.certainty, e.confidence, e.actors, e.targets, e.sources,
    e.place, e.lat, e.lon, e.country, e.place_precision, e.date_start, e.date_end, e.date_precision, e.date_inferred,
    e.killed_low, e.killed_high, e.injured_low, e.injured_high,
    e.captured_low, e.captured_high, e.displaced_low, e.displaced_high
FROM events e JOIN dispatches d ON d.key = e.key;
