"""Counts of tests, as the reports of pytest and the logs of Odoo tell them."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

RECORD = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ ([A-Z]+) \S+ (\S+): (.*)")
TOTALS = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading")
STATS = re.compile(r"(\w+): (\d+) tests [\d.]+s \d+ queries")
OF_A_TEST = re.compile(r": (FAIL|ERROR): ")
# The first page after a change of styles stores them: Odoo notices that the request may
# not write, and answers it again with a cursor that may.
ANSWERED_AGAIN = "in a read-only transaction"
# Debian's package of Odoo lacks this script of video calls; nothing of ours needs it.
LACKING = "Could not get content for mail/static/lib/selfie_segmentation"


@dataclass(frozen=True)
class Count:
    """Tests that passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Count(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def read_junit(report):
    """Return the counts of a JUnit report."""
    total = Count()
    for suite in ET.parse(report).getroot().iter("testsuite"):
        tests, failures, errors, skipped = (
            int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")
        )
        failed = failures + errors
        total += Count(max(tests - failed - skipped, 0), failed, skipped)
    return total


@dataclass(frozen=True)
class OdooLog:
    """What a log of Odoo tests says.

    :param tests: number of tests run, by add-on
    :param errors: texts of failures and of any other errors logged
    """

    count: Count
    tests: dict
    errors: list


def read_log(text):
    """Read the log of a run: tests that fail, and errors beside any test."""
    tests, errors, skipped = {}, [], 0
    failed = run = 0
    for line in text.splitlines():
        found = RECORD.match(line)
        if not found:
            if errors and errors[-1][-1] is not None:
                errors[-1].append(line)
            continue
        if errors and errors[-1][-1] is not None:
            errors[-1].append(None)  # the record ends where the next begins
        level, logger, message = found.groups()
        if totals := TOTALS.search(message):
            failed = int(totals[1]) + int(totals[2])
            run = int(totals[3])
        elif level in ("ERROR", "CRITICAL"):
            errors.append([line])
        elif logger == "odoo.tests.stats" and (stats := STATS.match(message)):
            tests[stats[1]] = int(stats[2])
        elif ".tests." in logger and message.startswith("skipped "):
            skipped += 1
    blocks = ["\n".join(part for part in each if part) for each in errors]
    blocks = [
        block
        for block in blocks
        if ANSWERED_AGAIN not in block
        and (LACKING not in block or OF_A_TEST.search(block))
    ]
    if not failed:
        failed = sum(not OF_A_TEST.search(block) for block in blocks)
    passed = max(run - failed - skipped, 0)
    return OdooLog(Count(passed, failed, skipped), tests, blocks)
