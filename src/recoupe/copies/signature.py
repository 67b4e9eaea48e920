"""A text to its MinHash signature: 128 numbers of which two texts share about as many as they share word triples.

Source: Broder, "On the resemblance and containment of documents" (1997); multiply-shift hashing after Dietzfelbinger et al.
(1997). Signatures lie in stores, so they must never change with a library's version: all constants are spelled out here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib

import numpy as np
from numpy.typing import NDArray

VALUES = 128
"""Numbers in a signature; the likeness that it estimates has a standard error of at most 0.044."""
SIGNATURE_BYTES = 4 * VALUES
SHINGLE = 3
"""Words of a shingle."""
THRESHOLD = 0.7
"""The likeness (Jaccard, of the sets of word triples) from which a text is a copy of another."""

_WORD = re.compile(r"\w+")
_ROWS = 2048
"""Shingles hashed at once, so that a text of any length needs little memory."""
_SEED = np.frombuffer(hashlib.shake_256(b"recoupe copies").digest(8 * (2 * VALUES + SHINGLE)), dtype="<u8").astype(
    np.uint64
)
_FACTORS = _SEED[:VALUES] | np.uint64(1)
_OFFSETS = _SEED[VALUES : 2 * VALUES]
_PLACES = _SEED[2 * VALUES :] | np.uint64(1)


def signature(text: str) -> bytes:
    """The signature of a text: VALUES numbers of 32 bits, little-endian.

    Case, punctuation, spacing and the Unicode form of letters do not count. A text of fewer words than SHINGLE is one
    shingle; a text without a word counts as one word, itself.
    """
    shingles = _shingles(text)
    least = np.full(VALUES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(shingles), _ROWS):
        hashed = shingles[start : start + _ROWS, None] * _FACTORS
        hashed += _OFFSETS
        least = np.minimum(least, hashed.min(axis=0))
    return (least >> np.uint64(32)).astype("<u4").tobytes()


def mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """64-bit numbers, each changed so that all its bits depend on all (the finaliser of MurmurHash3, Appleby 2011)."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return values ^ (values >> np.uint64(33))


def _shingles(text: str) -> NDArray[np.uint64]:
    """One 64-bit hash for each run of SHINGLE words."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold()) or [text.strip()]
    hashes = np.zeros(max(len(words), SHINGLE), dtype=np.uint64)
    hashes[: len(words)] = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    count = len(hashes) - SHINGLE + 1
    summed = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_PLACES):
        summed += mixed(hashes[place : place + count] + factor) * factor
    return mixed(summed)
