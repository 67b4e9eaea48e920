"""What is built: a wheel and an sdist with every file that the package reads, and one version throughout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import recoupe

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "recoupe"
BUILD = "import sys; from hatchling import build; build.build_wheel(sys.argv[1]); build.build_sdist(sys.argv[1])"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, as pip would build them."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run([sys.executable, "-c", BUILD, folder], cwd=ROOT, check=True, capture_output=True)
    return folder


def files() -> set[str]:
    """Every file of the package, by its path in the wheel."""
    return {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_the_wheel_holds_the_package_whole_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        entry = next(archive.read(name) for name in archive.namelist() if name.endswith("entry_points.txt"))
        licences = [name for name in archive.namelist() if "/licenses/" in name]
    assert names == files()
    assert {Path(name).suffix for name in names} >= {
        ".py",
        ".toml",
        ".tsv",
        ".sql",
        ".json",
        ".jsonl",
        ".html",
        ".css",
        ".typed",
    }
    assert b"recoupe = recoupe.cli:main" in entry
    assert licences


def test_the_sdist_holds_what_a_person_needs_to_build_and_test_it(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"src/{name}" for name in files()} <= names
    assert {
        "pyproject.toml",
        "constraints.txt",
        "README.md",
        "LICENSE",
        "NOTICE",
        "CHANGELOG.md",
        "CITATION.cff",
        "tests/test_packaging.py",
    } <= names


def test_the_package_runs_from_the_wheel_away_from_the_checkout(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    program = (
        "import recoupe, recoupe.store.schema as s, recoupe.language as l, recoupe.report.ground as g;"
        "print(recoupe.__file__, len(s.migrations()), l.load('fr').lang, len(g.outlines()))"
    )
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    # Not the editable installation of the checkout: what lies first on the path is taken.
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    where, migrations, lang, outlines = found.stdout.split()
    assert Path(where).is_relative_to(tmp_path)
    assert int(migrations) >= 3
    assert lang == "fr"
    assert int(outlines) > 200


def test_one_version_throughout() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == recoupe.__version__
    assert re.findall(r"^version: (.+)$", citation, re.M) == [recoupe.__version__]
    assert re.findall(r"^## (\d\S*)", changes, re.M)[0] == recoupe.__version__
    assert re.findall(r"^license: (.+)$", citation, re.M) == [project["license"]]


def test_every_dependency_has_a_pinned_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[\[<>=; ]", one)[0].lower().replace(".", "-") for one in wanted}
    pinned = re.findall(r"^([a-z0-9-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M)
    assert names - {"recoupe"} <= set(pinned)
    assert len(pinned) == len(set(pinned))
