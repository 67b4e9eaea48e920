"""Recoupe reads news dispatches about armed conflict and codes who did what to whom, where, when, and who says so."""

__version__ = "0.1.0"
