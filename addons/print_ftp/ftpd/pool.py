"""Work that waits is done beside the loop: hashes, disks, the database."""

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class Pool:
    """A few threads whose results come back into one event loop.

    The loop watches ``fileno()`` and calls ``deliver()`` when it is readable.
    """

    def __init__(self, threads: int, name: str):
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._done = deque()
        self._waker = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def fileno(self) -> int:
        return self._waker

    def run(self, work: Callable, then: Callable[[Future], None]):
        """Do ``work()`` in a thread, then call ``then(future)`` in the loop.

        ``future.result()`` returns what the work returned, or raises what it raised.
        """
        self._executor.submit(work).add_done_callback(
            lambda future: self._put(then, future)
        )

    def _put(self, then, future):
        self._done.append((then, future))
        os.eventfd_write(self._waker, 1)

    def deliver(self):
        """Call what waits for results; the loop does this."""
        try:
            os.eventfd_read(self._waker)
        except BlockingIOError:
            return
        while self._done:
            then, future = self._done.popleft()
            then(future)

    def close(self):
        """Let running work end, drop what has not begun."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        os.close(self._waker)
