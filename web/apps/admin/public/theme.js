// Before the first paint: the colours chosen on an earlier visit. What the system says needs no script.
(function () {
  try {
    var theme = localStorage.getItem("souk.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage there is no earlier choice.
  }
})();
