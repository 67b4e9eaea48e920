"""Which addresses are public, and that a name is resolved once and every address of it checked."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from recoupe.reading import addresses
from recoupe.reading.addresses import AddressError, is_public, resolve
from recoupe.reading.fetch import FetchError, fetch


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("8.8.8.8", True),
        ("2606:2800:21f::1", True),
        ("127.0.0.1", False),
        ("127.8.9.10", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("192.88.99.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::7f00:1", False),
        ("fe80::1", False),
        ("fec0::1", False),
        ("fc00::1", False),
        ("fd12::1", False),
        ("ff0e::1", False),
        ("2002:7f00:1::", False),
        ("2002:5db8:d70e::", False),
        ("2001:db8::1", False),
        ("2001:0:5db8:d70e::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::5db8:d70e", True),
        ("64:ff9b:1::5db8:d70e", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def answering(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Lets the name server give these answers, one after the other; the names asked for come back."""
    asked: list[str] = []

    def lookup(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found
        ]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return asked


def test_every_address_of_a_name_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, ["93.184.215.14", "10.0.0.7"])
    with pytest.raises(AddressError, match=r"bac\.example leads to 10\.0\.0\.7, which is not a public address"):
        resolve("bac.example", 80, allow_private=False)
    assert [address for _, address in resolve("bac.example", 80, allow_private=True)] == ["93.184.215.14", "10.0.0.7"]


def test_a_second_answer_of_the_name_server_has_no_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the name leads to a public address when it is checked, and to the loopback right after."""
    asked = answering(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])
    reached: list[object] = []

    def connect(_: socket.socket, where: object) -> None:
        reached.append(where)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(FetchError, match="no connection"):
        fetch("http://bac.example/")
    assert asked == ["bac.example"] and reached == [("93.184.215.14", 80)]
    with pytest.raises(FetchError, match="not a public address"):
        fetch("http://bac.example/")
    assert reached == [("93.184.215.14", 80)]


def test_the_next_address_is_tried_where_one_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, ["2606:2800:21f::1", "93.184.215.14"])
    reached: list[object] = []

    def connect(_: socket.socket, where: object) -> None:
        reached.append(where)
        raise OSError(113, "No route to host")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(FetchError, match="No route to host"):
        fetch("http://bac.example/")
    assert reached == [("2606:2800:21f::1", 80), ("93.184.215.14", 80)]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_no_spelling_of_a_private_address_passes(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection"))
    with pytest.raises(FetchError, match=r"not a public address; .*--allow-private"):
        fetch(url)


def test_a_name_without_an_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(addresses.socket, "getaddrinfo", lookup)
    with pytest.raises(FetchError, match=r"bac\.example has no address \(Name or service not known\)"):
        fetch("https://bac.example/")
