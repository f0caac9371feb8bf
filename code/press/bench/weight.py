"""What a reader's browser loads for each page, beside the assets all pages share."""

import re
from pathlib import Path

from press import paths
from press.pages import store, toc

OWN = re.compile(r"""(?:src|data)=["']([^"']*_images/[^"']+)["']""")


def report() -> None:
    """Weight and execution time of every page of the site that stands."""
    print(f"{'pages of the site':42} {'weight':>9}   {'last run':>8}   (goals 1 MB, 30 s)")
    for entry in toc.entries():
        html = paths.SITE / f"{entry.docname}.html"
        if not html.is_file():
            print(f"  {entry.docname}: not built; run `make html` first")
            continue
        seconds = store.seconds(entry.docname)
        ran = f"{seconds:6.1f} s" if seconds is not None else ""
        print(f"  {entry.docname:40} {weight(html) / 1e6:6.2f} MB   {ran:>8}")


def weight(html: Path) -> int:
    """Bytes of a page and of the pictures that only pages refer to, uncompressed."""
    text = html.read_text(encoding="utf-8")
    pictures = {(html.parent / name).resolve() for name in OWN.findall(text)}
    return html.stat().st_size + sum(path.stat().st_size for path in pictures)
