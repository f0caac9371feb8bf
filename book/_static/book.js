// The little that a page needs to do for itself.
"use strict";

// A page opened as a file may not read other files, so that search results come without
// the extracts that are taken from the pages found.
if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}

// A search may find an entry of the index, at whose place there is no text to extract.
document.addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return;
  const extract = Search.makeSearchSummary;
  Search.makeSearchSummary = (...found) => extract(...found) ?? document.createDocumentFragment();
});

// Formulas wider than the screen scroll in a box of their own, which a keyboard can reach.
function boxWideFormulas() {
  for (const formula of document.querySelectorAll("mjx-container")) {
    if (formula.getAttribute("display") !== "true") {
      formula.classList.remove("wide");
      const line = formula.closest("p, li, td, th, dd, figcaption, h1, h2, h3, h4, div");
      formula.classList.toggle("wide", formula.offsetWidth > line.clientWidth);
    }
    if (formula.scrollWidth > formula.clientWidth && formula.matches(".wide, [display=true]")) {
      formula.tabIndex = 0;
    } else {
      formula.removeAttribute("tabindex");
    }
  }
}

// Widths change when formulas are typeset, the window is resized, or a solution is opened.
window.addEventListener("load", () => {
  if (!window.MathJax?.startup?.promise) return;
  const watch = new ResizeObserver(boxWideFormulas);
  MathJax.startup.promise.then(() => watch.observe(document.querySelector("article")));
});
