// Before the first paint: the colours and the language chosen on an earlier visit. What the system says needs no script.
(function () {
  try {
    var theme = localStorage.getItem("souk.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    var path = location.pathname;
    if (localStorage.getItem("souk.language") === "de" && path !== "/de" && path.indexOf("/de/") !== 0) {
      location.replace("/de" + (path === "/" ? "" : path) + location.search + location.hash);
    }
  } catch {
    // Without storage there is no earlier choice.
  }
})();
