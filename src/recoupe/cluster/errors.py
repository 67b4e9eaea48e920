"""What goes wrong between machines."""

from __future__ import annotations


class ClusterError(RuntimeError):
    """Ray is not installed, not to be reached, or lost what it worked on; the message says what to mend."""
