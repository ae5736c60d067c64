"""What runs in the process of ``sandbox``: one task, with its files, then the end.

Started as a program, not imported. Whatever may go wrong is told in a word.
"""

import base64
import dataclasses
import io
import json
import os
import sys
import time
import traceback
from datetime import datetime
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from prepress import walls  # noqa: E402

TELL_EVERY_S = 0.25


def main(order):
    """Work off an order of ``sandbox.run``."""
    sys.path += [each for each in order["path"] if each not in sys.path]
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
    stands["disk"] = walls.leave_disk(order["files"], order["folder"])
    walls.limit(**limits)
    tell(walls=stands)
    paths = [f"/dev/fd/{file}" for file in order["files"]]
    try:
        answer = task(*paths, tell=tell, most=answer_most, **order["options"])
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

    def read(path, tell, most):
        kind = identify(path)
        tell(format=kind)
        budget = Budget(tell=_teller(tell))
        is_pdf = kind == "pdf"
        facts = read_pdf(path, budget) if is_pdf else read_other(path, kind, budget)
        return _fitting(facts, most // 2)

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

    def measure(path, tell, most, facts):
        facts = FileFacts.from_json(facts)
        return measure_ink(path, facts, tell=_teller(tell)).to_json()

    return measure


def draw_pages_task():
    """Return what draws pages, and tells each of them as soon as it is drawn."""
    from prepress.render import NoPicture, draw_page

    def draw(path, tell, most, format_, asked):
        for at, (number, longest) in enumerate(asked):
            try:
                picture = _text(draw_page(path, format_, number, longest))
            except NoPicture:
                picture = None
            tell(at=at, picture=picture)

    return draw


def draw_plates_task():
    """Return what draws the plates of a page."""
    from prepress import FileFacts
    from prepress.ink import NotMeasured
    from prepress.plates import draw_plates

    def draw(path, tell, most, facts, longest):
        try:
            plates = draw_plates(path, FileFacts.from_json(facts), longest)
        except NotMeasured:
            return {}
        return {
            name: (_text(content), colour) for name, (content, colour) in plates.items()
        }

    return draw


def draw_place_task():
    """Return what draws a place on a page."""
    from prepress import PageFacts
    from prepress.render import NoPicture, draw_place

    def draw(path, tell, most, format_, page, box, longest):
        page = PageFacts(number=page["number"], media=tuple(page["media"]))
        try:
            return _text(draw_place(path, format_, page, tuple(box), longest))
        except NoPicture:
            return None

    return draw


def impose_task():
    """Return what writes the imposed PDF of files."""
    from prepress.imposition import PagesDoNotFit, Scheme, plan
    from prepress.imposition.pdf import impose

    def write(*paths, tell, most, output, scheme, page_count, trim, inks):
        planned = plan(Scheme.from_json(scheme), page_count, tuple(trim))
        target = _Output(output)
        try:
            pages = impose(paths, target, planned, tuple(inks), _teller(tell))
        except PagesDoNotFit as misfit:
            return {"misfit": misfit.code, "facts": misfit.facts}
        return {"pages": pages, "errno": target.errno}

    return write


def preview_inks_task():
    """Return what writes the ink preview of a sheet of an imposed PDF."""
    from prepress.facts import PageFacts
    from prepress.imposition import Scheme, plan
    from prepress.imposition.cip3 import DPI, previews
    from prepress.ink import NotMeasured, separate
    from prepress.plates import opened

    def write(path, tell, most, output, scheme, page_count, trim, **options):
        planned = plan(Scheme.from_json(scheme), page_count, tuple(trim))
        sheet = planned.sheets[options["sheet"] - 1]
        before = planned.sheets[: sheet.number - 1]
        first = 1 + sum(len(each.printed()) for each in before)
        media = (0.0, 0.0, *(each / 1000 for each in planned.size))
        pages = [PageFacts(first + at, media) for at in range(len(sheet.printed()))]
        target = _Output(output)
        try:
            with separate(path, "pdf", pages, DPI, options["seconds"]) as found:
                plates = [
                    {
                        ink: opened(plate, "L")
                        for ink, plate in found.get(page.number, {}).items()
                    }
                    for page in pages
                ]
        except NotMeasured as reason:
            return {"trouble": reason.trouble}
        if not all(plates):
            return {"trouble": "broken"}
        made = datetime.fromisoformat(options["made"])
        for piece in previews(planned, sheet, plates, options["job"], made):
            target.write(piece)
        return {"errno": target.errno}

    return write


class _Output(io.RawIOBase):
    """A file that remembers why it could not be written: the library dies of errors."""

    def __init__(self, descriptor):
        self.descriptor, self.errno = descriptor, 0

    def writable(self):
        return True

    def write(self, data):
        left = memoryview(data)
        try:
            while left and not self.errno:
                left = left[os.write(self.descriptor, left) :]
        except OSError as error:
            self.errno = error.errno
        return len(data)


def _text(content):
    return base64.b64encode(content).decode()


TASKS = {
    "read": read_task,
    "ink": ink_task,
    "draw_pages": draw_pages_task,
    "draw_plates": draw_plates_task,
    "draw_place": draw_place_task,
    "impose": impose_task,
    "preview_inks": preview_inks_task,
}

if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
