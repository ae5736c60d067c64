"""Imposing files of a client: planned here, written in a process of its own."""

import errno
import logging
import os
from contextlib import suppress
from datetime import datetime

from .imposition import PagesDoNotFit, Plan
from .sandbox import IMPOSING, SEPARATING, ReaderFault, Stopped, run

_logger = logging.getLogger(__name__)


class NotImposed(Exception):
    """Nothing was written; ``trouble`` is that of ``FileFacts``, or its ink's."""

    def __init__(self, trouble, detail=""):
        super().__init__(trouble, detail)
        self.trouble = trouble


def impose(sources, target, plan: Plan, inks, limits=IMPOSING, tell=None) -> int:
    """Write the imposed PDF of files, durably, or nothing.

    :param sources: paths of PDFs, in the order of their pages
    :param target: path of a file that is not there yet
    :param inks: names of the inks of the files, for colour bar and slug line
    :param tell: called with (sheets done, sheets in all) as it goes on
    :return: how many pages it has, one for each side with plates of its own
    :raise PagesDoNotFit: if there are not the pages of the plan
    :raise NotImposed: if a file is not to be read, or they are too large a task
    :raise SandboxError, OSError: as ``sandbox.inspect`` does
    """

    def hear(message):
        if tell and "done" in message:
            tell(int(message["done"]), int(message["total"]))

    answer = _written("impose", sources, target, plan, limits, hear, inks=list(inks))
    return int(answer["pages"])


def preview_inks(
    source, target, plan: Plan, sheet: int, job: str, made: datetime, limits=SEPARATING
):
    """Write the ink preview of a sheet (CIP3) from an imposed PDF, durably, or nothing.

    :param source: path of what ``impose`` has written with this plan
    :param target: path of a file that is not there yet
    :param sheet: its number, from 1
    :param job: what the press shows of the job
    :raise NotImposed: without Ghostscript, or if it does not come to an end
    :raise SandboxError, OSError: as ``sandbox.inspect`` does
    """
    _written(
        "preview_inks",
        [source],
        target,
        plan,
        limits,
        sheet=sheet,
        job=job,
        made=made.isoformat(),
        seconds=limits.wall_s * 0.8,
    )


def _written(task, sources, target, plan, limits, hear=None, **options):
    """Have a task write a new file; return what it answers."""
    output = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o640)
    try:
        answer = run(
            task,
            sources,
            limits,
            hear,
            output,
            scheme=plan.scheme.to_json(),
            page_count=plan.page_count,
            trim=[each / 1000 for each in plan.trim],
            **options,
        )
        _check(answer, target)
        os.fsync(output)
        return answer
    except BaseException as error:
        with suppress(OSError):
            os.unlink(target)
        if isinstance(error, Stopped):
            raise NotImposed(error.trouble, error.detail) from error
        if isinstance(error, ReaderFault | TypeError | ValueError | KeyError):
            _logger.exception("Nothing was written: %s", task)
            raise NotImposed("broken") from error
        raise
    finally:
        os.close(output)


def _check(answer, target):
    """Raise what an answer says went wrong."""
    if "misfit" in answer:
        raise PagesDoNotFit(answer["misfit"], **answer["facts"])
    if "trouble" in answer:
        raise NotImposed(str(answer["trouble"]))
    if answer["errno"] == errno.EFBIG:  # the wall against what grows too large
        raise NotImposed("too_large")
    if answer["errno"]:
        raise OSError(answer["errno"], os.strerror(answer["errno"]), target)
