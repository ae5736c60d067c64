from typing import NamedTuple


class Template(NamedTuple):
    """What an account keeps as a template.

    :param order: key of the order that it was kept from
    :param job: its place among the work of that order
    """

    key: str
    who: str
    order: str
    job: int
    name: str
    is_shared: bool = False


TEMPLATES = [
    Template("cover", "poligraf", "autumn", 1, "Обложка каталога, 1030 × 790", True),
    Template("poster", "poligraf", "jazz", 0, "Афиша A0 на баннере"),
]
