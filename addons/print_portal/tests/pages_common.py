import re
from html import unescape

from lxml import html

from odoo.http import Request
from odoo.tests import tagged

from .files_common import FilesMixin
from .orders_common import PrintOrdersHttpCommon


@tagged("post_install", "-at_install")
class PrintPagesCommon(FilesMixin, PrintOrdersHttpCommon):
    """Pages of the client's area, read as a person reads them."""

    def _login(self, user):
        self.authenticate(user.login, user.login)
        self.csrf = Request.csrf_token(self)

    def _get(self, path):
        """Return the answer of a page, without following where it leads."""
        return self.url_open(path, allow_redirects=False)

    def _post(self, path, _files=None, **form):
        """Send a form as a browser does; lists are several values of one name."""
        data = {"csrf_token": self.csrf, **form}
        return self.opener.post(
            self.base_url() + path, data=data, files=_files, allow_redirects=False
        )

    def _read(self, answer, xpath="//main"):
        """Return what a part of a page says, white space folded."""
        texts = [
            el.text_content() for el in html.fromstring(answer.content).xpath(xpath)
        ]
        return re.sub(r"\s+", " ", unescape(" ".join(texts))).strip()

    def _find(self, answer, xpath):
        """Return what an xpath finds; ``hasclass(name)`` is understood."""
        words = "contains(concat(' ', normalize-space(@class), ' '), ' \\1 ')"
        xpath = re.sub(r"hasclass\('([\w-]+)'\)", words, xpath)
        return html.fromstring(answer.content).xpath(xpath)

    def _count_queries(self, path):
        """Return how many queries a page asks when all that is cached is there."""
        self._get(path)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(self._get(path).status_code, 200)
        return self.env.cr.sql_log_count - before
