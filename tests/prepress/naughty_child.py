"""A checking process that has been taken over: each task tries to break out.

Started as ``sandbox`` starts its own, with the same walls.
"""

import json
import os
import resource
import signal
import socket
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "addons" / "print_prepress"))

from prepress import sandbox_child  # noqa: E402


def eat_memory(path, tell, most):
    held = []
    while True:
        held.append(bytearray(1 << 24))


def compute(path, tell, most):
    while True:
        pass


def sleep(path, tell, most):
    time.sleep(60)


def crash(path, tell, most):
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(path, tell, most):
    os._exit(0)


def recurse(path, tell, most):
    return recurse(path, tell, most)


def talk(path, tell, most):
    while True:
        tell(done=1, total=2, filling="x" * 10_000)


def mutter(path, tell, most):
    tell(done=1, total="many")


def babble(path, tell, most, text):
    """Tell ``text`` as it is, past what makes messages of it."""
    for number in range(3, 20):
        try:
            os.write(number, text.encode() + b"\n")
        except OSError:
            continue


def answer(path, tell, most, data):
    return data


def show(path, tell, most, pictures):
    """Tell pictures that are none, of pages that nobody asked for."""
    for at, picture in pictures:
        tell(at=at, picture=picture)


def write(path, tell, most, place):
    Path(place).write_text("x")


def fill(path, tell, most):
    with open(os.path.join(os.environ["TMPDIR"], "filling"), "wb") as file:
        while True:
            file.write(bytes(1 << 20))


def read(*paths, tell, most, place):
    return {"read": Path(place).read_text()}


def read_all(*paths, tell, most):
    return [Path(path).read_text() for path in paths]


def alter(path, tell, most):
    with open(path, "r+b") as file:
        file.write(b"x")


def fork(path, tell, most):
    return {"child": os.fork()}


def leave_a_child(path, tell, most):
    if not os.fork():
        time.sleep(300)
    return {"processes": 2}


def connect(path, tell, most, port):
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        return {"connected": True}


def look(path, tell, most):
    return {
        "environment": dict(os.environ),
        "descriptors": [number for number in range(64) if is_open(number)],
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
        "nice": os.nice(0),
        "group": os.getpgid(0) == os.getpid(),
        "pid": os.getpid(),
        "content": Path(path).read_text(),
    }


def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def wait(path, tell, most):
    tell(format=str(os.getpid()))
    time.sleep(300)


TASKS = [
    alter,
    answer,
    babble,
    compute,
    connect,
    crash,
    eat_memory,
    fill,
    fork,
    leave,
    leave_a_child,
    look,
    mutter,
    read,
    read_all,
    recurse,
    show,
    sleep,
    talk,
    wait,
    write,
]

if __name__ == "__main__":
    sandbox_child.TASKS = {task.__name__: lambda task=task: task for task in TASKS}
    sandbox_child.main(json.loads(sys.argv[1]))
