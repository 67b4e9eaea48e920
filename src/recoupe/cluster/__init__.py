"""Cluster: work shared by Ray, on this machine or on many.

In: work and the items that it is done for, or a Ray Dataset of dispatches. Out: the results in the order of the items.
It never changes a result, reaches another machine unasked, or sends what it counts to anybody.
"""

from recoupe.cluster.engine import Ray
from recoupe.cluster.errors import ClusterError
from recoupe.cluster.tables import code_dataset

__all__ = ["ClusterError", "Ray", "code_dataset"]
