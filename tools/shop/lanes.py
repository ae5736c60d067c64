"""Jobs done side by side, each told in one piece when it is over."""

import itertools
import os
import queue
import threading
from contextlib import suppress
from pathlib import Path

from . import process, say
from .counts import Count
from .say import Trouble

QUOTA = Path("/sys/fs/cgroup/cpu.max")
END = float("-inf")  # before any job: a lane that meets it is closed


def cores():
    """Return how many processors we may use, at least one."""
    found = len(os.sched_getaffinity(0))
    with suppress(OSError, ValueError):
        most, period = QUOTA.read_text().split()
        found = min(found, -(-int(most) // int(period)))
    return max(found, 1)


class Lanes:
    """Does jobs, some at a time, and adds up what they count.

    A job may add jobs. One that breaks is told and counts as a failure; the others go
    on. With one lane the jobs are done in the caller's thread and told as they go.

    :param width: how many lanes there are
    """

    def __init__(self, width):
        self._width = width
        self._waiting = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._over = queue.Queue()  # of each job: its count, what it said, what broke
        self._open = 0  # jobs added and not told yet
        self._lock = threading.Lock()

    def add(self, rank, do, *args):
        """Do ``do(*args)``, which returns a ``Count`` or None; a low ``rank`` first."""
        with self._lock:
            self._open += 1
        self._waiting.put((rank, next(self._numbers), do, args))

    def run(self):
        """Do all jobs; return the sum of their counts."""
        if self._width == 1:
            return self._run_here()
        lanes = [threading.Thread(target=self._work) for _lane in range(self._width)]
        for lane in lanes:
            lane.start()
        try:
            return self._tell()
        except BaseException:
            process.stop_all()
            raise
        finally:
            for _lane in lanes:
                self._waiting.put((END, next(self._numbers), None, ()))
            for lane in lanes:
                lane.join()

    def _run_here(self):
        total = Count()
        while not self._waiting.empty():
            _rank, _number, do, args = self._waiting.get()
            total += do(*args) or Count()
        return total

    def _tell(self):
        """Tell what each job said, in the order in which they end."""
        total = Count()
        with say.board() as board:
            while self._open:
                count, lines, broken = self._over.get()
                with self._lock:
                    self._open -= 1
                total += count
                board.clear()
                for line in lines:
                    say.line(line)
                if broken:
                    raise broken
        return total

    def _work(self):
        """Do jobs, until there is none."""
        while True:
            rank, _number, do, args = self._waiting.get()
            if rank == END:
                return
            count, broken = Count(), None
            with say.apart() as lines:
                try:
                    count = do(*args) or count
                except Trouble as trouble:
                    say.line(f"\n{trouble}")
                    count = Count(failed=1)
                except BaseException as error:  # the caller's thread raises it
                    broken = error
            self._over.put((count, lines, broken))
