// Searching the reference, and opening what a link leads to. The page is complete without it.
const search = document.getElementById("search");
const entries = [...document.querySelectorAll(".entry")].map((element) => ({
  element,
  words: element.dataset.words.toLowerCase(),
}));
const groups = [...document.querySelectorAll(".group")];
const about = [...document.querySelectorAll(".about")];
const nothing = document.getElementById("nothing");

function filter() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { element, words } of entries) {
    const fits = wanted.every((word) => words.includes(word));
    element.hidden = !fits;
    if (fits) found += 1;
  }
  for (const group of groups) group.hidden = !group.querySelector(".entry:not([hidden])");
  for (const section of about) section.hidden = wanted.length > 0;
  nothing.hidden = found > 0;
}

function open() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.hidden || target.closest("[hidden]")) {
    search.value = "";
    filter();
  }
  if (target instanceof HTMLDetailsElement) target.open = true;
  target.scrollIntoView();
}

search.addEventListener("input", filter);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "Escape" && document.activeElement === search) {
    search.value = "";
    filter();
  }
});
window.addEventListener("hashchange", open);
// A browser keeps what was typed over a reload.
filter();
open();
