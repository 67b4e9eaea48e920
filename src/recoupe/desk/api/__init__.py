"""API: what the pages ask, for programs, as JSON; its page is /api/docs.

In: the same filter as the pages', or a review, a decision, a dispatch as JSON. Out: JSON of the same queries.
It never answers what a page would not, never writes without a token or the session's secret, and never takes a path.
"""
