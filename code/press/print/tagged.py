"""Tags a PDF: its letters, marked by number, become the parts of a tree.

TeX Live's own tagging needs a LaTeX that Debian does not have yet, and does not know XeLaTeX.
So `press.sty` leaves marks in the pages, and here each run of letters between two of them is
said to be of its part ("marked content", PDF 1.7, section 14.6), each link of its own
(14.7.4.3), and what is of no part, such as the head of a page, is said to be that (14.8.2.2).
"""

from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Operator, String

from press.print import spaces, structure

INLINE = {"Formula", "Link"}  # parts of a sentence
DRAW = {"m", "re"}  # they begin a path; those below end it
DRAWN = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
PICTURE = {"Do", "sh", "INLINE IMAGE"}
HAS_LINES = {"Formula", "Figure"}  # lines elsewhere, as of frames, say nothing


def tag(path: Path, latex: str) -> None:
    """Give a PDF the tree of parts that its LaTeX was written with."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        tree = Tree(pdf, structure.read(latex))
        for page in pdf.pages:
            tree.add(page)
        tree.finish()
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata.load_from_docinfo(pdf.docinfo)
            metadata["dc:language"] = {str(pdf.Root.Lang)}
        pdf.save(path, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)


class Tree:
    """The structure tree of a PDF, filled page by page."""

    def __init__(self, pdf: pikepdf.Pdf, parts: list[structure.Part]) -> None:
        self.pdf = pdf
        self.parts = {part.name: part for part in parts}
        self.elements: dict[str, pikepdf.Object] = {}
        self.open: list[str] = []  # the innermost part last; it may go on on the next page
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array())
        self.elements[""] = pdf.make_indirect(document)
        self.space = spaces.font(pdf)
        self.places: list[pikepdf.Object] = []  # by key: the parts on a page, or that of a link

    def element(self, name: str) -> pikepdf.Object:
        """The element of a part, which comes into the tree where it is first met."""
        if name not in self.elements:
            part = self.parts[name]
            parent = self.element(part.parent)
            made = Dictionary(
                Type=Name.StructElem, S=Name(f"/{part.role}"), P=parent, K=Array(), **_said(part)
            )
            self.elements[name] = self.pdf.make_indirect(made)
            parent.K.append(self.elements[name])
        return self.elements[name]

    def add(self, page: pikepdf.Page) -> None:
        """Tag what a page shows, and its links."""
        content = Content(self, page)
        page.Contents = self.pdf.make_stream(content.rewritten())
        page.StructParents = len(self.places)
        page.Tabs = Name.S
        self.places.append(self.pdf.make_indirect(Array(content.owners)))
        for annotation in page.get("/Annots", []):
            if name := annotation.get("/Press"):
                del annotation["/Press"]
                self._link(str(name), annotation, page)

    def _link(self, name: str, annotation: pikepdf.Object, page: pikepdf.Page) -> None:
        element = self.element(name)
        element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page.obj))
        annotation.StructParent = len(self.places)
        annotation.Contents = String(self.parts[name].facts["contents"])
        self.places.append(element)

    def finish(self) -> None:
        """Hang the tree into the document."""
        numbered = [item for pair in enumerate(self.places) for item in pair]
        self.root.K = self.elements[""]
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbered)))
        self.root.ParentTreeNextKey = len(self.places)
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)


class Content:
    """The instructions of one page, with each run of letters said to be of its part."""

    def __init__(self, tree: Tree, page: pikepdf.Page) -> None:
        self.tree, self.page = tree, page
        self.words = spaces.Words(page, tree.space)
        self.owners: list[pikepdf.Object] = []  # of the marked content, by its number
        self.instructions: list = []
        self.marked = False

    def rewritten(self) -> bytes:
        """The content of the page."""
        for instruction in pikepdf.parse_content_stream(self.page):
            name, operands = str(instruction.operator), list(instruction.operands)
            if name == "MP":
                self._turn(str(operands[0]))
                continue
            self.words.follow(name, operands)
            if name == "TJ":
                self.instructions += self._letters(operands[0])
                continue
            if name in PICTURE:
                self._begin(self._part())
            elif name in DRAW:
                part = self._part()
                self._begin(part if part and self.tree.parts[part].role in HAS_LINES else None)
            elif name == "ET":
                self._end()
            self.instructions.append(instruction)
            if name in DRAWN | PICTURE:
                self._end()
        return pikepdf.unparse_content_stream(self.instructions)

    def _letters(self, letters: list) -> list:
        """Letters of the part that is open, with spaces."""
        part = self._part()
        first = part is None or part not in self.tree.elements
        within = part and self.tree.parts[part].role in INLINE
        self._begin(part)
        return self.words.spaced(letters, first and not within)

    def _turn(self, mark: str) -> None:
        """Follow a mark: `/open12` or `/close`."""
        self._end()
        if mark == "/close":
            self.tree.open.pop()
        else:
            self.tree.open.append(mark.removeprefix("/open"))

    def _part(self) -> str | None:
        """The part that is open; none within the head or foot of a page."""
        found = self.tree.open
        return None if not found or "-" in found else found[-1]

    def _begin(self, part: str | None) -> None:
        if self.marked:
            return
        self.marked = True
        if part is None:
            self._say("BMC", Name.Artifact)
            return
        element, number = self.tree.element(part), len(self.owners)
        self._say("BDC", element.S, Dictionary(MCID=number))
        self.owners.append(element)
        if "/Pg" not in element:
            element.Pg = self.page.obj
        here = element.Pg.objgen == self.page.obj.objgen
        elsewhere = Dictionary(Type=Name.MCR, Pg=self.page.obj, MCID=number)
        element.K.append(number if here else elsewhere)

    def _end(self) -> None:
        if self.marked:
            self._say("EMC")
        self.marked = False

    def _say(self, operator: str, *operands: pikepdf.Object) -> None:
        self.instructions.append((list(operands), Operator(operator)))


def _said(part: structure.Part) -> dict[str, pikepdf.Object]:
    """What the dictionary of an element says beside its place."""
    said: dict[str, pikepdf.Object] = {}
    if alt := part.facts.get("alt"):
        said["Alt"] = String(alt)
    if scope := part.facts.get("scope"):
        said["A"] = Dictionary(O=Name.Table, Scope=Name(f"/{scope}"))
    if numbering := part.facts.get("numbering"):
        said["A"] = Dictionary(O=Name.List, ListNumbering=Name(f"/{numbering}"))
    return said
