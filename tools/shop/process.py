"""Child processes that never outlive us."""

import ctypes
import os
import re
import signal
import subprocess
import threading
from contextlib import contextmanager, suppress

from .say import Trouble

PR_SET_PDEATHSIG = 1
GRACE_S = 15
_prctl = ctypes.CDLL(None).prctl  # looked up before any fork


class Stopped(BaseException):
    """The person, or the machine, asked us to stop."""


class _Signals:
    """Whether a signal may interrupt us now, and the one that came meanwhile."""

    held = 0
    came = None


class _Children:
    """Those that run now, in any thread, and whether there may be more."""

    lock = threading.Lock()
    alive = set()
    stopped = False


def stop_on_signals():
    """Turn the first INT, TERM or HUP into ``Stopped``; later ones wait for us."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _stop)


def _stop(number, _frame=None):
    _Signals.came = number
    if not _Signals.held:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)


@contextmanager
def undisturbed():
    """Let signals wait for the end of a block that must be done whole.

    They interrupt the main thread alone: others have nothing to wait for.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _Signals.held += 1
    try:
        yield
    finally:
        _Signals.held -= 1
    if _Signals.came and not _Signals.held:
        _stop(_Signals.came)


def stop_all():
    """Ask the children of all threads to stop, and allow no other."""
    with _Children.lock:
        _Children.stopped = True
        for process in _Children.alive:
            process.send_signal(signal.SIGINT)


@contextmanager
def child(argv, **options):
    """Run ``argv`` in a process group of its own, which ends with the block."""
    process = None
    try:
        # A child that is not known yet would stay behind.
        with undisturbed(), _Children.lock:
            if _Children.stopped:
                raise Stopped(signal.SIGINT)
            process = subprocess.Popen(
                [str(part) for part in argv],
                start_new_session=True,
                preexec_fn=_die_with_parent,
                **options,
            )
            _Children.alive.add(process)
        yield process
    finally:
        if process:
            with undisturbed():
                _end(process)
                with _Children.lock:
                    _Children.alive.discard(process)


def run(
    argv,
    log,
    *,
    tell=None,
    watch=None,
    what=None,
    check=True,
    stdin=subprocess.DEVNULL,
    **options,
):
    """Run ``argv`` with its output in the file ``log``; return its exit code.

    :param tell: called with the first group of ``watch`` in each matching line
    :param what: what failed, for the sentence; the command's name by default
    :raise Trouble: naming the log, with its last lines, on a failure (if ``check``)
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    pattern = re.compile(watch) if watch else None
    with (
        log.open("w", errors="replace") as file,
        child(
            argv,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            **options,
        ) as process,
    ):
        for line in process.stdout:
            file.write(line)
            file.flush()
            if pattern and tell and (found := pattern.search(line)):
                tell(found.group(1))
        code = process.wait()
    if code and check:
        raise Trouble(f"{tail(log)}\n{what or argv[0]} failed: read {log}.")
    return code


def tail(log, lines=15):
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def output(argv, **options):
    """Return what ``argv`` prints.

    :raise Trouble: with what it said, if it fails
    """
    if "input" not in options:
        options["stdin"] = subprocess.DEVNULL
    done = subprocess.run(
        [str(part) for part in argv],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        **options,
    )
    if done.returncode:
        raise Trouble(done.stderr.strip() or f"{argv[0]} failed.")
    return done.stdout


def _die_with_parent():
    # Should we be killed without a chance to clean up, the kernel does it.
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(process):
    """Stop the group politely, then without asking."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_S)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()
