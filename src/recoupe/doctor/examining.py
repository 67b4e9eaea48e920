"""Everything that the doctor looks at, in the order in which one thing needs the other."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import recoupe
from recoupe.doctor.finding import Finding
from recoupe.doctor.folders import cache, data
from recoupe.doctor.requirements import extras, packages

_AGAIN = "pip install --force-reinstall recoupe"


def examine() -> Iterator[Finding]:
    """The findings, one after the other as they are made; the pipeline takes some seconds."""
    yield _itself()
    yield Finding(
        "ok", "python", f"{platform.python_version()} ({platform.system()} {platform.machine()}), {sys.executable}"
    )
    yield from packages()
    yield from _languages()
    yield _tried("actors", _actors, _AGAIN)
    yield _tried("gazetteer", _gazetteer, "delete the index, and it is built anew")
    yield cache()
    yield data()
    yield _tried("store", _store, "pip install --force-reinstall duckdb")
    yield from extras()


def _itself() -> Finding:
    folder = Path(recoupe.__file__).parent
    try:
        installed = importlib.metadata.version("recoupe")
    except importlib.metadata.PackageNotFoundError:
        says = f"{recoupe.__version__} runs from {folder}, without being installed"
        return Finding("broken", "recoupe", says, "pip install . in its checkout")
    if installed != recoupe.__version__:
        says = f"{recoupe.__version__} in {folder}, but {installed} is what pip installed"
        return Finding("broken", "recoupe", says, _AGAIN)
    return Finding("ok", "recoupe", f"{installed} in {folder}")


def _tried(name: str, look: Callable[[], str], mend: str) -> Finding:
    """The finding of one look. Whatever it raises is the finding: a doctor that falls over tells nothing of the rest."""
    try:
        return Finding("ok", name, look())
    except Exception as error:
        reason = str(error).strip().splitlines()
        return Finding("broken", name, reason[0] if reason else type(error).__name__, mend)


def _languages() -> Iterator[Finding]:
    """What each language needs; a pipeline that is not installed is no fault, that language is just not read."""
    from recoupe.language import LexiconError, available  # noqa: PLC0415 - every command loads what it needs

    try:
        languages = available()
    except LexiconError as error:
        yield Finding("broken", "languages", str(error), _AGAIN)
        return
    for code, one in languages.items():
        yield _tried(f"lexicon {code}", partial(_lexicon, code), _AGAIN)
        mend = f"pip install '{one.package}'"
        if one.installed:
            yield _tried(f"pipeline {code}", partial(_pipeline, one.pipeline), mend)
            yield _tried(f"models {code}", partial(_models, code), _AGAIN)
        else:
            says = f"{one.pipeline} is not installed: {one.name} is not read"
            yield Finding("missing", f"pipeline {code}", says, mend)


def _pipeline(name: str) -> str:
    from recoupe.parsing import load_pipeline, parse  # noqa: PLC0415 - costs seconds

    meta = load_pipeline(name).meta
    tokens = len(parse(["Bamako - Gao - Kidal, 2012."], name)[0])
    return f"{name} {meta['version']} parses ({tokens} tokens of a line)"


def _lexicon(lang: str) -> str:
    from recoupe.language import lexicon_of  # noqa: PLC0415

    lexicon = lexicon_of(lang)
    words = f"{len(lexicon.triggers):,} triggers, {len(lexicon.countries)} countries"
    return f"{lexicon['language']['name']}, {words}"


def _actors() -> str:
    from recoupe.parties import load_registry  # noqa: PLC0415

    return f"{len(load_registry().actors):,} in the registry"


def _models(lang: str) -> str:
    from recoupe.events.code import load_models  # noqa: PLC0415
    from recoupe.language import lexicon_of  # noqa: PLC0415

    models = load_models(lexicon_of(lang)["language"]["models"])
    return f"{len(models.by_name)} read{', and a context model' if models.context else ''}"


def _gazetteer() -> str:
    """Looks into every index that there is; builds none."""
    from recoupe.places.gazetteer import Gazetteer, cache_folder, user_dumps  # noqa: PLC0415

    indexes = sorted(cache_folder().glob("gazetteer-*.sqlite"))
    places = [sum(Gazetteer(path).counts().values()) for path in indexes]
    own = f"; country dumps of yours: {len(user_dumps())}" if user_dumps() else ""
    if not indexes:
        return f"no index yet, the first dispatch coded builds it in some seconds{own}"
    return f"{max(places):,} places in {indexes[places.index(max(places))]}{own}"


def _store() -> str:
    import tempfile  # noqa: PLC0415

    from recoupe.store import open_store  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "try.duckdb", create=True) as store:
        return f"{store.info()['database']}: one was made and read"
