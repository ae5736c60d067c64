"""The imposed PDF: every page a form on its sheet, untouched.

Fonts, pictures, spot colours, layers and transparency of the pages are copied as they
are; only where a page lies is new. Comments and form fields stay behind, as they do in
print. Reads hostile files: to be called in a process that may be killed.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from ..pdf import access
from ..pdf.boxes import LETTER, Boxes, read_boxes
from ..pdf.geometry import POINTS_PER_MM, multiply
from .fault import PagesDoNotFit
from .ink import Palette, draw_marks
from .marks import PROCESS, marks_of
from .placing import matrix_of
from .sheets import Plan

SIZE_MM = 0.5  # by so much a page may differ from the size it is planned with


def impose(source, target, plan: Plan, inks=PROCESS, tell=None) -> int:
    """Write the imposed PDF of a file: a page for each side with plates of its own.

    :param source: path of a PDF
    :param target: path, or file opened for writing bytes
    :param inks: names of the inks of the file, for colour bar and slug line
    :param tell: called with (sheets done, sheets in all) as it goes on
    :return: how many pages it has
    :raise PagesDoNotFit: if there are not the pages of the plan
    :raise pikepdf.PdfError: if the file cannot be read
    """
    with pikepdf.open(source) as given, pikepdf.new() as made:
        if len(given.pages) != plan.page_count:
            found = len(given.pages)
            raise PagesDoNotFit("page_count", found=found, planned=plan.page_count)
        _Writer(given, made, plan, inks).write(tell or (lambda done, total: None))
        count = len(made.pages)
        made.save(
            target,
            # What readers of the old one understand, and its streams as they are
            min_version=given.pdf_version,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
        )
    return count


class _Writer:
    """One imposed file in the making."""

    def __init__(self, given, made, plan, inks):
        self.given, self.made, self.plan = given, made, plan
        self.inks = tuple(dict.fromkeys(inks))
        self.taken = set()  # content streams that are forms already
        self.forms = {}  # form, and its matrix to mm about its middle, by page number
        known = _separations(given, set(self.inks))
        self.palette = Palette(
            {
                ink: made.copy_foreign(given.make_indirect(space))
                for ink, space in known.items()
            }
        )

    def write(self, tell):
        for number, sheet in enumerate(self.plan.sheets, start=1):
            for side in sheet.printed():
                self._write_side(sheet, side)
            tell(number, len(self.plan.sheets))
        # Once the pages are there: what they share with these is copied once.
        for key in (Name.OutputIntents, Name.OCProperties):
            if key in self.given.Root:
                found = self.given.make_indirect(self.given.Root[key])
                self.made.Root[key] = self.made.copy_foreign(found)
        trapped = access.name(access.entry(self.given.trailer.get("/Info"), "/Trapped"))
        if trapped:
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
            page = self.given.pages[number - 1]
            boxes = read_boxes(page.obj)
            trim = self._trim(number, boxes)
            x, y = (trim[0] + trim[2]) / 2, (trim[1] + trim[3]) / 2
            matrix = multiply(boxes.matrix, (1, 0, 0, 1, -x, -y))
            form = self._copied(page)
            form.BBox = Array(_media(page))  # with all of its bleed
            self.forms[number] = form, matrix
        return self.forms[number]

    def _copied(self, page):
        """Return what a page draws as a form of the new file.

        Contents in one stream are copied as they are, without being unpacked; in
        several, or shared by pages, they are put together.
        """
        contents = access.entry(page.obj, "/Contents")
        is_own = isinstance(contents, Stream) and contents.objgen not in self.taken
        if not is_own:
            form = page.as_form_xobject(handle_transformations=False)
            return self.made.copy_foreign(form)
        self.taken.add(contents.objgen)
        form = self.made.copy_foreign(contents)
        form.Type, form.Subtype = Name.XObject, Name.Form
        for key in ("/Resources", "/Group"):
            if (found := access.dictionary(page.obj, key)) is not None:
                form[key] = self.made.copy_foreign(self.given.make_indirect(found))
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
            raise PagesDoNotFit(
                "page_size", page=number, found=_said(found), planned=_said(planned)
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
    """Return the colour spaces that the file itself has for spot colours."""
    found = {}
    for page in given.pages:
        spaces = access.entry(access.entry(page.obj, "/Resources"), "/ColorSpace")
        for space in access.entries(spaces).values():
            parts = access.items(space)
            if len(parts) == 4 and access.name(parts[0]) == "Separation":
                ink = access.name(parts[1])
                if ink in inks:
                    found.setdefault(ink, space)
        if len(found) == len(inks):
            break
    return found
