"""Exports: the field's own formats.

In: the events of a store that pass a filter. Out: a file in one of twelve formats, and what was left out of it and why.
It never writes half a file, never drops an event in silence, and never copies more of a text than the evidence.
"""

from recoupe.exports.errors import ExportError
from recoupe.exports.formats import FORMATS, Format
from recoupe.exports.run import Exported, export

__all__ = ["FORMATS", "ExportError", "Exported", "Format", "export"]
