"""The spaces between words, which XeTeX leaves out of a PDF: it only sets letters apart.

Eyes need no more, but who listens would hear one long word. So a space without width is added
wherever letters stand apart, in a font that has nothing else.
"""

from collections.abc import Iterable

from pikepdf import Array, Dictionary, Name, Object, Operator, Page, Pdf, String

GAP = 0.15  # of the size of the letters: less is no space
LINE = 0.7  # of the size: further down is another line
SPACE = Name.PressSpace
Instruction = tuple[list, Operator]


def font(pdf: Pdf) -> Object:
    """A font whose one letter is a space of no width."""
    made = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 0, 0]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(space=pdf.make_stream(b"0 0 d0")),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([32, Name.space])),
        FirstChar=32,
        LastChar=32,
        Widths=Array([0]),
        Resources=Dictionary(),
    )
    return pdf.make_indirect(made)


class Font:
    """How wide the letters of a font are, in thousandths of its size."""

    def __init__(self, font: Object) -> None:
        self.two_bytes = font.Subtype == Name.Type0  # to a letter
        if self.two_bytes:
            below = font.DescendantFonts[0]
            self.widths, self.other = _read(below.get("/W", [])), float(below.get("/DW", 1000))
        else:
            first = int(font.FirstChar)
            self.widths = {first + k: float(width) for k, width in enumerate(font.Widths)}
            self.other = 0.0

    def width(self, letters: bytes) -> float:
        """The width of letters that stand beside one another."""
        codes: Iterable[int] = letters
        if self.two_bytes:
            codes = (256 * a + b for a, b in zip(letters[::2], letters[1::2], strict=True))
        return sum(self.widths.get(code, self.other) for code in codes)


def _read(widths: list) -> dict[int, float]:
    """The widths by code, from `code [width width ...]` and `first last width`."""
    found: dict[int, float] = {}
    rest = list(widths)
    while rest:
        first, then = int(rest.pop(0)), rest.pop(0)
        if isinstance(then, Array):
            found |= {first + k: float(width) for k, width in enumerate(then)}
        else:
            found |= dict.fromkeys(range(first, int(then) + 1), float(rest.pop(0)))
    return found


class Words:
    """Follows the letters of a page, and knows where those before them ended."""

    def __init__(self, page: Page, space: Object) -> None:
        self.fonts = page.resources.Font
        self.fonts[SPACE] = space
        self.known: dict[str, Font] = {}
        self.font, self.size = SPACE, 0.0
        self.x = self.y = 0.0
        self.end: tuple[float, float] | None = None

    def follow(self, operator: str, operands: list) -> None:
        """Note an instruction that moves or changes the letters to come."""
        if operator == "BT":
            self.x = self.y = 0.0
        elif operator == "Td":
            self.x += float(operands[0])
            self.y += float(operands[1])
        elif operator == "Tf":
            self.font, self.size = operands[0], float(operands[1])

    def spaced(self, letters: list, first: bool) -> list[Instruction]:
        """Instructions that show letters and the spaces in front of them and between them.

        The first letters of a paragraph have no space in front.
        """
        shown = [] if first or not self._stand_apart() else self._space()
        piece: list = []
        at, font = self.x, self._font()
        for item in letters:
            piece.append(item)
            if isinstance(item, String):
                at += font.width(bytes(item)) * self.size / 1000
            else:
                at -= float(item) * self.size / 1000
                if -float(item) > GAP * 1000:
                    shown += [([Array(piece)], Operator("TJ")), *self._space()]
                    piece = []
        self.end = at, self.y
        return [*shown, ([Array(piece)], Operator("TJ"))]

    def _stand_apart(self) -> bool:
        if self.end is None:
            return False
        right, down = self.x - self.end[0], abs(self.y - self.end[1])
        return right > GAP * self.size or down > LINE * self.size

    def _space(self) -> list[Instruction]:
        return [
            ([SPACE, 1], Operator("Tf")),
            ([String(" ")], Operator("Tj")),
            ([self.font, self.size], Operator("Tf")),
        ]

    def _font(self) -> Font:
        name = str(self.font)
        if name not in self.known:
            self.known[name] = Font(self.fonts[self.font])
        return self.known[name]
