from .common import PrintPricingCommon


class FormsCommon(PrintPricingCommon):
    """A form that only misses what is the client's, and what is wrong with it.

    ``order_type_code`` and ``filled`` are what a test class is about.
    """

    order_type_code = ""
    filled = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order_type = cls.env.ref(f"print_pricing.order_type_{cls.order_type_code}")

    def _fill(self, **values):
        """Return the values of the form as a person fills it, read by the form."""
        typed = {
            **self.order_type._get_default_values(),
            "job_title": "Atlas",
            **self.filled,
            **values,
        }
        raw = {
            code: value if isinstance(value, list) else "" if value is False else value
            for code, value in typed.items()
        }
        values, errors = self.order_type._parse_form(raw)
        self.assertFalse(errors)
        return values

    def _new_spec(self, accepted=(), **values):
        return self.env["print.spec"].new(
            {
                "order_type_id": self.order_type.id,
                "values": {**self._fill(**values), "files_later": True},
                "accepted_rules": list(accepted),
            }
        )

    def _errors(self, **values):
        """Return ``[(rule, field, severity, message, fix), ...]`` of a filled form."""
        return [
            (error.rule, error.field, error.severity, error.message, error.fix)
            for error in self._new_spec(**values)._check()
        ]

    def _shown(self, **values):
        """Return the codes of the fields that the form asks for."""
        filled = self._fill(**values)
        return {
            field.code for field in self.order_type.field_ids if field._is_shown(filled)
        }
