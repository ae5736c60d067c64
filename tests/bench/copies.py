"""Many records out of a few: rows are copied, but for what tells them apart.

The few are made by the ORM, so each stored column holds what Odoo would put there.
"""

from odoo.tools import SQL


class Copies:
    """Copies of records of one table.

    :param str table: whose rows are copied, as those of rows that point to them
    :param samples: ids of the rows to copy, in turn
    :param int count: of the copies
    :param after: how many copies there are already: their numbers go on from it
    """

    def __init__(self, cr, table, samples, count, after=0):
        self.cr = cr
        self.table = table
        self.map = SQL.identifier(f"copies_of_{table}")
        self.ids = []
        if count > 0:
            self._number(samples, count, after)

    def _number(self, samples, count, after):
        """Give each copy its id and its number ``n``, counted from one."""
        cr, table = self.cr, SQL.identifier(self.table)
        cr.execute(SQL("DROP TABLE IF EXISTS %s", self.map))
        cr.execute(
            SQL(
                "CREATE TEMP TABLE %(map)s AS"
                " SELECT %(after)s + g AS n, (SELECT max(id) FROM %(table)s) + g AS id,"
                " (%(samples)s::int[])[1 + (g - 1) %% %(size)s] AS sample"
                " FROM generate_series(1, %(count)s) g",
                map=self.map,
                table=table,
                after=after,
                samples=list(samples),
                size=len(samples),
                count=count,
            )
        )
        cr.execute(SQL("ANALYZE %s", self.map))
        cr.execute(SQL("SELECT id FROM %s ORDER BY n", self.map))
        self.ids = [number for (number,) in cr.fetchall()]

    def make(self, **columns):
        """Insert the copies.

        :param columns: SQL for what differs; ``t`` is the sample's row, ``m`` has
            ``id``, ``n`` and ``sample``
        """
        if self.ids:
            self._insert(self.table, "id", {"id": SQL("m.id"), **columns})
            self._advance(self.table)

    def follow(self, table, column, **columns):
        """Copy the rows of ``table`` whose ``column`` points to a sample, as well.

        :param columns: as of ``make``
        """
        if not self.ids:
            return
        columns = {column: SQL("m.id"), **columns}
        if "id" in self._columns(table):
            number = SQL("row_number() OVER (ORDER BY m.n, t.id)")
            last = SQL("(SELECT max(id) FROM %s)", SQL.identifier(table))
            columns["id"] = SQL("%s + %s", last, number)
        self._insert(table, column, columns)
        self._advance(table)

    def tax(self, lines, column, relation, line_column):
        """Give the copied ``lines`` the taxes of those they were copied from.

        :param column: of ``lines``, to what was copied; no two lines of it are of one
            product
        :param relation: table of taxes, with ``line_column`` to ``lines``
        """
        if self.ids:
            self.cr.execute(
                SQL(
                    "INSERT INTO %(relation)s (%(line)s, account_tax_id)"
                    " SELECT n.id, r.account_tax_id FROM %(map)s m"
                    " JOIN %(lines)s n ON n.%(column)s = m.id"
                    " JOIN %(lines)s o ON o.%(column)s = m.sample"
                    " AND o.product_id = n.product_id"
                    " JOIN %(relation)s r ON r.%(line)s = o.id",
                    relation=SQL.identifier(relation),
                    line=SQL.identifier(line_column),
                    map=self.map,
                    lines=SQL.identifier(lines),
                    column=SQL.identifier(column),
                )
            )

    def _insert(self, table, join, columns):
        names = self._columns(table)
        if unknown := set(columns) - set(names):
            raise ValueError(f"{table} has no {', '.join(sorted(unknown))}.")
        chosen = [columns.get(name, SQL.identifier("t", name)) for name in names]
        self.cr.execute(
            SQL(
                "INSERT INTO %(table)s (%(names)s) SELECT %(chosen)s"
                " FROM %(table)s t JOIN %(map)s m ON m.sample = t.%(join)s",
                table=SQL.identifier(table),
                names=SQL(", ").join(map(SQL.identifier, names)),
                chosen=SQL(", ").join(chosen),
                map=self.map,
                join=SQL.identifier(join),
            )
        )

    def _columns(self, table):
        self.cr.execute(
            SQL(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_name = %s AND is_generated = 'NEVER'",
                table,
            )
        )
        return [name for (name,) in self.cr.fetchall()]

    def _advance(self, table):
        """Let the ORM go on behind the copies."""
        if "id" not in self._columns(table):
            return
        self.cr.execute(
            SQL(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM %s",
                table,
                SQL.identifier(table),
            )
        )


def has_column(cr, table, column):
    cr.execute(
        SQL(
            "SELECT 1 FROM information_schema.columns"
            " WHERE table_name = %s AND column_name = %s",
            table,
            column,
        )
    )
    return bool(cr.fetchall())
