from odoo import models

from ..area import DEALER_ROOT


class IrHttp(models.AbstractModel):
    """The menu of dealers: what is ticked for their group."""

    _inherit = "ir.http"

    def _get_print_area(self):
        area = super()._get_print_area()
        if area and area["root"] == DEALER_ROOT:
            area["has_basket"] = "basket" in self.env.user._get_dealer_codes()
        return area

    def _get_print_menu(self, user, root):
        if root != DEALER_ROOT:
            return super()._get_print_menu(user, root)
        menu = self._get_dealer_entries(user, "bar")
        menu.append({"key": "help", "label": self.env._("Help"), "url": f"{root}/help"})
        return self._filter_print_menu(menu)

    def _get_print_user_menu(self, user, root):
        """Pages for which the line has no room come first, then those of clients."""
        menu = super()._get_print_user_menu(user, root)
        if root != DEALER_ROOT:
            return menu
        known = {each["url"] for each in menu}
        entries = [
            each
            for each in self._get_dealer_entries(user, "name")
            if each["url"] not in known
        ]
        entries = self._filter_print_menu(entries) + [
            each for each in menu if not user._is_dealer_page_closed(each["url"])
        ]
        # No rule above the first group.
        entries[0].pop("is_apart", None)
        return entries

    def _get_dealer_entries(self, user, place):
        entries = user._get_dealer_menu().get(place, ())
        return [{"key": key, "label": label, "url": url} for key, label, url in entries]
