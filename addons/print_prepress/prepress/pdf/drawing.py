"""The operator that draws a form or a picture by its name."""

from . import access
from .images import draw_image
from .walk import Walk, operator

DRAW = {"Form": Walk.draw_form, "Image": draw_image}


@operator(b"Do")
def draw(walk: Walk):
    found = walk.resources.find("/XObject", walk.operands[-1])
    if walk.hidden or walk.library.layers.is_off(access.entry(found, "/OC")):
        return
    walk.budget.spend(objects=1)
    if drawn := DRAW.get(access.name(access.entry(found, "/Subtype"))):
        drawn(walk, found)
