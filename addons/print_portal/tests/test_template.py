from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .orders_common import PrintOrdersCommon
from .pages_common import PrintPagesCommon

LIST = "/my/print/templates"
FORM = "/my/print/order/ctp_plates"


class TemplateMixin:
    def _template(self, user=None, name="Plates", is_shared=False, **form):
        templates = self.env["print.template"].with_user(user or self.ivanova)
        return templates._save_own(
            self.plates, name, self._form(**form), is_shared=is_shared
        )

    def _seen_by(self, user):
        found = self.env["print.template"].with_user(user)._find()
        return sorted(found.mapped("name"))


@tagged("post_install", "-at_install")
class TestTemplate(TemplateMixin, PrintOrdersCommon):
    def test_own_and_shared_ones_are_seen_and_no_other_clients(self):
        self._template(name="Own")
        self._template(self.main, "For all", is_shared=True)
        self._template(self.main, "Main's")
        self._template(self.rival, "Rival's", is_shared=True)
        self.assertEqual(self._seen_by(self.ivanova), ["For all", "Own"])
        self.assertEqual(self._seen_by(self.main), ["For all", "Main's"])
        self.assertEqual(self._seen_by(self.rival), ["Rival's"])
        self.assertEqual(self._seen_by(self.stranger), [])
        with self.assertRaises(AccessError):
            self._template(self.stranger)

    def test_it_is_written_through_its_doors_only(self):
        template = self._template()
        for call in (
            lambda: template.write({"name": "x"}),
            template.unlink,
            lambda: template.create({"name": "x"}),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_only_its_owner_and_the_main_account_change_it(self):
        template = self._template(self.ivanova, is_shared=True)
        for user in (self.buh, self.head):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                template.with_user(user)._rename("Mine")
        template.with_user(self.main)._rename("Ours")
        self.assertEqual(template.name, "Ours")
        template._share(False)
        self.assertEqual(self._seen_by(self.buh), [])

    def test_a_name_is_asked_for_and_is_ones_own(self):
        self._template(name="Cards 50 %")
        for name in ("", "   ", "x" * 101, "cards 50 %"):
            with self.subTest(name=name), self.assertRaises(UserError):
                self._template(name=name)
        self._template(name="Cards 50 x")
        self._template(self.buh, "Cards 50 %")

    def test_deleted_and_brought_back(self):
        template = self._template()
        template._put_away()
        self.assertEqual(self._seen_by(self.ivanova), [])
        template._bring_back()
        self.assertEqual(self._seen_by(self.ivanova), ["Plates"])

    def test_it_follows_the_form_and_says_what_it_lost(self):
        template = self._template(note_client="Fold it", copies=3)
        note = self.plates.field_ids.filtered(lambda f: f.code == "note_client")
        note.active = False
        size = self.plates.field_ids.value_ids.filtered(lambda v: v.code == "510x400")
        size.active = False
        self.env.invalidate_all()
        values, gone = template._use()
        self.assertEqual(values["copies"], 3)
        self.assertNotIn("plate_format", values)
        said = self.env["print.spec"]._describe_gone(gone)
        self.assertEqual(len(said), 2)
        for text in ("Fold it", size.name, note.name, size.field_id.name):
            self.assertIn(text, " ".join(said))

    def test_what_names_one_order_is_no_part_of_the_next(self):
        values, gone = self._template(client_order_ref="PO-7")._use()
        self.assertNotIn("client_order_ref", values)
        self.assertEqual(gone, [])

    def test_shared_ones_of_a_closed_account_go_to_the_main_one(self):
        self._template(self.main)
        shared = self._template(self.ivanova, is_shared=True)
        own = self._template(self.ivanova, "Own")
        self.ivanova.action_archive()
        self.assertEqual(shared.sudo().user_id, self.main)
        self.assertEqual(shared.sudo().name, "Plates (Ivanova)")
        self.assertEqual(own.sudo().user_id, self.ivanova)

    def test_an_account_that_moves_leaves_its_templates_behind(self):
        self._template()
        self.ivanova.partner_id.sudo().parent_id = self.reklama
        self.env.invalidate_all()
        self.assertEqual(self._seen_by(self.ivanova), [])

    def test_search_by_name_and_title(self):
        self._template(name="Plates", job_title="Catalogue")
        self._template(name="Cards", job_title="Visit")
        templates = self.env["print.template"].with_user(self.ivanova)
        self.assertEqual(templates._find("catal").mapped("name"), ["Plates"])
        self.assertEqual(templates._find("CARD").mapped("name"), ["Cards"])
        self.assertFalse(templates._find("nothing"))


class TestTemplatePages(TemplateMixin, PrintPagesCommon):
    def _saved(self, user=None):
        return self.env["print.template"].search(
            [("user_id", "=", (user or self.ivanova).id)]
        )

    def test_a_form_is_kept_as_a_template_and_stays_as_it_is(self):
        self._login(self.ivanova)
        answer = self._post(
            f"{FORM}/template",
            **{"job_title": "Half a form", "copies": "4"},
            template_name=" Half  done ",
            template_shared="1",
        )
        self.assertIn("Half done", self._read(answer, "//div[@role='status']"))
        [title] = self._find(answer, "//input[@name='job_title']/@value")
        self.assertEqual(title, "Half a form")
        template = self._saved()
        self.assertEqual((template.name, template.is_shared), ("Half done", True))
        self.assertEqual(template.spec_id.values["copies"], 4)

    def test_without_a_name_nothing_typed_is_lost(self):
        self._login(self.ivanova)
        answer = self._post(f"{FORM}/template", job_title="Booklet", template_name="")
        self.assertIn("give it a name", self._read(answer, "//*[@role='alert']"))
        [title] = self._find(answer, "//input[@name='job_title']/@value")
        self.assertEqual(title, "Booklet")
        self.assertFalse(self._saved())

    def test_a_job_is_kept_as_a_template(self):
        order = self._order(self.ivanova)
        url = f"{LIST}/line/{order.order_line.id}"
        self._login(self.ivanova)
        self.assertIn("Booklet Autumn", self._read(self._get(url)))
        self.assertEqual(self._post(url, name="").status_code, 422)
        self.assertEqual(self._post(url, name="Autumn").status_code, 303)
        self.assertIn("Autumn", self._read(self._get(LIST)))
        self._login(self.buh)
        self.assertEqual(self._get(url).status_code, 404)

    def test_a_line_of_the_basket_is_kept_too(self):
        basket = self._basket(self.ivanova)
        url = f"{LIST}/line/{basket.order_line.id}"
        self._login(self.ivanova)
        self.assertEqual(self._post(url, name="From it", shared="1").status_code, 303)
        self.assertTrue(self._saved().is_shared)

    def test_ordering_from_a_template_fills_the_form(self):
        template = self._template(copies=3, note_client="Fold it")
        note = self.plates.field_ids.filtered(lambda f: f.code == "note_client")
        note.active = False
        self.env.invalidate_all()
        self._login(self.ivanova)
        answer = self._get(f"{LIST}/{template.id}/order")
        self.assertEqual(self._find(answer, "//input[@name='copies']/@value"), ["3"])
        told = self._read(answer, "//div[@role='status']")
        self.assertIn("Plates", told)
        self.assertIn("Fold it is not offered any more", told)
        self.assertFalse(template.date_used)
        typed = self.plates._get_typed(self._form(copies=3))
        answer = self._post(FORM, **typed, template_id=str(template.id))
        self.assertEqual(answer.status_code, 303)
        template.invalidate_recordset()
        self.assertTrue(template.date_used)

    def test_rename_share_delete_undo(self):
        template = self._template()
        self._login(self.ivanova)
        url = f"{LIST}/{template.id}"
        self._post(url, do="rename", name="Autumn plates")
        self._post(url, do="share")
        answer = self._get(LIST)
        self.assertIn("Autumn plates Shared", self._read(answer))
        answer = self._post(url, do="delete")
        page = self._get(answer.headers["Location"])
        self.assertIn("Deleted: Autumn plates", self._read(page))
        self._post(url, do="restore")
        self.assertIn("Autumn plates", self._read(self._get(LIST), "//ul"))
        answer = self._post(url, do="rename", name="")
        self.assertEqual(answer.status_code, 422)

    def test_others_templates_do_not_exist(self):
        template = self._template()
        for user in (self.buh, self.rival, self.stranger):
            self._login(user)
            with self.subTest(user=user.login):
                answer = self._get(f"{LIST}/{template.id}/order")
                self.assertIn(answer.status_code, (303, 404))
                self._post(f"{LIST}/{template.id}", do="delete")
                self.assertTrue(template.sudo().active)

    def test_queries_do_not_grow_with_the_list(self):
        self._template(name="First")
        self._login(self.ivanova)
        few = self._count_queries(LIST)
        for number in range(15):
            self._template(name=f"More {number}", job_title=f"Job {number}")
        self.assertLessEqual(self._count_queries(LIST) - few, 2)
