from pathlib import Path

import pytest
from estimate.cases import CaseError, check_cases, read_cases

ORACLES = sorted((Path(__file__).parents[1] / "oracles").glob("*.json"))
FILE = """{
  "tariffs": {"rate": {"grid": [[0, 2]]}},
  "products": {"work": {"steps": [
    {"name": "work", "tariff": "rate", "quantity": "hours"}]}},
  "cases": [{"name": "two hours", "lines": [
    {"product": "work", "drivers": {"quantity": 1, "hours": 2}, "expect": {"net": 4}}]}]
}"""


def test_there_are_files_to_check():
    assert {"discounts.json", "published.json"} <= {path.name for path in ORACLES}


@pytest.mark.parametrize("path", ORACLES, ids=lambda path: path.stem)
def test_published_prices(path):
    assert not [str(each) for each in check_cases(path.read_text(encoding="utf-8"))]


def test_a_difference_says_where_what_and_how_much():
    assert not check_cases(FILE)
    (found,) = check_cases(FILE.replace('"net": 4', '"net": 5'))
    assert str(found) == "two hours, lines[0].net: expected 5, got 4"
    (found,) = check_cases(FILE.replace('"net": 4', '"refusal": "no_tariff"'))
    assert str(found) == "two hours, lines[0].refusal: expected no_tariff, got a price"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('{"grid"', '{"gird": 1, "grid"', "tariffs.rate.gird"),
        ("[[0, 2]]", "[[1, 2], [1, 2]]", "tariffs.rate"),
        ('"tariff": "rate"', '"tariff": "rat"', "products.work.steps[0].tariff"),
        ('"hours"}', '"hours *"}', "products.work.steps[0].quantity, character 8"),
        ('"hours": 2', '"hours": "two"', "cases[0].lines[0].drivers.hours"),
        ('{"quantity": 1, ', "{", "cases[0].lines[0].drivers.quantity"),
        ('"product": "work"', '"product": 1', "cases[0].lines[0].product"),
        ('{"net": 4}', "{}", "cases[0].expect"),
        ('"cases": [', '"cases": [7, ', "cases[0]"),
        ("{\n", "", "file"),
        ('"tariffs"', '"tariffs": {}, "tariffs"', "tariffs"),
    ],
)
def test_a_wrong_file_is_told_its_place(old, new, place):
    with pytest.raises(CaseError) as refused:
        read_cases(FILE.replace(old, new, 1))
    assert str(refused.value).startswith(f"{place}: ")
