// The state of the page, and what changes it: addresses, keys, buttons, fingers.

var root = document.documentElement;
var wide = matchMedia("(min-width: 37.5em)");
var state = { language: languages[0], view: "deck", slide: "", step: 0 };
var live = document.querySelector(".live");

function shownEdition() {
  return editions[languages.indexOf(state.language)];
}

// Shows the state. `remember` is "push" for a new entry of the history, "replace", or "" where it is there already.
function show(changes, remember) {
  var before = state;
  state = Object.assign({}, state, changes);
  state.isNarrow = !wide.matches;
  if (state.isNarrow && state.view === "deck") state.view = "read";
  root.dataset.view = state.view;
  root.classList.toggle("narrow", state.isNarrow);
  editions.forEach(function (edition) { edition.classList.toggle("shown", edition.lang === state.language); });
  root.lang = state.language;
  var slide = showSlide(state);
  state.slide = slide.dataset.slide;
  if (window.showTimeline) window.showTimeline(state, before);
  if (remember) rememberAddress(remember);
  if (before.slide !== state.slide || before.step !== state.step) {
    live.textContent = slide.getAttribute("aria-label") + (state.step ? " · " + state.step : "");
  }
  tellHeight();
  return slide;
}

function rememberAddress(how) {
  var address = writeAddress(state);
  if (address === decoded(location.hash.slice(1)) || "#" + address === location.hash) return;
  // In another page the history is the host's: only that page is walked by its back button.
  var method = how === "push" && !isEmbedded ? "pushState" : "replaceState";
  try {
    history[method](null, "", address ? "#" + address : location.pathname + location.search);
  } catch (error) {
    location.hash = address;
  }
}

function showAddress(isFirst) {
  var found = readAddress(location.hash);
  var isArticle = found.view === "read" || !wide.matches;
  show({
    language: found.language,
    view: found.view || (wide.matches ? "deck" : "read"),
    slide: found.slide || (isFirst || !location.hash ? "" : state.slide),
    step: found.step || 0,
    element: found.element || "",
    event: found.event || "",
    window: found.window || "",
    asOf: found.asOf || "",
  }, "");
  document.querySelectorAll(".aimed").forEach(function (one) { one.classList.remove("aimed"); });
  var target = elementAt(found.language, found.element || found.slide || "");
  if (target && isArticle) target.scrollIntoView();
  else if (isArticle && !isFirst) window.scrollTo(0, 0);
  if (target) target.classList.add("aimed");
}

function move(direction) {
  var target = moved(state, direction);
  if (target) show(Object.assign(target, { element: "" }), "push");
}

function isRightToLeft() {
  return shownEdition().dir === "rtl";
}

var actions = {
  previous: function () { move(-1); },
  next: function () { move(1); },
  first: function () { show(movedTo(state, -1), "push"); },
  last: function () { show(movedTo(state, 1), "push"); },
  notes: function () {
    notesAreOpen = !notesAreOpen;
    show({}, "");
  },
  timeline: function () {
    if (shownEdition().querySelector(".timeline")) show({ view: "timeline" }, "push");
  },
  slides: function () { show({ view: "deck", element: "" }, "push"); },
  read: function () { show({ view: "read", element: "" }, "push").scrollIntoView(); },
  language: function (button) {
    var code = button ? button.dataset.language : languages[(languages.indexOf(state.language) + 1) % languages.length];
    var slide = show({ language: code }, "push");
    if (state.view === "read") slide.scrollIntoView();
  },
  colors: switchColors,
  share: function () { openShare(shownEdition()); },
  screen: switchFullScreen,
};

var keys = {
  ArrowRight: "forward", ArrowLeft: "backward", ArrowDown: "next", ArrowUp: "previous", PageDown: "next", PageUp: "previous",
  " ": "next", Enter: "next", Backspace: "previous", Home: "first", End: "last",
  n: "notes", t: "timeline", r: "read", s: "slides", l: "language", f: "screen", c: "colors",
};
var deckKeys = ["forward", "backward", "next", "previous", "first", "last", "notes"];

document.addEventListener("keydown", function (event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog")) return;
  if (event.target.closest("button, a, summary") && (event.key === " " || event.key === "Enter")) return;
  var name = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (event.key === " " && event.shiftKey) name = "previous";
  if (event.key === "Escape" && state.view !== "read") {
    if (notesAreOpen) actions.notes();
    else if (state.view === "timeline" && !window.closeCard()) actions.slides();
    else if (document.activeElement) document.activeElement.blur();
    return;
  }
  if (!name || (state.view !== "deck" && deckKeys.indexOf(name) >= 0)) return;
  if (name === "forward") name = isRightToLeft() ? "previous" : "next";
  if (name === "backward") name = isRightToLeft() ? "next" : "previous";
  event.preventDefault();
  actions[name]();
});

document.addEventListener("click", function (event) {
  var button = event.target.closest("[data-do]");
  if (button && actions[button.dataset.do]) actions[button.dataset.do](button);
  var copier = event.target.closest("[data-copy]");
  if (copier) copyField(copier.closest("dialog"), copier);
});

editions.forEach(function (edition) {
  edition.querySelectorAll(".slide").forEach(function (slide) {
    listenToFingers(slide, isRightToLeft, function (direction) {
      if (state.view === "deck") move(direction);
    });
  });
});

// In a full screen, the pointer and the bar go away while nobody moves.
var idleTimer = 0;
document.addEventListener("pointermove", function () {
  root.classList.remove("idle");
  clearTimeout(idleTimer);
  idleTimer = setTimeout(function () { root.classList.add("idle"); }, 2500);
});

window.addEventListener("hashchange", function () { showAddress(false); });
window.addEventListener("popstate", function () { showAddress(false); });
wide.addEventListener("change", function () { show({ view: wide.matches ? "deck" : "read" }, ""); });
if (window.ResizeObserver) new ResizeObserver(tellHeight).observe(document.body);

root.classList.add("js");
showAddress(true);
