import re

from odoo import api, fields, models
from odoo.tools.misc import formatLang

NUMBER = re.compile(r"-?\d+(\.\d+)?")
NAME_LETTERS = 40  # of the names in a sentence
RUNS_TOLD = 4  # of pages, such as 1–8
# Which word of the details chooses among the sentences of a rule.
VARIANTS = ("trouble", "kind", "edge")
PAPERS = ("a", "b")


class PrintFinding(models.Model):
    """What a finding says: to the client one sentence with its place and way out."""

    _inherit = "print.finding"

    sentence = fields.Char(compute="_compute_sentence")
    place = fields.Char(compute="_compute_sentence")
    line = fields.Char("What was found", compute="_compute_sentence")

    @api.depends("rule", "details", "value", "limit", "has_limit", "pages")
    @api.depends_context("lang")
    def _compute_sentence(self):
        sentences = self._get_sentences()
        for finding in self:
            finding.sentence = finding._get_sentence(sentences)
            finding.place = finding._get_place()
            finding.line = finding._get_line()

    def _get_line(self):
        """Return place and sentence, such as ``Pages 2, 3: no bleed ...``."""
        self.ensure_one()
        sentence = self._get_sentence(self._get_sentences())
        place = self._get_place()
        if not place:
            return sentence
        return self.env._("%(place)s: %(sentence)s", place=place, sentence=sentence)

    def _get_sentence(self, sentences):
        details = self.details or {}
        params = {name: self._localize(text) for name, text in details.items()}
        params["names"] = _shorten(details.get("names", ""))
        params["value"] = self._format(self.value)
        params["limit"] = self._format(self.limit)
        if self.rule == "R23":
            papers = self._get_papers()
            params |= {name: papers.get(details.get(name), "") for name in PAPERS}
        return sentences[self._get_variant(sentences)] % params

    def _get_variant(self, sentences):
        """Return the key of the sentence that fits best."""
        details = self.details or {}
        words = [details[name] for name in VARIANTS if details.get(name)]
        if self.has_limit and not self.value:
            words.append("none")
        keys = (f"{self.rule}.{word}" for word in words)
        return next((key for key in keys if key in sentences), self.rule)

    def _get_place(self):
        """Return the pages in words; no more of them than one reads."""
        pages = self.pages or []
        if not pages:
            return ""
        if len(pages) == 1:
            return self.env._("Page %s", pages[0])
        runs = _get_runs(pages)
        told = ", ".join(
            str(first) if first == last else f"{first}–{last}"
            for first, last in runs[:RUNS_TOLD]
        )
        if len(runs) <= RUNS_TOLD:
            return self.env._("Pages %s", told)
        more = sum(last - first + 1 for first, last in runs[RUNS_TOLD:])
        return self.env._("Pages %(pages)s and %(more)s more", pages=told, more=more)

    def _localize(self, text):
        return self._format(float(text)) if NUMBER.fullmatch(text) else text

    def _format(self, figure):
        """Return a figure as people write it, with two digits behind the point at"
        " most."""
        text = f"{figure:.2f}".rstrip("0").rstrip(".")
        digits = len(text.partition(".")[2])
        # A resolution of 99.6 ppi is no news against 100; a line of 0.15 pt is.
        if abs(figure) >= 100:
            digits = 0
        return formatLang(self.env, figure, digits=digits)

    def _get_papers(self):
        _ = self.env._
        return {
            "coated": _("coated"),
            "uncoated": _("uncoated"),
            "lwc": _("light coated"),
            "sc": _("supercalendered"),
            "news": _("newsprint"),
        }

    def _get_sentences(self):
        """Return the sentences by rule, a variant behind a dot, in the user's language.

        What it is, what it will look like, the way out: at most 90 characters.
        """
        return {
            **self._get_file_sentences(),
            **self._get_order_sentences(),
            **self._get_page_sentences(),
            **self._get_picture_sentences(),
            **self._get_color_sentences(),
            **self._get_mark_sentences(),
        }

    def _get_file_sentences(self):
        _ = self.env._
        heavy = _(
            "Too heavy to be checked. Save it as PDF/X-4, or in parts, and replace it."
        )
        return {
            "opens": _("It does not open. Export it again as PDF and replace it."),
            "opens.encrypted": _(
                "Locked by a password. Save it without one and replace it."
            ),
            "opens.empty": _("The file is empty. Export it again and replace it."),
            "opens.no_pages": _(
                "There is no page in it. Export it again and replace it."
            ),
            "opens.too_large": heavy,
            "opens.too_deep": heavy,
            "opens.too_slow": heavy,
            "repaired": _(
                "Its end was missing and something may be lost. Send it again whole."
            ),
            "locked": _("Locked against changes. Save it without protection."),
            "damaged": _(
                "A part cannot be read and may be missing in print. Export it again."
            ),
            "partial": _("So large that we check the rest by eye."),
            "open_layout": _(
                "An open layout: fonts and lines may run otherwise here. Send a PDF."
            ),
            "unknown_kind": _("We cannot look into this kind of file. Send a PDF."),
            "links_missing": _(
                "Linked pictures missing: %(names)s. Add them to the package."
            ),
            "package_fonts": _("Fonts missing: %(names)s. Add them to the package."),
            "fonts_embedded": _(
                "Fonts not embedded: %(names)s. Text may change. Embed them."
            ),
            "fonts_type3": _(
                "Fonts drawn as pictures: %(names)s. Small text may look rough."
            ),
            "fonts_courier": _(
                "Courier, perhaps in place of a missing font. Check the text."
            ),
            "layers": _("Layers: %(names)s. Hidden ones may print. Flatten them."),
            "output_intent": _(
                "It does not say for which paper it was made. Export as PDF/X."
            ),
            "pdf_x": _("Not PDF/X: colours are less certain. Export as PDF/X-4."),
            "pdf_version": _(
                "PDF %(value)s: too new for our devices. Export as PDF %(limit)s."
            ),
            "trapping": _(
                "Trapping is ordered as in the file, but there is none. Trap or order"
                " it."
            ),
            "R23": _(
                "Colours made for %(a)s paper, the order is on %(b)s: they will differ."
            ),
        }

    def _get_order_sentences(self):
        _ = self.env._
        return {
            "page_count": _(
                "Pages in the file: %(found)s, ordered: %(ordered)s. Change one of"
                " them."
            ),
            "R21F": _(
                "Plates from the file: %(found)s, ordered: %(ordered)s. Change one of"
                " them."
            ),
            "R21F.films": _(
                "Films from the file: %(found)s, ordered: %(ordered)s. Change one of"
                " them."
            ),
            "R32": _(
                "Rows in the list: %(found)s, quantity: %(ordered)s. Change one of"
                " them."
            ),
            "R32M": _("Each copy differs, but no list says how. Add it as CSV."),
            "R29": _("Draw the cutting line as spot colour CutContour."),
            "R10": _(
                "You ordered %(ordered)s, the file contains %(found)s. Change one of"
                " them."
            ),
            "R10F": _(
                "Only %(found)s in the file, ordered: %(ordered)s. Order fewer inks?"
            ),
            "R11": _('"%(a)s" and "%(b)s" would count as two inks. Use one name.'),
        }

    def _get_page_sentences(self):
        _ = self.env._
        pocket = _(
            "The pocket takes %(need)s mm, the picture goes on for %(has)s mm. Extend"
            " it."
        )
        return {
            "trim_box": _(
                "No trim box: we cut it to %(w)s × %(h)s mm. Check that it is right."
            ),
            "size": _(
                "%(found_w)s × %(found_h)s mm, ordered %(w)s × %(h)s mm. Change one"
                " of them."
            ),
            "size.spread": _(
                "Two pages side by side. Export single pages, not spreads."
            ),
            "size_percent": _(
                "%(found_w)s × %(found_h)s mm, ordered %(w)s × %(h)s mm. Change one"
                " of them."
            ),
            "size_percent.spread": _(
                "Two pages side by side. Export single pages, not spreads."
            ),
            "sheet": _(
                "%(found_w)s × %(found_h)s mm does not fit on %(w)s × %(h)s mm. Order"
                " a larger size."
            ),
            "pages_alike": _("Pages differ in size. Give all of them one size."),
            "user_unit": _(
                "The page is scaled inside the file. Check the size that we read."
            ),
            "crop_box": _("The crop box hides a part of the page. Export without it."),
            "bleed": _(
                "Bleed %(value)s of %(limit)s mm: a white edge may show. Extend the"
                " ground."
            ),
            "bleed.none": _(
                "No bleed: a white edge may show. Extend the ground by %(limit)s mm."
            ),
            "live_area": _(
                "Text or line %(value)s mm from the edge may be cut. Keep %(limit)s mm."
            ),
            "live_area.none": _(
                "Text or line on the very edge will be cut. Keep %(limit)s mm."
            ),
            "empty_page": _("Empty. Is it meant to be?"),
            "pages_most": _(
                "%(value)s pages, we take %(limit)s in one file. Split it."
            ),
            "R27": pocket,
        }

    def _get_picture_sentences(self):
        _ = self.env._
        blurred = _(
            "Picture of %(value)s ppi will look blurred. Replace it, from %(limit)s"
            " ppi."
        )
        return {
            "ppi_low": blurred,
            "ppi_ruling": blurred,
            "ppi_high": _(
                "Picture of %(value)s ppi: no gain in print over %(limit)s, only"
                " weight."
            ),
            "bitmap_low": _(
                "Line art of %(value)s ppi: edges will look stepped. Replace it, from"
                " %(limit)s."
            ),
            "jpeg2000": _(
                "JPEG 2000 pictures may fail at output. Save them as JPEG or ZIP."
            ),
            "bits": _(
                "Pictures of %(value)s bits are reduced to %(limit)s: fine tones may"
                " step."
            ),
        }

    def _get_color_sentences(self):
        _ = self.env._
        too_much = _(
            "Ink of %(value)s %% in one place dries badly and may smear. Keep to"
            " %(limit)s %%."
        )
        return {
            "rgb": _("RGB colours will look duller in print. Convert them to CMYK."),
            "rgb_untagged": _(
                "RGB without a profile: the shade is uncertain. Add one, or convert."
            ),
            "lab": _("Lab colours may shift in print. Convert them to CMYK."),
            "spots": _(
                "%(names)s: made of other inks, the shade will differ a little."
            ),
            "registration": _(
                "Registration colour prints in every ink. Use black instead."
            ),
            "ink_total": too_much,
            "ink_uncoated": too_much,
            "ink_news": too_much,
        }

    def _get_mark_sentences(self):
        _ = self.env._
        return {
            "small_text": _(
                "Text of %(value)s pt in several inks or white will fill in. From"
                " %(limit)s pt on."
            ),
            "black_text": _(
                "Small black text is not overprinted: white rims may show. Overprint"
                " it."
            ),
            "line": _(
                "Line of %(value)s pt may vanish. Make it at least %(limit)s pt."
            ),
            "line.none": _(
                "The thinnest line of a device vanishes. Make it at least %(limit)s pt."
            ),
            "line_inks": _(
                "Line of %(value)s pt, mixed or white, may break. Make it %(limit)s pt."
            ),
            "line_inks.none": _(
                "The thinnest line of a device vanishes. Make it at least %(limit)s pt."
            ),
            "white_overprint": _(
                "White is set to overprint and will vanish. Let it knock out."
            ),
            "transparency": _(
                "Transparent objects may print otherwise. Flatten them, or accept it."
            ),
        }


def _get_runs(pages):
    """Return ``[(first, last), ...]`` of pages that follow one another.

    >>> _get_runs([1, 2, 3, 7])
    [(1, 3), (7, 7)]
    """
    runs = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return runs


def _shorten(names):
    """Return as many of the names as a sentence holds."""
    if len(names) <= NAME_LETTERS:
        return names
    return f"{names[:NAME_LETTERS].rstrip(' ,')}…"
