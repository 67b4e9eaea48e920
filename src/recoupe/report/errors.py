"""The one error of the report."""

from __future__ import annotations


class ReportError(RuntimeError):
    """There is nothing to report, or no page can be made; the message says why and what to do."""
