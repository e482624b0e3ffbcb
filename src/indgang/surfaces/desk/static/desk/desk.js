/* Clocks that go, two keys, and what is typed at the end of a contact is kept while something else is done.
   Function keys only, so that nobody types one by chance (WCAG 2.1.4). */
(function () {
  "use strict";

  var loaded = performance.now();

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  function tick() {
    var since = (performance.now() - loaded) / 1000;
    document.querySelectorAll("[data-clock]").forEach(function (clock) {
      var seconds = Math.floor(Number(clock.dataset.clock) + since);
      var hours = Math.floor(seconds / 3600);
      var minutes = Math.floor(seconds / 60) % 60;
      clock.textContent = (hours ? hours + "." + two(minutes) : minutes) + "." + two(seconds % 60);
    });
  }

  function press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) {
      return;
    }
    var pressed = document.querySelector('[data-press="' + event.key + '"]');
    var target = pressed || document.querySelector('[data-key="' + event.key + '"]');
    if (!target) {
      return;
    }
    event.preventDefault();
    if (pressed) {
      pressed.click();
    } else {
      target.focus(); // one more key closes: nothing is closed by a slip of the finger
      target.scrollIntoView({ block: "nearest" });
    }
  }

  var closing = document.querySelector("form[data-jot]");
  var typed = false;

  function jot() {
    typed = false;
    var late = new Promise(function (go) {
      window.setTimeout(go, 2000); // a network that is down keeps nobody from going on
    });
    var kept = fetch(closing.dataset.jot, { method: "POST", body: new FormData(closing), headers: { "X-Jot": "1" }, keepalive: true });
    return Promise.race([kept, late]).catch(function () {});
  }

  function first(event, go) {
    if (!typed || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    jot().then(go);
  }

  if (closing) {
    closing.addEventListener("input", function () {
      typed = true;
    });
    document.addEventListener("submit", function (event) {
      if (event.target !== closing) {
        first(event, function () {
          delete event.target.dataset.sent; // it was held back, not sent
          event.target.requestSubmit(event.submitter);
        });
      }
    });
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[href]");
      if (link && !link.target && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        first(event, function () {
          window.location.assign(link.href);
        });
      }
    });
    closing.addEventListener("submit", function () {
      typed = false;
    });
    window.addEventListener("pagehide", function () {
      if (typed) {
        jot();
      }
    });
  }

  document.addEventListener("keydown", press);
  tick();
  window.setInterval(tick, 1000);
})();
