// The list of pages stays where the reader left it, unless the current page would be out of sight.
// The theme keeps the place in this tab's storage, but moves the list at a first visit.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const sidebar = document.querySelector("#pst-primary-sidebar");
  const head = sidebar?.querySelector(".sidebar-head");
  const current = [...(sidebar?.querySelectorAll("nav .current > a") ?? [])].at(-1);
  if (!head) return;
  sidebar.scrollTop = sessionStorage.getItem("sidebar-scroll-top") ?? 0;
  if (!current) return;
  const top = head.getBoundingClientRect().bottom;
  const bottom = Math.min(sidebar.getBoundingClientRect().bottom, innerHeight);
  const place = current.getBoundingClientRect();
  if (place.top < top || place.bottom > bottom) {
    sidebar.scrollTop += place.top - (top + bottom) / 2;
  }
});
