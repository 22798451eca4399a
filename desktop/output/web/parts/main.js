// The state of the page, and what changes it: addresses, keys, buttons, fingers.

var wide = matchMedia("(min-width: 37.5em)");
var state = { language: languages[0], view: "deck", slide: "", step: 0 };
var live = pick(document, ".live");

var stage = () => stageOf(state.language);
var shownEdition = () => editionOf(state.language);

// Shows the state. `remember` is "push" for a new entry of the history, "replace", or "" where it is there already.
function show(changes, remember, isAddress) {
	var before = state;
	state = { ...state, ...changes };
	state.isNarrow = !wide.matches;
	if (state.isNarrow && state.view === "deck") state.view = "read";
	root.dataset.view = state.view;
	root.classList.toggle("narrow", state.isNarrow);
	editions.forEach(edition => edition.classList.toggle("shown", edition.lang === state.language));
	root.lang = state.language;
	var slide = showSlide(state);
	state.slide = slide.dataset.slide;
	showTimeline(before, isAddress);
	if (remember) rememberAddress(remember);
	if (before.slide !== state.slide || before.step !== state.step) {
		live.textContent = slide.getAttribute("aria-label") + (state.step ? " · " + state.step : "");
	}
	tellHeight();
	return slide;
}

function rememberAddress(how) {
	var address = writeAddress(state);
	if (address === location.hash.slice(1)) return;
	// In another page the history is the host's: only that page is walked by its back button.
	var method = how === "push" && !isEmbedded ? "pushState" : "replaceState";
	try {
		history[method](null, "", address ? "#" + address : location.pathname + location.search);
	} catch {
		location.hash = address;
	}
}

function showAddress(isFirst) {
	var found = readAddress(location.hash);
	var isArticle = found.view === "read" || !wide.matches;
	show({
		step: 0, element: "", event: "", window: "", asOf: "", ...found,
		view: found.view || (wide.matches ? "deck" : "read"),
		slide: found.slide || (isFirst || !location.hash ? "" : state.slide),
	}, "", true);
	all(document, ".aimed").forEach(one => one.classList.remove("aimed"));
	var target = elementAt(found.language, found.element || found.slide || "");
	if (target && isArticle) target.scrollIntoView();
	else if (isArticle && !isFirst) scrollTo(0, 0);
	if (target) target.classList.add("aimed");
}

function move(direction) {
	var target = moved(state, direction);
	if (target) show({ ...target, element: "" }, "push");
}

var isRightToLeft = () => shownEdition().dir === "rtl";

var actions = {
	previous: () => move(-1),
	next: () => move(1),
	first: () => show(movedTo(state, 0), "push"),
	last: () => show(movedTo(state, -1), "push"),
	notes: () => {
		notesAreOpen = !notesAreOpen;
		show({}, "");
	},
	timeline: () => {
		var slide = pick(shownEdition(), ".slide.current");
		var seen = slide && state.view === "deck" && (slide.dataset.window || "").split(" ").map(Number);
		var window = seen && seen[1] ? writeWindow(seen[0], seen[0] + seen[1]) : "";
		if (stage()) show({ view: "timeline", window, event: "", asOf: "" }, "push", true);
	},
	slides: () => show({ view: "deck", element: "" }, "push"),
	read: () => show({ view: "read", element: "" }, "push").scrollIntoView(),
	language: button => {
		var code = button ? button.dataset.language : languages[(languages.indexOf(state.language) + 1) % languages.length];
		var slide = show({ language: code }, "push");
		if (state.view === "read") slide.scrollIntoView();
	},
	colors: () => { switchColors(); show({}, ""); },
	share: () => openShare(shownEdition()),
	screen: switchFullScreen,
};

var keys = {
	ArrowRight: "forward", ArrowLeft: "backward", ArrowDown: "next", ArrowUp: "previous", PageDown: "next", PageUp: "previous",
	" ": "next", Home: "first", End: "last",
	n: "notes", t: "timeline", r: "read", s: "slides", l: "language", f: "screen", c: "colors",
};
var deckKeys = ["forward", "backward", "next", "previous", "first", "last", "notes"];

on(document, "keydown", event => {
	if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
	if (event.target.closest("input, textarea, select, dialog")) return;
	if (event.target.closest("button, a, summary") && [" ", "Enter"].includes(event.key)) return;
	var name = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
	if (event.key === " " && event.shiftKey) name = "previous";
	if (event.key === "Escape" && state.view !== "read") {
		if (notesAreOpen) actions.notes();
		else if (isTimeline()) { if (!stage()?.closes()) actions[state.isNarrow ? "read" : "slides"](); }
		else if (document.activeElement) document.activeElement.blur();
		return;
	}
	if (isTimeline() && timelineKeys[event.key]) {
		event.preventDefault();
		stage()?.actions[timelineKeys[event.key]]();
		return;
	}
	if (!name || (state.view !== "deck" && deckKeys.includes(name))) return;
	if (name === "forward") name = isRightToLeft() ? "previous" : "next";
	if (name === "backward") name = isRightToLeft() ? "next" : "previous";
	event.preventDefault();
	actions[name]();
});

on(document, "click", event => {
	var button = event.target.closest("[data-do]");
	if (button && actions[button.dataset.do]) actions[button.dataset.do](button);
	else if (button) stage().actions[button.dataset.do](button);
	var copier = event.target.closest("[data-copy]");
	if (copier) copyField(copier.closest("dialog"), copier);
});

editions.forEach(edition => {
	all(edition, ".slide").forEach(slide => {
		listenToFingers(slide, isRightToLeft, direction => {
			if (state.view === "deck") move(direction);
		});
	});
});

// In a full screen, the pointer and the bar go away while nobody moves.
var idleTimer = 0;
on(document, "pointermove", () => {
	root.classList.remove("idle");
	clearTimeout(idleTimer);
	idleTimer = setTimeout(() => root.classList.add("idle"), 2500);
});

on(window, "hashchange", () => showAddress(false));
on(window, "popstate", () => showAddress(false));
on(wide, "change", () => show({ view: wide.matches ? "deck" : "read" }, ""));
new ResizeObserver(tellHeight).observe(document.body);

root.classList.add("js");
showAddress(true);
