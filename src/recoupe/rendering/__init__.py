"""Rendering: coded dispatches to what a person or a program reads.

In: a CodedDispatch and its Dispatch. Out: something rich prints on a terminal, or a line of JSON.
It never codes, never rounds a value, and never lets a dispatch's characters steer the terminal.
"""

from recoupe.rendering.explanation import explain
from recoupe.rendering.lines import jsonl
from recoupe.rendering.plain import printable
from recoupe.rendering.terminal import render

__all__ = ["explain", "jsonl", "printable", "render"]
