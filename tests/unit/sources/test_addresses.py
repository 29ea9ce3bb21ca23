"""Which addresses are public: the registries, their edges, and IPv4 inside IPv6."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.addresses import SPECIAL_IPV4, SPECIAL_IPV6, is_public

# IANA's special-purpose address registries of IPv4 and IPv6 as they stood in November 2026 with the RFC of
# each entry, whether it is globally reachable or not. Written down apart from the table that is tested. Left
# out is 64:ff9b::/96 (RFC 6052), which has tests of its own.
IANA = (
    ("0.0.0.0/8", "RFC 791"),
    ("0.0.0.0/32", "RFC 1122"),
    ("10.0.0.0/8", "RFC 1918"),
    ("100.64.0.0/10", "RFC 6598"),
    ("127.0.0.0/8", "RFC 1122"),
    ("169.254.0.0/16", "RFC 3927"),
    ("172.16.0.0/12", "RFC 1918"),
    ("192.0.0.0/24", "RFC 6890"),
    ("192.0.0.0/29", "RFC 7335"),
    ("192.0.0.8/32", "RFC 7600"),
    ("192.0.0.9/32", "RFC 7723"),
    ("192.0.0.10/32", "RFC 8155"),
    ("192.0.0.170/32", "RFC 8880"),
    ("192.0.0.171/32", "RFC 8880"),
    ("192.0.2.0/24", "RFC 5737"),
    ("192.31.196.0/24", "RFC 7535"),
    ("192.52.193.0/24", "RFC 7450"),
    ("192.88.99.0/24", "RFC 7526"),
    ("192.168.0.0/16", "RFC 1918"),
    ("192.175.48.0/24", "RFC 7534"),
    ("198.18.0.0/15", "RFC 2544"),
    ("198.51.100.0/24", "RFC 5737"),
    ("203.0.113.0/24", "RFC 5737"),
    ("240.0.0.0/4", "RFC 1112"),
    ("255.255.255.255/32", "RFC 8190"),
    ("::1/128", "RFC 4291"),
    ("::/128", "RFC 4291"),
    ("::ffff:0:0/96", "RFC 4291"),
    ("64:ff9b:1::/48", "RFC 8215"),
    ("100::/64", "RFC 6666"),
    ("100:0:0:1::/64", "RFC 9780"),
    ("2001::/23", "RFC 2928"),
    ("2001::/32", "RFC 4380"),
    ("2001:1::1/128", "RFC 7723"),
    ("2001:1::2/128", "RFC 8155"),
    ("2001:1::3/128", "RFC 9665"),
    ("2001:2::/48", "RFC 5180"),
    ("2001:3::/32", "RFC 7450"),
    ("2001:4:112::/48", "RFC 7535"),
    ("2001:10::/28", "RFC 4843"),
    ("2001:20::/28", "RFC 7343"),
    ("2001:30::/28", "RFC 9374"),
    ("2001:db8::/32", "RFC 3849"),
    ("2002::/16", "RFC 3056"),
    ("2620:4f:8000::/48", "RFC 7534"),
    ("3fff::/20", "RFC 9637"),
    ("5f00::/16", "RFC 9602"),
    ("fc00::/7", "RFC 4193"),
    ("fe80::/10", "RFC 4291"),
    # Not in those registries, and no more public: multicast, and what was given back.
    ("224.0.0.0/4", "RFC 5771"),
    ("ff00::/8", "RFC 4291"),
    ("fec0::/10", "RFC 3879"),
    ("::/96", "RFC 4291"),
    ("::ffff:0:0:0/96", "RFC 2765"),
    ("3ffe::/16", "RFC 3701"),
)

# Servers that people read: of the big news sites, content networks and resolvers.
PUBLIC = (
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "151.101.1.67",
    "168.63.129.15",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.0.3.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2001:db7:ffff::1",
    "2001:db9::1",
    "2003::1",
    "2400:cb00:2048:1::c629:d7a2",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "2a04:4e42::67",
    "64:ff9b::8.8.8.8",
    "2001:470::5efe:8.8.8.8",
)

_NETWORKS = [ip_network(network) for network, _ in IANA]
_PRIVATE_IPV4 = [network for network in _NETWORKS if isinstance(network, IPv4Network)]


def _inside(*networks: IPv4Network | IPv6Network) -> st.SearchStrategy[int]:
    ends = [(int(network.network_address), int(network.broadcast_address)) for network in networks]
    return st.sampled_from(ends).flatmap(lambda both: st.integers(*both))


@pytest.mark.parametrize(("network", "rfc"), IANA)
def test_no_special_network_is_public_at_either_end_or_in_the_middle(network: str, rfc: str) -> None:
    block = ip_network(network)
    first, last = int(block.network_address), int(block.broadcast_address)
    for number in {first, (first + last) // 2, last}:
        assert not is_public(type(block.network_address)(number)), rfc


@pytest.mark.parametrize("address", PUBLIC)
def test_what_people_read_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", ["168.63.129.16", "169.254.169.254", "100.100.100.200", "192.0.0.192"])
def test_no_metadata_service_of_a_cloud_is_public(address: str) -> None:
    assert not is_public(ip_address(address))
    assert not is_public(ip_address("fd00:ec2::254"))


def test_an_address_that_names_an_interface_is_not_public() -> None:
    assert not is_public(IPv6Address("2606:2800::1%eth0"))


@given(_inside(*_PRIVATE_IPV4))
def test_no_private_ipv4_address_is_public_plain_or_inside_ipv6(number: int) -> None:
    assert not is_public(IPv4Address(number))
    embeddings = {
        "compatible": number,
        "mapped": 0xFFFF << 32 | number,
        "translated": 0xFFFF << 48 | number,
        "NAT64": 0x64FF9B << 96 | number,
        "NAT64 of one's own": 0x64FF9B0001 << 80 | number,
        "6to4": 0x2002 << 112 | number << 80 | 1,
        "Teredo's server": 0x20010000 << 96 | number << 64,
        "Teredo's client": 0x20010000 << 96 | number ^ 0xFFFFFFFF,
        "ISATAP": 0x20010470 << 96 | 0x00005EFE << 32 | number,
        "ISATAP, global": 0x20010470 << 96 | 0x02005EFE << 32 | number,
        "ISATAP, link-local": 0xFE80 << 112 | 0x5EFE << 32 | number,
    }
    assert [name for name, value in embeddings.items() if is_public(IPv6Address(value))] == []


@given(st.integers(0, 2**32 - 1))
def test_nothing_but_nat64_lends_its_being_public_to_ipv6(number: int) -> None:
    address = IPv4Address(number)
    assert is_public(IPv6Address(0x64FF9B << 96 | number)) == is_public(address)
    for prefix in (0, 0xFFFF << 32, 0xFFFF << 48, 0x64FF9B0001 << 80):
        assert not is_public(IPv6Address(prefix | number))
    assert not is_public(IPv6Address(0x2002 << 112 | number << 80))


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_what_python_calls_private_is_never_public_in_ipv4(address: IPv4Address) -> None:
    assert not (is_public(address) and (not address.is_global or address.is_multicast))


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_no_ipv6_address_is_public_outside_global_unicast_and_nat64(address: IPv6Address) -> None:
    if int(address) >> 125 != 1 and int(address) >> 32 != 0x64FF9B << 64:
        assert not is_public(address)


@given(_inside(IPv6Network("2000::/3")).map(IPv6Address))
def test_what_python_calls_private_is_never_public_in_ipv6(address: IPv6Address) -> None:
    assert not (is_public(address) and not address.is_global)


def test_every_row_of_the_table_says_where_it_is_from() -> None:
    for network, why in SPECIAL_IPV4 + SPECIAL_IPV6:
        ip_network(network)
        assert "RFC" in why or "Microsoft" in why
