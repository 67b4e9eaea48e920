"""A PostgreSQL server of the test's own: made in a temporary folder, on the loopback, by a user who is not root."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_KEPT = Path("/usr/lib/postgresql")
"""Debian keeps the server's programs by version, outside the path."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl of version 15 or newer, None where there is none."""
    versions = sorted((int(path.name), path) for path in _KEPT.glob("*") if path.name.isdigit())
    for version, path in reversed(versions):
        if version >= 15 and (path / "bin" / "initdb").exists():
            return path / "bin"
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def missing() -> str | None:
    """Why no server can be started here, None where one can."""
    if programs() is None:
        return "no PostgreSQL server is installed (Debian: postgresql)"
    if os.geteuid() == 0 and _unprivileged() is None:
        return "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as"
    return None


def _unprivileged() -> pwd.struct_passwd | None:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _run(*command: str | Path) -> None:
    user = _unprivileged() if os.geteuid() == 0 else None
    whose = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, cwd="/", check=False, **whose
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


@contextmanager
def server() -> Iterator[str]:
    """Starts one; gives its URL, without a database, for the superuser ``boss``; ends and removes it."""
    bin_folder = programs()
    assert bin_folder is not None
    folder = Path(tempfile.mkdtemp(prefix="recoupe-pg-"))
    user = _unprivileged() if os.geteuid() == 0 else None
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=64MB"
    try:
        _run(bin_folder / "initdb", "-D", data, "-U", "boss", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync")
        _run(bin_folder / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "-t", "60", "start")
        try:
            yield f"postgresql://boss:s3cret@127.0.0.1:{port}/"
        finally:
            _run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
