"""A desk in this process, until Ctrl-C."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from recoupe.desk.app import make_app
from recoupe.desk.errors import DeskError
from recoupe.desk.library import Library
from recoupe.desk.settings import Settings


def serve(settings: Settings, library: Library, ready: Callable[[], None]) -> None:
    """Serves until Ctrl-C; ``ready`` is called before. Raises DeskError where the port is taken or a package is missing."""
    app = make_app(settings, library)
    _check_port(settings)
    ready()
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.private_key,
        timeout_keep_alive=30,
        limit_concurrency=200,
    )
    uvicorn.Server(config).run()


def _check_port(settings: Settings) -> None:
    """uvicorn would end the process with a log line of its own."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise DeskError(
                f"{settings.host}, port {settings.port}: {error.strerror}; give another with --port"
            ) from error
