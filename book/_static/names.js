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

// The functions and classes that a piece of code defines, or the section that it stands in.
function whatIsIn(code, place) {
  const defined = [...(code?.textContent ?? "").matchAll(/^(?:def|class) (\w+)/gm)];
  return defined.map((found) => found[1]).join(", ") || sectionOf(place);
}

// "Copy the code of block 5: mean, spread", or of which section it is, where it defines nothing.
function nameCopyButtons() {
  document.querySelectorAll("button.copybtn").forEach((button, index) => {
    const what = whatIsIn(button.previousElementSibling, button);
    button.setAttribute("aria-label", `Copy the code of block ${index + 1}: ${what}`);
  });
}

// "Solution to Exercise 3.1: Warm-up", or "One solution: mean, spread" where a lab shows one.
function nameToggleButtons() {
  for (const button of document.querySelectorAll("button.toggle-button")) {
    const title = button.closest(".admonition-title");
    const link = title.querySelector("a[href*='#']");
    const exercise = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const kind = exercise?.querySelector("section em");
    const code = title.parentElement.querySelector("pre");
    const more = kind ? textOf(kind).replace(/\.$/, "") : whatIsIn(code, title);
    button.setAttribute("aria-label", `${textOf(title)}: ${more}`);
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
