"""The texts seen so far that are no copies, indexed so that the one most like a new text is found at once.

Source: locality-sensitive hashing of MinHash signatures in bands (Leskovec, Rajaraman, Ullman, "Mining of Massive
Datasets", chapter 3). 25 bands of 5 values propose 99% of the texts that are alike by 0.7, and all that are alike by 0.9.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from recoupe.copies.signature import SIGNATURE_BYTES, THRESHOLD, VALUES, mixed

BANDS = 25
BAND_VALUES = 5
_NOBODY = -1
_PLACES = mixed(np.arange(1, BAND_VALUES + 1, dtype=np.uint64)) | np.uint64(1)
_BAND_OFFSETS = mixed(np.arange(1001, 1001 + BANDS, dtype=np.uint64))


class Originals:
    """An index of originals that grows; about 4 kB each."""

    def __init__(self, known: Iterable[tuple[str, bytes]] = ()) -> None:
        """``known`` are keys and signatures in the order in which the texts came. Raises what ``add`` raises."""
        self._keys: list[str] = []
        self._signatures = np.empty((1024, VALUES), dtype=np.uint32)
        self._latest: dict[int, int] = {}
        # Of originals that share a bucket, the latest is in _latest, and each knows the one before it there.
        self._before = np.empty((1024, BANDS), dtype=np.int32)
        for key, signature in known:
            self.add(key, signature)

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: str, signature: bytes) -> None:
        """Takes a text up as an original. Raises ValueError where the signature is none."""
        values = _values(signature)
        number = len(self._keys)
        if number == len(self._signatures):
            self._signatures = np.concatenate([self._signatures, np.empty_like(self._signatures)])
            self._before = np.concatenate([self._before, np.empty_like(self._before)])
        self._signatures[number] = values
        buckets = _buckets(values)
        self._before[number] = [self._latest.get(bucket, _NOBODY) for bucket in buckets]
        self._latest.update(dict.fromkeys(buckets, number))
        self._keys.append(key)

    def like(self, signature: bytes) -> str | None:
        """The key of the original most like a text, the earliest of equals; None where none reaches THRESHOLD.

        Raises ValueError where the signature is none.
        """
        values = _values(signature)
        candidates = np.array(sorted(self._candidates(values)), dtype=np.intp)
        if not len(candidates):
            return None
        shared = (self._signatures[candidates] == values).sum(axis=1)
        best = int(shared.argmax())
        return self._keys[candidates[best]] if shared[best] >= THRESHOLD * VALUES else None

    def _candidates(self, values: NDArray[np.uint32]) -> set[int]:
        """The numbers of the originals that share a bucket with a signature."""
        found: set[int] = set()
        for band, bucket in enumerate(_buckets(values)):
            number = self._latest.get(bucket, _NOBODY)
            while number != _NOBODY:
                found.add(number)
                number = int(self._before[number, band])
        return found


def _values(signature: bytes) -> NDArray[np.uint32]:
    if len(signature) != SIGNATURE_BYTES:
        raise ValueError(f"a signature of {len(signature)} bytes; it has {SIGNATURE_BYTES}")
    return np.frombuffer(signature, dtype="<u4").astype(np.uint32, copy=False)


def _buckets(values: NDArray[np.uint32]) -> list[int]:
    """For each band a 64-bit number that two signatures share where they share the band's values."""
    bands = values[: BANDS * BAND_VALUES].reshape(BANDS, BAND_VALUES).astype(np.uint64)
    keyed: NDArray[np.uint64] = mixed(mixed(bands) @ _PLACES + _BAND_OFFSETS)
    buckets: list[int] = keyed.tolist()
    return buckets
