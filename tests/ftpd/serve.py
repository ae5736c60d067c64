"""A server of its own process, to be measured or killed.

``serve.py ROOT [STEP NTH MOMENT]`` prints its port. With a step (a function of ``os``,
or ``record`` of the gate) it dies before or after its ``NTH`` call since it serves.
"""

import json
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import conftest  # noqa: E402  it knows where the packages are


class LastingGate(conftest.Gate):
    """What it is told stays in a file, as in a database that outlives the server."""

    def __init__(self, path):
        super().__init__()
        self._path = path

    def record(self, who, stored, state):
        line = json.dumps([stored.path, stored.size, stored.sha256, state]) + "\n"
        with self._path.open("a") as file:
            file.write(line)


def kill_around(owner, step, nth, moment):
    """Let this process die before or after its ``nth`` call of ``owner.<step>``."""
    real, calls = getattr(owner, step), []

    def killing(*args, **kwargs):
        calls.append(args)
        is_last = len(calls) == nth
        if is_last and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **kwargs)
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, step, killing)


def main(root, step="", nth="1", moment="before"):
    store = conftest.filestore.Store(root, floor=0)
    store.prepare()
    gate = LastingGate(Path(root) / "records")
    gate.storage = storage = conftest.Storage(conftest.filestore, store)
    settings = conftest.Settings(port=0, sessions_of_address=500)
    server = conftest.Server(settings, gate, storage, conftest.Threads())
    print(server.address[1], flush=True)
    if step:
        kill_around(gate if step == "record" else os, step, int(nth), moment)
    while True:
        server.loop(timeout=1, blocking=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
