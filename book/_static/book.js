// The little that a page needs to do for itself.
"use strict";

// A page opened as a file may not read other files, so that search results come without
// the extracts that are taken from the pages found.
if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}

// Formulas wider than the screen scroll in a box of their own, which a keyboard can reach.
function boxWideFormulas() {
  for (const formula of document.querySelectorAll("mjx-container")) {
    const display = formula.getAttribute("display") === "true";
    const box = display ? formula.closest("div.math") || formula : formula;
    if (!display) {
      formula.classList.remove("wide");
      const line = formula.closest("p, li, td, th, dd, figcaption, h1, h2, h3, h4, div");
      formula.classList.toggle("wide", formula.offsetWidth > line.clientWidth);
    }
    if (box.scrollWidth > box.clientWidth + 1 && (display || formula.classList.contains("wide"))) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  }
}

window.addEventListener("load", () => {
  if (window.MathJax && MathJax.startup && MathJax.startup.promise) {
    MathJax.startup.promise.then(boxWideFormulas);
    window.addEventListener("resize", boxWideFormulas);
  }
});
