// Runs before the first paint, in every browser, so: no modules, no syntax from after 2015.
// It applies the language and the theme that were chosen last, and says when the app cannot run here.
(function () {
  "use strict";
  var root = document.documentElement;

  // Storage may be switched off; the first frame then follows the browser.
  function stored(key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }

  var language = stored("walkaround.language") || navigator.language || "";
  root.lang = /^zh/i.test(language) ? "zh-CN" : "en";

  var theme = stored("walkaround.theme");
  if (theme === "light" || theme === "dark") {
    root.setAttribute("data-theme", theme);
    // The colours of --surface in tokens.css: the system's bar continues the app's own.
    var metas = document.querySelectorAll('meta[name="theme-color"]');
    for (var i = 0; i < metas.length; i++) {
      metas[i].setAttribute("content", theme === "dark" ? "#181b1e" : "#ffffff");
    }
  }

  function mounted() {
    var app = document.getElementById("app");
    return Boolean(app && app.firstElementChild);
  }

  // Shows one of the sentences in index.html; the cause is for whoever is called for help.
  function cannot(why, cause) {
    // The first cause is the one that tells; and once the app stands it speaks for itself.
    if (mounted() || root.hasAttribute("data-cannot")) { return; }
    root.setAttribute("data-cannot", why);
    var place = document.getElementById("first-cause");
    if (place && cause) { place.textContent = String((cause && cause.message) || cause); }
  }
  window.walkaroundCannot = cannot;

  var database = null;
  // Reading the property throws where storage is forbidden for the whole page.
  try { database = window.indexedDB; } catch (e) { database = null; }

  if (typeof WebAssembly !== "object" || !("noModule" in HTMLScriptElement.prototype)) {
    cannot("webassembly");
  } else if (!database) {
    cannot("indexeddb");
  }

  // What fails before the app stands: its own files (the event of an element does not bubble, so it is captured), or its code.
  addEventListener("error", function (event) {
    var from = event.target;
    if (from && from.id === "boot") { cannot("failed", from.src); }
    else if (event.message) { cannot("failed", event.message); }
  }, true);
  addEventListener("unhandledrejection", function (event) { cannot("failed", event.reason); });
})();
