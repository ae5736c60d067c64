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

    def _fill(self, **values):
        """Return the values of a right order, as the form reads what was typed."""
        typed = {
            **self.order_type._get_default_values(),
            "job_title": "Atlas",
            "files_later": True,
            **self.required,
            **values,
        }
        raw = {
            code: value if isinstance(value, list) else "" if value is False else value
            for code, value in typed.items()
        }
        values, errors = self.order_type._parse_form(raw)
        self.assertFalse(errors)
        return values

    def _spec(self, **values):
        return self._create_spec(self._fill(**values), self.order_type)

    def _new_spec(self, accepted=(), **values):
        return self.env["print.spec"].new(
            {
                "order_type_id": self.order_type.id,
                "values": self._fill(**values),
                "accepted_rules": list(accepted),
            }
        )

    def _check(self, **values):
        """Return the :class:`SpecError` of each field of a filled form, by its code."""
        return {error.field: error for error in self._new_spec(**values)._check()}

    def _errors(self, **values):
        """Return ``[(rule, field, severity, message, fix), ...]`` of a filled form."""
        return [
            (error.rule, error.field, error.severity, error.message, error.fix)
            for error in self._check(**values).values()
        ]

    def _shown(self, **values):
        """Return the codes of the fields that a form with ``values`` asks for."""
        filled = self._fill(**values)
        return {
            field.code for field in self.order_type.field_ids if field._is_shown(filled)
        }

    def _assert_rule(self, rule, field, sentence, **values):
        """A form with ``values`` has this one error, in these words."""
        errors = self._check(**values)
        self.assertEqual(
            [(error.rule, error.field) for error in errors.values()], [(rule, field)]
        )
        self.assertEqual(errors[field].message, sentence)
        return errors[field]
