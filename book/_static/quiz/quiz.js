// Questions that are answered on the page: what is chosen is checked, the reason is said, and what
// was right is kept in this browser, under one key, and nowhere else.
"use strict";

(() => {
  const KEY = "differentiable-programming.quizzes";
  const SAID = { first: "right at the first try", later: "right later", wrong: "not yet right" };
  let kept = {}; // the result of each question
  let alone = false; // whether the browser keeps nothing, so that this is all there is

  function results() {
    if (alone) return kept;
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      if (found && typeof found === "object") kept = found;
    } catch { /* nothing is kept, or not by us */ }
    return kept;
  }

  function keep(changed) {
    kept = changed;
    try {
      if (Object.keys(kept).length) localStorage.setItem(KEY, JSON.stringify(kept));
      else localStorage.removeItem(KEY);
    } catch {
      alone = true;
    }
  }

  // A reason, without the names that places have: it stands on the page twice.
  function copyOf(reason) {
    const copy = reason.cloneNode(true);
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    return copy;
  }

  function check(form) {
    const chosen = form.querySelector("input:checked"), said = form.querySelector(".quiz-said");
    if (!chosen) {
      said.textContent = "Choose an answer first.";
      return;
    }
    const reason = form.querySelector(`.quiz-reason[data-letter="${chosen.value}"]`);
    const isRight = "right" in reason.dataset;
    said.className = `quiz-said ${isRight ? "is-right" : "is-wrong"}`;
    said.replaceChildren(copyOf(reason));
    window.MathJax?.startup?.promise?.then(() => MathJax.typesetPromise([said]));
    form.querySelector("details").hidden = false;
    const all = results(), before = all[form.id];
    const now = isRight ? (before ?? "first") : (before ?? "wrong");
    keep({ ...all, [form.id]: isRight && before === "wrong" ? "later" : now });
  }

  function forgetSaid(form) {
    const said = form.querySelector(".quiz-said");
    said.className = "quiz-said";
    said.replaceChildren();
  }

  function start(quiz) {
    const forms = [...quiz.querySelectorAll("form")];
    const progress = quiz.querySelector(".quiz-progress");
    const status = progress.querySelector("[role=status]");

    function show() {
      const all = results();
      const right = forms.filter(({ id }) => ["first", "later"].includes(all[id]));
      const first = forms.filter(({ id }) => all[id] === "first");
      progress.querySelector("p").textContent = `${right.length} of ${forms.length} right, `
        + `${first.length} at the first try. Kept in this browser only.`;
      for (const form of forms) {
        form.querySelector(".quiz-kept").textContent = SAID[all[form.id]] ?? "";
      }
    }

    for (const form of forms) {
      form.querySelector("button").hidden = false;
      form.querySelector("details").hidden = true;
      const mark = document.createElement("span");
      mark.className = "quiz-kept";
      form.querySelector("button").after(mark);
      form.addEventListener("change", () => forgetSaid(form));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        status.textContent = "";
        check(form);
        show();
      });
    }
    progress.querySelector("button").addEventListener("click", () => {
      const ids = new Set(forms.map(({ id }) => id));
      keep(Object.fromEntries(Object.entries(results()).filter(([id]) => !ids.has(id))));
      for (const form of forms) {
        form.reset();
        forgetSaid(form);
        form.querySelector("details").hidden = true;
      }
      show();
      status.textContent = "Forgotten.";
    });
    progress.hidden = false;
    show();
  }

  document.querySelectorAll(".quiz").forEach(start);
})();
