from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..login_throttle import POLICIES

LOGIN = POLICIES["login"]


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    print_login_free_tries = fields.Integer(
        string="Wrong passwords before waiting",
        config_parameter="print_portal.login_free_tries",
        default=LOGIN.free_tries,
    )
    print_login_first_wait = fields.Integer(
        string="First wait, seconds",
        config_parameter="print_portal.login_first_wait",
        default=LOGIN.first_wait,
    )
    print_login_longest_wait = fields.Integer(
        string="Longest wait, seconds",
        config_parameter="print_portal.login_longest_wait",
        default=LOGIN.longest_wait,
    )
    print_mail_new_browser = fields.Selection(
        [("True", "Mail the account"), ("False", "Tell nobody")],
        string="Login with a new browser",
        config_parameter="print_portal.mail_new_browser",
        default="True",
        required=True,
    )

    @api.constrains(
        "print_login_free_tries", "print_login_first_wait", "print_login_longest_wait"
    )
    def _check_print_login(self):
        """A policy of zeros would shut everybody out, or let everybody guess."""
        for settings in self:
            tries, first, longest = (
                settings.print_login_free_tries,
                settings.print_login_first_wait,
                settings.print_login_longest_wait,
            )
            if not 1 <= tries <= 100:
                raise ValidationError(
                    self.env._("Wrong passwords before waiting: enter 1 to 100.")
                )
            if not 1 <= first <= longest <= 86_400:
                raise ValidationError(
                    self.env._(
                        "Waits: enter 1 to 86400 seconds, the longest not below the"
                        " first."
                    )
                )
