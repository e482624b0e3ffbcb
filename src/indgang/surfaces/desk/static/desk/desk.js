/* Clocks that go, and two keys. Function keys only, so that nobody types one by chance (WCAG 2.1.4). */
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

  document.addEventListener("keydown", press);
  tick();
  window.setInterval(tick, 1000);
})();
