// Buttons that extensions add to a page are all called alike. Here each is named after what it
// copies or opens, for those who hear the page, or see a list of its controls.
"use strict";

const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim();

// The title of the section that an element stands in, without its number and its link.
function sectionOf(element) {
  const heading = element.closest("section")?.querySelector("h1, h2, h3, h4, h5");
  if (!heading) return "this page";
  const copy = heading.cloneNode(true);
  for (const extra of copy.querySelectorAll(".section-number, .headerlink")) extra.remove();
  return textOf(copy);
}

// "Copy the code of block 5: mean, spread", or of which section it is, where it defines nothing.
function nameCopyButtons() {
  document.querySelectorAll("button.copybtn").forEach((button, index) => {
    const code = button.previousElementSibling?.textContent ?? "";
    const defined = [...code.matchAll(/^(?:def|class) (\w+)/gm)].map((found) => found[1]);
    const what = defined.length ? defined.join(", ") : sectionOf(button);
    button.setAttribute("aria-label", `Copy the code of block ${index + 1}: ${what}`);
  });
}

// "Solution to Exercise 3.1: Warm-up", or "One solution: Task 2: dual numbers (3 marks)".
function nameToggleButtons() {
  for (const button of document.querySelectorAll("button.toggle-button")) {
    const title = button.closest(".admonition-title");
    const link = title.querySelector("a[href*='#']");
    const exercise = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const kind = exercise?.querySelector("section em, section strong");
    const more = link ? kind && textOf(kind).replace(/\.$/, "") : sectionOf(button);
    button.setAttribute("aria-label", [textOf(title), more].filter(Boolean).join(": "));
  }
}

// The buttons come when the page is there; those that copy, all at once, as soon as ClipboardJS is.
window.addEventListener("load", () => {
  nameToggleButtons();
  nameCopyButtons();
  const watch = new MutationObserver(() => {
    if (!document.querySelector("button.copybtn")) return;
    nameCopyButtons();
    watch.disconnect();
  });
  watch.observe(document.querySelector("main"), { childList: true, subtree: true });
});
