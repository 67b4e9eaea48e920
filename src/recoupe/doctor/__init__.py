"""Doctor: what of Recoupe is installed and works.

In: the running installation. Out: one Finding for each thing looked at, with how to mend what is amiss.
It never downloads or installs anything, and never builds or changes an index or a store.
"""

from recoupe.doctor.examining import examine
from recoupe.doctor.finding import Finding

__all__ = ["Finding", "examine"]
