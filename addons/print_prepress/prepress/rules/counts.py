"""Rules about what the order counts: pages, plates, films, copies that differ."""

from collections.abc import Iterable, Iterator

from ..facts import FileFacts
from ..ordered import Ordered
from .colors import inks_of, is_technical
from .rule import Place, Rule

Files = tuple[FileFacts, ...]


def count_pages(files: Iterable[FileFacts]) -> int:
    return sum(file.page_count for file in files)


def count_separations(files: Files, ordered: Ordered) -> int | None:
    """Return the plates or films that these files make; None if they do not tell.

    One for each ink of each page, in as many sets as are ordered. What has still to be
    separated makes the four of process colours.
    """
    pages = [page for file in files for page in file.pages]
    is_whole = not any(file.is_partial for file in files)
    is_read = all(file.page_count == len(file.pages) for file in files)
    if not (pages and is_whole and is_read):
        return None
    count = 0
    for page in pages:
        inks = inks_of([FileFacts("pdf", pages=(page,))])
        known = {*ordered.inks, *ordered.extras}
        count += sum(1 for ink in inks if ink in known or not is_technical(ink))
    return count * ordered.copies


def measure_pages(files: Files, ordered: Ordered) -> Iterator[Place]:
    """Another number of pages than ordered, over all files of the job."""
    found = count_pages(files)
    if ordered.pages and found and found != ordered.pages:
        yield Place(facts={"found": str(found), "ordered": str(ordered.pages)})


def measure_separations(files: Files, ordered: Ordered) -> Iterator[Place]:
    """R21F: another number of plates or films than ordered."""
    if not ordered.separations:
        return
    found = count_separations(files, ordered)
    if found and found != ordered.separations:
        told = {
            "found": str(found),
            "ordered": str(ordered.separations),
            "kind": ordered.separation_unit,
        }
        yield Place(facts=told)


def measure_rows(files: Files, ordered: Ordered) -> Iterator[Place]:
    """R32: rows of the list of what differs, against the copies."""
    if not ordered.rows:
        return
    for file in files:
        if file.rows is not None and file.rows != ordered.rows:
            told = {"found": str(file.rows), "ordered": str(ordered.rows)}
            yield Place(facts=told)


def measure_no_list(files: Files, ordered: Ordered) -> Iterator[Place]:
    """R32M: copies that differ, and no list that says how."""
    if ordered.rows and files and all(file.rows is None for file in files):
        yield Place()


RULES = (
    Rule("page_count", measure_pages, of_job=True),
    Rule("R21F", measure_separations, of_job=True),
    Rule("R32", measure_rows, of_job=True),
    Rule("R32M", measure_no_list, of_job=True),
)
