"""Reading: files, folders, feeds, pages, archives and standard input to dispatches.

In: paths, patterns, addresses, or "-" for standard input. Out: a Dispatch for every dispatch found, a ReadProblem for all that is none.
It never raises for what it reads, never edits a text (offsets hold), and never drops anything without saying so.
"""

from recoupe.reading.files import read
from recoupe.reading.problem import ReadProblem

__all__ = ["ReadProblem", "read"]
