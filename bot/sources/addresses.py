"""Which addresses belong to the public internet, by a table of our own.

`ipaddress.is_global` is not enough: it passes multicast, 64:ff9b::/96, 2002::/16, fec0::/10 and ::127.0.0.1.
The rows are IANA's special-purpose registries of IPv4 and IPv6 with the RFC that made each entry, and what
else leads to no public web server. Registered blocks that are globally reachable (anycast of AS112, AMT, PCP
and TURN, ORCHIDv2, drone identifiers) are refused too: no article is served from there.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

SPECIAL_IPV4: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "RFC 791: this network; Linux takes 0.0.0.0 for itself"),
    ("10.0.0.0/8", "RFC 1918: private"),
    ("100.64.0.0/10", "RFC 6598: shared by a provider's customers; holds one cloud's metadata service"),
    ("127.0.0.0/8", "RFC 1122: loopback"),
    (
        "168.63.129.16/32",
        "Microsoft's addressing of virtual machines: public by number, answers the host alone",
    ),
    ("169.254.0.0/16", "RFC 3927: link-local; holds most clouds' metadata services"),
    ("172.16.0.0/12", "RFC 1918: private"),
    (
        "192.0.0.0/24",
        "RFC 6890: protocol assignments (RFC 7335, 7600, 7723, 8155, 8880); one more metadata service",
    ),
    ("192.0.2.0/24", "RFC 5737: documentation"),
    ("192.31.196.0/24", "RFC 7535: AS112"),
    ("192.52.193.0/24", "RFC 7450: AMT"),
    ("192.88.99.0/24", "RFC 7526: 6to4 relays, deprecated"),
    ("192.168.0.0/16", "RFC 1918: private"),
    ("192.175.48.0/24", "RFC 7534: AS112"),
    ("198.18.0.0/15", "RFC 2544: benchmarks"),
    ("198.51.100.0/24", "RFC 5737: documentation"),
    ("203.0.113.0/24", "RFC 5737: documentation"),
    ("224.0.0.0/4", "RFC 5771: multicast"),
    ("240.0.0.0/4", "RFC 1112: reserved; ends with the broadcast address (RFC 919)"),
)

SPECIAL_IPV6: tuple[tuple[str, str], ...] = (
    ("::/96", "RFC 4291: unspecified, loopback and IPv4-compatible, deprecated"),
    ("::ffff:0:0/96", "RFC 4291: IPv4-mapped"),
    ("::ffff:0:0:0/96", "RFC 2765: IPv4-translated"),
    ("64:ff9b:1::/48", "RFC 8215: NAT64 of one's own network"),
    ("100::/64", "RFC 6666: discard"),
    ("100:0:0:1::/64", "RFC 9780: dummy prefix"),
    (
        "2001::/23",
        "RFC 2928: protocol assignments (RFC 4380 Teredo, 4843, 5180, 7343, 7450, 7535, 7723, 8155, 9374)",
    ),
    ("2001:db8::/32", "RFC 3849: documentation"),
    ("2002::/16", "RFC 3056: 6to4, deprecated by RFC 7526"),
    ("2620:4f:8000::/48", "RFC 7534: AS112"),
    ("3ffe::/16", "RFC 3701: 6bone, given back"),
    ("3fff::/20", "RFC 9637: documentation"),
    ("5f00::/16", "RFC 9602: segment routing"),
    ("fc00::/7", "RFC 4193: unique local; holds one cloud's metadata service"),
    ("fe80::/10", "RFC 4291: link-local"),
    ("fec0::/10", "RFC 3879: site-local, deprecated"),
    ("ff00::/8", "RFC 4291: multicast"),
)

_SPECIAL_IPV4 = tuple(IPv4Network(network) for network, _ in SPECIAL_IPV4)
_SPECIAL_IPV6 = tuple(IPv6Network(network) for network, _ in SPECIAL_IPV6)

# All that was ever given out as global unicast (RFC 4291, IANA's registry of IPv6 unicast assignments).
_GLOBAL_UNICAST = IPv6Network("2000::/3")

# A host with IPv6 alone sees an IPv4 site under this prefix (RFC 6052), put there by its DNS64: the embedded
# address decides. No other embedding is passed, whatever it holds.
_NAT64 = IPv6Network("64:ff9b::/96")

# ISATAP (RFC 5214) may embed an IPv4 address below any prefix, behind one of these interface identifiers.
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address belongs to the public internet, also where IPv6 embeds IPv4."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_IPV4)
    if address.scope_id is not None:  # an interface of this machine is named
        return False
    embedded = IPv4Address(int(address) & 0xFFFF_FFFF)
    if address in _NAT64:
        return is_public(embedded)
    if int(address) >> 32 & 0xFFFF_FFFF in _ISATAP and not is_public(embedded):
        return False
    return address in _GLOBAL_UNICAST and not any(address in network for network in _SPECIAL_IPV6)
