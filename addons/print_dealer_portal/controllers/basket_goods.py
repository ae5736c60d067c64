from contextlib import contextmanager

from odoo.addons.print_portal.controllers.portal import PrintPortal
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

TRIES = 2  # a basket may be sent by another tab while one waits for it


class DealerBasketGoods(PrintPortal):
    @route("/dealer/basket/goods", type="jsonrpc", auth="user", website=True)
    def dealer_basket_goods(self, items=(), basket_id=None, add=True, key="", **kw):
        """Put goods into a basket.

        :param items: list of pairs: id of a product, quantity
        :param basket_id: by default the user's current basket, opened if he has none
        :param add: on top of what is there already, else in its place
        :param key: of this click: asked again, as after an answer that was lost on its
            way, nothing is added twice
        :return: dict of ``items`` (see ``sale.order._put_goods``), ``count`` of lines
            in the basket, ``total`` (a text, None for who sees no money), and
            ``error``, a sentence when nothing could be done
        """
        try:
            with self._goods_lock(basket_id) as basket_sudo:
                wanted = _read_items(items)
                once = request.env["print.once"]
                if add and not once._is_first(key, basket_sudo.id, wanted):
                    wanted = [(product_id, 0) for product_id, _typed in wanted]
                return {
                    "items": basket_sudo._put_goods(wanted, add=add),
                    "error": "",
                    **basket_sudo._get_goods_summary(request.env.user),
                }
        except (AccessError, UserError) as refusal:
            return {"items": [], "error": str(refusal)}

    @contextmanager
    def _goods_lock(self, basket_id=None):
        """Let this request alone write a basket, which it gets.

        :param basket_id: by default the user's current basket, opened if he has none
        """
        orders, user = request.env["sale.order"], request.env.user
        if basket_id:
            with self._locked_basket(basket_id) as basket_sudo:
                yield basket_sudo
            return
        for _try in range(TRIES):
            pointed = user.sudo().print_basket_id.id  # an id is all that is read of it
            if not pointed:
                with self._basket_lock():
                    orders._get_basket(create=True)._make_current()
                continue
            with self._basket_lock(orders.browse(pointed)):
                # The other tab may have sent it: then it is filled no more.
                basket_sudo = orders._get_basket(create=True)
                if basket_sudo.id == pointed:
                    yield basket_sudo.with_context(tracking_disable=True)
                    return
                basket_sudo._make_current()
        raise UserError(request.env._("The basket was just sent. Try again."))


def _read_items(items):
    """Return pairs of a product's id and a quantity; what is none is left out."""
    return [
        (pair[0], pair[1])
        for pair in (items if isinstance(items, list) else ())
        if isinstance(pair, list) and len(pair) == 2 and type(pair[0]) is int
    ]
