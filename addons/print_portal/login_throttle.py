"""How often somebody may try, and how long he waits after that.

Plain Python: no framework, no database. Client codes are easy to guess, so whoever
fails must not shut out whoever knows the password:

- tries for one key (a login, say) from one network are refused for growing times;
- tries for one key from everywhere, and tries from one network for whatever keys,
  are only answered slowly. The delay has an end, and nobody is refused.
"""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from math import ceil

NOWHERE = "unknown"
_IPV4_BITS = 24
_IPV6_BITS = 64  # what one customer of a provider gets: he has all of its addresses


@dataclass(frozen=True)
class Policy:
    """What failures cost. Times are in seconds.

    >>> policy = Policy(free_tries=3, first_wait=30, longest_wait=100)
    >>> [policy.wait(failures, 0) for failures in range(7)]
    [0, 0, 0, 30, 60, 100, 100]
    >>> policy.wait(3, since_last=29.5), policy.wait(3, since_last=30)
    (1, 0)
    """

    free_tries: int = 5
    first_wait: int = 30
    longest_wait: int = 900
    # Tries of one key from one network that may be looked at together.
    at_once: int = 20
    slow_after: int = 20
    slow_step: float = 0.1
    slowest: float = 2.0
    # Failures count for so long: those of one key and network, and all others.
    window: int = 86_400
    slow_window: int = 3_600

    def __post_init__(self):
        if self.free_tries < 1 or not 0 < self.first_wait <= self.longest_wait:
            raise ValueError(f"A policy that shuts everybody out: {self}")

    def wait(self, failures, since_last):
        """Return for how many whole seconds the next try is refused.

        :param int failures: of one key from one network, since its last success
        :param float since_last: seconds since the last of them
        """
        if failures < self.free_tries:
            return 0
        # Doubling has long come to its end at 32 times.
        doubled = min(failures - self.free_tries, 32)
        whole = min(self.first_wait * 2**doubled, self.longest_wait)
        return max(0, ceil(whole - max(0, since_last)))

    def delay(self, failures):
        """Return how many seconds an answer is held back.

        :param int failures: of one key from everywhere, or from one network

        >>> Policy().delay(20), Policy().delay(25), Policy().delay(10_000)
        (0.0, 0.5, 2.0)
        """
        return min(max(0, failures - self.slow_after) * self.slow_step, self.slowest)

    @property
    def countable(self):
        """From how many failures on an answer is as slow as it gets."""
        return self.slow_after + ceil(self.slowest / self.slow_step)


POLICIES = {
    "login": Policy(),
    # An invalid key of one program is no reason to refuse another program beside it.
    "key": Policy(free_tries=1_000_000),
}


def network(address, ipv4_bits=_IPV4_BITS):
    """Return the network that shares its failures with ``address``.

    >>> network("203.0.113.7"), network("2001:db8:1:2:3::4")
    ('203.0.113.0/24', '2001:db8:1:2::/64')
    >>> network("::ffff:203.0.113.7"), network("fe80::1%eth0"), network("n/a")
    ('203.0.113.0/24', 'fe80::/64', 'unknown')
    """
    try:
        ip = ip_address((address or "").strip().partition("%")[0])
    except ValueError:
        return NOWHERE
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    bits = ipv4_bits if ip.version == 4 else _IPV6_BITS
    return str(ip_network((ip, bits), strict=False))


def subscriber(address):
    """Return what one subscriber has: an IPv4 address, or 64 bits of an IPv6 one.

    >>> subscriber("192.0.2.7"), subscriber("2001:db8::1:2:3:4"), subscriber(None)
    ('192.0.2.7', '2001:db8::/64', 'unknown')
    """
    return network(address, ipv4_bits=32).removesuffix("/32")
