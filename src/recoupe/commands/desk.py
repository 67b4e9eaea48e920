"""``recoupe desk``: a store as pages in a browser, to see events, read the evidence and correct the record."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.console import complain, orderly, put

# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.desk.safety.accounts import Accounts
    from recoupe.desk.settings import Settings

PASSWORD = "RECOUPE_DESK_PASSWORD"


def desk(
    store: Annotated[
        str | None, typer.Argument(metavar="STORE", help="A DuckDB file, made if missing, or postgresql://…")
    ] = None,
    *,
    host: Annotated[
        str, typer.Option(help="The address to listen at; any but the loopback needs accounts.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    editor: Annotated[
        str | None, typer.Option(help="Who reviews, where nobody signs in; if not given, this machine's user.")
    ] = None,
    accounts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="TOML: [users] and [tokens] who may sign in.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOSTNAME", help="A further name that the desk answers to.")
    ] = None,
    certificate: Annotated[Path | None, typer.Option(metavar="PEM", help="For https.")] = None,
    private_key: Annotated[Path | None, typer.Option(metavar="PEM", help="For https.")] = None,
    online_tiles: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Map tiles from the web, https with {z}, {x}, {y}; if not given, the installed base map.",
        ),
    ] = None,
    registry: Annotated[Path | None, typer.Option(help="A TOML file or folder of actors of your own.")] = None,
    hash_password: Annotated[
        bool, typer.Option("--hash-password", help="Ask for a password, print its line for --accounts, and end.")
    ] = False,
    new_token: Annotated[
        bool, typer.Option("--new-token", help="Print a token and its line for --accounts, and end.")
    ] = False,
) -> None:
    """Open a store in the browser: map, timeline, table, reader, incidents, review; and a REST API."""
    with orderly():
        _installed()
        from recoupe.desk.settings import Settings, person

        if hash_password or new_token:
            _make_secret(new_token)
            return
        if store is None:
            raise typer.BadParameter("give a store, e.g. recoupe desk events.duckdb", param_hint="STORE")
        settings = Settings(
            host,
            port,
            _accounts(accounts),
            editor or person(),
            tuple(name or ()),
            online_tiles,
            certificate,
            private_key,
        )
        if settings.accounts.demanded and not settings.secure and host not in ("127.0.0.1", "localhost", "::1"):
            complain("without --certificate passwords cross the network in the clear; put https before the desk")
        _serve(store, settings, registry)


def _serve(store: str, settings: Settings, registry: Path | None) -> None:
    from recoupe.desk.library import Library
    from recoupe.desk.serving import serve
    from recoupe.incidents import bring_up_to_date
    from recoupe.parties import load_registry
    from recoupe.store import open_store

    if registry is not None:
        load_registry(registry)
    with open_store(store, create=True) as opened:
        done = bring_up_to_date(opened)
        if done.fresh:
            complain(
                f"{done.fresh:,} new events linked: {done.new:,} new incidents, {done.grown:,} that were there joined"
            )
        library = Library(opened, registry)
        if not opened.counts()["dispatches"]:
            complain(
                f"{opened.name}: no dispatch in it yet; recoupe ingest … --into {opened.name} adds some, and so does the desk"
            )
        try:
            serve(settings, library, lambda: put(f"{opened.name}: {settings.address}  (Ctrl-C ends it)"))
        finally:
            library.close()


def _installed() -> None:
    """Raises DeskError where the extra is not installed."""
    import importlib.util

    missing = [
        name
        for name in ("fastapi", "uvicorn", "jinja2", "multipart", "argon2")
        if importlib.util.find_spec(name) is None
    ]
    if missing:
        from recoupe.desk.errors import DeskError

        raise DeskError(f"the desk needs {', '.join(missing)}; pip install 'recoupe[desk]'")


def _accounts(file: Path | None) -> Accounts:
    """Those of the file; and whoever gives the password of the environment, under the name "editor"."""
    from recoupe.desk.safety.accounts import Accounts, hashed, load_accounts

    found = load_accounts(file) if file is not None else Accounts()
    password = os.environ.get(PASSWORD)
    if not password:
        return found
    kept = password if password.startswith("$argon2") else hashed(password)
    return Accounts({"editor": kept, **found.users}, found.tokens)


def _make_secret(token: bool) -> None:
    from recoupe.desk.safety.accounts import hashed
    from recoupe.desk.safety.accounts import new_token as make

    if token:
        given, kept = make()
        put(f"token, shown this once: {given}")
        put(f'under [tokens]: name = "{kept}"')
        return
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    put(f'under [users]: name = "{hashed(password)}"')
