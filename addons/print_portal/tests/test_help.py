from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from .pages_common import PrintPagesCommon

HELP = "/my/print/help"
NAMES = "//ul[hasclass('pr-kinds')]//b"


class TestHelp(PrintPagesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        articles = cls.env["print.help.article"]
        articles.search([]).active = False
        cls.bleed, cls.plates_help, cls.open = articles.create(
            [
                {
                    "name": "Bleed",
                    "body": "<h2>Why</h2><p>Three millimetres.</p><p>More.</p>",
                    "subject": "files",
                },
                {
                    "name": "Plates",
                    "body": "<p>Ruling up to 200 lpi.</p>",
                    "subject": "other",
                    "order_type_ids": cls.plates.ids,
                },
                {
                    "name": "How to begin",
                    "body": "<p>Ask us.</p>",
                    "subject": "first_order",
                    "is_public": True,
                },
            ]
        )

    def _names(self, path=HELP):
        page = self._get(path)
        self.assertEqual(page.status_code, 200)
        return [el.text_content() for el in self._find(page, NAMES)]

    def _vote(self, account, **form):
        self._login(account)
        return self._post(f"{HELP}/{self.bleed.id}/vote", **form)

    # --- Reading ---

    def test_the_public_reads_what_the_shop_made_public(self):
        self.authenticate(None, None)
        self.assertEqual(self._names("/print/help"), ["How to begin"])
        page = self._get(f"/print/help/{self.open.id}")
        self.assertIn("Ask us.", self._read(page))
        self.assertNotIn("Was this useful", self._read(page))
        self.assertEqual(self._get(f"/print/help/{self.bleed.id}").status_code, 404)

    def test_a_client_reads_all_and_finds_by_words(self):
        self._login(self.ivanova)
        self.assertEqual(self._names(), ["Bleed", "Plates", "How to begin"])
        self.assertIn("Three millimetres.", self._read(self._get(HELP)))
        self.assertEqual(self._names(f"{HELP}?search=MORE three"), ["Bleed"])
        self.assertEqual(self._names(f"{HELP}?search=200 plates"), ["Plates"])
        none = self._read(self._get(f"{HELP}?search=nowhere"))
        self.assertIn("No article has these words", none)
        self.bleed.active = False
        self.assertEqual(self._get(f"{HELP}/{self.bleed.id}").status_code, 404)

    def test_help_on_a_page_leads_to_its_subject(self):
        self._login(self.main)
        for path, article in (
            ("/my/print/files", self.bleed),
            ("/my/print/order/ctp_plates", self.plates_help),
            ("/my/print/order/wide_format", None),
            ("/my/print/order", self.open),
            ("/my/print/balance", None),
        ):
            with self.subTest(path=path):
                links = self._find(self._get(path), "//nav[hasclass('pr-nav')]/a/@href")
                [link] = [each for each in links if each.startswith(HELP)]
                landed = self.url_open(link).url.rpartition("/")[2]
                if article:
                    self.assertEqual(landed, str(article.id))
                else:
                    self.assertTrue(landed.startswith("help?about="))

    def test_the_support_address_stands_in_the_help_and_at_the_foot(self):
        self.company.write(
            {"email": "office@example.com", "print_support_email": False}
        )
        self._login(self.ivanova)
        link = "//footer//a[starts-with(@href, 'mailto:')]/@href"
        self.assertEqual(
            self._find(self._get(HELP), link), ["mailto:office@example.com"]
        )
        self.company.print_support_email = "help@example.com"
        page = self._get(HELP)
        self.assertEqual(self._find(page, link), ["mailto:help@example.com"])
        self.assertIn("Write to help@example.com", self._read(page))

    # --- Voting ---

    def test_an_account_has_one_vote_and_may_change_it(self):
        self.assertEqual(self._vote(self.main, useful="1").status_code, 303)
        self._vote(self.ivanova, useful="0", comment="And  the folds?")
        self._vote(self.main, useful="0", comment=" Too short. ")
        votes = self.bleed.rating_ids
        self.assertEqual(
            {vote.partner_id: (vote.rating, vote.feedback) for vote in votes},
            {
                self.main.partner_id: (1, "Too short."),
                self.ivanova.partner_id: (1, "And  the folds?"),
            },
        )
        page = self._get(f"{HELP}/{self.bleed.id}?kept=1")
        self.assertEqual(self._find(page, "//input[@checked]/@value"), ["0"])
        self.assertIn("Your answer is kept", self._read(page))
        self.assertIn("Too short.", self._read(page, "//textarea"))
        self.assertNotIn("folds", self._read(page))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            votes[0].copy()

    def test_staff_see_what_clients_think(self):
        self._vote(self.main, useful="1")
        self._vote(self.ivanova, useful="1")
        self._vote(self.buh, useful="0", comment="No pictures")
        article = self.bleed.with_user(self.coordinator)
        self.assertEqual(article.rating_count, 3)
        self.assertAlmostEqual(article.rating_percentage_satisfaction, 66.7, 1)
        found = self.env["rating.rating"].with_user(self.coordinator)
        found = found.search(article.action_show_votes()["domain"])
        self.assertIn("No pictures", found.mapped("feedback"))

    def test_an_unfinished_vote_is_refused_and_not_lost(self):
        answer = self._vote(self.main, comment="Where?")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("choose yes or no", self._read(answer))
        self.assertIn("Where?", self._read(answer, "//textarea"))
        answer = self._vote(self.main, useful="1", comment="x" * 1001)
        self.assertIn("shorten it to 1000", self._read(answer))
        self.assertFalse(self.bleed.rating_ids)

    def test_strangers_do_not_vote(self):
        self._vote(self.stranger, useful="1")
        self.assertFalse(self.bleed.rating_ids)
