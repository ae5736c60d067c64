"""Walls around a process that reads hostile bytes. Linux has them all.

Each is put up by the process itself, before it opens the file, and holds for whatever
it starts. What the system does not grant is left out and told: memory, time and the
life of the process are limited everywhere, network and disk where the kernel can.
"""

import ctypes
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
USELESS_NAMESPACES = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns"
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
# Landlock, as <linux/landlock.h> numbers it: the same on every machine.
SYS_CREATE_RULESET, SYS_ADD_RULE, SYS_RESTRICT_SELF = 444, 445, 446
RULE_PATH_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
# Rights over files that each version of Landlock knows
KNOWN = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | (1 << 14)
NO_TCP = 3  # neither bind nor connect, from version 4
OURS = str(Path(__file__).parent)
# What programs need of a system, none of which is a secret
SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/dev",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ghostscript",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/papersize",
    "/var/cache/fontconfig",
    "/var/lib/ghostscript",
)


def die_with_parent():
    """Have the kernel kill this process as soon as the one that started it ends."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def limit(memory, cpu_s, written, handles, processes):
    """Limit this process and its children; none of it can be lifted again.

    :param memory: bytes of address space
    :param cpu_s: seconds of computing, after which it is killed
    :param written: bytes of any one file that it writes; 0 forbids writing
    :param handles: open files at once
    :param processes: how many it may start; 0 forbids threads as well
    """
    os.nice(10)
    if processes:
        processes += _running()
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_NOFILE, handles),
        (resource.RLIMIT_NPROC, processes),
    ):
        _lower(kind, most, most)
    _lower(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)


def _lower(kind, soft, hard):
    """Set a limit, below the one that stands already."""
    stands = resource.getrlimit(kind)[1]
    if stands != resource.RLIM_INFINITY:
        soft, hard = min(soft, stands), min(hard, stands)
    resource.setrlimit(kind, (soft, hard))


def _running():
    """Return how many threads of this user run: the kernel counts them together."""
    count, user = 0, os.getuid()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if process.stat().st_uid == user:
                count += len(os.listdir(process / "task"))
    return count


def leave_network():
    """Move to a network of its own that leads nowhere.

    :return: whether the system grants it
    """
    if _libc.unshare(CLONE_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    # Where namespaces are given but of no use, one may not even write any more.
    if _says(USELESS_NAMESPACES, "1") or _libc.unshare(CLONE_NEWUSER | CLONE_NEWNET):
        return False
    # The user stays who he is, or he could not write to his own folder.
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path("/proc/self", name).write_text(line)
    return True


def _says(path, text):
    try:
        return Path(path).read_text().strip() == text
    except OSError:
        return False


def leave_disk(files, folder=None):
    """See of the disk only the system, Python and ``files``.

    :param files: descriptors of the files to read
    :param folder: where it may write, if anywhere
    :return: whether the system grants it
    """
    version = _libc.syscall(SYS_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    known = KNOWN[max(each for each in KNOWN if each <= version)]
    rules = struct.pack("QQ", known, NO_TCP if version >= 4 else 0)
    ruleset = _libc.syscall(SYS_CREATE_RULESET, rules, 16 if version >= 4 else 8, 0)
    if ruleset < 0:
        return False
    try:
        reads = EXECUTE | READ_FILE | READ_DIR
        python = {sys.prefix, sys.base_prefix, sys.exec_prefix, OURS}
        # Not whatever folder Odoo was started from: its configuration may lie there.
        python |= {each for each in sys.path if each.endswith("-packages")}
        libraries = os.environ.get("LD_LIBRARY_PATH", "").split(":")
        for path in {*SYSTEM, *python, *libraries} - {""}:
            _allow(ruleset, path, reads)
        _allow(ruleset, "/dev/null", READ_FILE | WRITE_FILE)
        for file in files:
            _allow(ruleset, file, READ_FILE)
        if folder:
            _allow(ruleset, folder, known)
        _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return _libc.syscall(SYS_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset, place, rights):
    """Grant rights over a path or a descriptor; what is not there needs none."""
    try:
        opened = place if isinstance(place, int) else os.open(place, os.O_PATH)
    except OSError:
        return
    if not os.path.isdir(opened):
        rights &= OF_A_FILE
    rule = struct.pack("=Qi", rights, opened)
    _libc.syscall(SYS_ADD_RULE, ruleset, RULE_PATH_BENEATH, rule, 0)
    if opened != place:
        os.close(opened)
