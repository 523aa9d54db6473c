// Errors over the page. It goes by itself when they are mended; what was hidden comes back only with other errors.

import { element } from "./dom.js";
import { list } from "./problems.js";

export function overlay(host, words) {
  let hidden = null;
  let shown = null;

  const remove = () => {
    shown?.remove();
    shown = null;
  };
  const hide = (hash) => {
    hidden = hash;
    remove();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) hide(shown.dataset.hash);
  });

  return {
    /** Shows the errors of `problems.json`, or nothing where there are none. */
    show(report) {
      const errors = report.problems.filter((problem) => problem.severity === "error");
      const focus = shown?.contains(host.activeElement) ?? false;
      remove();
      if (report.errors === 0 || hidden === report.hash) return;
      const close = element("button", { type: "button", onclick: () => hide(report.hash) }, words.text("hide"));
      shown = element(
        "section",
        { class: "overlay", role: "alertdialog", "aria-labelledby": "overlay-title", "data-hash": report.hash, tabindex: "-1" },
        element("header", {}, element("h2", { id: "overlay-title" }, words.count("errors", report.errors)), close),
        report.stale && element("p", {}, words.text("stale")),
        list(words, errors),
        report.errors > errors.length && element("p", {}, words.text("more")),
      );
      host.append(shown);
      if (focus) shown.focus({ preventScroll: true });
    },
  };
}
