"""One HTTP request and its answer, within limits of size and time; redirects are told, never followed here.

Source: RFC 9110 and 9112 by way of the standard library's http.client. No proxy, cookie or password is ever used.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import quote, urljoin, urlsplit

from recoupe.reading.addresses import AddressError, resolve

_CHUNK = 1 << 16
_CONNECT_SECONDS = 10.0
"""For one address of a host; the next may answer where the first does not."""
_SAFE_IN_URL = "!#$%&'()*+,/:;=?@[]~"
_PORTS = {"http": 80, "https": 443}


class FetchError(Exception):
    """An address from which nothing could be had.

    ``status`` is the HTTP status where there was an answer, ``retry_after`` what it said in Retry-After, in seconds.
    """

    def __init__(self, reason: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True)
class Limits:
    """What one answer may cost: bytes of its body once unpacked, and seconds until ``deadline`` (time.monotonic).

    A longer body is refused, or cut off there if ``cut``.
    """

    size: int
    deadline: float
    allow_private: bool = False
    cut: bool = False

    def left(self) -> float:
        """Seconds left. Raises TimeoutError where there are none."""
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


@dataclass(frozen=True)
class Target:
    """An http or https URL in its parts, as a request needs them."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        return self.origin + self.path


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in lower case) and body; the body of a redirect or an error is left unread."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def target_of(url: str) -> Target:
    """The parts of a URL; what it holds beyond ASCII is encoded (RFC 3986, IDNA 2003). Raises FetchError."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        scheme = parts.scheme.lower()
        if scheme not in _PORTS:
            raise FetchError(f"{parts.scheme or 'no scheme'}: only http and https addresses are read")
        if not host:
            raise FetchError("an address without a host; write https://HOST/PATH")
        if parts.username is not None:
            raise FetchError("an address with a user name or password in it; these are not sent, leave them out")
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise FetchError(f"no valid address: {error}") from None
    if not all(character.isalnum() or character in "-._:%" for character in host):
        raise FetchError(f"no valid address: {host!r} is no host's name")
    path = quote(parts.path or "/", safe=_SAFE_IN_URL) + (
        f"?{quote(parts.query, safe=_SAFE_IN_URL)}" if parts.query else ""
    )
    return Target(scheme, host, port or _PORTS[scheme], path)


def redirected(target: Target, location: str) -> Target:
    """Where a Location header leads from there. Raises FetchError where that is no http or https address."""
    # http.client reads headers as Latin-1; what sites write in them beyond ASCII are the bytes of a path.
    written = quote(location.strip().encode("latin-1", "replace"), safe=_SAFE_IN_URL)
    try:
        return target_of(urljoin(target.url, written))
    except ValueError as error:
        raise FetchError(f"it redirects to no valid address: {error}") from None


def get(target: Target, headers: Mapping[str, str], limits: Limits) -> Answer:
    """The answer to one GET. Raises FetchError where none comes, or a body beyond the limits."""
    try:
        with contextlib.closing(_connect(target, limits)) as connection:
            connection.request(
                "GET", target.path, headers={**headers, "Accept-Encoding": "gzip", "Connection": "close"}
            )
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            body = _body(response, names, limits) if response.status == http.client.OK else b""
            return Answer(response.status, names, body)
    except AddressError as error:
        raise FetchError(str(error)) from None
    except TimeoutError:
        raise FetchError(f"{target.host} did not answer in time; try again later") from None
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"{target.host}: its certificate is not valid: {error.verify_message}") from None
    except http.client.HTTPException as error:
        raise FetchError(f"{target.host} gave no valid HTTP answer ({type(error).__name__}); try again later") from None
    except OSError as error:
        raise FetchError(f"{target.host}: no connection ({error.strerror or error}); try again later") from None


def _connect(target: Target, limits: Limits) -> http.client.HTTPConnection:
    """A connection to an address of the host that was checked, the next one where one does not answer."""
    refused: OSError | None = None
    for family, address in resolve(target.host, target.port, allow_private=limits.allow_private):
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(min(limits.left(), _CONNECT_SECONDS))
            plain.connect((address, target.port))
            wrapped = _encrypted(plain, target, limits) if target.scheme == "https" else plain
        except OSError as error:
            plain.close()
            refused = error
            continue
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.default_port = _PORTS[target.scheme]  # or the Host header would name the port
        connection.sock = _Watched(wrapped, limits)
        return connection
    raise refused or OSError("no address")


def _encrypted(plain: socket.socket, target: Target, limits: Limits) -> ssl.SSLSocket:
    plain.settimeout(limits.left())
    return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)


class _Watched:
    """A socket for http.client that keeps the deadline over the whole answer, not only between two bytes of it."""

    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        self._sock = sock
        self._limits = limits

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._limits.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_WatchedBytes(self._sock, self._limits))

    def close(self) -> None:
        # http.client closes the socket as soon as it has the reader; the reader closes it for good.
        pass


class _WatchedBytes(io.RawIOBase):
    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        super().__init__()
        self._sock = sock
        self._limits = limits

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self._sock.settimeout(self._limits.left())
        return self._sock.recv_into(buffer)

    def close(self) -> None:
        self._sock.close()
        super().close()


def _body(response: BinaryIO, headers: Mapping[str, str], limits: Limits) -> bytes:
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limits.size and not limits.cut:
        raise _too_large(f"{int(declared):,} bytes", limits)
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"gzip", "x-gzip", "identity", ""}:
        raise FetchError(f"the answer is packed as {encoding!r}, which was not asked for")
    unpacked = bytearray()
    received = 0
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    for chunk in _chunks(response):
        received += len(chunk)
        unpacked += _unpacked(unpack, chunk, limits.size + 1 - len(unpacked)) if unpack else chunk
        if len(unpacked) > limits.size:
            if limits.cut:
                return bytes(unpacked[: limits.size])
            raise _too_large("more", limits)
    if (declared.isdecimal() and received < int(declared)) or (unpack and not unpack.eof and received):
        raise FetchError(f"the connection broke after {received:,} bytes; try again later")
    return bytes(unpacked)


def _chunks(response: BinaryIO) -> Iterator[bytes]:
    while chunk := response.read(_CHUNK):
        yield chunk


def _unpacked(unpack: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    try:
        return unpack.decompress(chunk, room)
    except zlib.error as error:
        raise FetchError(f"the answer is not the gzip it says it is: {error}") from None


def _too_large(size: str, limits: Limits) -> FetchError:
    return FetchError(f"larger than a page or feed may be: {size}, at most {limits.size:,} bytes are read")
