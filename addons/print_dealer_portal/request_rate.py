"""How many requests a program may make, so that others are served as well.

Plain Python. Each worker counts for itself: the limit keeps one program from filling a
worker, and is no quota.
"""

from dataclasses import dataclass, field
from math import ceil
from threading import Lock

_KEYS_AT_MOST = 10_000  # in memory


@dataclass
class Rate:
    """Tokens that fill up again: each request takes one.

    >>> rate = Rate(per_minute=60, burst=2)
    >>> [rate.take("a", now) for now in (0, 0, 0, 0.5, 1, 1)]
    [0, 0, 1, 1, 0, 1]
    >>> rate.take("b", 0)
    0

    :param per_minute: requests in the long run
    :param burst: requests at once
    """

    per_minute: int
    burst: int
    _left: dict = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, key, now):
        """Return how many whole seconds ``key`` has to wait, 0 to go on.

        :param float now: seconds of a clock that never goes back
        """
        per_second = self.per_minute / 60
        with self._lock:
            tokens, since = self._left.get(key, (self.burst, now))
            tokens = min(self.burst, tokens + max(0, now - since) * per_second)
            is_free = tokens >= 1
            self._left[key] = (tokens - is_free, now)
            if len(self._left) > _KEYS_AT_MOST:
                self._left.pop(next(iter(self._left)))
        return 0 if is_free else ceil((1 - tokens) / per_second)
