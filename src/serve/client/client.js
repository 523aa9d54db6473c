// The browser's side of the preview. The protocol stands at the top of src/serve/mod.rs.
"use strict";
(() => {
  const own = document.currentScript.dataset;
  const events = new EventSource(`${own.base}__bayan/events?page=${encodeURIComponent(own.path)}`);
  events.addEventListener("page", (event) => {
    if ((JSON.parse(event.data).hash ?? "") !== own.hash) location.reload();
  });
  events.addEventListener("assets", () => location.reload());
})();
