from dataclasses import dataclass

from odoo import api, models
from odoo.tools import SQL

NEAREST = 3  # products that are offered instead of a code nobody has
LEAST_LIKENESS = 0.3  # of two codes, 0 to 1, below which they have nothing in common
LONGEST = 64  # letters of a code: what is longer is none


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """What stands behind a code that somebody typed.

    :param products: ``product.product`` that have it, as superuser: one, as a rule
    :param nearest: up to three that have one like it, where nobody has it
    """

    products: models.Model
    nearest: models.Model


class ProductProduct(models.Model):
    """Products found by what stands on their box."""

    _inherit = "product.product"

    _dealer_code_idx = models.Index(
        lambda registry: (
            "USING gist (default_code gist_trgm_ops) WHERE default_code IS NOT NULL"
            if registry.has_trigram
            else ""
        )
    )
    _dealer_small_code_idx = models.Index("(lower(default_code))")
    _dealer_small_barcode_idx = models.Index("(lower(barcode))")

    @api.model
    def _find_dealer_codes(self, texts):
        """Find products that partners order by codes or barcodes that were typed.

        Letters may be large or small; what is typed exactly wins. Two queries, however
        many texts there are.

        :param texts: iterable of strings
        :return: dict of each text to its :class:`CodeMatch`
        """
        texts = list(dict.fromkeys(texts))
        small = {text: _tidy(text).lower() for text in texts}
        rows = self._query_dealer_codes({code for code in small.values() if code})
        # Partners have no right on products: the query says what they see.
        nobody = self.sudo().browse()
        found = {}
        for text in texts:
            same = rows.get(small[text], ())
            exact = [id for id, code in same if code == _tidy(text)]
            ids = dict.fromkeys(exact or [id for id, _code in same])
            found[text] = nobody.browse(ids)
        unknown = {small[text] for text in texts if small[text] and not found[text]}
        nearest = self._query_nearest_codes(unknown)
        # What is found is read together, not product by product.
        known = nobody.union(*found.values(), *map(nobody.browse, nearest.values()))
        return {
            text: CodeMatch(
                products.with_prefetch(known._prefetch_ids),
                known.browse(nearest.get(small[text], ())),
            )
            for text, products in found.items()
        }

    def _query_dealer_codes(self, codes):
        """Return ``(product id, code as it is stored)`` by code in small letters."""
        if not codes:
            return {}
        query, code = self._start_code_query()
        barcode = SQL.identifier(self._table, "barcode")
        query.add_where(
            SQL(
                "(lower(%(code)s) = ANY(%(codes)s)"
                " OR lower(%(barcode)s) = ANY(%(codes)s))",
                code=code,
                barcode=barcode,
                codes=list(codes),
            )
        )
        columns = SQL.identifier(self._table, "id"), code, barcode
        rows = {}
        for id, *own in self.env.execute_query(query.select(*columns)):
            for each in filter(None, own):
                rows.setdefault(each.lower(), []).append((id, each))
        return rows

    def _query_nearest_codes(self, codes):
        """Return the ids of products with codes like those that nobody has, by code."""
        if not codes or not self.env.registry.has_trigram:
            return {}
        query, code = self._start_code_query()
        distance = SQL("%s <-> asked.code", code)
        query.add_where(SQL("%s IS NOT NULL", code))
        query.order, query.limit = distance, NEAREST
        near = query.select(
            SQL.identifier(self._table, "id"), SQL("%s AS distance", distance)
        )
        # The nearest are found by the index, and only then looked at.
        nearest = SQL(
            """SELECT asked.code, array_agg(near.id ORDER BY near.distance, near.id)
                 FROM unnest(%s) AS asked(code), LATERAL (%s) AS near
                WHERE near.distance <= %s
             GROUP BY asked.code""",
            list(codes),
            near,
            1 - LEAST_LIKENESS,
        )
        return dict(self.env.execute_query(nearest))

    def _start_code_query(self):
        """Return a query of the products that partners order, and where codes are."""
        # Portal users have no right on products: what they may see is chosen by domain.
        products_sudo = self.sudo()
        products_sudo.flush_model(["default_code", "barcode"])
        query = products_sudo._search(self._get_dealer_domain())
        return query, SQL.identifier(self._table, "default_code")


def _tidy(text):
    return text.strip()[:LONGEST]
