"""Each step is done once, and again only when what it is made from changes."""

import os

import pytest
from shop.addons import Addon, closure
from shop.say import Trouble
from shop.state import State


def test_a_step_is_done_once_per_key(state):
    done = []
    for key in ("a", "a", "b", "b", "a"):
        state.step("fetch", key, "Fetch", lambda _tell, key=key: done.append(key))
    assert done == ["a", "b", "a"]


def test_an_interrupted_step_is_done_again(state):
    done = []

    def make(_tell):
        done.append("begun")
        if len(done) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        state.step("fetch", "key", "Fetch", make)
    for _again in range(2):
        state.step("fetch", "key", "Fetch", make)
    assert len(done) == 2


def test_the_folder_can_be_moved(monkeypatch, tmp_path):
    monkeypatch.setenv("SHOP_STATE", str(tmp_path / "elsewhere"))
    assert State().folder == tmp_path / "elsewhere"
    assert State().tag != State(tmp_path / "other").tag


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Trouble, match="SHOP_STATE"):
        State(tmp_path / "file" / "state")


def test_long_steps_tell_their_time(state, capsys):
    state.step("fetch", "key", "Fetch", lambda _tell: None)
    assert capsys.readouterr().out == "Fetch: in 0 s\n"


@pytest.fixture
def addon(tmp_path):
    folder = tmp_path / "print_x"
    (folder / "tests").mkdir(parents=True)
    (folder / "static/src").mkdir(parents=True)
    (folder / "__manifest__.py").write_text("{'depends': ['print_y', 'sale']}")
    return folder


@pytest.mark.parametrize("name", ["tests/test_x.py", "static/src/x.js"])
def test_what_no_database_holds_makes_no_new_template(addon, name):
    before = Addon(addon).key
    (addon / name).write_text("x")
    assert Addon(addon).key == before


@pytest.mark.parametrize("name", ["data.xml", "models.py", "static/logo.png"])
def test_what_a_database_holds_makes_a_new_template(addon, name):
    before = Addon(addon).key
    (addon / name).write_text("x")
    created = Addon(addon).key
    os.rename(addon / name, addon / f"moved-{name.split('/')[-1]}")
    assert len({before, created, Addon(addon).key}) == 3


def test_an_addon_brings_those_of_ours_that_it_needs(addon, tmp_path):
    other = tmp_path / "print_y"
    other.mkdir()
    (other / "__manifest__.py").write_text("{'depends': ['base']}")
    ours = {"print_x": Addon(addon), "print_y": Addon(other)}
    assert closure(["print_x"], ours) == ["print_x", "print_y"]
