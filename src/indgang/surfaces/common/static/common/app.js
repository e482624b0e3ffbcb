/* Small help on top of pages that work without it. No state of its own, nothing inline, no eval. */
(function () {
  "use strict";

  // DKFDS counts characters in Danish unless it is told otherwise; English pages mark their fields apart.
  var LEFT = {
    character_remaining: "You have {value} character left",
    characters_remaining: "You have {value} characters left",
    character_too_many: "You have {value} character too many",
    characters_too_many: "You have {value} characters too many"
  };

  function start(scope) {
    if (!window.DKFDS) {
      return;
    }
    window.DKFDS.init({ scope: scope });
    scope.querySelectorAll(".form-limit-en").forEach(function (field) {
      new window.DKFDS.CharacterLimit(field, LEFT).init();
    });
  }

  // One press, one request. The server refuses a second one anyway (idempotency); this spares the wait.
  function guard(event) {
    var form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) {
      return;
    }
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    window.setTimeout(function () { free(form); }, 8000);
  }

  function free(form) {
    delete form.dataset.sent;
  }

  function freeAll() {
    document.querySelectorAll("form[data-sent]").forEach(free);
  }

  function connection() {
    document.querySelectorAll("[data-offline]").forEach(function (note) {
      note.hidden = navigator.onLine;
    });
  }

  function lost(event) {
    var error = event.detail && event.detail.error;
    if (error && error.name === "AbortError") {
      return; // a request that gave way to a newer one, or to the next page
    }
    freeAll();
    document.querySelectorAll("[data-offline]").forEach(function (note) {
      note.hidden = false;
    });
  }

  // A menu that was opened closes on Escape or a press outside.
  function shut(event) {
    document.querySelectorAll("details.acting-switch[open], details[data-menu][open]").forEach(function (menu) {
      if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) {
        menu.open = false;
        if (event.type === "keydown") {
          menu.querySelector("summary").focus();
        }
      }
    });
  }

  // Writing that has not been sent asks before the page is left.
  function leaving(event) {
    if (document.querySelector("form[data-written]:not([data-sent])")) {
      event.preventDefault();
    }
  }

  function written(event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-ask-before-leaving")) {
      form.dataset.written = "yes";
    }
  }

  // Said before a long upload, not after it. The server says the same to whoever comes without scripts.
  function measure(event) {
    var input = event.target;
    if (input.type !== "file" || !input.dataset.largest) {
      return;
    }
    var large = Array.prototype.some.call(input.files, function (file) {
      return file.size > Number(input.dataset.largest);
    });
    input.closest(".form-group").querySelector("[data-too-large]").hidden = !large;
    if (large) {
      input.value = "";
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.documentElement.classList.add("js");
    start(document);
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.hidden = false;
    });
    if (!navigator.onLine) {
      connection();
    }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-print]")) {
      window.print();
    }
  });
  document.addEventListener("htmx:after:swap", function (event) {
    var target = event.detail && event.detail.ctx && event.detail.ctx.target;
    start(target instanceof Element && target.isConnected ? target : document);
    freeAll();
  });
  document.addEventListener("htmx:error", lost);
  document.addEventListener("submit", guard);
  document.addEventListener("input", written);
  document.addEventListener("change", measure);
  document.addEventListener("click", shut);
  document.addEventListener("keydown", shut);
  window.addEventListener("pageshow", freeAll);
  window.addEventListener("online", connection);
  window.addEventListener("offline", connection);
  window.addEventListener("beforeunload", leaving);
})();
