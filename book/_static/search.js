// The search dialog, and the page of results: the theme's fields, with results as one types.
"use strict";

const SHOWN = 20; // results
const EXTRACT = 210; // characters
const DATA = "search-data.js"; // is loaded when a search begins

let searchEngine; // a promise of it

function loadSearchEngine() {
  searchEngine ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = document.documentElement.dataset.content_root + DATA;
    script.onload = () => done(new SearchEngine(searchData));
    script.onerror = fail;
    document.head.append(script);
  });
  return searchEngine;
}

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

// The text with the words that were found marked.
function marked(text, found) {
  const parts = text.split(/([\p{L}\p{M}\p{N}_]+)/u);
  return parts.map((part) => (found.has(part.toLowerCase()) ? element("mark", "", part) : part));
}

// Where the most of the words found stand close together.
function richestPlace(text, found) {
  const places = [...text.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)]
    .map((word) => ({word: word[0].toLowerCase(), index: word.index}))
    .filter(({word}) => found.has(word));
  const near = ({index: start}) => new Set(places
    .filter(({index}) => index >= start && index < start + 0.7 * EXTRACT)
    .map(({word}) => word)).size;
  return places.reduce((a, b) => (near(b) > near(a) ? b : a), places[0])?.index ?? 0;
}

// The sentence there and what follows; of a long one, from a little before the place.
function extract(text, found) {
  const place = richestPlace(text, found);
  const sentence = text.lastIndexOf(". ", place);
  const whole = sentence < 0 ? 0 : sentence + 2;
  const start = place - whole < 0.4 * EXTRACT ? whole : text.indexOf(" ", place - 60) + 1;
  const rest = text.slice(start);
  const cut = rest.length > EXTRACT ? `${rest.slice(0, rest.lastIndexOf(" ", EXTRACT))} …` : rest;
  return (start === whole ? "" : "… ") + cut;
}

const numbered = (number, title) => (number ? `${number}. ${title}` : title);

function shownResult({section, stems}, engine) {
  const {page, anchor, where, whereNumber, above, number, title, text} = section;
  const found = engine.wordsFound(`${title} ${section.terms.join(" ")} ${text}`, stems);
  const path = anchor ? [numbered(whereNumber, where), ...above] : [];
  const link = element("a", "",
    element("span", "found-where", path.join(" › ")),
    element("span", "found-title", ...marked(numbered(number, title), found)),
    element("span", "found-text", ...marked(extract(text, found), found)));
  const words = encodeURIComponent([...found].join(" "));
  link.href = `${document.documentElement.dataset.content_root}${page}.html?found=${words}#${anchor}`;
  return element("li", "", link);
}

function said(question, {results, complete}) {
  const count = results.length === 1 ? "1 section" : `${results.length} sections`;
  const first = results.length > SHOWN ? `${count}; the first ${SHOWN} are shown` : count;
  if (!results.length) return `Nothing found for “${question}”.`;
  return complete ? `${first}.` : `No section has all of these words. Some of them: ${first}.`;
}

function advice() {
  const index = element("a", "", "index of terms");
  index.href = `${document.documentElement.dataset.content_root}genindex.html`;
  return element("p", "found-advice",
    "Try a single word, its first letters, or another name for the same thing; or look into the ",
    index, ".");
}

// Results below a form, as its reader types; arrows walk through them.
function attachSearch(form) {
  const input = form.querySelector("input[name=q]");
  const status = element("p", "found-status");
  const list = element("ol", "found");
  const box = element("div", "found-box", status, list);
  status.role = "status";
  form.role = "search";
  form.after(box);

  async function show() {
    const question = input.value.trim();
    const engine = await loadSearchEngine().catch(() => null);
    if (question !== input.value.trim()) return; // more was typed meanwhile
    box.querySelector(".found-advice")?.remove();
    list.replaceChildren();
    status.textContent = "";
    if (!question) return;
    if (!engine) return void (status.textContent = "The search data could not be loaded.");
    const answer = engine.find(question);
    status.textContent = said(question, answer);
    list.append(...answer.results.slice(0, SHOWN).map((one) => shownResult(one, engine)));
    if (!answer.results.length) box.append(advice());
  }

  function walk(event) {
    const stops = [input, ...list.querySelectorAll("a")];
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  }

  input.addEventListener("focus", loadSearchEngine);
  input.addEventListener("input", show);
  for (const part of [form, box]) part.addEventListener("keydown", walk);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await show();
    list.querySelector("a")?.click(); // the first result
  });
  return show;
}

function typing(event) {
  return event.target.closest("input, textarea, select, [contenteditable]");
}

document.addEventListener("DOMContentLoaded", () => {
  const dialog = document.querySelector("#pst-search-dialog");
  const own = document.querySelector(".search-page form"); // on the page of results
  attachSearch(dialog.querySelector("form"));
  dialog.ariaLabel = "Search";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
    event.preventDefault();
    if (own) own.querySelector("input").focus();
    else dialog.showModal();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dialog.close(); // also from a result, where Sphinx holds it back
  });
  if (!own) return;
  const show = attachSearch(own);
  own.querySelector("input").value = new URLSearchParams(location.search).get("q") ?? "";
  own.querySelector("input").focus();
  show();
});
