// A tap on a figure, or on its link, shows it over the page, large; without this script the
// link opens the file.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const narrow = matchMedia("(max-width: 600px)");

  function enlarge(figure) {
    const image = figure.querySelector("img[alt]:not([alt=''])").cloneNode();
    const close = document.createElement("button");
    close.textContent = "Close";
    const dialog = document.createElement("dialog");
    dialog.className = "enlarged";
    dialog.setAttribute("aria-label", figure.querySelector(".caption-number").textContent.trim());
    dialog.append(close, image);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  for (const link of document.querySelectorAll("figure .enlarge")) {
    const figure = link.closest("figure");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      enlarge(figure);
    });
    figure.addEventListener("click", (event) => {
      if (narrow.matches && event.target.matches("img")) enlarge(figure);
    });
  }
});
