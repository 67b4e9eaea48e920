"""Patterns written in a language's data files: regular expressions over folded text, with slots for its word lists.

In: templates, and the words and pieces that they name. Out: compiled patterns; what a language leaves out matches nothing.

A template is a regular expression in which a blank stands for any white space, ``{slot}`` for any word of a list and
``{name:slot}`` for the same, remembered as ``name``. Line breaks and indentation do not count; accents are
folded away. Behind a word that ends in an apostrophe a blank may be missing ("l'" takes none).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recoupe.language.schema import LexiconError
from recoupe.loading import classes_once
from recoupe.text import either_folded, fold

NEVER = re.compile(r"(?!)")
"""Matches nothing: what stands in for a pattern that a language leaves out."""

_TOKEN = re.compile(
    r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|\{(?:(?P<name>[a-z]\w*):)?(?P<slot>[a-z]\w*)\}(?P<gap> )?|(?P<blank> +)"
)
_TABLES = frozenset(("patterns", "written", "pieces"))
"""Tables of a file that hold templates and no words."""
_LAYOUT = re.compile(r"\n\s*|^ {2,}")
"""Line breaks and indentation; a single blank at the beginning is white space that the text must hold."""


def any_of(words: Collection[str]) -> str:
    """An expression for any of the words, folded, longest first; without words one that matches nothing."""
    return either_folded(words) if words else NEVER.pattern


def any_before(words: Collection[str]) -> str:
    """The same with the white space behind the word, which an elided one need not have."""
    return f"(?:{any_of(words)}){_gap(words)}"


def _gap(words: Collection[str]) -> str:
    return r"(?:\s+|(?<='))" if any(word.endswith("'") for word in words) else r"\s+"


def word_lists(data: Mapping[str, object]) -> dict[str, Collection[str]]:
    """The word lists of a data file by name: its lists, its tables' keys, and the ``words`` of tables that have them."""
    lists: dict[str, Collection[str]] = {}
    for name, value in data.items():
        if isinstance(value, Mapping) and name not in _TABLES:
            words = value.get("words")
            lists[name] = words if isinstance(words, list) else list(value)
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            lists[name] = value
    return lists


@dataclass(frozen=True)
class Templates:
    """The templates of one file. ``words`` fill slots with their alternatives, ``pieces`` with expressions as they are.

    ``place`` names the file in messages; ``written`` says that the text is read as it is written, accents and capitals.
    """

    place: str
    templates: Mapping[str, str]
    words: Mapping[str, Collection[str]] = field(default_factory=dict)
    pieces: Mapping[str, str] = field(default_factory=dict)
    written: bool = False

    def compiled(self, name: str, *groups: str) -> re.Pattern[str]:
        """The pattern of a template, NEVER where there is none.

        Raises LexiconError, naming file and template, where a slot is unknown, the expression is broken or does not
        remember one of ``groups``.
        """
        template = self.templates.get(name, "")
        return self.compile(template, name, *groups) if template.strip() else NEVER

    def compile(self, template: str, name: str, *groups: str) -> re.Pattern[str]:
        """The pattern of a template that is given."""
        pattern = self.compile_expression(self.expression(template, name), name)
        lacking = [group for group in groups if group not in pattern.groupindex]
        if lacking:
            raise LexiconError(
                f"{self.place}, {name}: remember {lacking[0]!r}: write {{{lacking[0]}:…}} or (?P<{lacking[0]}>…)"
            )
        return pattern

    def compile_expression(self, expression: str, name: str) -> re.Pattern[str]:
        """The pattern of an expression in which no slot is left. Raises LexiconError where it is broken."""
        try:
            with classes_once():
                return re.compile(expression)
        except re.error as error:
            raise LexiconError(f"{self.place}, {name}: not a regular expression: {error}") from error

    def expression(self, template: str, name: str) -> str:
        """The regular expression that a template stands for."""

        def filled(token: re.Match[str]) -> str:
            if token["blank"]:
                return r"(?:\s+)"
            slot = token["slot"]
            if not slot:
                return token.group()
            if slot in self.words:
                inner, gap = any_of(self.words[slot]), _gap(self.words[slot])
            elif slot in self.pieces:
                inner, gap = self.pieces[slot], r"\s+"
            else:
                known = ", ".join(sorted({*self.words, *self.pieces}))
                raise LexiconError(f"{self.place}, {name}: {{{slot}}} is no word list of the file; it has {known}")
            opened = f"(?P<{token['name']}>" if token["name"] else "(?:"
            return f"{opened}{inner}){gap if token['gap'] else ''}"

        flat = _LAYOUT.sub("", template)
        if not self.written:
            flat = "".join(fold(c) if ord(c) > 127 else c for c in flat)
        return _TOKEN.sub(filled, flat)


def templates_of(
    data: Mapping[str, Any],
    path: Path,
    more: Mapping[str, str] | None = None,
    *,
    table: str = "patterns",
    written: bool = False,
) -> Templates:
    """The templates in a table of a data file, with its word lists, its own ``pieces`` and ``more`` of them for slots."""
    words, place = word_lists(data), f"{path}, {table}"
    pieces = dict(more or {})
    own: Mapping[str, str] = data.get("pieces", {})
    for name, template in own.items():
        pieces[name] = Templates(f"{path}, pieces", own, words, dict(pieces)).expression(template, name)
    return Templates(place, data.get(table, {}), words, pieces, written)
