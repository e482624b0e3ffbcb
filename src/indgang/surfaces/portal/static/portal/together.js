/* While somebody helps: each second the page says where the citizen is, and asks whether there is anything new.
   What comes never touches a field: only the bar, and the lines below each question. Without this file a reload
   shows the same. */
(function () {
  "use strict";

  var EVERY = 1000; // milliseconds
  var NOBODY_CAME = 40 * 60 * 1000; // a code lives half an hour: after that a page that waits for nobody is quiet
  var bar = document.getElementById("together");
  var token = document.querySelector("[name=csrfmiddlewaretoken]");
  var field = "";
  var asking = false;
  var over = false;
  var since = Date.now();

  function revision() {
    var found = document.getElementById("revision");
    return found ? found.value : "0";
  }

  function put(part) {
    var place = document.getElementById(part.dataset.for);
    if (!place || place.innerHTML === part.innerHTML) {
      return;
    }
    var focused = place.contains(document.activeElement) ? document.activeElement.id : "";
    place.replaceChildren.apply(place, Array.from(part.childNodes));
    var again = focused && document.getElementById(focused);
    if (again) {
      again.focus();
    }
  }

  function show(text) {
    var news = new DOMParser().parseFromString(text, "text/html");
    var head = news.querySelector("[data-for=together]");
    if (!head) {
      over = true; // a login page: the session is over
      return;
    }
    since = Date.now();
    bar.dataset.mark = head.dataset.mark || "";
    bar.dataset.shared = head.dataset.shared || "";
    over = news.querySelector("[data-over]") !== null;
    news.querySelectorAll("[data-for]").forEach(put);
  }

  function ask() {
    var quiet = bar.dataset.shared === "asked" && Date.now() - since > NOBODY_CAME;
    if (over || asking || quiet || document.visibilityState !== "visible" || !navigator.onLine) {
      return;
    }
    asking = true;
    var seen = revision();
    var sent = new URLSearchParams({
      csrfmiddlewaretoken: token.value,
      mark: bar.dataset.mark,
      _step: bar.dataset.step,
      owner: bar.dataset.owner,
      field: field,
      _revision: seen
    });
    fetch(bar.dataset.news, { method: "POST", body: sent, credentials: "same-origin" }).then(function (answer) {
      if (answer.status === 204) {
        return "";
      }
      over = answer.redirected || (answer.status >= 400 && answer.status < 500);
      return answer.ok && !over ? answer.text() : "";
    }).then(function (text) {
      if (text && revision() === seen) { // saved meanwhile: ask again
        show(text);
      }
    }).catch(function () {
      // no network: the next beat asks again
    }).finally(function () {
      asking = false;
    });
  }

  document.addEventListener("focusin", function (event) {
    var question = event.target.closest && event.target.closest(".question");
    field = question ? question.id.replace(/^q-/, "") : "";
  });
  if (bar && token) {
    window.setInterval(ask, EVERY);
  }
})();
