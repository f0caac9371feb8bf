"""Listings of the repository's files: each says what it shows and links to its source."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.directives.code import LiteralInclude

from press import address, paths
from press.guards.listings import lines_of


def setup(app: Sphinx) -> None:
    app.add_directive("literalinclude", Listing, override=True)


class Listing(LiteralInclude):
    """Sphinx's directive; without a caption of its own, a listing is captioned by `caption`."""

    def run(self) -> list[nodes.Node]:
        path = Path(self.env.relfn2path(self.arguments[0])[1]).resolve()
        if path.is_file() and path.is_relative_to(paths.ROOT.resolve()):
            self.options.setdefault("caption", caption(path, self.options.get("pyobject")))
        return super().run()


def caption(path: Path, part: str | None) -> str:
    """`Class.method` in `folder/file.py`, in Markdown, with a link to these very lines.

    A part that the file does not have is left to Sphinx, which warns.
    """
    name = path.relative_to(paths.ROOT.resolve()).as_posix()
    lines = lines_of(path, part) if part else None
    link = f"[`{name}`]({address.source_url(name, lines)})"
    return f"`{part}` in {link}" if part else link
