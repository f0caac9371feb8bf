// A page prints in the light theme, also when it is read in the dark one.
"use strict";

function themeFor(printing) {
  const { mode, theme } = document.documentElement.dataset;
  if (printing) return "light";
  if (mode === "auto") return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return mode ?? theme;
}

function showTheme(printing) {
  document.documentElement.dataset.theme = themeFor(printing);
}

window.addEventListener("beforeprint", () => showTheme(true));
window.addEventListener("afterprint", () => showTheme(false));
// Programs that look at a page as it would print send no such events.
matchMedia("print").addEventListener("change", ({ matches }) => showTheme(matches));
