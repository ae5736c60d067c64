"""A guesser gets few tries; whoever knows the password is never shut out for long."""

import doctest

import login_throttle
import pytest
from login_throttle import POLICIES, Policy, network

HOUR = 3600


def test_examples():
    assert doctest.testmod(login_throttle).failed == 0


def _tries(policy, seconds):
    """Return how often somebody tries who never waits longer than he must."""
    now, failures = 0, 0
    while now < seconds:
        now += policy.wait(failures, 0)
        failures += 1
    return failures


def test_one_network_guesses_less_than_a_hundred_passwords_of_a_login_a_day():
    assert _tries(POLICIES["login"], 24 * HOUR) < 110


def test_waits_grow_and_end():
    policy = Policy()
    waits = [policy.wait(failures, 0) for failures in range(1000)]
    assert waits == sorted(waits)
    assert waits[0] == 0
    assert waits[-1] == policy.longest_wait == 15 * 60


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_whoever_waits_may_try_again(policy):
    for failures in (policy.free_tries, policy.free_tries + 50, 10**7):
        wait = policy.wait(failures, 0)
        assert policy.wait(failures, wait - 0.5) == 1
        assert policy.wait(failures, wait) == 0


def test_a_clock_that_goes_back_prolongs_nothing():
    policy = Policy()
    assert policy.wait(5, -HOUR) == policy.first_wait


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_delays_grow_to_a_bound(policy):
    delays = [policy.delay(failures) for failures in range(1000)]
    assert delays == sorted(delays)
    assert delays[policy.slow_after] == 0
    assert delays[-1] == delays[policy.countable] == policy.slowest
    assert policy.slowest <= 3


@pytest.mark.parametrize(
    "wrong", [{"free_tries": 0}, {"first_wait": 0}, {"first_wait": 901}]
)
def test_no_policy_shuts_everybody_out(wrong):
    with pytest.raises(ValueError):
        Policy(**wrong)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.1", "203.0.113.254", True),
        ("203.0.113.1", "203.0.114.1", False),
        ("2001:db8::1", "2001:db8::ffff:0:0:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("203.0.113.1", "::ffff:203.0.113.9", True),
        ("", "n/a", True),
        (None, "203.0.113.1", False),
        ("1.2.3.4, 5.6.7.8", "203.0.113.1", False),
    ],
)
def test_networks(one, other, is_same):
    assert (network(one) == network(other)) is is_same
