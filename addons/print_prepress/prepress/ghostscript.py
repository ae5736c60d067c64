"""Ghostscript, where it is installed: a program of its own, which we only call."""

import os
import re
import shutil
import subprocess

from .walls import die_with_parent


def program():
    """Return the path of Ghostscript, or None."""
    return shutil.which("gs")


def run(device, path, folder, seconds, options=()):
    """Have Ghostscript draw a file into ``folder``, as 1.tif, 2.tif or so.

    It may read that one file and write to that folder. What it says of its success is
    of no use, since it calls drawing nothing a success: look what is in the folder.

    :raise OSError: if it is not there
    :raise subprocess.TimeoutExpired: after ``seconds``
    """
    ending = "tif" if device.startswith("tiff") else "png"
    command = [
        program() or "gs",
        *("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT"),
        f"-sDEVICE={device}",
        *options,
        f"-sOutputFile={folder}/%d.{ending}",
        os.path.abspath(path),
    ]
    descriptor = re.fullmatch(r"/(?:dev|proc/self)/fd/(\d+)", os.fspath(path))
    subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", ""), "TMPDIR": folder},
        pass_fds=[int(descriptor[1])] if descriptor else [],
        timeout=seconds,
        # Only processes of one thread come here, where this is safe.
        preexec_fn=die_with_parent,
        check=False,
    )
