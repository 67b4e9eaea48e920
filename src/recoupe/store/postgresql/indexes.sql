-- PostgreSQL alone: DuckDB skips what a query does not need by itself. Run at every opening for writing.
CREATE UNIQUE INDEX IF NOT EXISTS dispatches_position ON dispatches (position);
CREATE INDEX IF NOT EXISTS dispatches_copy_of ON dispatches (copy_of) WHERE copy_of IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS events_position ON events (position, number);
CREATE INDEX IF NOT EXISTS events_key ON events (key);
CREATE INDEX IF NOT EXISTS events_type ON events (type);
CREATE INDEX IF NOT EXISTS events_country_date ON events (country, date_start);
CREATE INDEX IF NOT EXISTS events_date ON events (date_start, date_end);
CREATE INDEX IF NOT EXISTS parties_event ON parties (event_id);
CREATE INDEX IF NOT EXISTS parties_name ON parties (name_key);
CREATE INDEX IF NOT EXISTS sources_event ON sources (event_id);
CREATE INDEX IF NOT EXISTS evidence_event ON evidence (event_id);
CREATE INDEX IF NOT EXISTS notes_event ON notes (event_id);
CREATE INDEX IF NOT EXISTS incident_records_incident ON incident_records (incident);
CREATE INDEX IF NOT EXISTS incident_links_a ON incident_links (event_a);
CREATE INDEX IF NOT EXISTS incident_links_b ON incident_links (event_b);
