/* An answer that waited while another was being saved goes out with the revision that the other one gave.
   When the whole page is sent it waits for the one on its way, so that an older answer never arrives after a newer
   one; those that have not begun their way stay here, because the page has newer answers with it.
   An answer that found no network is owed: it is sent again, as the field stands then, until it arrives. */
(function () {
  "use strict";

  var PATIENCE = 3000; // milliseconds that the page waits for an answer on its way
  var AGAIN = 3000; // milliseconds between tries when the network is away
  var flying = new Set();
  var owed = new Set(); // names of questions whose answer did not arrive
  var leaving = false;
  var waiting = null;

  function body(event) {
    var context = event.detail && event.detail.ctx;
    var sent = context && context.request && context.request.body;
    return sent && typeof sent.has === "function" && sent.has("_revision") ? sent : null;
  }

  function question(event) {
    var sent = body(event);
    return sent ? sent.get("_field") || "" : "";
  }

  function pay() {
    if (leaving || flying.size || !navigator.onLine) {
      return;
    }
    Array.from(owed).forEach(function (key) {
      var place = Array.from(document.querySelectorAll("[hx-vals]")).find(function (one) {
        return one.getAttribute("hx-vals").includes('"_field":"' + key + '"');
      });
      var fields = place ? "input:not([type=hidden]), select, textarea" : "";
      var field = place && (place.querySelector(".form-radio:checked, .form-checkbox") || place.querySelector(fields));
      owed.delete(key);
      if (field) {
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }

  function arrived(event) {
    var key = question(event);
    var status = event.detail.ctx.response ? event.detail.ctx.response.status : 0;
    if (!key || !owed.size && status < 500) {
      return;
    }
    if (status >= 500) {
      owed.add(key);
      return;
    }
    owed.delete(key);
    if (!owed.size) {
      document.querySelectorAll("[data-offline]").forEach(function (note) {
        note.hidden = true;
      });
    }
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

  document.addEventListener("htmx:error", function (event) {
    var error = event.detail && event.detail.error;
    var key = question(event);
    if (key && !(error && error.name === "AbortError")) {
      owed.add(key);
    }
  });
  document.addEventListener("htmx:after:request", arrived);
  window.addEventListener("online", pay);
  window.setInterval(pay, AGAIN);

  document.addEventListener("htmx:finally:request", function (event) {
    flying.delete(event.detail && event.detail.ctx);
    if (!flying.size) {
      go();
    }
  });
})();
