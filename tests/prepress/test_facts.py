"""Facts of a file survive being kept, and cross a pipe as plain data."""

import json

import pytest
from prepress import FileFacts, FontFacts, ImageFacts, InkFacts, PageFacts

FACTS = FileFacts(
    format="pdf",
    version="1.6",
    page_count=1,
    pages=(
        PageFacts(
            number=1,
            media=(0.0, 0.0, 216.0, 303.0),
            trim=(3.0, 3.0, 213.0, 300.0),
            images=(ImageFacts((3.0, 3.0, 80.0, 60.0), 135.0, 400, 300, "DeviceRGB"),),
            inks=("Cyan", "PANTONE 185 C"),
            ink=InkFacts(397.0, 350.0, (10.0, 10.0, 20.0, 20.0)),
        ),
    ),
    fonts=(FontFacts("Helvetica", "Type1", is_embedded=False, pages=(1,)),),
)


def test_facts_are_the_same_after_a_round_trip():
    assert FileFacts.from_json(json.loads(json.dumps(FACTS.to_json()))) == FACTS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", 1),
        ("page_count", "1"),
        ("page_count", True),
        ("is_partial", 1),
        ("fonts", [1]),
        ("layers", 7),
        ("pages", [{"number": 1, "media": [0, 0, 1]}]),
        ("pages", [{"number": 1, "media": [0, 0, 1, "x"]}]),
        ("pages", [{"number": 1}]),
        ("surprise", 1),
    ],
)
def test_what_is_no_fact_is_refused(name, value):
    with pytest.raises((TypeError, ValueError, KeyError)):
        FileFacts.from_json(FACTS.to_json() | {name: value})
