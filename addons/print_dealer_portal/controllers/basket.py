from odoo.addons.print_portal.controllers.portal_baskets import PrintBaskets
from odoo.http import content_disposition, request, route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DealerBasket(PrintBaskets):
    def _is_whole(self, basket, is_posted):
        """Pages of dealers load what there is to choose from when it is asked for."""
        is_whole = super()._is_whole(basket, is_posted)
        if basket.print_source != "dealer" or is_posted:
            return is_whole
        return is_whole and "choices" in request.httprequest.args

    def _look_again(self, basket, is_sent):
        """Tell goods that are gone, sold otherwise or repriced, line by line."""
        if not is_sent:
            return super()._look_again(basket, is_sent)
        before = basket._get_goods_prices()
        told = super()._look_again(basket, is_sent)
        if before:
            basket._reprice_goods()
            if request.env.user._has_print_right("see_finance"):
                told = basket._tell_new_prices(before) or told
            told = basket._tell_goods_problems() + told
        return told

    @route("/dealer/baskets/<int:basket_id>/xlsx", auth="user", readonly=True)
    def dealer_basket_xlsx(self, basket_id, **kw):
        """Send a basket as spreadsheet; amounts stand in it for who may see them."""
        # What he may see; the sheet leaves out money that he may not.
        basket_sudo = self._find_shown(basket_id).sudo()
        name = basket_sudo._get_basket_label().replace("/", "-")
        return request.make_response(
            basket_sudo._make_spreadsheet(request.env.user),
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
