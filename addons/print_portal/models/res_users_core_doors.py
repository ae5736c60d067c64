from odoo import models


class ResUsers(models.Model):
    """Core's doors to one's own record are for staff: a client has pages of ours.

    Core asks for no right at either of them. A client could put the contact of another
    one into his own record, for a moment, and read its name, address and tax number;
    give his company another name, which its invoices bear, without our asking; or
    choose a language that no mail to him can be written in.
    """

    _inherit = "res.users"

    def onchange(self, values, field_names, fields_spec):
        self._refuse_clients()
        return super().onchange(values, field_names, fields_spec)

    def write(self, vals):
        self._refuse_clients()
        return super().write(vals)

    def _refuse_clients(self):
        """Ask whoever is no staff for the right that core does not ask for.

        :raise AccessError: without it; our pages check what they write, as superuser
        """
        if not (self.env.su or self.env.user._is_internal()):
            self.check_access("write")
