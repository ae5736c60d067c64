"""Rows of pages, read by few queries."""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import SQL, Query


def search_whole(model, domain, limit=None, offset=0, order=None):
    """Return the records that the user may see, with all that is theirs read.

    Core finds them first and reads them later, and counts by a query of its own; that
    the rules have let them through is known by then.

    :return: ``(records, how many the domain finds without a limit)``
    """
    query = model._search(domain, offset, limit, order or model._order)
    model_sudo = model.sudo()  # the query holds the rules
    fields = model_sudo._determine_fields_to_fetch()
    found = model_sudo._fetch_query(query, fields).with_env(model.env)
    total = offset + len(found)
    if limit and (len(found) == limit or (offset and not found)):
        query.limit = query.offset = query.order = None
        total = len(query)
    return found, total


def read_relations(records, paths):
    """Learn which rows ``records`` lead to, by one query.

    Core asks a query for each relation, and most of them lead nowhere. What is found
    lies in the cache as if core had asked; rows are read when they are needed, all of
    a model at once. Of which records all is known, nothing is asked.

    :param records: of a superuser, for no rule narrows what is found
    :param paths: names of stored One2many and Many2many fields; behind a One2many
        that comes before, also what its rows lead to, such as ``order_line.tax_ids``
    :raise ValueError: for records of anybody else
    """
    if not records.env.su:
        raise ValueError("Relations are read as superuser: they ask no rule.")
    own = [path for path in paths if "." not in path]
    records = records.filtered(
        lambda record: any(name not in record._cache for name in own)
    )
    if not records:
        return
    found, selects = {}, []
    for number, path in enumerate(paths):
        parent, _dot, name = path.rpartition(".")
        model, query = found[parent] if parent else (records, records.ids)
        field = model._fields[name]
        below, select = _select(field, model, query, number)
        found[path] = below
        selects.append(select)
    union = SQL(" UNION ALL ").join(SQL("(%s)", select) for select in selects)
    rows = records.env.execute_query(union)
    by_path = defaultdict(lambda: defaultdict(list))
    for number, _place, key, row_id in sorted(rows):
        by_path[number][key].append(row_id)
    known = {"": records}
    for number, path in enumerate(paths):
        parent, _dot, name = path.rpartition(".")
        known[path] = _keep(known[parent], name, by_path[number])


def _select(field, model, keys, number):
    """Return ``(comodel, query)`` of a relation, and the SQL of what it leads to.

    As ``One2many.read`` and ``Many2many.read`` of the ORM find it.

    :param keys: ids of records of ``model``, or a query of them
    """
    context = {"active_test": False, **field.context}
    comodel = model.env[field.comodel_name].with_context(**context)
    domain = field.get_comodel_domain(model)
    if field.type == "one2many":
        domain &= Domain(field.inverse_name, "in", keys)
    query = comodel._search(domain, order=comodel._order)
    row_id = SQL.identifier(query.table, "id")
    if field.type == "one2many":
        key = SQL.identifier(query.table, field.inverse_name)
    else:
        key = SQL.identifier(field.relation, field.column1)
        other = SQL.identifier(field.relation, field.column2)
        query.add_join("JOIN", field.relation, None, SQL("%s = %s", other, row_id))
        among = keys.subselect() if isinstance(keys, Query) else tuple(keys)
        query.add_where(SQL("%s IN %s", key, among))
    place = SQL("row_number() OVER (ORDER BY %s)", query.order)
    query.order = None
    return (comodel, query), query.select(SQL("%s", number), place, key, row_id)


def _keep(records, name, found):
    """Keep in the cache what a relation leads to, and return it.

    :param dict found: ids of rows by id of the record
    """
    field = records._fields[name]
    field._insert_cache(records, [tuple(found[each]) for each in records._ids])
    rows = records.env[field.comodel_name].browse(
        row_id for row_ids in found.values() for row_id in row_ids
    )
    if field.type == "one2many":
        inverse = rows._fields[field.inverse_name]
        keys = [key for key, row_ids in found.items() for _row_id in row_ids]
        inverse._insert_cache(rows, keys)
    return rows
