"""A Ray session: one of this machine's own, closed to all others, or a place in a cluster that runs already."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from recoupe.cluster.errors import ClusterError

_OBJECT_STORE = 200 * 1024 * 1024
"""Bytes of shared memory for what is under way: some hundred dispatches, of a few kB each."""
_PATIENCE = 10.0
"""Seconds within which a cluster takes a connection."""
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal", "RAY_DEDUP_LOGS": "1"}
"""Ray tells its makers nothing of its use, and the terminal nothing that is not ours to say."""
_ONE_TRY = {"RAY_gcs_server_port_wait_time_s": "1"}
"""What takes a connection and is no Ray is asked once."""


@contextmanager
def connected(address: str | None, workers: int) -> Iterator[None]:
    """Within it Ray can be used: a session of this machine for ``address`` None, otherwise the cluster at HOST:PORT.

    A session that the caller has begun already is used as it is, and left open. Raises ClusterError where Ray is not
    installed, there is no cluster at the address, or it has fewer processors than ``workers``.
    """
    if address is not None:
        _check_answers(address)
    ray = _imported(local=address is None)
    if ray.is_initialized():
        yield
        return
    try:
        _begin(ray, address, workers)
        _check_size(ray, address, workers)
        yield
    finally:
        ray.shutdown()


def _check_answers(address: str) -> None:
    """Raises ClusterError where nothing listens: Ray itself would try for a quarter of an hour."""
    host, _, port = address.rpartition(":")
    if "://" in address or not host or not port.isdecimal():
        raise ClusterError(f"{address}: give HOST:PORT, and run the command on a machine of the cluster")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise ClusterError(
            f"{address}: no Ray cluster answers ({error}); its head says the address when it starts: ray start --head"
        ) from error


def _imported(*, local: bool) -> ModuleType:
    """The module ray; its settings must stand in the environment before it loads, which its processes inherit."""
    for name, value in (_QUIET | (_closed() if local else _ONE_TRY)).items():
        os.environ.setdefault(name, value)
    try:
        import ray  # noqa: PLC0415 - an extra, and slow to load
        import ray.data  # noqa: PLC0415
    except ImportError as error:
        raise ClusterError(f"Ray is not installed ({error}): pip install 'recoupe[ray]'") from error
    # Ray prints what befalls its processes on standard output, where our records are; what matters reaches us as errors.
    ray._private.worker._worker_logs_enabled = False
    warnings.filterwarnings("ignore", module=r"ray\.")
    logging.getLogger("ray").setLevel(logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    module: ModuleType = ray
    return module


def _closed() -> dict[str, str]:
    """Settings of a session of one machine: it listens on the loopback, and to those alone who have this run's token."""
    token = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    # Ray chooses the interface as it is imported: where the caller has done that, its processes must not choose another.
    return token if "ray" in sys.modules else {**token, "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}


def _begin(ray: ModuleType, address: str | None, workers: int) -> None:
    own = {"num_cpus": workers, "object_store_memory": _OBJECT_STORE, "include_dashboard": False}
    try:
        with _hushed():
            ray.init(address or "local", log_to_driver=False, logging_level=logging.ERROR, **({} if address else own))
    except (ConnectionError, RuntimeError, ValueError, OSError, ray.exceptions.RayError) as error:
        if "AuthenticationError" in f"{error} {error.__cause__}":
            raise ClusterError(
                f"{address}: the Ray cluster asks for its token; set RAY_AUTH_MODE=token, and RAY_AUTH_TOKEN_PATH to the "
                "file that holds it if that is not Ray's own"
            ) from error
        where = f"{address}: no Ray cluster answers" if address else "Ray does not start on this machine"
        raise ClusterError(f"{where} ({first_line(error)}); see ray.init in Ray's documentation") from error


@contextmanager
def _hushed() -> Iterator[None]:
    """Within it nothing reaches standard error: Ray's part in C++ announces there how much it will announce."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _check_size(ray: ModuleType, address: str | None, workers: int) -> None:
    processors = int(ray.cluster_resources().get("CPU", 0))
    if processors < workers:
        raise ClusterError(
            f"{address}: the cluster has {processors} processors, fewer than the {workers} workers asked for; "
            "add machines, or ask for fewer --workers"
        )


def first_line(error: BaseException) -> str:
    """What an error says first; Ray's run over many lines."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
