import doctest
import importlib
import io
import re
from datetime import date

import pytest
from story import CLIENTS, ORDERS, Artwork, Workdays, logo, portrait

ACCOUNTS = {client["code"] for client in CLIENTS} | {
    f"{account['name']}.{client['code']}"
    for client in CLIENTS
    for account in client.get("accounts", ())
}
BOX = re.compile(rb"/(Media|Bleed|Trim)Box \[([ \d.]+)\]")
POINTS_PER_MM = 72 / 25.4


@pytest.fixture(scope="module")
def font(tmp_path_factory):
    """Return a TrueType font; reportlab brings one."""
    reportlab = importlib.import_module("reportlab")
    return f"{reportlab.__path__[0]}/fonts/Vera.ttf"


def boxes(pdf):
    """Return the boxes of the first page: name to (width, height) in mm."""
    sizes = {}
    for name, numbers in BOX.findall(pdf):
        left, bottom, right, top = (float(n) / POINTS_PER_MM for n in numbers.split())
        sizes.setdefault(name.decode(), (round(right - left), round(top - bottom)))
    return sizes


def test_examples_in_the_docstrings_hold():
    result = doctest.testmod(importlib.import_module("story.workdays"))
    assert result.attempted and not result.failed


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.key)
def test_an_order_happens_in_order_and_in_the_past(order):
    moments = [(-step.day, step.at) for step in order.steps]
    assert moments == sorted(moments)
    assert all(step.day > 0 for step in order.steps)
    assert order.who in ACCOUNTS


def test_nothing_happens_on_a_weekend():
    for today in (date(2026, 11, day) for day in range(16, 23)):
        days = Workdays(today)
        assert all(days.day(ago).weekday() < 5 for ago in range(-9, 70))
        assert all(days.day(ago) < today for ago in range(1, 70))
        assert days.day(-1) > today


def test_a_file_has_the_boxes_of_its_trim_and_bleed(font):
    pdf = Artwork("a.pdf", "Cover", width_mm=210, height_mm=297, pages=2).pdf(font)
    assert boxes(pdf) == {"Media": (240, 327), "Bleed": (216, 303), "Trim": (210, 297)}


def test_the_file_that_comes_back_has_no_bleed(font):
    artwork = next(
        file
        for order in ORDERS
        for job in order.jobs
        for file in job.files
        if order.key == "labels"
    )
    size = boxes(artwork.pdf(font))
    assert size["Bleed"] == size["Trim"]


def test_pictures_can_be_shown(font):
    image = pytest.importorskip("PIL.Image")
    face = portrait("#ffffff", "#f1c9a5", "#5a3825", "#0e4d5c", True)
    assert image.open(io.BytesIO(face)).size == (256, 256)
    sign = image.open(io.BytesIO(logo("Raster", font)))
    assert sign.width > sign.height
