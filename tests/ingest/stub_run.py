"""Run as a program: the doubles' dispatches, coded by a slow double, into a real store. Says a word for each dispatch stored."""

from __future__ import annotations

import sys
import time

from double import CoderDouble, dispatch

from recoupe.ingest import ingest
from recoupe.records import CodedDispatch, Dispatch
from recoupe.store import open_store


class SlowCoder(CoderDouble):
    def code_or_say(self, dispatch: Dispatch) -> CodedDispatch:
        time.sleep(0.002)
        return super().code_or_say(dispatch)


def main(target: str, count: int, batch: int) -> None:
    with open_store(target, create=True) as store:
        items = (dispatch(number) for number in range(count))
        ingest(items, SlowCoder(), store, lambda _: print("one", flush=True), batch=batch)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
