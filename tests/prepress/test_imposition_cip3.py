"""The ink preview of a sheet is read back as what its plates show."""

import re
import shutil
from datetime import datetime

import pytest
from PIL import Image
from prepress.impose import NotImposed, impose, preview_inks
from prepress.imposition import Sheet, plan
from prepress.imposition.cip3 import previews
from prepress.sandbox import Limits
from test_imposition_pdf import PAGE, SPOT, book, scheme
from test_imposition_plan import A5, folded

WHEN = datetime(2026, 11, 26, 10, 30)


def plates(shade, inks=("Black", SPOT, "Cyan")):
    found = {}
    for number, ink in enumerate(inks):
        plate = Image.new("L", (40, 30), 255)
        plate.paste(shade + number, (0, 0, 10, 5))  # at the upper left
        found[ink] = plate
    return found


def written(style="WorkAndBack", job="i-000123 (A)", sides=2):
    made = plan(folded("F8-7", work_style=style, sheet=Sheet(720, 520)), 8, A5)
    data = b"".join(
        previews(
            made,
            made.sheets[0],
            [plates(10 * (side + 1)) for side in range(sides)],
            job,
            WHEN,
        )
    )
    return data.decode("latin-1")


def images(text):
    """Return the pictures of a file as a reader of PPF finds them."""
    for found in re.finditer(
        r"CIP3BeginSeparation\n(.*?)CIP3PreviewImage\n(.*?)>\nCIP3EndSeparation",
        text,
        re.DOTALL,
    ):
        keys = dict(re.findall(r"/CIP3PreviewImage(\w+) (.*?) def", found[1]))
        size = int(keys["Width"]), int(keys["Height"])
        yield keys, Image.frombytes("L", size, bytes.fromhex(found[2]))


def test_a_sheet_has_each_plate_of_each_side():
    text = written()
    assert text.startswith("%!PS-Adobe-3.0\n%%CIP3-File Version 3.0\n")
    assert text.endswith("CIP3EndSheet\n%%CIP3EndOfFile\n")
    assert text.count("CIP3BeginFront") == text.count("CIP3EndBack") == 1
    names = re.findall(r"/CIP3AdmSeparationNames \[(.*)\] def", text)
    assert names == [f"(Cyan) (Black) ({SPOT})"] * 2, "process inks first"
    found = list(images(text))
    corners = [image.getpixel((0, 0)) for _keys, image in found]
    assert corners == [12, 10, 11, 22, 20, 21]
    for keys, image in found:
        assert keys["Matrix"] == "[40 0 0 -30 0 30]", "upper left first, as plates are"
        assert keys["Resolution"] == "[50.8 50.8]"
        assert image.getpixel((39, 29)) == 255


def test_the_size_of_the_sheet_is_told_in_points():
    width, height = re.search(r"/CIP3AdmPSExtent \[(\S+) (\S+)\]", written()).groups()
    assert abs(float(width) - 720 / 25.4 * 72) < 0.01
    assert abs(float(height) - 520 / 25.4 * 72) < 0.01


def test_one_set_of_plates_is_one_side():
    text = written("WorkAndTurn", sides=1)
    assert "CIP3BeginFront" in text
    assert "CIP3BeginBack" not in text


def test_a_name_stays_inside_its_brackets():
    job = "a) quit (\\ \n%%CIP3EndOfFile Ж"
    [line] = [each for each in written(job=job).splitlines() if "JobName" in each]
    assert line == r"/CIP3AdmJobName (a\) quit \(\\  %%CIP3EndOfFile ?) def"


needs_ghostscript = pytest.mark.skipif(
    not shutil.which("gs"), reason="Ghostscript is not installed"
)


@needs_ghostscript
def test_the_plates_of_an_imposed_sheet_are_what_the_press_reads(tmp_path):
    """Page 9 is on the second sheet alone: its spot colour is where the plan has it."""
    planned = plan(scheme("F4-1", binding="perfect"), 16, PAGE)
    imposed, target = tmp_path / "imposed.pdf", tmp_path / "3.ppf"
    impose([book(tmp_path / "book.pdf")], imposed, planned, ["Black", SPOT])
    preview_inks(imposed, target, planned, 3, "i-000123", WHEN)
    text = target.read_bytes().decode("latin-1")
    assert "(S3)" in text
    [front, _back] = re.findall(r"SeparationNames \[(.*)\] def", text)
    assert front == f"(Cyan) (Magenta) (Yellow) (Black) ({SPOT})"
    spot = list(images(text))[4][1]
    [place] = [each for each in planned.sheets[2].sides[0].placements if each.page == 9]
    left, bottom, _width, _height = place.trim.mm
    # Two pixels a millimetre; the patch of the spot colour begins 12 and 300 pt inside.
    x = round((left + 14 / 72 * 25.4) * 2)
    y = spot.height - round((bottom + 310 / 72 * 25.4) * 2)
    assert spot.getpixel((x, y)) == 0
    assert spot.getpixel((x - 20, y)) == 255


@needs_ghostscript
def test_separating_that_takes_too_long_leaves_nothing(tmp_path):
    planned = plan(scheme("F4-1"), 16, PAGE)
    imposed, target = tmp_path / "imposed.pdf", tmp_path / "1.ppf"
    impose([book(tmp_path / "book.pdf")], imposed, planned, ["Black"])
    hasty = Limits(wall_s=0.01, written=1 << 20, processes=32)
    with pytest.raises(NotImposed) as refused:
        preview_inks(imposed, target, planned, 1, "i-000123", WHEN, hasty)
    assert refused.value.trouble == "too_slow"
    assert not target.exists()
