"""What a signed text of ours says, whoever sends it back."""

import binascii

from odoo.tools.misc import verify_hash_signed


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
