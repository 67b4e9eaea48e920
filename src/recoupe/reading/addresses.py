"""A host's name to the addresses that may be connected to: public ones alone, unless private ones are allowed."""

from __future__ import annotations

import ipaddress
import socket

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_RELAYS = (ipaddress.IPv4Network("192.88.99.0/24"),)
"""Addresses that the registry calls global, and that lead elsewhere (6to4 relays, RFC 7526)."""


class AddressError(Exception):
    """A host that has no address, or one that may not be connected to; the message says which."""


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public Internet (IANA special-purpose registries, RFC 6890).

    An IPv6 address that carries an IPv4 one (mapped, NAT64) is as public as that; 6to4 ones are refused.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in relay for relay in _RELAYS)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_UNICAST and address.is_global and address.sixtofour is None


def resolve(host: str, port: int, *, allow_private: bool) -> list[tuple[socket.AddressFamily, str]]:
    """The addresses of a host as (family, numeric address), each once, in the resolver's order.

    Every one is checked, and connecting to what comes back instead of to the name leaves a second, different answer of
    the name server (DNS rebinding) without effect. Raises AddressError where there is none, or where one is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no name a host can have"
        raise AddressError(f"{host} has no address ({reason}); check the name and the network") from None
    addresses: list[tuple[socket.AddressFamily, str]] = list(
        dict.fromkeys((family, str(where[0])) for family, _, _, _, where in found)
    )
    if not allow_private:
        for _, address in addresses:
            if not is_public(ipaddress.ip_address(address.partition("%")[0])):
                leads = f"{host} leads to {address}, which is" if host != address else f"{host} is"
                raise AddressError(
                    f"{leads} not a public address; if you trust it, allow private ones (--allow-private)"
                )
    return addresses
