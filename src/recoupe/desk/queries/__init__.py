"""Queries: what pages and API ask of a store, in SQL that both databases read.

In: a Store and the filter that was asked for. Out: small frozen records, aggregated and paged by the database.
It never reads a whole table into memory, never puts a person's words into SQL, and never writes.
"""
