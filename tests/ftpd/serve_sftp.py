"""SFTP in a process of its own, to measure it; ``serve_sftp.py ROOT`` prints a port."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import conftest  # noqa: E402  it knows where the packages are


async def main(root):
    store = conftest.filestore.Store(root, floor=0)
    store.prepare()
    gate, threads = conftest.Gate(), conftest.Threads()
    acceptor = await conftest.serving_sftp(store, gate, threads, {})
    print(acceptor.get_port(), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
