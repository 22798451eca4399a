// Addresses, after the "#": parts with "&" between them. See url_fragments.py, which gives elements the same names.
//   fr   xiami   xiami.2   xiami/claim-1   event=ipo   t=2013/2015-06   as-of=2015-01-11   source=reuters   read

var { floor, max, min, abs, round, sign, cosh } = Math;
var on = (element, name, listener, options) => element.addEventListener(name, listener, options);
var pick = (element, selector) => element.querySelector(selector);
var all = (element, selector) => [...element.querySelectorAll(selector)];
var clamp = (value, low, high) => min(max(value, low), high);

var root = document.documentElement;
var editions = all(document, ".edition");
var languages = editions.map(edition => edition.lang);
var editionOf = language => editions[languages.indexOf(language)];
var isTimeline = () => state.view === "timeline";

function decoded(text) {
	try { return decodeURIComponent(text); } catch { return text; }
}

var timelineParts = { __proto__: null, t: "window", event: "event", "as-of": "asOf" };

// Reads an address. What it does not name is missing in the result.
function readAddress(hash) {
	var found = { language: languages[0] };
	decoded(hash.replace(/^#/, "")).split("&").forEach(part => {
		var equals = part.indexOf("=");
		var key = equals < 0 ? "" : part.slice(0, equals);
		var value = part.slice(equals + 1);
		if (languages.includes(part)) found.language = part;
		else if (part === "read") found.view = "read";
		else if (timelineParts[key]) { found.view = "timeline"; found[timelineParts[key]] = value; }
		else if (key === "source") { found.view = "read"; found.element = part; }
		else if (part) {
			var match = /^(.*?)(?:\.(\d+))?(\/.*)?$/.exec(part);
			found.slide = match[1];
			found.step = match[2] ? +match[2] : match[3] ? Infinity : 0;
			if (match[3]) found.element = match[1] + match[3];
		}
	});
	return found;
}

// Writes a state as an address without "#"; "" is the beginning in the first language.
function writeAddress(state) {
	var parts = [];
	if (state.language !== languages[0]) parts.push(state.language);
	if (isTimeline()) {
		if (state.event) parts.push("event=" + state.event);
		if (state.window || !(state.event || state.asOf)) parts.push("t=" + (state.window || ""));
		if (state.asOf) parts.push("as-of=" + state.asOf);
	} else {
		if (state.view === "read" && !state.isNarrow) parts.push("read");
		if (state.element) parts.push(state.element);
		else if (state.slide) parts.push(state.slide + (state.view === "deck" && state.step ? "." + state.step : ""));
	}
	return parts.map(encodeURI).join("&");
}

// The element of an address in a language, whose id it is.
var elementAt = (language, address) => document.getElementById(language === languages[0] ? address : language + "&" + address);
