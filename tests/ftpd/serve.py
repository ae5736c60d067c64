"""A server of its own process, to be measured: ``serve.py ROOT`` prints its port."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import conftest  # noqa: E402  it knows where the packages are


def main(root):
    store = conftest.filestore.Store(root, floor=0)
    store.prepare()
    gate = conftest.Gate()
    gate.storage = storage = conftest.Storage(conftest.filestore, store)
    settings = conftest.Settings(port=0, sessions_of_address=500)
    server = conftest.Server(settings, gate, storage, conftest.Threads())
    print(server.address[1], flush=True)
    while True:
        server.loop(timeout=1, blocking=False)


if __name__ == "__main__":
    main(sys.argv[1])
