"""A form is checked as quickly with 1 000 kinds of work or choices as with ten.

Fields are asked one by one, so their number counts; its ratio is printed, not judged.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("forms.py")
SAME = 2  # at most so many times as long: the noise of a busy machine


def test_a_check_does_not_grow_with_kinds_and_choices(capsys):
    if "SHOP_ODOO" not in os.environ:
        pytest.skip("Run ./shop test bench: it makes the shop to measure.")
    argv = [*json.loads(os.environ["SHOP_ODOO"]), "shell"]
    argv += ["-d", os.environ["SHOP_DATABASE"], "--no-http"]
    done = subprocess.run(
        argv, input=SCRIPT.read_text(), capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("FORMS ")]
    assert lines, done.stderr[-2000:]
    figures = json.loads(lines[-1].removeprefix("FORMS "))
    with capsys.disabled():
        print("\ncheck of a form", figures)
    assert figures["choices"] < SAME
    assert figures["kinds"] < SAME
