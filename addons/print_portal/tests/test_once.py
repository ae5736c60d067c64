from odoo.tests import tagged

from .pages_common import PrintPagesCommon

FORM = "/my/print/order/ctp_plates"


@tagged("post_install", "-at_install")
class TestOnce(PrintPagesCommon):
    """Pressed twice, or sent again after its answer was lost: it is done once."""

    def setUp(self):
        super().setUp()
        self._login(self.ivanova)

    def _key(self, path, form="//form"):
        return self._find(self._get(path), f"{form}//input[@name='once']/@value")[0]

    def _titles(self):
        basket = self.env["sale.order"].with_user(self.ivanova)._get_basket()
        return basket.sudo().order_line.print_spec_id.mapped("title")

    def test_a_job_is_added_once_and_another_one_as_well(self):
        key, typed = self._key(FORM), self.plates._get_typed(self._form())
        for title in ("Booklet", "Booklet", "Poster", "Booklet"):
            answer = self._post(FORM, **typed | {"job_title": title, "once": key})
            self.assertEqual(answer.status_code, 303)
        self.assertEqual(self._titles(), ["Booklet", "Poster"])
        self._post(FORM, **typed | {"job_title": "Booklet", "once": self._key(FORM)})
        self.assertEqual(self._titles(), ["Booklet", "Poster", "Booklet"])

    def test_what_was_refused_may_be_sent_again(self):
        key, typed = self._key(FORM), self.plates._get_typed(self._form())
        wrong = typed | {"colors_front": "44", "once": key}
        self.assertEqual(self._post(FORM, **wrong).status_code, 422)
        self._post(FORM, **typed | {"once": key})
        self.assertEqual(len(self._titles()), 1)

    def test_work_is_ordered_again_once(self):
        order = self._order(self.ivanova)
        path = f"/my/print/orders/{order.id}/again"
        key = self._key(path)
        for _ in range(2):
            answer = self._post(path, mode="duplicate", line="0", once=key)
            self.assertEqual(answer.status_code, 303)
        self.assertEqual(len(self._titles()), 1)
