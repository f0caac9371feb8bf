// What is wider than its column scrolls: it shows so, has a name, and is reached by keyboard.
"use strict";

(() => {
  const BOXES = "pre, mjx-container, .pst-scrollable-table-container, .figure-box";

  function nameOf(box) {
    const caption = box
      .closest(".literal-block-wrapper, .pst-scrollable-table-container")
      ?.querySelector("caption, .code-block-caption");
    if (caption) return caption.textContent.replace("#", "").trim();
    if (box.matches("mjx-container")) {
      const number = box.closest("div.math")?.querySelector(".eqno")?.firstChild.textContent;
      return number ? `Equation ${number}` : "Formula";
    }
    if (box.matches("pre")) return box.closest(".output") ? "Output" : "Code";
    const figure = box.closest("figure")?.querySelector(".caption-number");
    if (figure) return figure.textContent.trim();
    return "Table";
  }

  // Of a formula, its own: what hangs over, such as the hat of a narrow letter, is not cut off.
  function widthOf(box) {
    return box.matches("mjx-container") ? box.firstElementChild.offsetWidth : box.scrollWidth;
  }

  // Which part of the box is seen: for the fades, and for the bar on touch screens.
  function showPart(box) {
    const beyond = box.scrollWidth - box.clientWidth;
    box.classList.toggle("more-before", box.scrollLeft > 1);
    box.classList.toggle("more-after", box.scrollLeft < beyond - 1);
    box.style.setProperty("--part", `${(100 * box.clientWidth) / box.scrollWidth}%`);
    box.style.setProperty("--at", `${(100 * box.scrollLeft) / beyond}%`);
  }

  function onScroll(event) {
    showPart(event.currentTarget);
  }

  function mark(box) {
    box.classList.add("scrolls");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", `${nameOf(box)}, scrolls sideways`);
    box.addEventListener("scroll", onScroll, {passive: true});
    showPart(box);
  }

  function unmark(box) {
    box.classList.remove("scrolls", "more-before", "more-after");
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    box.removeEventListener("scroll", onScroll);
  }

  function markAll() {
    const boxes = [...document.querySelectorAll(`main :is(${BOXES})`)];
    // All are measured before any is changed, so that the page is laid out once.
    const wide = boxes.map((box) => widthOf(box) > box.clientWidth + 1);
    boxes.forEach((box, i) => {
      if (wide[i]) mark(box);
      else if (box.classList.contains("scrolls")) unmark(box);
    });
  }

  // Widths change when formulas are typeset, the window is resized, or a solution is opened.
  window.addEventListener("load", async () => {
    await window.MathJax?.startup?.promise;
    new ResizeObserver(markAll).observe(document.querySelector("main"));
  });
})();
