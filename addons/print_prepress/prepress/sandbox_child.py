"""What runs in the process of ``sandbox``: one task, with one file, then the end.

Started as a program, not imported. Whatever may go wrong is told in a word.
"""

import base64
import dataclasses
import json
import os
import sys
import time
import traceback
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from prepress import walls  # noqa: E402

TELL_EVERY_S = 0.25


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
    except Exception:  # noqa: BLE001  # whatever it is, somebody wants to know
        tell(fault=traceback.format_exc()[-2000:])
    else:
        tell(answer=answer)


def read_task():
    """Return what reads a file; the libraries are loaded before the walls stand."""
    from prepress.budget import Budget
    from prepress.formats import read_other
    from prepress.identify import identify
    from prepress.pdf import read_pdf

    def read(path, tell, answer_most):
        kind = identify(path)
        tell(format=kind)
        budget = Budget(tell=_teller(tell))
        is_pdf = kind == "pdf"
        facts = read_pdf(path, budget) if is_pdf else read_other(path, kind, budget)
        return _fitting(facts, answer_most // 2)

    return read


def _teller(tell):
    """Return what tells the progress, a few times a second."""
    told = time.monotonic()

    def tell_pages(done, total):
        nonlocal told
        if time.monotonic() - told > TELL_EVERY_S:
            told = time.monotonic()
            tell(done=done, total=total)

    return tell_pages


def _fitting(facts, most):
    """Return facts as plain data of at most so many bytes: fewer places, then none."""
    for places in (None, 4, 0):
        if places is not None:
            facts = dataclasses.replace(
                facts,
                is_partial=True,
                pages=tuple(_thinned(page, places) for page in facts.pages),
            )
        plain = facts.to_json()
        if len(json.dumps(plain)) <= most:
            return plain
    raise MemoryError


def _thinned(page, places):
    return dataclasses.replace(
        page,
        images=page.images[:places],
        texts=page.texts[:places],
        lines=page.lines[:places],
    )


def ink_task():
    """Return what measures the ink of pages."""
    from prepress import FileFacts
    from prepress.ink import measure_ink

    def measure(path, tell, answer_most, facts):
        facts = FileFacts.from_json(facts)
        return measure_ink(path, facts, tell=_teller(tell)).to_json()

    return measure


def draw_page_task():
    """Return what draws a page."""
    from prepress.render import NoPicture, draw_page

    def draw(path, tell, answer_most, format_, number, longest):
        try:
            return _text(draw_page(path, format_, number, longest))
        except NoPicture:
            return None

    return draw


def draw_place_task():
    """Return what draws a place on a page."""
    from prepress import PageFacts
    from prepress.render import NoPicture, draw_place

    def draw(path, tell, answer_most, format_, page, box, longest):
        page = PageFacts(number=page["number"], media=tuple(page["media"]))
        try:
            return _text(draw_place(path, format_, page, tuple(box), longest))
        except NoPicture:
            return None

    return draw


def _text(content):
    return base64.b64encode(content).decode()


TASKS = {
    "read": read_task,
    "ink": ink_task,
    "draw_page": draw_page_task,
    "draw_place": draw_place_task,
}

if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
