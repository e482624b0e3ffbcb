/* Asks each second whether anything happened in the draft, while the page is seen, and says at which question the
   clerk is. Without it the page is the same after a reload. */
(function () {
  "use strict";

  var EVERY = 1000; // milliseconds: the citizen and the clerk see the same within two seconds

  function form() {
    return document.getElementById("beat");
  }

  function at(event) {
    var beat = form();
    var question = event.target.closest && event.target.closest("[data-question]");
    if (beat && question && beat.elements.field.value !== question.dataset.question) {
      beat.elements.field.value = question.dataset.question;
      beats();
    }
  }

  function beats() {
    var beat = form();
    if (beat && document.visibilityState === "visible" && navigator.onLine) {
      window.htmx.trigger(beat, "beat");
    }
  }

  document.addEventListener("focusin", at);
  document.addEventListener("click", at);
  window.setInterval(beats, EVERY);
})();
