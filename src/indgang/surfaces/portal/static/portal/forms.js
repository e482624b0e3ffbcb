/* An answer that waited while another was being saved goes out with the revision that the other one gave.
   Once the whole page has been sent, those that still wait stay here: the page had newer answers with it. */
(function () {
  "use strict";

  var leaving = false;

  function stays() {
    leaving = false;
  }

  document.addEventListener("submit", function (event) {
    if (event.target.id === "step-form" && !event.defaultPrevented) {
      leaving = true;
      window.setTimeout(stays, 8000);
    }
  });
  window.addEventListener("pageshow", stays);

  document.addEventListener("htmx:before:request", function (event) {
    var context = event.detail && event.detail.ctx;
    var body = context && context.request && context.request.body;
    var revision = document.getElementById("revision");
    if (!revision || !body || typeof body.has !== "function" || !body.has("_revision")) {
      return;
    }
    if (leaving) {
      event.preventDefault();
      return;
    }
    body.set("_revision", revision.value);
  });
})();
