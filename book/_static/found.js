// Where one lands from a search: at the section, with the words found marked. Marks are painted
// over the text, which stays as it is.
"use strict";

function wordsAsked() {
  const address = new URL(location);
  const words = new Set(address.searchParams.get("found")?.split(" "));
  address.searchParams.delete("found");
  if (words.size) history.replaceState(history.state, "", address);
  return words;
}

function rangesOf(words, within) {
  const ranges = [];
  const texts = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.parentElement.closest("pre, script, style, .math, mjx-container")) continue;
    for (const word of node.data.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)) {
      if (!words.has(word[0].toLowerCase())) continue;
      ranges.push(new StaticRange({startContainer: node, startOffset: word.index,
                                   endContainer: node, endOffset: word.index + word[0].length}));
    }
  }
  return ranges;
}

// Formulas that are typeset above it would push the section away.
async function stayAtTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const moved = new AbortController();
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"])
    addEventListener(kind, () => moved.abort(), {once: true, passive: true});
  await window.MathJax?.startup?.promise;
  if (!moved.signal.aborted) target.scrollIntoView();
}

document.addEventListener("DOMContentLoaded", () => {
  const words = wordsAsked();
  if (!words.size || !CSS.highlights) return;
  const found = new Highlight(...rangesOf(words, document.querySelector("main article")));
  CSS.highlights.set("found", found);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") CSS.highlights.delete("found");
  });
});
addEventListener("load", stayAtTarget);
