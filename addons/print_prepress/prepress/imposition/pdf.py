"""The imposed PDF: every page a form on its sheet, untouched.

Pages come from one file or from several, whose pages follow one another.

Fonts, pictures, spot colours, layers and transparency of the pages are copied as they
are; only where a page lies is new. Comments and form fields stay behind, as they do in
print. Reads hostile files: to be called in a process that may be killed.
"""

from contextlib import ExitStack

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from ..pdf import access
from ..pdf.boxes import LETTER, Boxes, read_boxes
from ..pdf.geometry import POINTS_PER_MM, multiply
from .fault import PagesDoNotFit
from .ink import Palette, draw_marks
from .layers import join_layers
from .marks import PROCESS, marks_of
from .placing import matrix_of
from .sheets import Plan

SIZE_MM = 0.5  # by so much a page may differ from the size it is planned with


def impose(sources, target, plan: Plan, inks=PROCESS, tell=None) -> int:
    """Write the imposed PDF of files: a page for each side with plates of its own.

    :param sources: paths of PDFs, in the order of their pages
    :param target: path, or file opened for writing bytes
    :param inks: names of the inks of the files, for colour bar and slug line
    :param tell: called with (sheets done, sheets in all) as it goes on
    :return: how many pages it has
    :raise PagesDoNotFit: if there are not the pages of the plan
    :raise pikepdf.PdfError: if a file cannot be read
    """
    with ExitStack() as opened:
        given = [opened.enter_context(pikepdf.open(source)) for source in sources]
        made = opened.enter_context(pikepdf.new())
        found = sum(len(pdf.pages) for pdf in given)
        if found != plan.page_count:
            raise PagesDoNotFit("page_count", found=found, planned=plan.page_count)
        _Writer(given, made, plan, inks).write(tell or (lambda done, total: None))
        count = len(made.pages)
        made.save(
            target,
            # What readers of the old ones understand, and its streams as they are
            min_version=max(pdf.pdf_version for pdf in given),
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
        )
    return count


class _Writer:
    """One imposed file in the making."""

    def __init__(self, given, made, plan, inks):
        self.given, self.made, self.plan = given, made, plan
        self.inks = tuple(dict.fromkeys(inks))
        # Where each page of the plan lies: its file and place there, both from 0
        self.places = [
            (file, at) for file, pdf in enumerate(given) for at in range(len(pdf.pages))
        ]
        self.taken = set()  # content streams that are forms already, with their files
        self.forms = {}  # form, and its matrix to mm about its middle, by page number
        known = _separations(given, set(self.inks))
        self.palette = Palette(
            {
                ink: made.copy_foreign(pdf.make_indirect(space))
                for ink, (pdf, space) in known.items()
            }
        )

    def write(self, tell):
        for number, sheet in enumerate(self.plan.sheets, start=1):
            for side in sheet.printed():
                self._write_side(sheet, side)
            tell(number, len(self.plan.sheets))
        # Once the pages are there: what they share with these is copied once.
        join_layers(self.given, self.made)
        self._keep_condition()
        self._keep_trapped()

    def _keep_condition(self):
        """Keep what it is to be printed in: a file says so once, the first one does."""
        for pdf in self.given:
            if Name.OutputIntents in pdf.Root:
                found = pdf.make_indirect(pdf.Root.OutputIntents)
                self.made.Root.OutputIntents = self.made.copy_foreign(found)
                return

    def _keep_trapped(self):
        """Keep whether it is trapped, where all files say the same."""
        said = {
            access.name(access.entry(pdf.trailer.get("/Info"), "/Trapped"))
            for pdf in self.given
        }
        trapped = said.pop()
        if trapped and not said:
            self.made.docinfo[Name.Trapped] = Name(f"/{trapped}")

    def _write_side(self, sheet, side):
        content, forms = [], {}
        for place in side.placements:
            if place.page is not None:
                form, matrix = self._form(place.page)
                forms[f"/P{place.page}"] = form
                content.append(self._placed(place, matrix))
        marks = marks_of(self.plan, sheet, side, self.inks)
        drawn, spaces, images = draw_marks(marks, self.palette, self.made)
        size = self.plan.scheme.sheet
        width, height = size.width_mm * POINTS_PER_MM, size.height_mm * POINTS_PER_MM
        page = self.made.add_blank_page(page_size=(width, height)).obj
        page.TrimBox = page.BleedBox = page.MediaBox
        page.Resources = Dictionary(
            XObject=Dictionary(forms | images), ColorSpace=Dictionary(spaces)
        )
        page.Contents = Stream(self.made, b"\n".join([*content, drawn]))

    def _form(self, number):
        if number not in self.forms:
            file, at = self.places[number - 1]
            page = self.given[file].pages[at]
            boxes = read_boxes(page.obj)
            trim = self._trim(number, boxes)
            x, y = (trim[0] + trim[2]) / 2, (trim[1] + trim[3]) / 2
            matrix = multiply(boxes.matrix, (1, 0, 0, 1, -x, -y))
            form = self._copied(file, page)
            form.BBox = Array(_media(page))  # with all of its bleed
            self.forms[number] = form, matrix
        return self.forms[number]

    def _copied(self, file, page):
        """Return what a page draws as a form of the new file.

        Contents in one stream are copied as they are, without being unpacked; in
        several, or shared by pages, they are put together.
        """
        given, contents = self.given[file], access.entry(page.obj, "/Contents")
        is_own = isinstance(contents, Stream) and (
            (file, contents.objgen) not in self.taken
        )
        if not is_own:
            form = page.as_form_xobject(handle_transformations=False)
            return self.made.copy_foreign(form)
        self.taken.add((file, contents.objgen))
        form = self.made.copy_foreign(contents)
        form.Type, form.Subtype = Name.XObject, Name.Form
        for key in ("/Resources", "/Group"):
            if (found := access.dictionary(page.obj, key)) is not None:
                form[key] = self.made.copy_foreign(given.make_indirect(found))
        return form

    def _trim(self, number, boxes: Boxes):
        """Return the finished page, in mm.

        :raise PagesDoNotFit: if it is not of the planned size
        """
        trim = boxes.trim or boxes.crop or boxes.media
        found = (trim[2] - trim[0], trim[3] - trim[1])
        planned = tuple(each / 1000 for each in self.plan.trim)
        if any(
            abs(one - other) > SIZE_MM + 1e-6
            for one, other in zip(found, planned, strict=True)
        ):
            file, at = self.places[number - 1]
            raise PagesDoNotFit(
                "page_size",
                file=file + 1,
                page=at + 1,
                found=_said(found),
                planned=_said(planned),
            )
        return trim

    def _placed(self, place, matrix):
        """Return the operators that draw a page in its place."""
        matrix = multiply(matrix, matrix_of(place, self.plan.trim))
        clip = _numbers(each * POINTS_PER_MM for each in place.clip.mm)
        return b"q %s re W n %s cm /P%d Do Q" % (clip, _numbers(matrix), place.page)


def _numbers(values):
    return " ".join(f"{each:.6f}".rstrip("0").rstrip(".") for each in values).encode()


def _said(size):
    return " × ".join(f"{each:.2f}".rstrip("0").rstrip(".") for each in size)


def _media(page):
    """Return the MediaBox of a page in its own units, corners in order."""
    corners = access.numbers(access.entry(page.obj, "/MediaBox"))
    if len(corners) != 4:
        return LETTER
    left, right = sorted(corners[::2])
    bottom, top = sorted(corners[1::2])
    return (left, bottom, right, top)


def _separations(given, inks):
    """Return the colour spaces that files themselves have for spot colours.

    :return: ``{name of the ink: (file, space)}``
    """
    found = {}
    pages = ((source, page) for source in given for page in source.pages)
    for source, page in pages:
        spaces = access.entry(access.entry(page.obj, "/Resources"), "/ColorSpace")
        for space in access.entries(spaces).values():
            parts = access.items(space)
            if len(parts) == 4 and access.name(parts[0]) == "Separation":
                ink = access.name(parts[1])
                if ink in inks:
                    found.setdefault(ink, (source, space))
        if len(found) == len(inks):
            break
    return found
