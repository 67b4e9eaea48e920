-- Where PostGIS is there: the place of each event as a point, kept by the server itself from lon and lat.
ALTER TABLE events ADD COLUMN IF NOT EXISTS geom geometry(Point, 4326)
    GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED;
CREATE INDEX IF NOT EXISTS events_geom ON events USING gist (geom);
