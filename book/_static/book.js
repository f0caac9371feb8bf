// The little that a page needs to do for itself.
"use strict";

// An inline formula wider than its line scrolls in a box of its own.
function boxWideFormulas() {
  for (const formula of document.querySelectorAll("mjx-container:not([display])")) {
    formula.classList.remove("wide");
    const line = formula.closest("p, li, td, th, dd, figcaption, h1, h2, h3, h4, div");
    formula.classList.toggle("wide", formula.offsetWidth > line.clientWidth);
  }
}

// What scrolls sideways can be reached, and then scrolled, by those who use a keyboard.
function reachScrollingBoxes() {
  const boxes = "pre, mjx-container, .pst-scrollable-table-container";
  for (const box of document.querySelectorAll(`main :is(${boxes})`)) {
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
    if (scrolls && box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else if (box.matches("mjx-container")) box.removeAttribute("tabindex");
  }
}

// Widths change when formulas are typeset, the window is resized, or a solution is opened.
window.addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  const watch = new ResizeObserver(() => {
    boxWideFormulas();
    reachScrollingBoxes();
  });
  watch.observe(document.querySelector("main"));
});
