"""Links in the built site: which of them lead nowhere."""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Document(HTMLParser):
    """Links and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name in {"href", "src"} and tag != "base"):
                self.links.add(value)
            elif value and (name == "id" or (tag == "a" and name == "name")):
                self.anchors.add(value)


def dead(folder: Path) -> Iterator[str]:
    """Yield each link of a site to a missing page, file or anchor of the same site.

    Args:
        folder: Folder of the built site.
    """

    @cache
    def document(path: Path) -> _Document:
        parsed = _Document()
        parsed.feed(path.read_text(encoding="utf-8"))
        return parsed

    for page in sorted(folder.rglob("*.html")):
        for link in sorted(document(page).links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or page.name == "404.html":
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            target = target / "index.html" if target.is_dir() else target
            missing = not target.is_file() or (
                parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in document(target).anchors
            )
            if missing:
                yield f"dead link in {page.relative_to(folder)}: {link}"
