"""The packages that Recoupe needs, and those of its extras, as its own metadata lists them."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from recoupe.doctor.finding import Finding

_FOR = {
    "postgres": "a team's store",
    "report": "recoupe report",
    "desk": "recoupe desk",
    "ray": "coding on many machines",
    "docs": "building the documentation",
    "test": "the tests",
    "train": "training the models",
}


def packages() -> Iterator[Finding]:
    """One finding for each package that coding needs and that is not there as it should be; one for all, if all are."""
    needed = [one for one in _requirements() if not one.marker or one.marker.evaluate({"extra": ""})]
    wrong = [(one, reason) for one in needed if (reason := _amiss(one))]
    for requirement, reason in wrong:
        yield Finding("broken", requirement.name, reason, f"pip install '{requirement.name}{requirement.specifier}'")
    if not wrong:
        yield Finding("ok", "packages", f"all {len(needed)} that coding needs")


def extras() -> Iterator[Finding]:
    """One finding for each extra."""
    for extra in _names():
        wrong = [f"{one.name} {reason}" for one in _of(extra) if (reason := _amiss(one))]
        name = f"extra {extra}"
        purpose = f"for {_FOR[extra]}" if extra in _FOR else ""
        if wrong:
            says = "; ".join(filter(None, (purpose, ", ".join(wrong))))
            yield Finding("missing", name, says, f"pip install 'recoupe[{extra}]'")
        else:
            yield Finding("ok", name, purpose)


def _names() -> list[str]:
    try:
        return importlib.metadata.metadata("recoupe").get_all("Provides-Extra") or []
    except importlib.metadata.PackageNotFoundError:
        return []


def _of(extra: str) -> list[Requirement]:
    """What an extra adds, here, to what is needed anyway."""
    found = []
    for one in _requirements():
        alone = one.marker and one.marker.evaluate({"extra": extra}) and not one.marker.evaluate({"extra": ""})
        if alone and canonicalize_name(one.name) != "recoupe":
            found.append(one)
    return found


def _requirements() -> list[Requirement]:
    try:
        return [Requirement(line) for line in importlib.metadata.requires("recoupe") or []]
    except importlib.metadata.PackageNotFoundError:
        return []


def _amiss(requirement: Requirement) -> str:
    """Why a package is not as it should be; "" where it is."""
    try:
        version = importlib.metadata.version(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        return "is not installed"
    if not requirement.specifier.contains(version, prereleases=True):
        return f"is {version}, {requirement.specifier} is needed"
    return ""
