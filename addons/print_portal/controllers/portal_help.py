from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import request, route

from .portal import PrintPortal


class PrintHelp(PrintPortal):
    @route("/print/help", auth="public", website=True, readonly=True)
    def print_help_public(self, search="", **kw):
        """List the articles for whoever has no login yet."""
        return self._render_help(search)

    @route("/my/print/help", auth="user", website=True, readonly=True)
    def print_help(self, search="", about="", **kw):
        """List the articles; with the section of a page, show the one about it."""
        area = self._print_area()
        article = about and request.env["print.help.article"]._find_about(about)
        if article:
            return request.redirect(f"{area['root']}/help/{article.id}")
        return self._render_help(search)

    @route("/print/help/<int:article_id>", auth="public", website=True, readonly=True)
    def print_help_public_article(self, article_id, **kw):
        """Show a public article."""
        return self._render_article(self._find_article(article_id))

    @route("/my/print/help/<int:article_id>", auth="user", website=True, readonly=True)
    def print_help_article(self, article_id, **kw):
        """Show an article, and what the reader thought of it."""
        self._print_area()
        return self._render_article(self._find_article(article_id))

    @route(
        "/my/print/help/<int:article_id>/vote",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_help_vote(self, article_id, useful="", comment="", **kw):
        """Keep whether an article was useful."""
        area = self._print_area()
        article = self._find_article(article_id)
        is_useful = {"1": True, "0": False}.get(useful)
        try:
            article._vote(request.env.user, is_useful, comment)
        except UserError as refusal:
            typed = {"is_useful": is_useful, "comment": comment}
            return self._render_article(article, typed, error=str(refusal))
        return request.redirect(
            f"{area['root']}/help/{article.id}?kept=1#vote", code=303
        )

    def _find_article(self, article_id):
        """Return an article that the user may read; others do not exist."""
        articles = request.env["print.help.article"]._get_for_reader()
        article = articles.filtered(lambda article: article.id == article_id)
        if not article:
            raise NotFound()
        return article

    def _render_help(self, words):
        articles = request.env["print.help.article"]._get_for_reader(words)
        values = {
            "articles": [
                {"id": each.id, "name": each.name, "lead": each._get_lead()}
                for each in articles
            ],
            "search": words,
            "help_root": self._help_root(),
        }
        return request.render("print_portal.help", values)

    def _render_article(self, article, typed=None, error=""):
        """Render an article.

        :param dict typed: what the reader has just sent, by default what he sent before
        """
        user = request.env.user
        may_vote = bool(user._print_client())
        vote = article._get_vote(user) if may_vote else article.rating_ids.browse()
        said = {
            "is_useful": vote.rating > 3 if vote else None,
            "comment": vote.feedback or "",
        }
        values = {
            "article": article,
            "may_vote": may_vote,
            "said": typed or said,
            "error": error,
            "is_kept": bool(request.params.get("kept")) and bool(vote),
            "help_root": self._help_root(),
        }
        response = request.render("print_portal.help_article", values)
        if error:
            response.status_code = 422
        return response

    def _help_root(self):
        area = request.env["ir.http"]._get_print_area()
        return f"{area['root']}/help" if area else "/print/help"
