from odoo import fields


class BigInteger(fields.Integer):
    """A whole number of eight bytes in the database: files pass 2 GiB."""

    _column_type = ("int8", "int8")
