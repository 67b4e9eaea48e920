"""The reference of the commands, from the commands themselves.

In: the typer application. Out: Markdown, a section a command, a table of its arguments and options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

from handbook.markdown import code, table
from recoupe.cli import app

INTRODUCTION = """# Commands

Made from the commands of this version; `recoupe COMMAND --help` prints the same.

Records go to standard output, problems to standard error as `recoupe: FILE, line N: reason`. The exit status is 0 if all is
well, 1 if something could not be read or coded (the rest was) or the command could not go on, 2 for wrong usage, 130 after
Ctrl-C.
"""
VALUES = {"int": "N", "int range": "N", "float range": "NUMBER", "path": "PATH", "str": "TEXT"}


def page() -> str:
    """The whole page."""
    return "\n\n".join([INTRODUCTION.strip(), *(_section(name, command) for name, command in commands())]) + "\n"


def commands() -> Iterator[tuple[str, Any]]:
    """(name, command) of every command that does something, groups' among them: "store info"."""
    return _within(typer.main.get_command(app), "")


def _within(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _within(command, f"{before}{name} ")
        elif not command.hidden:
            yield before + name, command


def _section(name: str, command: Any) -> str:
    context = command.context_class(command, info_name=f"recoupe {name}")
    usage = command.get_usage(context).removeprefix("Usage: ")
    rows = [row for row in (_row(parameter, context) for parameter in command.params) if row]
    parts = [f"## recoupe {name}", command.help, f"```text\n{usage}\n```"]
    return "\n\n".join([*parts, table(["argument or option", "what it means"], rows)] if rows else parts)


def _row(parameter: Any, context: Any) -> tuple[str, str] | None:
    record = parameter.get_help_record(context)
    return (code(_plain(record[0], parameter.param_type_name)), record[1].replace("<", "&lt;")) if record else None


def _plain(written: str, kind: str) -> str:
    """An option as the usage line would write it: N for <int range>; an argument's name says enough."""
    if kind == "argument":
        return re.sub(r" <[^>]*>$", "", written)
    return re.sub(r"<(int|int range|float range|path|str)>", lambda found: VALUES[found[1]], written)
