// The offline page stands at the address that was asked for, and goes away by itself as soon as the shop answers.
(function () {
  var EVERY_MS = 4000;
  function back() {
    // Whoever asked for this very page is brought to the front page.
    if (/\/offline$/.test(location.pathname)) location.replace(location.pathname.replace(/offline$/, ""));
    else location.reload();
  }
  function look() {
    fetch("/healthz", { cache: "no-store" }).then(back, function () {});
  }
  addEventListener("online", look);
  setInterval(look, EVERY_MS);
})();
