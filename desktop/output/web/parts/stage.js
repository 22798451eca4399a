// What a reader does with a timeline: wheel, fingers, keys, search, the date of knowledge, cards.

var stages = {};

function stageOf(language) {
	var element = editionOf(language).querySelector(".stage");
	if (element && !stages[language]) stages[language] = Stage(language, element);
	return stages[language];
}

function Stage(language, element) {
	var plot = element.querySelector(".plot");
	var canvas = element.querySelector("canvas");
	var card = element.querySelector(".card");
	var search = element.querySelector("[type=search]");
	var slider = element.querySelector("[type=range]");
	var timeline = Timeline(language, canvas);
	var whole = timeline.camera;
	var isEngaged = false; // whether the wheel belongs to the timeline
	var frame = 0;
	var flight = 0;
	var restTimer = 0;
	var self = { timeline: timeline };

	function redraw() {
		if (!frame) frame = requestAnimationFrame(() => { frame = 0; timeline.draw(); });
	}
	self.redraw = redraw;

	// After a gesture the window gets its address.
	function moveTo(camera) {
		cancelAnimationFrame(flight);
		timeline.camera = camera;
		redraw();
		clearTimeout(restTimer);
		restTimer = setTimeout(() => {
			if (state.view === "timeline") show({ window: writeWindow(timeline.camera) }, "push");
		}, 500);
	}

	self.fly = target => {
		var from = timeline.camera;
		var ms = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : flightMs(from, target);
		var begin = performance.now();
		cancelAnimationFrame(flight);
		(function next() {
			var t = ms ? Math.min(1, (performance.now() - begin) / ms) : 1;
			timeline.camera = flightAt(from, target, t * t * (3 - 2 * t));
			timeline.draw();
			if (t < 1) flight = requestAnimationFrame(next);
		})();
	};

	function zoom(factor) {
		self.fly(zoomAt(timeline.camera, 0.5, factor));
		moveLater();
	}

	function moveLater() { setTimeout(() => moveTo(timeline.camera), 720); }

	// -- cards -----------------------------------------------------------------------------------------------------------

	self.select = index => {
		timeline.selected = index;
		var id = index < 0 ? "" : timeline.idOf(index);
		var row = id && elementAt(language, "event=" + id);
		card.hidden = !row;
		if (row) {
			var title = document.createElement("h3");
			title.append.apply(title, row.querySelector(".title").cloneNode(true).childNodes);
			var date = document.createElement("p");
			date.className = "date";
			date.textContent = row.querySelector(".date").textContent;
			card.replaceChildren(card.querySelector("button"), date, title, row.querySelector(".detail").cloneNode(true));
			card.scrollTop = 0;
			live.textContent = timeline.titleOf(index);
		}
		redraw();
		return id;
	};

	function choose(index, flies) {
		var id = self.select(index);
		if (flies && index >= 0) self.fly(timeline.windowOf(index));
		if (state.view === "timeline") show({ event: id, window: id && flies ? "" : state.window }, "push");
	}

	self.walk = direction => {
		var ordered = timeline.ordered();
		var place = ordered.indexOf(timeline.selected);
		var next = place < 0 ? (direction > 0 ? 0 : ordered.length - 1) : place + direction;
		if (next >= 0 && next < ordered.length) choose(ordered[next], true);
	};

	// -- search, date of knowledge -----------------------------------------------------------------------------------------

	function plain(text) { return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(); }

	var texts = null;
	function find() {
		var words = plain(search.value).split(/\s+/).filter(Boolean);
		texts = texts || story.events.map(event => {
			var row = elementAt(language, "event=" + event.id);
			return row ? plain(row.textContent) : "";
		});
		timeline.matches = !words.length ? null : new Set(texts.map((text, index) => words.every(word => text.indexOf(word) >= 0) && timeline.isKnown(index) ? index : -1).filter(index => index >= 0));
		element.querySelector(".found").textContent = timeline.matches ? String(timeline.matches.size) : "";
		redraw();
	}
	on(search, "input", find);
	on(search, "keydown", event => {
		if (event.key === "Enter") self.walk(event.shiftKey ? -1 : 1);
		if (event.key === "Escape") { search.value = ""; find(); plot.focus(); }
	});

	// The slider stops at each date on which the story learns of something; the last is now.
	var dates = story.known;
	slider.max = String(dates.length);
	self.showAsOf = text => {
		var range = text ? readDate(text) : null;
		timeline.asOf = range ? range[1] : null;
		var place = range ? dates.filter(date => readDate(date)[1] <= range[1]).length - 1 : dates.length;
		slider.value = String(Math.max(0, place));
		var own = story.languages[language];
		var said = !range ? own.allKnown : dates[place] === text ? own.known[place] : headingText("day", range[1] - 1, own.axis);
		element.querySelector(".known").textContent = said;
		slider.setAttribute("aria-valuetext", said);
		if (timeline.selected >= 0 && !timeline.isKnown(timeline.selected)) self.select(-1);
		if (search.value) find();
		redraw();
	};
	on(slider, "input", () => self.showAsOf(dates[Number(slider.value)] || ""));
	on(slider, "change", () => {
		if (state.view === "timeline") show({ asOf: dates[Number(slider.value)] || "" }, "push");
	});

	// -- wheel and fingers -------------------------------------------------------------------------------------------------

	function fractionAt(clientX) {
		var g = timeline.geometry();
		return (clientX - canvas.getBoundingClientRect().left - g.left) / g.plot;
	}

	on(plot, "wheel", event => {
		// In a page that scrolls, the wheel is the page's until somebody clicks.
		if (!isEngaged && !event.ctrlKey && (isEmbedded || state.view !== "timeline")) return;
		if (event.target.closest(".card")) return;
		event.preventDefault();
		var unit = event.deltaMode ? 30 : 1;
		if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
			moveTo(pan(timeline.camera, (event.deltaX || event.deltaY) * unit / timeline.geometry().plot));
		} else {
			var change = Math.exp(clamp(event.deltaY * unit, -240, 240) * (event.ctrlKey ? 0.01 : 0.0022));
			moveTo(zoomAt(timeline.camera, fractionAt(event.clientX), change));
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
		pressed = { event: event, camera: timeline.camera, moved: fingers.size > 1 };
		try { canvas.setPointerCapture(event.pointerId); } catch (error) { /* the finger has gone */ }
	});
	on(canvas, "pointermove", event => {
		var box = canvas.getBoundingClientRect();
		if (!fingers.has(event.pointerId)) {
			var over = timeline.eventAt(event.clientX - box.left, event.clientY - box.top);
			if (over !== timeline.hovered) {
				timeline.hovered = over;
				canvas.style.cursor = over < 0 ? "" : "pointer";
				redraw();
			}
			return;
		}
		var before = Array.from(fingers.values());
		fingers.set(event.pointerId, event);
		var now = Array.from(fingers.values());
		var g = timeline.geometry();
		if (now.length === 1) {
			if (!pressed || (!pressed.moved && Math.abs(event.clientX - pressed.event.clientX) < 5)) return;
			pressed.moved = true;
			var strip = g.strip && pressed.event.clientY - box.top > g.strip;
			if (strip) centre(event.clientX - box.left);
			else moveTo(pan(pressed.camera, (pressed.event.clientX - event.clientX) / g.plot));
		} else {
			// The instants below the fingers stay below them.
			var was = before.slice(0, 2).map(one => fractionAt(one.clientX));
			var is = now.slice(0, 2).map(one => fractionAt(one.clientX));
			var factor = Math.max(0.02, Math.abs(was[0] - was[1])) / Math.max(0.02, Math.abs(is[0] - is[1]));
			moveTo(pan(zoomAt(timeline.camera, (was[0] + was[1]) / 2, factor), ((was[0] + was[1]) - (is[0] + is[1])) / 2 * 1));
		}
	});
	function centre(x) {
		moveTo({ start: timeline.stripInstant(x) - timeline.camera.span / 2, span: timeline.camera.span });
	}
	function lift(event) {
		var box = canvas.getBoundingClientRect();
		var isClick = event.type === "pointerup" && pressed && !pressed.moved && fingers.has(event.pointerId);
		fingers.delete(event.pointerId);
		if (fingers.size) {
			pressed = null;
		} else if (isClick) {
			var g = timeline.geometry();
			if (g.strip && event.clientY - box.top > g.strip) centre(event.clientX - box.left);
			else choose(timeline.eventAt(event.clientX - box.left, event.clientY - box.top), false);
		}
	}
	on(canvas, "pointerup", lift);
	on(canvas, "pointercancel", lift);
	on(canvas, "pointerleave", () => { timeline.hovered = -1; redraw(); });
	on(canvas, "dblclick", event => {
		self.fly(zoomAt(timeline.camera, fractionAt(event.clientX), 1 / 3));
		moveLater();
	});

	// -- keys and buttons --------------------------------------------------------------------------------------------------

	self.actions = {
		closer: () => zoom(0.5),
		farther: () => zoom(2),
		whole: () => { self.fly(whole); moveLater(); },
		earlier: () => moveTo(pan(timeline.camera, -0.15)),
		later: () => moveTo(pan(timeline.camera, 0.15)),
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

	self.fit = () => { plot.style.height = state.view === "read" ? Math.min(timeline.wantedHeight(), 0.8 * innerHeight) + "px" : ""; redraw(); };
	if (window.ResizeObserver) new ResizeObserver(redraw).observe(plot);
	on(matchMedia("(prefers-color-scheme: light)"), "change", redraw);
	if (document.fonts) document.fonts.ready.then(redraw);
	self.showAsOf("");
	return self;
}

var timelineKeys = {
	ArrowLeft: "earlier", ArrowRight: "later", ArrowDown: "after", ArrowUp: "before", "+": "closer", "=": "closer", "-": "farther",
	"0": "whole", Home: "whole", "/": "find",
};

// Shows what an address says of the timeline.
function showTimeline(before, isAddress) {
	var stage = state.view !== "deck" && stageOf(state.language);
	if (!stage) return;
	stage.fit();
	if (!isAddress || state.view !== "timeline") return;
	var timeline = stage.timeline;
	stage.showAsOf(state.asOf);
	var index = state.event ? timeline.indexOf(state.event) : -1;
	stage.select(index);
	var target = readWindow(state.window) || (index >= 0 ? timeline.windowOf(index) : null);
	if (!target && !state.window && !state.asOf) target = cameraOf(story.whole[0], story.whole[1]);
	if (target) stage.fly(target);
}
