/* An answer that waited while another was being saved goes out with the revision that the other one gave. */
(function () {
  "use strict";

  document.addEventListener("htmx:before:request", function (event) {
    var context = event.detail && event.detail.ctx;
    var body = context && context.request && context.request.body;
    var revision = document.getElementById("revision");
    if (revision && body && typeof body.has === "function" && body.has("_revision")) {
      body.set("_revision", revision.value);
    }
  });
})();
