"""How pieces and pages lie on the sheet of a press. Lengths are whole mm."""

from dataclasses import dataclass

# Pages on one side of a form that still folds into a section: 4 × 4 to a single page.
SECTION_GRIDS = ((4, 4), (4, 2), (2, 2), (2, 1), (1, 1))


@dataclass(frozen=True, slots=True)
class PressSheet:
    """A sheet with what the press keeps free of it.

    The gripper holds the long edge; the margin stays free on the other three.
    """

    width_mm: int
    height_mm: int
    gripper_mm: int = 0
    margin_mm: int = 0

    def printable_mm(self) -> tuple[int, int]:
        """Long and short side of what can be printed."""
        long, short = sorted((self.width_mm, self.height_mm), reverse=True)
        return (
            max(long - 2 * self.margin_mm, 0),
            max(short - self.gripper_mm - self.margin_mm, 0),
        )

    def area_mm2(self) -> int:
        return self.width_mm * self.height_mm

    def number_up(self, width_mm: int, height_mm: int, bleed_mm: int = 0) -> int:
        """Pieces of this size on one side, all turned the way that yields more.

        Every piece keeps its bleed on all four sides: neighbours lie twice the bleed
        apart.

        >>> sra3 = PressSheet(450, 320, gripper_mm=5, margin_mm=5)
        >>> sra3.number_up(85, 55), sra3.number_up(90, 50, bleed_mm=3)
        (25, 21)
        """
        width, height = width_mm + 2 * bleed_mm, height_mm + 2 * bleed_mm
        if min(width_mm, height_mm) <= 0:
            return 0
        across, down = self.printable_mm()
        upright = (across // width) * (down // height)
        turned = (across // height) * (down // width)
        return max(upright, turned)

    def pages_per_form(self, width_mm: int, height_mm: int, bleed_mm: int = 0) -> int:
        """Pages on both sides of one form that folds into a section; 0 if none fits.

        A4 on B1 makes sections of 16 pages (CIP4 F16-7), on SRA3 of 4:

        >>> b1 = PressSheet(1000, 707, gripper_mm=10, margin_mm=5)
        >>> sra3 = PressSheet(450, 320, gripper_mm=5, margin_mm=5)
        >>> b1.pages_per_form(210, 297, 3), sra3.pages_per_form(210, 297, 3)
        (16, 4)
        """
        if min(width_mm, height_mm) <= 0:
            return 0
        width, height = width_mm + 2 * bleed_mm, height_mm + 2 * bleed_mm
        for columns, rows in SECTION_GRIDS:
            for a, b in ((columns, rows), (rows, columns)):
                if self._holds(a * width, b * height):
                    return 2 * columns * rows
        return 0

    def _holds(self, width_mm: int, height_mm: int) -> bool:
        long, short = self.printable_mm()
        return max(width_mm, height_mm) <= long and min(width_mm, height_mm) <= short
