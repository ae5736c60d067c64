"""The job ticket of a plan: XJDF 2 of CIP4, for presses and folders that read it.

It says what a plan knows: paper, places of pages, work style, folds and what comes out.
Lengths are points, boxes left, bottom, right, top, as the format wants them.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree

from ..pdf.geometry import POINTS_PER_MM, multiply
from .catalogue import CATALOGUE
from .folding import BELOW, LEFT, OVER
from .placing import matrix_of
from .sheets import Area, Plan

NAMESPACE = "http://www.CIP4.org/JDFSchema_2_0"
AGENT = "print_prepress"
UM = POINTS_PER_MM / 1000
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PAPER, BOUND = "Paper", {"saddle": "Booklet", "perfect": "BookBlock"}


def ticket(
    plan: Plan,
    job: str,
    title: str = "",
    part: str = "",
    documents: Sequence[str] = (),
    amount: int = 0,
    made: datetime | None = None,
) -> bytes:
    """Return the ticket of a job.

    :param job: number of the order, ``part`` that of its line
    :param title: what it is called, for people
    :param documents: where the files with single pages are, as URLs, in the order of
        their pages; trimmed pages are placed with their lower left corner as origin
    :param amount: copies ordered
    :param made: when; now if not given
    """
    return _Ticket(plan).write(job, title, part, documents, amount, made)


class _Ticket:
    def __init__(self, plan):
        self.plan, self.scheme = plan, plan.scheme

    def write(self, job, title, part, documents, amount, made):
        root = etree.Element(_name("XJDF"), nsmap={None: NAMESPACE})
        _set(root, JobID=_token(job), JobPartID=_token(part), DescriptiveName=title)
        finishing = "Folding" if self.scheme.is_folded() else "Cutting"
        root.set("Types", f"Imposition ConventionalPrinting {finishing}")
        header = _add(_add(_add(root, "AuditPool"), "AuditCreated"), "Header")
        made = (made or datetime.now(UTC)).astimezone(UTC)
        time = made.isoformat("T", "seconds")
        _set(header, AgentName=AGENT, DeviceID=AGENT, Time=time)
        self._media(root)
        if documents:
            self._documents(root, documents)
        self._layout(root)
        self._printing(root)
        if self.scheme.is_folded():
            self._folding(root)
        self._component(root, amount)
        return etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", pretty_print=True
        )

    def _media(self, root):
        resource = _resource(_set_of(root, "Media", "Input"))
        resource.set("ID", PAPER)
        dimension = _numbers(each * UM for each in self.plan.size)
        _set(
            _add(resource, "Media"),
            Dimension=dimension,
            MediaType="Paper",
            MediaUnit="Sheet",
        )

    def _documents(self, root, documents):
        found = _set_of(root, "RunList", "Input")
        found.set("ProcessUsage", "Document")
        for document in documents:
            file = _add(_add(_resource(found), "RunList"), "FileSpec")
            _set(file, MimeType="application/pdf", URL=document)

    def _layout(self, root):
        found = _set_of(root, "Layout", "Input")
        surface = _numbers((0, 0, *(each * UM for each in self.plan.size)))
        for sheet in self.plan.sheets:
            for side in sheet.printed():
                resource = _resource(found, sheet, side.name.capitalize())
                layout = _add(resource, "Layout")
                _set(
                    layout,
                    PaperRef=PAPER,
                    SurfaceContentsBox=surface,
                    WorkStyle=self.scheme.work_style,
                )
                for place in side.placements:
                    if place.page is not None:
                        self._placed(layout, place)

    def _placed(self, layout, place):
        width, height = (each / 1000 for each in self.plan.trim)
        # From points about the lower left corner of the page to mm about its middle
        scale = 1 / POINTS_PER_MM
        matrix = multiply(
            (scale, 0, 0, scale, -width / 2, -height / 2),
            matrix_of(place, self.plan.trim),
        )
        placed = _add(layout, "PlacedObject")
        _set(
            placed,
            ClipBox=_box(place.clip),
            CTM=_numbers(matrix),
            Ord=str(place.page - 1),
            TrimCTM=_numbers(matrix),
            TrimSize=_numbers((width / scale, height / scale)),
        )
        _add(placed, "ContentObject")

    def _printing(self, root):
        resource = _resource(_set_of(root, "ConventionalPrintingParams", "Input"))
        _set(
            _add(resource, "ConventionalPrintingParams"),
            WorkStyle=self.scheme.work_style,
        )

    def _folding(self, root):
        """Say the code of the catalogue, and each fold: codes leave their way open.

        Its way is counted from the edge of the untrimmed sheet, then from the crease.
        """
        pattern = CATALOGUE[self.scheme.fold]
        resource = _resource(_set_of(root, "FoldingParams", "Input"))
        params = _add(resource, "FoldingParams")
        params.set("FoldCatalog", pattern.code)
        margins, panel = self._margins(), self._panel(pattern)
        for fold in pattern.folds:
            travel = margins.pop(fold.edge, 0) + fold.panels * panel[fold.edge]
            _set(
                _add(params, "Fold"),
                From="Left" if fold.edge == LEFT else "Front",
                To="Up" if fold.way == OVER else "Down",
                Travel=_numbers((travel * UM,)),
            )

    def _margins(self):
        """Return the paper beyond the layout at the edges that folds begin from."""
        layout, (width, height) = self.plan.layout, self.plan.size
        around = (
            layout.left,
            layout.bottom,
            width - layout.right,
            height - layout.top,
        )
        turns = self.scheme.rotation // 90
        return {LEFT: around[turns], BELOW: around[(1 + turns) % 4]}

    def _panel(self, pattern):
        """Return the size of a panel in the direction of each fold."""
        width, height = self.plan.layout.width, self.plan.layout.height
        if self.plan.cut:
            is_across = self.plan.cut[0] == "x"
            width, height = (width / 2, height) if is_across else (width, height / 2)
        if self.scheme.rotation % 180:
            width, height = height, width
        return {LEFT: width / pattern.columns, BELOW: height / pattern.rows}

    def _component(self, root, amount):
        resource = _resource(_set_of(root, "Component", "Output"))
        if amount:
            pool = _add(_add(resource, "AmountPool"), "PartAmount")
            pool.set("Amount", str(amount))
        component = _add(resource, "Component")
        dimensions = (*(each * UM for each in self.plan.trim), 0)
        _set(
            component,
            Dimensions=_numbers(dimensions),
            MediaRef=PAPER,
            ProductType=BOUND.get(self.scheme.binding, ""),
            ReaderPageCount=str(self.plan.page_count),
        )


def _name(tag):
    return f"{{{NAMESPACE}}}{tag}"


def _add(parent, tag):
    return etree.SubElement(parent, _name(tag))


def _set(element, **values):
    """Set attributes; empty ones are left out, and what XML cannot hold."""
    for name, value in values.items():
        if value := _NOT_IN_XML.sub("", value):
            element.set(name, value)


def _set_of(root, name, usage):
    found = _add(root, "ResourceSet")
    _set(found, Name=name, Usage=usage)
    return found


def _resource(parent, sheet=None, side=""):
    """Add a resource, of one side of a sheet if these are given."""
    resource = _add(parent, "Resource")
    if sheet:
        _set(_add(resource, "Part"), SheetName=f"S{sheet.number}", Side=side)
    return resource


def _token(text):
    """Return a text as a name token, which has no blanks."""
    return re.sub(r"[^\w.:-]+", "-", text).strip("-")


def _numbers(values):
    return " ".join(f"{each:.6f}".rstrip("0").rstrip(".") for each in values)


def _box(area: Area):
    return _numbers(
        each * UM for each in (area.left, area.bottom, area.right, area.top)
    )
