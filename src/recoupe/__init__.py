"""Recoupe reads news dispatches about armed conflict and codes who did what to whom, where, when, and who says so."""

from recoupe.coder import Coder
from recoupe.records import CodedDispatch, DateSpan, Dispatch, Event, Party, Place, Source, json_schema

__version__ = "0.1.0"
__all__ = ["CodedDispatch", "Coder", "DateSpan", "Dispatch", "Event", "Party", "Place", "Source", "json_schema"]
