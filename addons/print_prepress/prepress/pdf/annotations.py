"""Annotations that print: their appearance, fitted where they stand."""

from pikepdf import Dictionary, Stream

from . import access
from .geometry import multiply, transform
from .walk import Walk

HIDDEN, PRINT = 2, 4  # bits of /F


def draw_annotations(walk: Walk, page):
    """Follow the normal appearance of each annotation of the page that prints."""
    for annotation in access.items(access.entry(page, "/Annots")):
        walk.budget.spend(objects=1)
        flags = access.whole(access.entry(annotation, "/F"))
        if not flags & PRINT or flags & HIDDEN:
            continue
        if walk.library.layers.is_off(access.entry(annotation, "/OC")):
            continue
        appearance = _appearance(annotation)
        corners = access.numbers(access.entry(annotation, "/Rect"))
        if appearance is not None and len(corners) == 4:
            _draw(walk, appearance, corners)


def _appearance(annotation):
    """Return what an annotation looks like, in the state that it is in."""
    normal = access.entry(access.entry(annotation, "/AP"), "/N")
    if isinstance(normal, Stream):
        return normal
    if isinstance(normal, Dictionary):
        state = access.name(access.entry(annotation, "/AS"))
        chosen = access.entry(normal, f"/{state}")
        return chosen if isinstance(chosen, Stream) else None
    return None


def _draw(walk, form, corners):
    box = access.numbers(access.entry(form, "/BBox"))
    if len(box) != 4:
        return
    own = access.numbers(access.entry(form, "/Matrix"))
    own = tuple(own) if len(own) == 6 else (1, 0, 0, 1, 0, 0)
    left, bottom, right, top = transform(_ordered(box), own)
    x, y, end_x, end_y = _ordered(corners)
    if left == right or bottom == top:
        return
    across, up = (end_x - x) / (right - left), (end_y - y) / (top - bottom)
    fit = (across, 0, 0, up, x - left * across, y - bottom * up)
    before = walk.state
    walk.state = before.copy()
    walk.state.matrix = multiply(fit, before.matrix)
    walk.draw_form(form)
    walk.state = before


def _ordered(corners):
    left, right = sorted(corners[::2])
    bottom, top = sorted(corners[1::2])
    return (left, bottom, right, top)
