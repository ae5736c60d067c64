from odoo import api, models
from odoo.addons.print_pricing.estimate import QUOTE
from odoo.addons.print_pricing.spec_error import SpecError
from odoo.fields import Command, Domain

NO_FILES = "R01"  # the rule that asks for files


class PrintOrderType(models.Model):
    _inherit = "print.order.type"

    @api.model
    def _get_portal_types(self):
        """Return the kinds of work that this user may order, as superuser."""
        # Accounts read forms through the pages only; prices hang on the same records.
        return self.sudo().search(self._get_portal_domain())

    @api.model
    def _get_portal_type(self, code):
        """Return the one of ``_get_portal_types`` with ``code``, empty without one."""
        domain = self._get_portal_domain() & Domain("code", "=", code or "")
        # Accounts have no right on kinds of work: which they see is chosen above.
        return self.sudo().search(domain, limit=1)

    @api.model
    def _get_portal_domain(self):
        return Domain("company_id", "in", (False, self.env.user.company_id.id)) & (
            Domain("product_ids", "!=", False)
        )

    def _prepare_spec(self, values, accepted_rules=(), file_ids=()):
        """Return the values of the spec of a filled form."""
        self.ensure_one()
        return {
            "order_type_id": self.id,
            "values": values,
            "accepted_rules": list(accepted_rules or ()),
            "file_ids": [Command.set(self._check_files(file_ids))],
        }

    def _check_files(self, file_ids):
        """Return those of ``file_ids`` that this user may use."""
        files = self.env["print.file"].browse(file_ids).with_user(self.env.uid)
        return files.exists()._filtered_access("read").ids

    def _check_rules(self, spec):
        """Ask for files where the work needs them: now, or announced for later."""
        errors = super()._check_rules(spec)
        files_follow = (spec.values or {}).get("files_later")
        if self.needs_files and not spec.file_ids and not files_follow:
            errors.append(
                SpecError(
                    NO_FILES,
                    "artwork",
                    self.env._('Add at least one file, or tick "Files follow".'),
                )
            )
        return errors

    def _quote(self, values, accepted_rules=(), file_ids=()):
        """Check and price a form that is being filled; nothing is stored.

        :return: dict of ``errors`` (dicts of :class:`SpecError`), ``is_on_request``,
            ``formula``, ``quantity``, and what only who may see money gets, else None
            each: ``price`` (texts in the user's language), ``ladder`` and
            ``turnaround_prices``, see ``_get_choices``
        """
        self.ensure_one()
        spec = self.env["print.spec"].new(
            {
                "order_type_id": self.id,
                "values": values,
                "accepted_rules": list(accepted_rules or ()),
                "file_ids": [Command.set(self._check_files(file_ids))],
            }
        )
        errors = spec._check()
        order = self._new_quotation(spec)
        line = order.order_line
        by_hand = any(error.severity == QUOTE for error in errors)
        is_on_request = by_hand or line.print_is_on_request
        sees_money = (
            self.env["res.users"].browse(self.env.uid)._has_print_right("see_finance")
        )
        price = None
        if sees_money and not is_on_request:
            price = {
                "work_label": line._get_work_label(),
                "made_of": line.sudo()._get_made_of(),
                **order._get_price_texts(),
            }
        return {
            "errors": [error.to_dict() for error in errors],
            "is_on_request": is_on_request,
            "quantity": spec.quantity,
            "formula": self._get_formula(spec),
            "price": price,
            **self._get_choices(spec, line if price else line.browse()),
        }

    def _new_quotation(self, spec):
        """Return an order in memory with one line for ``spec``.

        The price on the form is the one of the basket because core computes both. What
        nobody reads of it is given, so that core does not ask for it.
        """
        user = self.env.user
        company = user.company_id
        orders = self.env["sale.order"].with_company(company)
        return orders.new(
            {
                "partner_id": user._print_buyer().id,
                "company_id": company.id,
                "order_line": [
                    Command.create(
                        {
                            **orders.order_line._prepare_print_line(spec),
                            "name": spec.title or "",
                            "analytic_distribution": False,
                        }
                    )
                ],
            }
        )
