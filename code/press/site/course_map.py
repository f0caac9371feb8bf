"""The directive `{course-map}`: every page of the course, written or planned.

Titles and texts come from `book/course-map.yml`. A page is linked when it stands in the
table of contents and is marked "planned" otherwise, so the map follows `_toc.yml` by itself.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press import settings
from press.errors import PressError
from press.site.links import page_link
from press.site.overview import description, note_overview

PLANNED = "planned"


def setup(app: Sphinx) -> None:
    app.add_directive("course-map", CourseMap)


class CourseMap(SphinxDirective):
    """Draws the map in the YAML file that is its argument, a section for each part.

    Warns of a page that stands in a folder of the book but not on the map.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        relative, absolute = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        note_overview(self.env)
        parts = settings.read(Path(absolute))
        try:
            files = [entry["file"] for part in parts for entry in part["pages"]]
        except (TypeError, KeyError) as error:
            why = "a list of parts is needed, each with `pages`, each with `file`"
            raise PressError(f"{absolute}: this is no map of a course: {why}") from error
        written = self.env.found_docs.intersection(files)
        for docname in sorted(self.env.found_docs.difference(files)):
            if "/" in docname:
                text = f"{relative} lacks '{docname}', which is in the table of contents"
                self.state.document.reporter.warning(text, line=self.lineno)
        return [_summary(len(written), len(files)), *(self.part(part) for part in parts)]

    def part(self, part: dict) -> nodes.section:
        """A part of the course: its title, when it is taught, what it is, its pages."""
        section = nodes.section(classes=["map-part"])
        section += nodes.title(part["part"], part["part"])
        section["names"].append(nodes.fully_normalize_name(part["part"]))
        self.state.document.note_implicit_target(section, section)
        when = nodes.emphasis("", part["when"], classes=["map-when"])
        section += nodes.paragraph("", "", when, nodes.Text(f". {part['text']}"))
        section += nodes.bullet_list(
            "", *(self.entry(entry) for entry in part["pages"]), classes=["map-pages"]
        )
        return section

    def entry(self, entry: dict) -> nodes.list_item:
        """One page: a link, or its title and the word that says that it is planned."""
        written = entry["file"] in self.env.found_docs
        if written:
            title: list[nodes.Node] = [page_link(self.env, entry["file"])]
            classes = ["map-written"]
        else:
            tag = nodes.inline("", PLANNED, classes=["map-tag"])
            title = [nodes.strong("", entry["title"]), nodes.Text(" "), tag]
            classes = ["map-planned"]
        text = (description(self.env, entry["file"]) if written else None) or entry["text"]
        return nodes.list_item(
            "",
            nodes.paragraph("", "", *title, classes=["map-title"]),
            nodes.paragraph("", text, classes=["map-text"]),
            classes=classes,
        )


def _summary(written: int, total: int) -> nodes.paragraph:
    """How much of the course is written, in words."""
    if written == total:
        return nodes.paragraph("", f"All {total} pages of the course are written.")
    count = f"{written} of the {total} pages of the course are written so far"
    text = f"{count}; the others are marked "
    return nodes.paragraph(
        "", text, nodes.inline("", PLANNED, classes=["map-tag"]), nodes.Text(".")
    )
