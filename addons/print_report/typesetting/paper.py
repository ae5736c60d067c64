"""A sheet of paper: where the header, the body and the footer of a document stand."""

from dataclasses import dataclass, replace

MM_PER_INCH = 25.4
CSS_PX_PER_INCH = 96


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet with its margins, in millimetres as they come out of the printer.

    ``header_spacing_mm`` is the distance from the top of the header to the top of the
    body. ``scale`` is the printed size of a CSS length, 1 being its true size: at 0.8 a
    text of 16 px is printed at 9.6 points.
    """

    width_mm: float = 210
    height_mm: float = 297
    margin_top_mm: float = 10
    margin_right_mm: float = 10
    margin_bottom_mm: float = 10
    margin_left_mm: float = 10
    header_spacing_mm: float = 0
    header_line: bool = False
    scale: float = 0.8

    @property
    def header_top_mm(self):
        """Distance from the edge of the sheet to the top of the header.

        >>> Paper(margin_top_mm=40, header_spacing_mm=35).header_top_mm
        5
        """
        return max(self.margin_top_mm - self.header_spacing_mm, 0)

    @property
    def body_width_mm(self):
        """Printed width between the side margins.

        >>> Paper(width_mm=210, margin_left_mm=7, margin_right_mm=7).body_width_mm
        196
        """
        return self.width_mm - self.margin_left_mm - self.margin_right_mm

    @property
    def body_width_px(self):
        """The same width as style sheets see it: what media queries are asked about.

        >>> round(Paper(margin_left_mm=0, margin_right_mm=0).body_width_px)
        992
        """
        return self.body_width_mm / self.scale / MM_PER_INCH * CSS_PX_PER_INCH

    def with_room(self, header_mm, footer_mm):
        """Return this paper with margins that hold a header and a footer so high.

        A margin only grows: what the paper format leaves free stays free.

        >>> paper = Paper(margin_top_mm=40, header_spacing_mm=35, margin_bottom_mm=20)
        >>> paper.with_room(header_mm=30, footer_mm=12) == paper
        True
        >>> tall = paper.with_room(header_mm=50, footer_mm=25)
        >>> tall.margin_top_mm, tall.header_top_mm, tall.margin_bottom_mm
        (55, 5, 25)
        """
        margin_top_mm = max(self.margin_top_mm, self.header_top_mm + header_mm)
        return replace(
            self,
            margin_top_mm=margin_top_mm,
            header_spacing_mm=margin_top_mm - self.header_top_mm,
            margin_bottom_mm=max(self.margin_bottom_mm, footer_mm),
        )

    def printed_mm(self, css_px):
        """Return how long a CSS length comes out of the printer.

        >>> round(Paper(scale=0.8).printed_mm(96), 2)
        20.32
        """
        return css_px / CSS_PX_PER_INCH * MM_PER_INCH * self.scale

    def page_rule(self):
        """Return the ``@page`` rule of this sheet.

        Lengths are divided by ``scale``, because the whole page is scaled when written.

        >>> print(Paper(100, 50, 10, 5, 10, 5, scale=0.5).page_rule())
        @page {
          size: 200.000mm 100.000mm;
          margin: 20.000mm 10.000mm 20.000mm 10.000mm;
          @top-center { padding-top: 20.000mm; }
        }
        """
        size = self._css(self.width_mm, self.height_mm)
        margin = self._css(
            self.margin_top_mm,
            self.margin_right_mm,
            self.margin_bottom_mm,
            self.margin_left_mm,
        )
        line = " border-bottom: 1px solid;" if self.header_line else ""
        return (
            "@page {\n"
            f"  size: {size};\n"
            f"  margin: {margin};\n"
            f"  @top-center {{ padding-top: {self._css(self.header_top_mm)};{line} }}\n"
            "}"
        )

    def _css(self, *lengths_mm):
        return " ".join(f"{length / self.scale:.3f}mm" for length in lengths_mm)
