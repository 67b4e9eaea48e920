"""Pauses between requests to one host."""

from __future__ import annotations

from recoupe.watch.pace import Pace


def test_each_host_has_its_pause() -> None:
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(2.0, lambda: now[0], sleep)
    pace.wait("https://a.example/1")
    pace.wait("https://b.example/1")
    assert slept == []
    now[0] += 0.5
    pace.wait("https://A.example/2")
    assert slept == [1.5]
    now[0] += 9
    pace.wait("https://a.example/3")
    assert slept == [1.5]
