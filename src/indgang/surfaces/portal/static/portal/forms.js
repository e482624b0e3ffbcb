/* An answer that waited while another was being saved goes out with the revision that the other one gave.
   When the whole page is sent it waits for the one on its way, so that an older answer never arrives after a newer
   one; those that have not begun their way stay here, because the page has newer answers with it. */
(function () {
  "use strict";

  var PATIENCE = 3000; // milliseconds that the page waits for an answer on its way
  var flying = new Set();
  var leaving = false;
  var waiting = null;

  function body(event) {
    var context = event.detail && event.detail.ctx;
    var sent = context && context.request && context.request.body;
    return sent && typeof sent.has === "function" && sent.has("_revision") ? sent : null;
  }

  function go() {
    var again = waiting;
    waiting = null;
    if (again) {
      flying.clear();
      again.form.requestSubmit(again.button);
    }
  }

  function stays() {
    leaving = false;
    waiting = null;
    flying.clear();
  }

  document.addEventListener("submit", function (event) {
    if (event.target.id !== "step-form") {
      return;
    }
    leaving = true;
    if (!flying.size) {
      window.setTimeout(stays, 8000);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (!waiting) {
      window.setTimeout(go, PATIENCE);
    }
    waiting = { form: event.target, button: event.submitter };
  }, true);
  window.addEventListener("pageshow", stays);

  document.addEventListener("htmx:before:request", function (event) {
    var sent = body(event);
    var revision = document.getElementById("revision");
    if (!sent || !revision) {
      return;
    }
    if (leaving) {
      event.preventDefault();
      return;
    }
    sent.set("_revision", revision.value);
    flying.add(event.detail.ctx);
  });

  document.addEventListener("htmx:finally:request", function (event) {
    flying.delete(event.detail && event.detail.ctx);
    if (!flying.size) {
      go();
    }
  });
})();
