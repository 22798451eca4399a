// What a reader does with a timeline: wheel, fingers, keys, search, the date of knowledge, cards.

var stages = {};

function stageOf(language) {
	var element = pick(editionOf(language), ".stage");
	if (element && !stages[language]) stages[language] = Stage(language, element);
	return stages[language];
}

function Stage(language, element) {
	var plot = pick(element, ".plot");
	var canvas = pick(element, "canvas");
	var card = pick(element, ".card");
	var search = pick(element, "[type=search]");
	var slider = pick(element, "[type=range]");
	var time = Timeline(language, canvas);
	var isEngaged = false; // whether the wheel belongs to the timeline
	var frame = 0;
	var flight = 0;
	var restTimer = 0;
	var self = { time };
	var remember = changes => isTimeline() && show(changes, "push");

	function redraw() {
		if (!frame) frame = requestAnimationFrame(() => { frame = 0; time.draw(); });
	}

	// After a gesture the window gets its address.
	function moveTo(camera) {
		cancelAnimationFrame(flight);
		time.camera = camera;
		redraw();
		clearTimeout(restTimer);
		restTimer = setTimeout(() => remember({ window: writeWindow(...time.seen(), time.axis.spanAt) }), 500);
	}

	// Flies to a window; one that the reader asked for has its address then.
	self.fly = (target, isAsked) => {
		var from = time.camera;
		var ms = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : flightMs(from, target);
		var begin = performance.now();
		cancelAnimationFrame(flight);
		(function next() {
			var t = ms ? min(1, (performance.now() - begin) / ms) : 1;
			time.camera = flightAt(from, target, t * t * (3 - 2 * t));
			time.draw();
			if (t < 1) flight = requestAnimationFrame(next);
			else if (isAsked) moveTo(target);
		})();
	};

	var zoom = (factor, fraction = 0.5) => self.fly(zoomAt(time.camera, fraction, factor), true);

	// Each time of an event that recurs is told in the row of the event.
	var rowOf = id => elementAt(language, "event=" + id.split("@")[0]);

	// -- cards -----------------------------------------------------------------------------------------------------------

	self.select = index => {
		time.selected = index;
		var id = index < 0 ? "" : time.idOf(index);
		var row = id && rowOf(id);
		card.hidden = !row;
		if (row) {
			var title = document.createElement("h3");
			title.append(...pick(row, ".title").cloneNode(true).childNodes);
			var date = document.createElement("p");
			date.className = "date";
			date.textContent = time.dateOf(index);
			card.replaceChildren(pick(card, "button"), date, title, pick(row, ".detail").cloneNode(true));
			card.scrollTop = 0;
			live.textContent = time.titleOf(index);
		}
		redraw();
		return id;
	};

	function choose(index, flies) {
		var id = self.select(index);
		if (flies && index >= 0) self.fly(time.windowOf(index));
		remember({ event: id, window: id && flies ? "" : state.window });
	}

	self.walk = direction => {
		var ordered = time.ordered();
		var place = ordered.indexOf(time.selected);
		var next = place < 0 ? (direction > 0 ? 0 : ordered.length - 1) : place + direction;
		if (next in ordered) choose(ordered[next], true);
	};

	// -- search, date of knowledge -----------------------------------------------------------------------------------------

	var plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

	var texts = null;
	function find() {
		var words = plain(search.value).split(/\s+/).filter(Boolean);
		texts ||= story.events.map(event => plain(rowOf(event.id).textContent));
		var found = [...texts.keys()].filter(index => time.isKnown(index) && words.every(word => texts[index].includes(word)));
		time.matches = words.length ? new Set(found) : null;
		pick(element, ".found").textContent = time.matches ? time.matches.size : "";
		redraw();
	}
	on(search, "input", find);
	on(search, "keydown", event => {
		if (event.key === "Enter") self.walk(event.shiftKey ? -1 : 1);
		if (event.key === "Escape") { search.value = ""; find(); plot.focus(); }
	});

	// The slider stops at each date on which the story learns of something; the last is now.
	var dates = story.known;
	slider.max = dates.length;
	self.showAsOf = text => {
		var range = text ? readDate(text) : null;
		time.asOf = range ? range[1] : null;
		var place = range ? dates.filter(date => readDate(date)[1] <= range[1]).length - 1 : dates.length;
		slider.value = max(0, place);
		var own = story.languages[language];
		var said = !range ? own.allKnown : dates[place] === text ? own.known[place] : headingText("day", range[1] - 1, own.axis);
		pick(element, ".known").textContent = said;
		slider.setAttribute("aria-valuetext", said);
		if (time.selected >= 0 && !time.isKnown(time.selected)) self.select(-1);
		if (search.value) find();
		redraw();
	};
	on(slider, "input", () => self.showAsOf(dates[slider.value] || ""));
	on(slider, "change", () => remember({ asOf: dates[slider.value] || "" }));

	// -- wheel and fingers -------------------------------------------------------------------------------------------------

	function placeOf(event) {
		var box = canvas.getBoundingClientRect();
		return [event.clientX - box.left, event.clientY - box.top];
	}

	function fractionAt(clientX) {
		var g = time.geometry();
		return (placeOf({ clientX })[0] - g.left) / g.plot;
	}

	on(plot, "wheel", event => {
		// In a page that scrolls, the wheel is the page's until somebody clicks.
		if (!isEngaged && !event.ctrlKey && (isEmbedded || !isTimeline())) return;
		if (event.target.closest(".card")) return;
		event.preventDefault();
		var unit = event.deltaMode ? 30 : 1;
		if (event.shiftKey || abs(event.deltaX) > abs(event.deltaY)) {
			moveTo(pan(time.camera, (event.deltaX || event.deltaY) * unit / time.geometry().plot));
		} else {
			var change = Math.exp(clamp(event.deltaY * unit, -240, 240) * (event.ctrlKey ? 0.01 : 0.0022));
			moveTo(zoomAt(time.camera, fractionAt(event.clientX), change));
		}
	}, { passive: false });
	on(document, "pointerdown", event => {
		isEngaged = plot.contains(event.target);
		plot.classList.toggle("engaged", isEngaged);
	});

	var fingers = new Map();
	var pressed = null;
	on(canvas, "pointerdown", event => {
		if (event.button !== 0) return;
		fingers.set(event.pointerId, event);
		pressed = { event, camera: time.camera, moved: fingers.size > 1 };
		try { canvas.setPointerCapture(event.pointerId); } catch {} // the finger has gone
	});
	on(canvas, "pointermove", event => {
		var place = placeOf(event);
		if (!fingers.has(event.pointerId)) {
			var over = time.eventAt(...place);
			if (over !== time.hovered || time.hasSeries) redraw();
			time.hovered = over;
			time.pointer = place[0];
			canvas.style.cursor = over < 0 ? "" : "pointer";
			return;
		}
		var before = [...fingers.values()];
		fingers.set(event.pointerId, event);
		var now = [...fingers.values()];
		var g = time.geometry();
		if (now.length === 1) {
			if (!pressed || (!pressed.moved && abs(event.clientX - pressed.event.clientX) < 5)) return;
			pressed.moved = true;
			if (g.strip && placeOf(pressed.event)[1] > g.strip) centre(place[0]);
			else moveTo(pan(pressed.camera, (pressed.event.clientX - event.clientX) / g.plot));
		} else {
			// The instants below the fingers stay below them.
			var was = before.slice(0, 2).map(one => fractionAt(one.clientX));
			var is = now.slice(0, 2).map(one => fractionAt(one.clientX));
			var factor = max(0.02, abs(was[0] - was[1])) / max(0.02, abs(is[0] - is[1]));
			moveTo(pan(zoomAt(time.camera, (was[0] + was[1]) / 2, factor), ((was[0] + was[1]) - (is[0] + is[1])) / 2));
		}
	});
	function centre(x) {
		moveTo({ start: time.stripInstant(x) - time.camera.span / 2, span: time.camera.span });
	}
	function lift(event) {
		var place = placeOf(event);
		var isClick = event.type === "pointerup" && pressed && !pressed.moved && fingers.has(event.pointerId);
		fingers.delete(event.pointerId);
		if (fingers.size) {
			pressed = null;
		} else if (isClick) {
			var g = time.geometry();
			if (g.strip && place[1] > g.strip) centre(place[0]);
			else choose(time.eventAt(...place), false);
		}
	}
	on(canvas, "pointerup", lift);
	on(canvas, "pointercancel", lift);
	on(canvas, "pointerleave", () => { time.hovered = -1; time.pointer = NaN; redraw(); });
	on(canvas, "dblclick", event => zoom(1 / 3, fractionAt(event.clientX)));

	// -- keys and buttons --------------------------------------------------------------------------------------------------

	self.actions = {
		closer: () => zoom(0.5),
		farther: () => zoom(2),
		whole: () => self.fly(time.whole, true),
		shorten: () => {
			time.shorten(!time.isShort);
			pick(element, "[data-do=shorten]").setAttribute("aria-pressed", time.isShort);
			redraw();
		},
		fold: head => {
			var group = +head.dataset.group;
			if (!time.folded.delete(group)) time.folded.add(group);
			head.setAttribute("aria-expanded", !time.folded.has(group));
			redraw();
		},
		earlier: () => moveTo(pan(time.camera, -0.15)),
		later: () => moveTo(pan(time.camera, 0.15)),
		after: () => self.walk(1),
		before: () => self.walk(-1),
		find: () => search.focus(),
		"close-card": () => choose(-1, false),
	};
	self.closes = () => {
		if (card.hidden) return false;
		choose(-1, false);
		return true;
	};

	self.fit = () => {
		plot.style.height = state.view === "read" ? min(time.wantedHeight(1.15), 0.8 * innerHeight) + "px" : "";
		plot.style.minHeight = isTimeline() ? time.wantedHeight(0.75) + "px" : "";
		redraw();
	};
	new ResizeObserver(redraw).observe(plot);
	on(matchMedia("(prefers-color-scheme: light)"), "change", redraw);
	document.fonts.ready.then(() => { time.remeasure(); redraw(); });
	self.showAsOf("");
	return self;
}

var timelineKeys = {
	ArrowLeft: "earlier", ArrowRight: "later", ArrowDown: "after", ArrowUp: "before", "+": "closer", "=": "closer", "-": "farther",
	0: "whole", "/": "find",
};

// Shows what an address says of the time.
function showTimeline(before, isAddress) {
	var stage = state.view !== "deck" && stageOf(state.language);
	if (!stage) return;
	stage.fit();
	if (!isAddress || !isTimeline()) return;
	var time = stage.time;
	stage.showAsOf(state.asOf);
	var index = state.event ? time.indexOf(state.event) : -1;
	stage.select(index);
	var target = readWindow(state.window, time.axis) || (index >= 0 ? time.windowOf(index) : null);
	if (!target && !state.window && !state.asOf) target = time.whole;
	if (target) stage.fly(target);
}
