"""Search: the right section first, in both spellings, with a clean extract, from the disk."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe import AXE, COLOURS, RUN, WCAG
from browsing import PHONE, TALL, Opened, new_page
from playwright.sync_api import BrowserContext, Page
from press.pages import toc

# What a reader types, and the section that is to come first.
FIRST = [
    ("Adam", "fundamentals/optimisation#adam"),
    ("adam optimizer", "fundamentals/optimisation#adam"),
    ("Nesterov", "fundamentals/optimisation#momentum"),
    ("RMSProp", "fundamentals/optimisation#a-rate-for-each-weight"),
    ("momentum", "fundamentals/optimisation#momentum"),
    ("optimizers", "fundamentals/optimisation#"),
    ("vanishing gradient", "architectures/recurrent-networks#vanishing-and-exploding-measured"),
    ("Vanishing gradients", "architectures/recurrent-networks#vanishing-and-exploding-measured"),
    ("LSTM", "architectures/lstm-and-gru#the-cell-of-an-lstm"),
    ("long short-term memory", "architectures/lstm-and-gru#the-cell-of-an-lstm"),
    ("GRU", "architectures/lstm-and-gru#the-gru"),
    ("forget gate", "architectures/lstm-and-gru#the-bias-of-the-forget-gate"),
    ("batch normalization", "fundamentals/training-deep-networks#normalise-on-the-way"),
    ("batch normalisation", "fundamentals/training-deep-networks#normalise-on-the-way"),
    ("He initialization", "fundamentals/training-deep-networks#how-signals-fade-and-how-to-start"),
    ("residual connections", "fundamentals/training-deep-networks#residual-connections"),
    ("universal approximation", "fundamentals/going-deep#one-hidden-layer-is-enough-in-principle"),
    ("regularization", "fundamentals/regularisation#"),
    ("dropout", "fundamentals/dropout#"),
    ("data augmentation", "fundamentals/regularisation#noise-is-a-penalty-and-data-are-better"),
    ("early stopping", "fundamentals/regularisation#stopping-early"),
    ("double descent", "fundamentals/regularisation#a-second-descent"),
    ("SVD", "fundamentals/matrix-factorisation#the-singular-value-decomposition"),
    ("chain rule", "fundamentals/power-of-differentiation#the-chain-rule"),
    ("REINFORCE", "architectures/reparameterisations#discrete-draws-the-score-function"),
    ("dual numbers", "fundamentals/automatic-differentiation#dual-numbers"),
    ("reparametrization trick", "architectures/reparameterisations#"),
    ("softmax", "fundamentals/review-of-fundamentals#softmax-and-its-slopes"),
    ("cross entropy", "fundamentals/review-of-fundamentals#logistic-regression-coins-with-a-slope"),
    ("Occam's razor", "fundamentals/sampling-and-evidence#evidence-and-occam-s-razor"),
    ("generalized Hebbian algorithm", "fundamentals/local-learning#several-units"),
    ("confidence intervals", "seminars/designing-experiments#intervals"),
    ("data leakage", "seminars/designing-experiments#leakage"),
    ("Barlow Twins", "seminars/barlow-twins#"),
    ("minGRU", "seminars/were-rnns-all-we-needed#what-makes-an-rnn-sequential"),
    ("parallel scan", "seminars/were-rnns-all-we-needed#the-recurrence-as-a-scan"),
    ("BYOL", "architectures/self-supervised-learning#agreement-without-contrast-byol"),
    ("InfoNCE", "architectures/self-supervised-learning#a-bound-on-mutual-information"),
    ("contrastive learning", "architectures/self-supervised-learning#contrast"),
    ("skip-gram", "architectures/embeddings#learning-the-vectors-word2vec"),
    ("analogies", "architectures/embeddings#analogies-and-how-to-doubt-them"),
    ("denoising autoencoder", "architectures/autoencoders#denoising-and-the-score"),
    ("perceptron", "architectures/biological-perspective#the-perceptron-a-unit-that-learns"),
    ("depthwise separable", "architectures/comparing-architectures#depthwise-separable-layers"),
    ("transfer learning", "architectures/comparing-architectures#from-one-task-to-another"),
    ("segmentation", "architectures/comparing-architectures#a-label-for-every-pixel"),
    ("generative adversarial network", "generative/adversarial-networks#"),
    ("DCGAN", "generative/adversarial-networks#images-a-convolutional-generator"),
    ("variational autoencoder", "generative/variational-autoencoders#"),
    ("multi-head attention", "generative/attention#many-heads"),
    ("transformer", "generative/transformers#"),
    ("positional encoding", "generative/transformers#where-a-token-stands"),
    ("KV cache", "generative/transformers#one-token-at-a-time"),
    ("induction head", "generative/fine-tuning#learning-from-the-context-induction"),
    ("nucleus sampling", "generative/language-models#how-to-draw-from-a-model"),
    ("diffusion", "generative/diffusion#"),
    ("DDIM", "generative/diffusion#samplers"),
    ("flow matching", "generative/flow-matching#"),
    ("optimal transport", "generative/flow-matching#optimal-transport"),
    ("slot attention", "generative/set-prediction#slots-that-compete"),
    ("maximum mean discrepancy", "generative/generator-networks#a-loss-between-samples"),
    # Half typed:
    ("vanishing grad", "architectures/recurrent-networks#vanishing-and-exploding-measured"),
    ("Colab", "setup#in-the-browser-colab-and-binder"),
]  # fmt: skip
SPELLINGS = [
    ("normalization", "normalisation"), ("optimizer", "optimiser"), ("behavior", "behaviour"),
    ("labeled", "labelled"), ("modeling", "modelling"), ("center", "centre"),
    ("analyze", "analyse"), ("catalog", "catalogue"), ("artifact", "artefact"),
    ("gray", "grey"), ("reparametrize", "reparameterise"), ("gradient", "gradients"),
]  # fmt: skip
FIND = """(question) => loadSearchEngine().then((engine) => engine.find(question).results
  .map(({section}) => `${section.page}#${section.anchor}`))"""
TEXTS = """loadSearchEngine().then(({sections}) =>
  sections.flatMap(({title, text}) => [title, text]))"""
STEM = "(words) => loadSearchEngine().then((engine) => words.map((word) => engine.stem(word)))"
WHOLE = """document.querySelectorAll('.math').length
  === document.querySelectorAll('mjx-container').length"""
MARKED = """[...CSS.highlights.get('found')].map(({startContainer, startOffset, endOffset}) =>
  startContainer.data.slice(startOffset, endOffset))"""
# Which result has the focus; none while one types.
FOCUSED = """() => [...document.querySelectorAll("#pst-search-dialog .found a")]
  .indexOf(document.activeElement)"""
# What TeX, Markdown or a directive would leave in a text.
# A dollar before a word opens a formula; one that stands alone is a sign that the book speaks of.
RAW = re.compile(r"\\[a-zA-Z(\[]|\$(?![\s,.)])|\{[a-z:-]+\}`|:::|```|\^\{|_\{")


@pytest.fixture
def reader(blank: Opened, site: Path) -> Opened:
    """A page, opened from the disk."""
    blank.page.goto((site / "fundamentals/backpropagation.html").as_uri())
    return blank


@pytest.fixture(scope="module")
def engine(context: BrowserContext, site: Path) -> Iterator[Page]:
    """One page whose search is asked by a script, again and again."""
    page = new_page(context, "engine").page
    page.goto((site / "status.html").as_uri())
    yield page
    page.close()


def ask(opened: Opened, question: str, key: str = "/") -> None:
    """Open the dialog by a key, and type the question into it."""
    opened.page.keyboard.press(key)
    opened.page.wait_for_selector("#pst-search-dialog[open]")
    opened.page.keyboard.type(question)
    opened.page.wait_for_selector("#pst-search-dialog .found-status:not(:empty)")


@pytest.mark.parametrize(("question", "section"), FIRST)
def test_the_section_that_teaches_it_comes_first(engine: Page, question: str, section: str):
    assert engine.evaluate(FIND, question)[0] == section


@pytest.mark.parametrize("pair", SPELLINGS, ids="-".join)
def test_both_spellings_are_one_word(engine: Page, pair: tuple[str, str]):
    first, second = engine.evaluate(STEM, list(pair))
    assert first == second


def test_words_that_only_look_alike_stay_two(engine: Page):
    words = ["normal", "normalise", "size", "prize", "prise", "metre", "parameter", "for", "four"]
    assert len(set(engine.evaluate(STEM, words))) == len(words)


def test_every_extract_is_clean(engine: Page):
    texts = engine.evaluate(TEXTS)
    assert len(texts) > 200
    assert [RAW.search(text)[0] + " in " + text for text in texts if RAW.search(text)] == []


def test_formulas_and_computed_numbers_are_in_the_extracts(engine: Page):
    text = " ".join(engine.evaluate(TEXTS))
    assert "0 < η < 2/L" in text  # a formula
    assert "The factor for β = 0.9 is 10 at the first step, 5.26 at the second" in text  # glued
    assert "Review of fundamentals" in text  # a reference to a page, by its title


def test_a_result_leads_to_its_section_with_the_words_marked(reader: Opened):
    ask(reader, "batch normalization")
    extract = reader.page.locator(".found li:first-child .found-text")
    marks = extract.locator("mark").all_inner_texts()
    assert marks[:2] == ["normalise", "Batch"]  # one is a form of the word
    assert "normalisation" in marks
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/training-deep-networks.html*#normalise-on-the-way")
    reader.page.wait_for_function("MathJax.startup?.promise?.then(() => true)")
    top = "document.querySelector(location.hash).getBoundingClientRect().top"
    reader.page.wait_for_function(f"Math.abs({top}) < 120")
    assert {"Batch", "normalisation"} <= set(reader.page.evaluate(MARKED))
    assert reader.page.evaluate(WHOLE), "marks must not break a formula"
    assert "?" not in reader.page.evaluate("location.href")  # what one would copy
    reader.page.keyboard.press("Escape")
    assert not reader.page.evaluate("CSS.highlights.has('found')")
    assert reader.complaints == []


def test_arrows_walk_and_enter_opens_the_first(reader: Opened):
    ask(reader, "momentum")
    places = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        reader.page.keyboard.press(key)
        places.append(reader.page.evaluate(FOCUSED))
    assert places == [0, 1, 0, -1]
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/optimisation.html*#momentum")


@pytest.mark.parametrize("key", ["/", "Control+k"])
@pytest.mark.parametrize("walked", [0, 1])
def test_keys_open_and_escape_closes(reader: Opened, key: str, walked: int):
    ask(reader, "momentum", key)
    for _ in range(walked):
        reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Escape")
    assert not reader.page.evaluate("document.querySelector('#pst-search-dialog').open")


def test_a_slash_that_is_typed_is_a_slash(reader: Opened):
    ask(reader, "1/2")
    assert reader.page.input_value("#pst-search-dialog input") == "1/2"


def test_the_number_of_results_is_announced(reader: Opened):
    ask(reader, "javelin")
    status = reader.page.locator("#pst-search-dialog [role=status]")
    count = reader.page.locator("#pst-search-dialog .found li").count()
    assert status.inner_text() == f"{count} sections."
    reader.page.fill("#pst-search-dialog input", "gradient")
    reader.page.wait_for_selector("[role=status]:has-text('the first 20 are shown')")


def test_without_a_result_it_says_what_to_try(reader: Opened):
    ask(reader, "xyzzy")
    assert reader.page.inner_text("[role=status]") == "Nothing found for “xyzzy”."
    assert "Try a single word" in reader.page.inner_text(".found-advice")
    reader.page.click(".found-advice a")
    reader.page.wait_for_url("**/genindex.html")


def test_words_that_stand_nowhere_together_are_found_apart(reader: Opened):
    ask(reader, "Gabor Netflix")
    assert reader.page.inner_text("[role=status]").startswith("No section has all of these words.")
    assert reader.page.locator(".found li").count() > 1


def test_nothing_of_the_search_is_loaded_before_one_searches(reader: Opened):
    scripts = r"/search-data|searchindex|searchtools/"
    loaded = f"[...document.scripts].some(({{src}}) => {scripts}.test(src))"
    assert not reader.page.evaluate(loaded)
    ask(reader, "dropout")
    assert reader.page.evaluate(loaded)
    assert reader.outside == []


def test_the_page_of_results_answers_its_address(blank: Opened, site: Path):
    blank.page.goto((site / "search.html").as_uri() + "?q=learning+rate")
    blank.page.wait_for_selector(".search-page .found li")
    assert "learning rate" in blank.page.inner_text(".search-page .found li:first-child").lower()
    assert blank.complaints == []


def test_a_served_search_shows_extracts(blank: Opened, site: Path):
    handler = partial(SimpleHTTPRequestHandler, directory=site)
    with ThreadingHTTPServer(("localhost", 0), handler) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        blank.page.goto(f"http://localhost:{http.server_port}/labs/building-autodiff.html")
        ask(blank, "derivative")
        assert len(blank.page.inner_text(".found li:first-child .found-text")) > 100
        http.shutdown()
    assert blank.complaints == []
    assert blank.outside == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_results_fit_a_phone_and_are_accessible(reader: Opened, mode: str):
    reader.page.emulate_media(color_scheme=mode)
    reader.page.set_viewport_size({**PHONE, "height": TALL["height"]})
    ask(reader, "batch normalization")
    box = reader.page.locator("#pst-search-dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    inner = "document.querySelector('#pst-search-dialog').scrollWidth"
    assert reader.page.evaluate(inner) <= box["width"]
    reader.page.evaluate(AXE)
    # axe cannot tell colours in what lies above a page: the next test has the same list.
    rules = {"within": "#pst-search-dialog", "rules": WCAG, "without": COLOURS}
    assert reader.page.evaluate(RUN, rules) == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_page_of_results_is_accessible(blank: Opened, site: Path, mode: str):
    blank.page.emulate_media(color_scheme=mode)
    blank.page.set_viewport_size(TALL)
    blank.page.goto((site / "search.html").as_uri() + "?q=batch+normalization")
    blank.page.wait_for_selector(".found li")
    blank.page.evaluate(AXE)
    assert blank.page.evaluate(RUN, {"rules": WCAG}) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_magnifying_glass_stands_before_what_is_typed(blank: Opened, site: Path, width: int):
    page = blank.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / "search.html").as_uri() + "?q=adam")
    form = page.locator(".search-page form.bd-search")
    glass = form.locator("svg, i").first.bounding_box()
    field = form.locator("input")
    pad = field.evaluate("(field) => parseFloat(getComputedStyle(field).paddingLeft)")
    assert glass["x"] + glass["width"] < field.bounding_box()["x"] + pad


def test_the_data_are_small(site: Path):
    """They hold the text of all pages once, and are loaded only where one searches."""
    assert (site / "search-data.js").stat().st_size < 25_000 * len(toc.entries())
