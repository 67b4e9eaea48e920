"""What the reader's tests read: one small input a format, and how they are read."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import json
import lzma
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from recoupe.reading import ReadProblem, read
from recoupe.records import Dispatch

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TODAY = dt.date(2024, 6, 1)
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "xz": lzma.compress,
    "zst": zstd.compress,
    "bz2": bz2.compress,
}

TITLE = "Deux gardes tués près du bac de Ziara"
LEAD = (
    "Deux gardes ont été tués mercredi dans une embuscade près du bac de Ziara, a indiqué l'état-major. Trois autres "
    "ont été blessés et conduits à l'hôpital de la préfecture, selon la même source."
)
BODY = (
    "L'attaque n'a pas été revendiquée. D'après un élu du canton, les assaillants sont venus à moto et sont repartis "
    "vers la forêt après une heure d'échange de tirs avec les gardes du poste."
)
PAGE = f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="CHARSET"><title>{TITLE} | Le Bac</title>
<meta property="og:site_name" content="Le Bac">
<meta property="article:published_time" content="2024-05-29T23:40:00-05:00">
<meta property="article:modified_time" content="2024-05-31T08:00:00+00:00">
<link rel="canonical" href="https://bac.example/ziara.html">
<script>var promo = "<p>Abonnement</p>";</script></head><body>
<nav><ul><li><a href="/">Accueil du site</a></li><li><a href="/sport">Tout le sport</a></li></ul></nav>
<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{BODY}</p></article>
<aside><h3>Lire aussi</h3><ul><li><a href="/foot">La finale est reportée</a></li></ul></aside>
<footer>© 2026 Le Bac. Tous droits réservés. Mentions légales</footer></body></html>"""


def page(charset: str = "utf-8") -> bytes:
    return PAGE.replace("CHARSET", charset).encode(charset)


def json_lines(count: int) -> bytes:
    """Lines that do not repeat each other much, so that they pack as honest text does."""
    words = [f"{number * 7919 % 100_003:x}" for number in range(count)]
    return "".join(json.dumps({"id": word, "text": f"Dépêche {word}."}) + "\n" for word in words).encode()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def items(
    *sources: Path | str, stdin: bytes = b"", columns: dict[str, str] | None = None
) -> list[Dispatch | ReadProblem]:
    return list(read(sources, io.BytesIO(stdin), today=TODAY, columns=columns))


def split(found: list[Dispatch | ReadProblem]) -> tuple[list[Dispatch], list[str]]:
    """The dispatches, and the reasons of the problems."""
    dispatches = [item for item in found if isinstance(item, Dispatch)]
    return dispatches, [item.reason for item in found if isinstance(item, ReadProblem)]


def one(found: list[Dispatch | ReadProblem]) -> Dispatch:
    (item,) = found
    assert isinstance(item, Dispatch), item
    return item


def reason(found: list[Dispatch | ReadProblem]) -> str:
    (item,) = found
    assert isinstance(item, ReadProblem), item
    return item.reason
