/* An answer that waited while another was being saved goes out with the revision that the other one gave.
   When the whole page is sent it waits for the one on its way, so that an older answer never arrives after a newer
   one; those that have not begun their way stay here, because the page has newer answers with it.
   An answer that found no network is owed: it is sent again, as the field stands then, until it arrives.
   What comes back was drawn from the answers as they were sent. A field that was changed since keeps what is in it,
   and nothing moves on the page while somebody presses on it: the press would miss. */
(function () {
  "use strict";

  var PATIENCE = 3000; // milliseconds that the page waits for an answer on its way
  var AGAIN = 3000; // milliseconds between tries when the network is away
  var LONGEST_PRESS = 1000; // milliseconds that what came waits for a finger or a mouse button to be lifted
  var flying = new Set();
  var owed = new Set(); // names of questions whose answer did not arrive
  var leaving = false;
  var waiting = null;
  var pressed = false;
  var lifted = []; // what goes on when the press is over
  var kept = []; // fields that were changed after what comes back was sent, as they stand

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

  function lift() {
    pressed = false;
    lifted.splice(0).forEach(function (goOn) {
      window.setTimeout(goOn, 0); // the click comes first
    });
  }

  function unpressed() {
    return pressed ? new Promise(function (goOn) {
      lifted.push(goOn);
      window.setTimeout(goOn, LONGEST_PRESS);
    }) : Promise.resolve();
  }

  // The answer is given to htmx when all of it is here and nobody presses on the page.
  function patient(get) {
    return function (address, request) {
      return get(address, request).then(function (answer) {
        return answer.clone().text().then(unpressed).then(function () {
          return answer;
        });
      });
    };
  }

  function said(data, name) {
    return data.getAll(name).map(function (value) {
      return String(value).replace(/\r\n?/g, "\n");
    }).join("\n\n");
  }

  // The page's own value of a field becomes the one that came, so that nothing is written over what is in the field.
  function keep(field, fresh) {
    kept.push({ id: field.id, value: field.value, checked: field.checked });
    if (field.type === "radio" || field.type === "checkbox") {
      field.checked = field.checked; // from now on the attribute says nothing about it
    } else if (field.tagName === "TEXTAREA") {
      field.defaultValue = fresh.defaultValue;
    } else if (field.tagName === "INPUT" && fresh.hasAttribute("value")) {
      field.setAttribute("value", fresh.getAttribute("value"));
    }
  }

  function keepNewer(event) {
    var sent = body(event);
    var form = document.getElementById("step-form");
    if (!sent || !form) {
      return;
    }
    var now = new FormData(form);
    var newer = Array.from(form.querySelectorAll("#live input, #live select, #live textarea")).filter(function (field) {
      var typed = field.id && field.name && field.type !== "hidden" && field.type !== "file";
      return typed && said(now, field.name) !== said(sent, field.name);
    });
    (event.detail.tasks || []).forEach(function (task) {
      newer.forEach(function (field) {
        var fresh = task.fragment && task.fragment.querySelector("#" + CSS.escape(field.id));
        if (fresh) {
          keep(field, fresh);
        }
      });
    });
  }

  // How many characters are left is written by a script. What comes has not counted, and an empty line has no height: the
  // page would move when the field is left, which is when somebody presses on what stands below it.
  function keepCounted(event) {
    (event.detail.tasks || []).forEach(function (task) {
      var limits = task.fragment ? task.fragment.querySelectorAll("[id$=-limit-message]") : [];
      Array.from(limits).forEach(function (limit) {
        var shown = document.getElementById(limit.id);
        [".character-limit", ".character-limit-sr-only"].forEach(function (part) {
          var fresh = limit.parentElement.querySelector(part);
          var counted = shown && shown.parentElement.querySelector(part);
          if (fresh && counted) {
            fresh.replaceWith(counted.cloneNode(true));
          }
        });
      });
    });
  }

  function putBack() {
    kept.splice(0).forEach(function (was) {
      var field = document.getElementById(was.id);
      if (!field) {
        return;
      }
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = was.checked;
      } else if (field.value !== was.value) {
        field.value = was.value;
      }
    });
  }

  document.addEventListener("pointerdown", function () {
    pressed = true;
  }, true);
  document.addEventListener("pointerup", lift, true);
  document.addEventListener("pointercancel", lift, true);
  document.addEventListener("htmx:before:swap", keepNewer);
  document.addEventListener("htmx:before:swap", keepCounted);
  document.addEventListener("htmx:after:swap", putBack);

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
    event.detail.ctx.fetch = patient(event.detail.ctx.fetch);
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
