"""Names of people in the United States in 1990, which come with names: the extra `names`."""

from diffprog.data import extras

PACKAGE = "names"
KINDS = {"surname": "all.last", "female": "female.first", "male": "male.first"}


def census(kind: str = "surname") -> list[tuple[str, float]]:
    """Names and how frequent they are, most frequent first: 88,799 surnames, for example.

    Pairs of a name in small letters, a string, and the percentage of people who bear it, a
    number, which the source rounds to 0.001. `kind` is "surname", "female" or "male"; the latter
    two are first names, of which there are 4,275 and 1,219, some of them in both lists.
    Raises ValueError for another kind, and ModuleNotFoundError, which says what to install,
    where the package is missing.
    Source: U.S. Census Bureau (1995), Frequently occurring first names and surnames from the
    1990 census, in the public domain; the files of the package names, under MIT.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of names {kind!r}; there are {', '.join(KINDS)}")
    file = extras.folder(PACKAGE, "names") / f"dist.{KINDS[kind]}"
    rows = (line.split() for line in file.read_text(encoding="ascii").splitlines())
    return [(name.lower(), float(percent)) for name, percent, _, _ in rows]
