"""Run a module of Python, noting which lines and branches of our add-ons run.

``python -P noting.py FILE MODULE ARGUMENT...`` runs ``python -m MODULE ARGUMENT...``
and writes the notes into FILE.

A tracer sees every line of Odoo as well, and so doubles the time of Odoo's tests.
Slipcover marks lines in the bytecode of ours alone; Python 3.12 and later could do
without it.
"""

import ast
import atexit
import json
import os
import runpy
import sys
from importlib.machinery import SourceFileLoader

from slipcover import FileMatcher, Slipcover
from slipcover.branch import preinstrument

SOURCES = ["addons"]  # in the working directory
# Slipcover would take its marks back from code that runs often: it looks for all
# functions there are, compares whatever it meets, and so recurses without end in Odoo.
NEVER = 2**31 - 1
OMITTED = ["*/tests/*", "*/migrations/*", "*/__manifest__.py"]


def main(path, module, *arguments):
    # Odoo imports nearly all there is, and tells the few files that it does not. Others
    # need few, and would have to compile all the rest to tell them.
    unseen = SOURCES if module == "odoo" else None
    notes = Slipcover(branch=True, source=unseen, omit=OMITTED, d_miss_threshold=NEVER)
    _mark(notes)
    atexit.register(_write, notes, path, os.getpid())
    sys.path.insert(0, os.getcwd())  # as -m does
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _mark(notes):
    """Mark the code of our add-ons when a loader is asked for it.

    Slipcover's own finder of modules and that of Odoo would ask each other forever.
    """
    ours = FileMatcher(sources=SOURCES, omit=OMITTED)
    get_code = SourceFileLoader.get_code

    def get_marked_code(loader, name):
        path = loader.get_filename(name)
        if not ours.matches(path):
            return get_code(loader, name)
        tree = preinstrument(ast.parse(loader.get_data(path)))
        return notes.instrument(compile(tree, path, "exec"))

    SourceFileLoader.get_code = get_marked_code


def _write(notes, path, process):
    if os.getpid() == process:  # a process that was forked leaves the file alone
        with open(path, "w") as file:
            json.dump(notes.get_coverage(), file)


if __name__ == "__main__":
    main(*sys.argv[1:])
