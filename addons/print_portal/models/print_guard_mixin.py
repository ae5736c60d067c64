from odoo import models


class PrintGuardMixin(models.AbstractModel):
    """Closes fields to clients: some to each of them, money to those without the right.

    Money is closed to staff of production too, see ``res.users._is_of_office``.

    A closed field can be neither read, searched, sorted by nor aggregated, by any
    door, because core asks ``_has_field_access`` for all of them.
    """

    _name = "print.guard.mixin"
    _description = "Fields Closed to Clients"

    # What no client may ever see: how a price was made, who else is behind it.
    _PRINT_STAFF_FIELDS = frozenset()
    # Figures of money beside the monetary fields, which always count as such.
    _PRINT_MONEY_FIELDS = frozenset()

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su:
            return True
        is_staffs = field.name in self._PRINT_STAFF_FIELDS
        is_money = field.type == "monetary" or field.name in self._PRINT_MONEY_FIELDS
        if not (is_staffs or is_money):  # most fields, and asked for each of them
            return True
        user = self.env.user
        # Groups are known without a query; ``share`` reads the user.
        if is_staffs and not user._is_internal():
            return False
        return not is_money or user._has_print_right("see_finance")
