from babel.dates import format_timedelta

from odoo import api, models
from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse


class ResUsers(models.Model):
    """Whoever tries too often waits: see ``login_throttle``."""

    _inherit = "res.users"

    @api.model
    def _print_throttle(self, key, address, what):
        """Count a try, and return how long the next one has to wait.

        Ask before anything is done for whoever tries, and whether or not what he
        names exists: the answer is the same. It may come slowly.

        :param str key: what is tried, a login or a client code; "" to count a network
            alone
        :param str address: IP address, ``request.httprequest.remote_addr``
        :param str what: one of ``login_throttle.POLICIES``
        :return: seconds to wait, 0 to go on; see ``_print_wait_words``
        :rtype: int
        """
        # Nobody else writes what is counted here.
        attempts_sudo = self.env["print.attempt"].sudo()
        return attempts_sudo._begin(what, key, address, is_failure=True)[1]

    @api.model
    def _print_wait_words(self, seconds):
        """Return what somebody who has to wait is told."""
        locale = babel_locale_parse(get_lang(self.env).code)
        unit = "second" if seconds < 60 else "minute"
        return self.env._(
            "Too many attempts. Time to wait: %s.",
            format_timedelta(seconds, granularity=unit, threshold=1.5, locale=locale),
        )
