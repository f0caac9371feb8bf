"""All addresses follow from the one in `_config.yml`."""

from collections.abc import Callable, Iterator

import pytest
from press import address
from press.errors import PressError


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Sets what `_config.yml` says."""

    def use(url: str, **rest: object) -> None:
        settings = {"title": "T", "repository": {"url": url, "branch": "trunk"}, **rest}
        monkeypatch.setattr(address, "_config", lambda: settings)
        address.repository.cache_clear()

    yield use
    address.repository.cache_clear()


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://github.com/Some-One/My-Book", "https://some-one.github.io/My-Book/"),
        ("https://github.com/Some-One/My-Book.git/", "https://some-one.github.io/My-Book/"),
        ("https://github.com/me/me.github.io", "https://me.github.io/"),
    ],
)
def test_the_site_follows_from_the_repository(configured, url, site):
    configured(url)
    assert address.pages_site() == site
    assert address.page_url("part/one", "fig-a") == f"{site}part/one.html#fig-a"


def test_a_site_of_its_own_wins(configured):
    configured("https://github.com/me/book", html={"baseurl": "https://book.example.org"})
    assert address.page_url("part/one") == "https://book.example.org/part/one.html"


def test_a_name_is_quoted_in_an_address(configured):
    configured("https://github.com/me/book")
    assert address.page_url("part/a b?") == "https://me.github.io/book/part/a%20b%3F.html"
    assert address.binder_url("a b").endswith("urlpath=lab/tree/notebooks/a%20b.ipynb")
    assert address.colab_url("a b").endswith("/notebooks/a%20b.ipynb")
    assert address.source_url("a b.py").endswith("/a%20b.py")


def test_launch_links_lead_to_the_launch_branch(configured):
    configured("https://github.com/me/book")
    path = "notebooks/part/one.ipynb"
    assert address.binder_url("part/one") == (
        f"https://mybinder.org/v2/gh/me/book/launch?urlpath=lab/tree/{path}"
    )
    assert address.colab_url("part/one") == (
        f"https://colab.research.google.com/github/me/book/blob/launch/{path}"
    )
    where = "git+https://github.com/me/book@launch#subdirectory=code"
    assert address.package_requirement([]) == f"diffprog @ {where}"
    assert address.package_requirement(["a", "b"]) == f"diffprog[a,b] @ {where}"
    assert address.source_url("code/a.py") == "https://github.com/me/book/blob/trunk/code/a.py"


@pytest.mark.parametrize("url", ["", "github.com/me/book", "https://github.com/me"])
def test_an_address_that_is_none_is_named(configured, url):
    configured(url)
    with pytest.raises(PressError, match=r"_config\.yml: repository\.url is '.*', but an address"):
        address.repository()
