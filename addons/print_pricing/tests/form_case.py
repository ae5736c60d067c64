from .common import PrintPricingCommon


class PrintFormCase(PrintPricingCommon):
    """Forms filled as people fill them, for the tests of one order type each.

    ``code`` is the order type; ``required`` what a client has to add to the defaults.
    """

    code = ""
    required = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order_type = cls.env.ref(f"print_pricing.order_type_{cls.code}")

    @classmethod
    def _values(cls, **values):
        """Return the values of a right order, as the form would keep them."""
        filled = {
            **cls.order_type._get_default_values(),
            "job_title": "Work",
            **cls.required,
            **values,
        }
        return cls.order_type._drop_hidden(filled)

    def _check(self, **values):
        spec = self.env["print.spec"].new(
            {"order_type_id": self.order_type.id, "values": self._values(**values)}
        )
        return {error.field: error for error in spec._check()}

    def _shown(self, **values):
        """Return the codes of the fields that a form with ``values`` asks for."""
        kept = self._values(**values)
        shown = self.order_type.field_ids.filtered(lambda field: field._is_shown(kept))
        return set(shown.mapped("code"))

    def _spec(self, **values):
        return self._create_spec(self._values(**values), self.order_type)

    def _assert_rule(self, rule, field, sentence, **values):
        """A form with ``values`` has this one error, in these words."""
        errors = self._check(**values)
        self.assertEqual(
            [(error.rule, error.field) for error in errors.values()], [(rule, field)]
        )
        self.assertEqual(errors[field].message, sentence)
        return errors[field]
