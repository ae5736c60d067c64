"""Signed texts of ours: what they are, and what they say, whoever sends them back."""

import binascii
from datetime import UTC

from odoo.tools.misc import hash_sign, verify_hash_signed


def sign_until(env, scope, values, expires):
    """Return a signed text that says ``values`` until ``expires``.

    :param str scope: what the text is signed for
    :param values: plain data
    :param datetime expires: in UTC, without a zone as Odoo keeps it
    """
    # The key of signatures is a setting of the system.
    expiration = expires.replace(tzinfo=UTC)
    return hash_sign(env(su=True), scope, values, expiration=expiration)


def read_signed(env, scope, text):
    """Return what ``hash_sign`` was given; None for a forged, broken or expired text.

    :param str scope: what the text was signed for
    :param text: as it came from outside, or none
    """
    try:
        # The key of signatures is a setting of the system.
        return verify_hash_signed(env(su=True), scope, text or "")
    except (ValueError, binascii.Error, OverflowError):
        return None
