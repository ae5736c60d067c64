"""The page by which Odoo's list of apps describes an add-on, made of its readme."""

import html
import re

from . import addons, process, say
from .state import write

# The fragments that exist for somebody, in the order they are read.
FRAGMENTS = {
    "DESCRIPTION": "",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "DEVELOP": "For developers",
}
PAGE = "static/description/index.html"
FRAME = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{name}</title>
<meta name="generator" content="./shop readme">
</head>
<body>
<section class="oe_container">
<h1>{name}</h1>
<p class="lead">{summary}</p>
<p>Version {version} for Odoo 19.0 Community. License: {license}.</p>
{body}
</section>
</body>
</html>
"""


def run(tools, check=False):
    """Write the page of every add-on; return the add-ons whose page was another.

    :param tools: the environment that has Markdown
    :param check: only say which pages are not what their fragments say
    """
    stale = []
    for addon in addons.all_addons().values():
        path, text = addon.path / PAGE, render(tools, addon)
        if path.is_file() and path.read_text() == text:
            continue
        stale.append(addon.name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, text)
    for name in stale:
        say.line(f"{name}/{PAGE}: {'run ./shop readme' if check else 'written'}")
    return stale


def render(tools, addon):
    """Return the page of ``addon``."""
    texts = []
    for name, title in FRAGMENTS.items():
        fragment = addon.path / f"readme/{name}.md"
        if fragment.is_file():
            # Fragments begin their own titles at the second level: below ours here.
            text = re.sub(r"^(#+ )", r"#\1", fragment.read_text(), flags=re.MULTILINE)
            texts.append(f"## {title}\n\n{text}" if title else text)
    values = {
        key: html.escape(str(addon.manifest[key]))
        for key in ("name", "summary", "version", "license")
    }
    extensions = ("-x", "tables", "-x", "fenced_code", "-x", "sane_lists")
    body = process.output(
        [tools.exe, "-m", "markdown", *extensions],
        input="\n".join(texts),
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )
    return FRAME.format(body=body.strip(), **values)
