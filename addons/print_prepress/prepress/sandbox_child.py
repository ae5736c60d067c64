"""What runs in the process of ``sandbox``: one task, with one file, then the end.

Started as a program, not imported. Whatever may go wrong is told in a word.
"""

import json
import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from prepress import walls  # noqa: E402


def main(order):
    """Work off an order of ``sandbox.run``."""
    # Only we write to the pipe: libraries that print, and programs, write to nowhere.
    pipe = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)

    def tell(**message):
        pipe.write(json.dumps(message).encode() + b"\n")
        pipe.flush()

    walls.die_with_parent()
    if os.getppid() != order["parent"]:
        return
    task = TASKS[order["task"]]()
    limits = order["limits"]
    answer_most = limits.pop("answer")
    limits.pop("wall_s")
    stands = {"network": walls.leave_network()}
    stands["disk"] = walls.leave_disk(order["file"], order["folder"])
    walls.limit(**limits)
    tell(walls=stands)
    path = f"/dev/fd/{order['file']}"
    try:
        answer = task(path, tell, answer_most, **order["options"])
    except MemoryError:
        tell(stopped="too_large", detail="memory")
    except RecursionError:
        tell(stopped="too_deep")
    except Exception as error:  # noqa: BLE001  # a verdict, whatever a library raises
        tell(stopped="broken", detail=f"{type(error).__name__}: {error}"[:500])
    else:
        tell(answer=answer)


def read_task():
    """Return what reads a file; the libraries are loaded before the walls stand."""
    import pikepdf
    from prepress import FileFacts, PageFacts

    def read(path, tell, answer_most):
        tell(format="pdf")
        try:
            with pikepdf.open(path) as pdf:
                pages = tuple(
                    PageFacts(number, (0.0, 0.0, 210.0, 297.0))
                    for number, page in enumerate(pdf.pages, 1)
                )
        except pikepdf.PdfError:
            return FileFacts("pdf", trouble="broken").to_json()
        return FileFacts("pdf", page_count=len(pages), pages=pages).to_json()

    return read


TASKS = {"read": read_task}

if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
