from urllib.parse import urlencode

from werkzeug.exceptions import NotFound

from odoo.addons.portal.controllers.portal import pager
from odoo.addons.print_portal.typed_ids import read_id
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..models.product_template_list import SORTINGS
from .basket_goods import DealerBasketGoods

ROWS = 20  # of the list, a page
LONGEST = 100  # letters of a search
SIZES = ("128", "512")  # of pictures, pixels
TYPED = "dealer_products_typed"  # in the session: quantities that could not be kept


class DealerProducts(DealerBasketGoods):
    """The list of products, the page of one, and what hangs on them.

    Portal users have no right on products. All is found by ``_get_dealer_domain``, and
    told by ``_get_dealer_values``.
    """

    @route(
        ["/dealer/products", "/dealer/products/page/<int:page>"],
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def dealer_products(self, page=1, search="", group="", stock="", sort="", **kw):
        """List the products; search, filters and order live in the address."""
        area, user = self._print_area(), request.env.user
        templates_sudo = self._get_templates()
        search = search.strip()[:LONGEST]
        choices = [each for each in request.httprequest.args.getlist("v") if each]
        group_id = read_id(group)
        domain = templates_sudo._get_dealer_list_domain(
            search, group_id, [read_id(each) for each in choices], stock
        )
        sort = sort if sort in SORTINGS else "code"
        counts = templates_sudo._count_dealer_products()
        # Groups are read before the rules of prices ask for some of them.
        groups = templates_sudo._get_dealer_groups(counts)
        found = templates_sudo.search_fetch(
            domain, order=SORTINGS[sort], limit=ROWS, offset=(max(page, 1) - 1) * ROWS
        )
        filters = {"search": search, "group": group, "stock": stock, "sort": sort}
        kept = {name: text for name, text in filters.items() if text}
        if sort == "code":
            kept.pop("sort")
        total = total_all = sum(counts.values())
        if kept or choices:
            total = len(found)
            if page > 1 or total == ROWS:  # a list that fits needs no count
                total = templates_sudo.search_count(domain)
        basket_sudo = request.env["sale.order"]._get_basket()
        values = {
            "rows": found._get_dealer_rows(user, basket_sudo),
            "total": total,
            "total_all": total_all,
            "filters": filters,
            "choices": choices,
            "groups": groups,
            "attributes": templates_sudo._get_dealer_choices(group_id)
            if group_id
            else [],
            "pager": pager(
                f"{area['root']}/products",
                total,
                page,
                ROWS,
                url_args={**kept, **({"v": choices} if choices else {})},
            ),
            **self._get_page_values(user, basket_sudo),
        }
        return request.render("print_dealer_portal.products", values)

    @route(
        "/dealer/products/<int:product_id>", auth="user", website=True, readonly=True
    )
    def dealer_product(self, product_id, **kw):
        """Show one product with all its variants."""
        self._print_area()
        user = request.env.user
        product_sudo = self._find_product(product_id)
        basket_sudo = request.env["sale.order"]._get_basket()
        values = {
            "product": product_sudo.product_tmpl_id._get_dealer_page(
                user, product_sudo, basket_sudo
            ),
            **self._get_page_values(user, basket_sudo),
        }
        return request.render("print_dealer_portal.product", values)

    # A picture speaks no language: nothing leads to an address with one.
    @route("/dealer/products/<int:product_id>/image", auth="user", readonly=True)
    def dealer_product_image(self, product_id, size="128", **kw):
        """Send the picture of a product that the user may see."""
        self._print_area()
        product_sudo = self._find_product(product_id)
        name = f"image_{size if size in SIZES else SIZES[0]}"
        if not product_sudo[name]:
            raise NotFound()
        stream = request.env["ir.binary"]._get_image_stream_from(product_sudo, name)
        return stream.get_response(max_age=86400)

    @route(
        "/dealer/products/<int:product_id>/document/<int:document_id>",
        auth="user",
        website=True,
        readonly=True,
    )
    def dealer_product_document(self, product_id, document_id, **kw):
        """Send a file of a product that the shop shows to partners."""
        self._print_area()
        documents_sudo = self._find_product(product_id)._get_dealer_documents()
        document_sudo = documents_sudo.filtered(lambda each: each.id == document_id)
        if not document_sudo or document_sudo.type != "binary":
            raise NotFound()
        stream = request.env["ir.binary"]._get_stream_from(
            document_sudo.ir_attachment_id
        )
        return stream.get_response(as_attachment=True)

    @route("/dealer/products", auth="user", website=True, methods=["POST"])
    def dealer_products_post(self, back="", **typed):
        """Put all quantities of a page into the basket at once, as a matrix has them.

        What could not be ordered stands on the page as it was typed, with its reason.
        """
        area = self._print_area()
        asked = {
            read_id(name.removeprefix("q_")): text
            for name, text in typed.items()
            if name.startswith("q_")
        }
        items = {id: text for id, text in asked.items() if id}
        refused = {}
        try:
            with self._goods_lock() as basket_sudo:
                held = basket_sudo._get_lines_of_goods()
                changed = [
                    (id, text or "0")
                    for id, text in items.items()
                    if id in held or text.strip(" 0")
                ]
                answers = basket_sudo._put_goods(changed, add=False)
            refused = {
                str(each["product_id"]): (items[each["product_id"]], each["error"])
                for each in answers
                if each["error"]
            }
        except (AccessError, UserError) as refusal:
            refused = {str(id): (text, str(refusal)) for id, text in items.items()}
        if refused:
            request.session[TYPED] = refused
            root = f"{area['root']}/products"
            return request.redirect(back if _is_below(back, root) else root, code=303)
        return request.redirect(f"{area['root']}/basket", code=303)

    @route()
    def dealer_basket_goods(self, items=(), basket_id=None, add=True, key="", **kw):
        """Tell a page of products, too, what of it stands in the basket now."""
        answer = super().dealer_basket_goods(items, basket_id, add, key, **kw)
        if kw.get("panel") and not answer["error"]:
            user = request.env.user
            basket_sudo = request.env["sale.order"]._get_basket()
            answer["cells"] = basket_sudo._get_goods_cells(user)
            answer["panel"] = basket_sudo._get_goods_panel(user)
        return answer

    def _get_page_values(self, user, basket):
        """Return what stands around products on each page."""
        return {
            "sees_money": user._has_print_right("see_finance"),
            "is_with_tax": user.company_id.is_dealer_price_with_tax,
            "panel": basket._get_goods_panel(user) if basket else None,
            "contact": user._print_buyer()._get_print_manager(),
            "typed": request.session.pop(TYPED, {}),
            "here": _get_address(),
        }

    def _get_templates(self):
        """Return products as superuser, in the words of the user."""
        user = request.env.user
        # Portal users have no right on products: the domain says what they see.
        return request.env["product.template"].sudo().with_company(user.company_id)

    def _find_product(self, product_id):
        """Return a product that partners see, as superuser; all others do not exist."""
        user = request.env.user
        products = request.env["product.product"].with_company(user.company_id)
        product_sudo = products._find_dealer_products([product_id])
        if not product_sudo:
            raise NotFound()
        return product_sudo


def _is_below(url, root):
    return url == root or url.startswith((f"{root}/", f"{root}?"))


def _get_address():
    """Return the address of this page, with what was asked for in it."""
    asked = request.httprequest
    query = urlencode([*asked.args.items(multi=True)])
    return f"{asked.path}?{query}" if query else asked.path
