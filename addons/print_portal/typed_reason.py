"""Reasons that people type: for a refusal, a release, a decision in place of others."""

from odoo.exceptions import UserError

LONGEST_REASON = 1000  # characters


def read_reason(env, typed, longest=LONGEST_REASON, is_needed=True):
    """Return a typed reason as it is kept.

    :param typed: the text, or None
    :param int longest: characters that are kept of it
    :raise UserError: when it is longer, or needed and missing
    """
    reason = (typed or "").strip()
    if is_needed and not reason:
        raise UserError(env._("Reason: say in a few words why."))
    if len(reason) > longest:
        raise UserError(env._("Reason: shorten it to %s characters.", longest))
    return reason
