/* Looks for news each second, keeps the last picture while the network is away, and wipes it when it is over. */
(function () {
  "use strict";
  var EVERY = 1000, PATIENCE = 5000, IDLE = 10 * 60 * 1000;
  var place = document.querySelector("[data-screen]");
  var lost = document.querySelector("[data-screen-lost]");
  var over = document.querySelector("[data-screen-over]");
  if (!place || !window.fetch) {
    return;
  }
  var heard = Date.now();

  function end(html) {
    if (html) {
      place.innerHTML = html;
    } else {
      place.replaceChildren(over.content.cloneNode(true));
    }
    lost.hidden = true;
    document.title = over.content.querySelector("h1").textContent;
  }

  // What was written last, or the button, is where the citizen looks.
  function show() {
    var here = place.querySelector("form") || place.querySelector(".screen-newest");
    if (here) {
      here.scrollIntoView({ block: "center" });
    }
  }

  function missed() {
    if (Date.now() - heard > IDLE) {
      end("");
      return;
    }
    lost.hidden = false;
    window.setTimeout(look, EVERY);
  }

  function look() {
    var stop = new AbortController();
    var timer = window.setTimeout(function () { stop.abort(); }, PATIENCE);
    var now = place.querySelector("[data-mark]");
    var address = place.dataset.screen + "?mark=" + encodeURIComponent(now ? now.dataset.mark : "");
    window.fetch(address, { credentials: "same-origin", cache: "no-store", signal: stop.signal }).then(function (answer) {
      return answer.text().then(function (html) { return { status: answer.status, html: html }; });
    }).then(function (answer) {
      window.clearTimeout(timer);
      if (answer.status === 410) {
        end(answer.html);
        return;
      }
      if (answer.status !== 200 && answer.status !== 204) {
        missed();
        return;
      }
      heard = Date.now();
      lost.hidden = true;
      if (answer.status === 200) {
        place.innerHTML = answer.html;
        show();
      }
      window.setTimeout(look, EVERY);
    }).catch(function () {
      window.clearTimeout(timer);
      missed();
    });
  }

  window.setTimeout(look, EVERY);
})();
