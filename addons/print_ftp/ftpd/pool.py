"""Work that waits is done beside the loop: hashes, disks, the database."""

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class Threads:
    """The threads of a process, whichever front gives them work.

    Few of them hash: each takes a core for half a second.
    """

    def __init__(self, hashes: int = 2, disks: int = 2, gates: int = 4):
        self.hash = ThreadPoolExecutor(hashes, "hash")
        self.disk = ThreadPoolExecutor(disks, "disk")
        self.gate = ThreadPoolExecutor(gates, "gate")

    def close(self, deliver: Callable[[], None] = lambda: None):
        """Let work end: bytes are put away, then what happened is told.

        Who is still to be let in comes too late.

        :param deliver: called when the disk has done its work: it may have more to tell
        """
        self.hash.shutdown(wait=True, cancel_futures=True)
        self.disk.shutdown(wait=True)
        deliver()
        self.gate.shutdown(wait=True)


class Pool:
    """Threads whose results come back into one event loop.

    The loop watches ``fileno()`` and calls ``deliver()`` when it is readable.
    """

    def __init__(self, executor: ThreadPoolExecutor):
        self._executor = executor
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
        """Watch no more; called when the threads have ended."""
        os.close(self._waker)
