"""The context model: a small transformer that reads the telling sentences of a dispatch together."""

from recoupe.context.reading import Judged, Reading
from recoupe.context.weights import ContextError, Weights, load_weights

__all__ = ["ContextError", "Judged", "Reading", "Weights", "load_weights"]
