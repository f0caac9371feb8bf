// A reference shows what it leads to: a work cited, an equation, a statement, a figure or a table,
// where the mouse points, where the keyboard's focus is, and at a first tap; a second tap follows.
"use strict";

(() => {
  if (!HTMLElement.prototype.showPopover) return; // an older browser follows links at once
  const THINGS = ".citation, figure, table, div.math, .proof.admonition";
  const NOT_SHOWN = ".headerlink, .ways-back, .copybtn";
  const SHOW_AFTER = 200, HIDE_AFTER = 300; // milliseconds in which the mouse may pass by
  let shown = null; // the reference whose pop-up is open, or about to be
  let box = null;
  let timer = 0;
  let touched = false;

  function onThisPage(link) {
    if (link.pathname !== location.pathname) return null;
    const thing = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return thing?.matches(THINGS) ? thing : null;
  }

  // The link that an event is about, if it is a reference with a pop-up.
  function reference({target}) {
    if (box?.contains(target)) return null;
    const link = target.closest?.("article a.internal[href*='#']");
    return link && (link.matches(".popup") || onThisPage(link)) ? link : null;
  }

  // A page opened from the disk may read no other page, but may load the script beside it.
  const scripts = new Map();
  function load(url) {
    if (!scripts.has(url)) {
      const script = document.createElement("script");
      script.src = url;
      scripts.set(url, new Promise((done) => (script.onload = () => done(script.things))));
      document.head.append(script);
    }
    return scripts.get(url);
  }

  async function copyOf(link) {
    await window.MathJax?.startup?.promise;
    const thing = onThisPage(link);
    if (thing) return thing.cloneNode(true);
    const things = await load(link.href.replace(/(\.html)?#.*/, ".popups.js"));
    const copy = document.createElement("div");
    copy.innerHTML = things[decodeURIComponent(link.hash.slice(1))];
    for (const name of ["href", "src"])
      for (const part of copy.querySelectorAll(`[${name}]`))
        part.setAttribute(name, new URL(part.getAttribute(name), link.href));
    await window.MathJax?.typesetPromise?.([copy]);
    return copy;
  }

  async function show(link) {
    hide();
    shown = link;
    const copy = await copyOf(link);
    if (shown !== link) return;
    copy.querySelectorAll(NOT_SHOWN).forEach((part) => part.remove());
    for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
    copy.id = "popup-text"; // which is read out with the reference
    box = document.createElement("div");
    box.className = "popup-box";
    box.popover = "manual";
    box.role = copy.querySelector("a[href]") ? "dialog" : "tooltip";
    box.ariaLabel = `Preview: ${link.textContent}`;
    box.append(copy);
    link.after(box); // so that the next stop of the tab key is in it
    link.setAttribute("aria-describedby", copy.id);
    box.showPopover();
    place();
    if (box.scrollHeight > box.clientHeight) box.tabIndex = 0;
  }

  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    if (box?.contains(document.activeElement)) shown.focus();
    box?.remove();
    shown = box = null;
  }

  // Below the reference, or above it where there is more room, within the window.
  function place() {
    const {left, top, bottom} = shown.getBoundingClientRect();
    const {clientWidth, clientHeight} = document.documentElement;
    const above = bottom + box.offsetHeight > clientHeight && top > clientHeight - bottom;
    box.style.setProperty("--room", `${(above ? top : clientHeight - bottom) - 12}px`);
    const y = above ? top - box.offsetHeight - 6 : bottom + 6;
    const x = Math.max(8, Math.min(left, clientWidth - box.offsetWidth - 8));
    box.style.translate = `${x + scrollX}px ${y + scrollY}px`;
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    clearTimeout(timer);
    const link = reference(event);
    if (box?.contains(event.target) || link === shown) return;
    if (link) timer = setTimeout(show, SHOW_AFTER, link);
    else if (!shown.matches(":focus-visible")) timer = setTimeout(hide, HIDE_AFTER);
  });

  document.addEventListener("focusin", (event) => {
    const link = reference(event);
    if (box?.contains(event.target) || (shown && link === shown)) return;
    if (link?.matches(":focus-visible")) show(link);
    else hide();
  });

  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!box?.contains(event.target) && reference(event) !== shown) hide();
  });

  document.addEventListener("click", (event) => {
    const link = reference(event);
    if (!link) return;
    if (touched && link !== shown) {
      event.preventDefault();
      show(link);
    } else hide();
  });

  document.addEventListener("keydown", ({key}) => key === "Escape" && hide());
})();
