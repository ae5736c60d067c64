from odoo import models, tools

from ..area import is_under


class ResUsers(models.Model):
    """Which pages of the partner portal an account may open: ticks of its group."""

    _inherit = "res.users"

    def _get_dealer_actions(self):
        """Return the ``print.dealer.action`` of this account, as superuser."""
        self.ensure_one()
        # Accounts read neither what they are for us nor how menus are made.
        client_sudo = self._print_client().sudo()
        actions_sudo = client_sudo._get_dealer_group().action_ids
        if not self._has_print_right("see_finance"):
            actions_sudo = actions_sudo.filtered(
                lambda action: not action.needs_finance
            )
        return actions_sudo

    def _has_dealer_action(self, code):
        """Whether this account works as a partner and has this page.

        :param str code: of ``print.dealer.action``, such as "orders"
        """
        self.ensure_one()
        return self._works_as("dealer") and code in self._get_dealer_codes()

    @tools.ormcache("self.id")
    def _get_dealer_codes(self):
        return frozenset(self._get_dealer_actions().mapped("code"))

    @tools.ormcache("self.id", "self.env.lang")
    def _get_dealer_menu(self):
        """Return the entries of this account's menu by their place.

        :return: {place: tuple of (code, label, address)}
        """
        actions_sudo = self._get_dealer_actions().with_context(lang=self.env.lang)
        menu = {}
        for action in actions_sudo.sorted():
            entry = (action.code, action.name, action.url)
            menu[action.place] = (*menu.get(action.place, ()), entry)
        return menu

    @tools.ormcache("self.id")
    def _get_dealer_closed(self):
        """Return the addresses that want a tick which this account has not."""
        actions_sudo = self._get_dealer_actions()
        others_sudo = actions_sudo.search([("id", "not in", actions_sudo.ids)])
        return tuple(sorted(others_sudo._get_paths() - actions_sudo._get_paths()))

    def _is_dealer_page_closed(self, path):
        """Whether the partner portal has no page at ``path`` for this account."""
        return any(is_under(path, closed) for closed in self._get_dealer_closed())
