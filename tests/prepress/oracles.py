"""What poppler's tools say of a PDF, and how our facts compare with it.

pdfinfo, pdffonts and pdfimages share no code with pikepdf, and none of their authors
knew of us: where they agree with us on a file, both are likely right.
"""

import os
import re
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from prepress import FileFacts

TOOLS = ("pdfinfo", "pdffonts", "pdfimages")
MM = 25.4 / 72
NEAR_MM = 0.01  # pdfinfo rounds to hundredths of a point
SECONDS = 60
# The kinds of pdffonts, as they are called in a PDF.
KINDS = {"Type 1": "Type1", "TrueType": "TrueType", "Type 3": "Type3", "CID": "Type0"}
PICTURES = {"image", "stencil"}  # what pdfimages lists beside them are masks of these


def are_here() -> bool:
    return all(map(shutil.which, TOOLS))


def version() -> str:
    """Return the version of poppler, such as 22.12.0."""
    said = subprocess.run(["pdfinfo", "-v"], capture_output=True, text=True).stderr
    return said.split()[2]


def ask(tool: str, *arguments) -> str:
    """Return what a tool prints, a byte that is no UTF-8 replaced."""
    ran = subprocess.run(
        [tool, *map(str, arguments)],
        capture_output=True,
        timeout=SECONDS,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    return ran.stdout.decode("utf-8", "replace")


@dataclass
class Comparison:
    """How many of what both know of are the same, and what differs."""

    pages: int = 0
    boxes: int = 0
    fonts: int = 0
    fonts_unused: int = 0  # the tools list what a page could use, we what it does
    images: int = 0
    images_unseen: int = 0  # behind clips, outside of the page, on layers that are off
    differences: tuple[str, ...] = ()


def compare(path: Path, facts: FileFacts) -> Comparison:
    """Return how facts of a file compare with what poppler's tools say of it."""
    result = Comparison()
    differences = [
        *_compare_boxes(path, facts, result),
        *_compare_fonts(path, facts, result),
        *_compare_images(path, facts, result),
    ]
    result.differences = tuple(differences)
    return result


def _compare_boxes(path, facts, result):
    said = ask("pdfinfo", "-box", "-f", 1, "-l", max(facts.page_count, 1), path)
    pages = re.search(r"^Pages:\s+(\d+)", said, re.MULTILINE)
    result.pages = int(pages[1]) if pages else 0
    if result.pages != facts.page_count:
        yield f"pages: {result.pages} and {facts.page_count}"
        return
    found = defaultdict(dict)
    pattern = r"^Page\s+(\d+) (\w+)Box:\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)"
    for number, box, *corners in re.findall(pattern, said, re.MULTILINE):
        found[int(number)][box.lower()] = [float(each) * MM for each in corners]
    for page in facts.pages:
        for name, box in _displayed(found[page.number], page).items():
            ours = getattr(page, name) or _stands_for(page, name)
            result.boxes += 1
            if max(abs(a - b) for a, b in zip(ours, box, strict=True)) > NEAR_MM:
                yield f"page {page.number} {name}: {box} and {ours}"


def _stands_for(page, name):
    """Return the box that counts where a page does not give one."""
    return page.media if name == "crop" else page.crop or page.media


def _displayed(boxes, page):
    """Return pdfinfo's boxes turned, scaled and moved as ours are."""
    left, bottom, right, top = boxes["media"]
    unit = page.user_unit
    turned = {}
    for name, (x, y, end_x, end_y) in boxes.items():
        turned[name] = {
            0: (x - left, y - bottom, end_x - left, end_y - bottom),
            90: (y - bottom, right - end_x, end_y - bottom, right - x),
            180: (right - end_x, top - end_y, right - x, top - y),
            270: (top - end_y, x - left, top - y, end_x - left),
        }[page.rotate]
    return {name: [each * unit for each in box] for name, box in turned.items()}


def _compare_fonts(path, facts, result):
    head, *rows = ask("pdffonts", path).splitlines() or [""]
    dashes, *rows = rows or [""]
    columns = [(each.start(), each.end()) for each in re.finditer("-+", dashes)]
    said = set()
    for row in rows:
        name, kind, _encoding, embedded, *_rest = (
            # A name longer than its column moves all others to the right.
            row[start:end].strip()
            for start, end in _moved(columns, row)
        )
        name = re.sub(r"^[A-Z]{6}\+", "", name)
        kind = next(ours for theirs, ours in KINDS.items() if kind.startswith(theirs))
        said.add((name, kind, embedded == "yes"))
    ours = {_font_of(font) for font in facts.fonts}
    said = {_font_of_row(*each) for each in said}
    result.fonts = len(ours & said)
    result.fonts_unused = len(said - ours)
    for font in sorted(ours - said):
        yield f"font {font} is not among {sorted(said)}"


def _moved(columns, row):
    """Return where the columns are in a row, by its first blank after the name."""
    if not columns:
        return []
    shift = max(len(row) - columns[-1][1], 0)
    (start, end), *others = columns
    return [(start, end + shift), *((a + shift, b + shift) for a, b in others)]


def _font_of(font):
    name = "" if font.kind == "Type3" else font.name
    return (name, font.kind.replace("MMType1", "Type1"), font.is_embedded)


def _font_of_row(name, kind, embedded):
    return ("" if kind == "Type3" else name, kind, embedded)


def _compare_images(path, facts, result):
    said = defaultdict(set)
    for row in ask("pdfimages", "-list", path).splitlines()[2:]:
        number, _index, kind, width, height, *rest = row.split()
        if kind in PICTURES:
            across, up = (float(each) for each in rest[-4:-2])
            size = (int(width), int(height))
            said[int(number)].add((*size, kind == "stencil", min(across, up)))
    for page in facts.pages:
        known = said[page.number]
        seen = set()
        for image in page.images:
            same = {
                each
                for each in known
                if each[:2] == (image.width_px, image.height_px)
                and abs(each[3] - image.ppi) <= max(0.51, image.ppi / 500)
            }
            if not same:
                yield f"page {page.number}: {image} is not among {sorted(known)}"
            seen |= same
        result.images += len(seen)
        result.images_unseen += len(known - seen)
