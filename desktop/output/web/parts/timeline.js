// The timeline of one language: what is known, what is drawn where, and what lies below a pointer.

var story = JSON.parse(document.getElementById("story-data=").textContent);
var levels = story.levels;
(story.events || []).forEach(event => event.shapes.forEach(shape => { [shape.start, shape.end] = shape.times; }));

function Timeline(code, canvas) {
	var own = story.languages[code];
	var sizes = story.metrics;
	var { events, tracks } = story;
	var c = canvas.getContext("2d");
	var self = { asOf: null, selected: -1, hovered: -1, pointer: NaN, matches: null, folded: new Set(story.folded) };
	var value = name => getComputedStyle(canvas).getPropertyValue("--" + name).trim();
	var font = (weight, size) => weight + " " + size + "px " + value(weight < 600 ? "body" : "strong");
	var titleFont = font(600, sizes.title);
	var dateFont = font(400, sizes.date);
	var barFont = font(600, sizes.onBar);
	var tickFont = font(500, sizes.tick);
	var smallFont = font(400, sizes.small);
	var lane = 1.5 * sizes.onBar;
	var heads = all(canvas.parentNode, ".fold");
	var bandEvents = own.tracks.map(() => []);
	var widths = new Map();
	var placesOf = new Map();
	var colors = {};
	var overview = null; // the drawn strip below the axis, with what it was drawn for
	// What is drawn now: the rows, the axis, where all lies, the places of the events, what has been drawn where.
	var plan, axis, g, places, zones, words;
	events.forEach((event, index) => bandEvents[event.track].push(index));

	function measure(text, font) {
		var key = font + text;
		if (!widths.has(key)) {
			c.font = font;
			widths.set(key, c.measureText(text).width);
		}
		return widths.get(key);
	}

	function cut(text, font, room) {
		if (measure(text, font) <= room) return text;
		while (text && measure(text + "…", font) > room) text = text.slice(0, -1).trimEnd();
		return text ? text + "…" : "";
	}

	// The first and the last instant in view.
	self.seen = () => [self.camera.start, self.camera.start + self.camera.span].map(axis.toTime);
	// The time without its long empty stretches, or with them.
	self.shorten = isShort => {
		var ends = axis && self.seen();
		self.isShort = isShort;
		self.axis = axis = Axis(isShort ? story.breaks : []);
		plan = own.plans.at(isShort ? -1 : 0);
		placesOf.clear();
		overview = null;
		self.whole = axis.window(story.whole[0], story.whole[0] + story.whole[1]);
		if (ends) self.camera = axis.window(...ends);
	};
	self.hasSeries = own.series.some(Boolean);
	self.remeasure = () => widths.clear(); // other letters have come
	self.shorten(false);
	self.camera = self.whole;

	// The places of all events in an octave: 16 × row + side + 4 with the date + 8 on two lines, −1 for none.
	function placesAt(octave) {
		if (!placesOf.has(octave)) {
			placesOf.set(octave, plan.places.map(changes => {
				var place = -1;
				for (var i = 0; i < changes.length && changes[i] >= octave; i += 2) place = changes[i + 1];
				return place;
			}));
		}
		return placesOf.get(octave);
	}

	// What is known of an event: −1 is nothing, 1 what it became.
	function stateOf(index) {
		var event = events[index];
		if (self.asOf === null) return 0;
		if (event.known >= self.asOf) return -1;
		return event.shapes[1] && !(event.changed >= self.asOf) ? 1 : 0;
	}

	// Where everything lies, for the size of the canvas.
	self.geometry = () => {
		var width = canvas.clientWidth;
		var height = canvas.clientHeight;
		var isNarrow = width < 600;
		var series = own.series.filter(Boolean);
		var indent = own.groups.length ? 15 : 0;
		var widest = max(0, ...own.tracks.concat(own.groups, series.map(one => one.title)).map(name => measure(name, titleFont)));
		var gutter = isNarrow ? 0 : min(0.17 * width, max(widest + indent + 30, 90));
		var numbers = max(0, ...series.flatMap(one => one.ticks).map(tick => measure(tick[1], smallFont)));
		var strip = height > 300 ? 30 : 0;
		var bottom = height - 3.1 * sizes.tick - (strip ? strip + 8 : 0);
		var bands = own.tracks.map((_, number) => {
			var { group, isFirst } = tracks[number];
			var isFolded = self.folded.has(group);
			if (isFolded && !isFirst) return null;
			return {
				number, group, isFolded,
				above: isFirst && !isFolded ? lane : 0,
				head: (isNarrow ? sizes.title + 6 : 0) + (isFolded ? 0 : eraLanes(number, lane)),
				rows: isFolded ? 0 : plan.rows[number],
				numbers: isFolded ? 0 : plan.numbers[number] || 0,
				counts: isFolded || plan.histograms[number] || tracks[number].counts ? 22 : 0,
			};
		});
		var seen = bands.filter(Boolean);
		var sum = value => seen.reduce((total, one) => total + value(one), 0);
		var units = sum(one => one.rows + one.numbers) || 1;
		var y = eraLanes(-1, lane);
		var row = (bottom - y - sum(one => one.above + one.head + one.counts + 10)) / units;
		seen.forEach(one => {
			one.top = y + one.above;
			one.row = row;
			one.first = one.top + 3 + one.head;
			one.foot = one.first + one.rows * row + one.counts; // of the events: their numbers are below
			one.height = one.foot + one.numbers * row + 3 - one.top;
			y = one.top + one.height + 4;
		});
		return { width, height, isNarrow, left: gutter, indent, plot: max(1, width - gutter - (numbers ? numbers + 14 : isNarrow ? 0 : 12)),
			bands, seen, heads, bottom: y, strip: strip && height - strip, stripHeight: strip };
	};

	// The height that the rows want, where the page or the timeline scrolls.
	self.wantedHeight = share => {
		var rows = plan.rows.concat(plan.numbers).reduce((sum, one) => sum + one, 0);
		return round(rows * plan.rowHeight * share + (own.tracks.length + own.groups.length) * 34 + eraLanes(-1, lane) + 3.1 * sizes.tick + 46);
	};

	function readColors() {
		["background", "raised", "paper", "muted", "line", "gold"].forEach(name => { colors[name] = value(name); });
		colors.of = name => name[0] === "#" ? name : value(name) || colors.paper;
		colors.tracks = tracks.map(track => colors.of(track.color));
	}

	var x = instant => (axis.toAxis(instant) - self.camera.start) * g.plot / self.camera.span;

	function penOf(number, bar = sizes.bar) {
		return { ...sizes, context: c, x, color: colors.tracks[number], ground: colors.background, colors, width: g.plot, asOf: self.asOf,
			pointer: self.pointer - g.left, font, titleFont, barFont, tickFont, smallFont, measure, cut, lane, bar: min(bar, sizes.bar) };
	}

	self.draw = () => {
		g = self.geometry();
		if (g.width < 20 || g.height < 60) return;
		var ratio = devicePixelRatio;
		if (canvas.width !== round(g.width * ratio) || canvas.height !== round(g.height * ratio)) {
			canvas.width = round(g.width * ratio);
			canvas.height = round(g.height * ratio);
		}
		c.setTransform(ratio, 0, 0, ratio, 0, 0);
		c.clearRect(0, 0, g.width, g.height);
		readColors();
		zones = [];
		words = [];
		c.textAlign = "left";
		c.lineWidth = 1;
		var { camera } = self;
		var ticks = axisTicks(camera, g.plot, own.axis, text => measure(text, tickFont), axis);
		var wanted = Math.ceil(Math.log2(camera.span / g.plot / plan.scale) - 1e-6);
		places = placesAt(clamp(wanted, ...plan.octaves));
		var pen = penOf(0);
		g.seen.forEach(band => drawNames(pen, band, g, own));
		c.save();
		c.translate(g.left, 0);
		drawEras(pen, -1, own.eras, 0, g.bottom);
		var head = g.isNarrow ? sizes.title + 6 : 0;
		g.seen.forEach(band => band.isFolded || drawEras(pen, band.number, own.eras, band.top + head, band.top + band.height));
		c.strokeStyle = tint(colors.line, 0.55);
		ticks.major.forEach(tick => line(c, [round(tick.x) + 0.5, 0], [round(tick.x) + 0.5, g.bottom]));
		c.save();
		c.beginPath();
		c.rect(-6, 0, g.width, g.bottom);
		c.clip();
		if (self.asOf !== null) {
			c.strokeStyle = colors.gold;
			c.setLineDash([4, 4]);
			line(c, [x(self.asOf), 0], [x(self.asOf), g.bottom]);
			c.setLineDash([]);
		}
		var torn = drawBreaks(pen, axis.breaks, g.bottom);
		g.seen.forEach(drawBand);
		drawLinks();
		c.restore();
		drawAxis(pen, ticks, torn, own.breaks, g.left, g.bottom);
		c.restore();
		if (g.strip) drawOverview();
	};

	var isDim = index => self.matches && !self.matches.has(index);
	var isChosen = index => index === self.selected || index === self.hovered;

	// A mark with its ends and its line, in view or not; null while nobody knows of it.
	function markOf(index) {
		var state = stateOf(index);
		if (state < 0) return null;
		var band = g.bands[events[index].track] || g.seen.find(one => one.isFolded && one.group === tracks[events[index].track].group);
		var pen = penOf(events[index].track, 0.96 * band.row);
		var shape = events[index].shapes[state];
		var place = band.isFolded ? -1 : places[index];
		var y = place < 0 ? band.foot - band.counts / 2 : band.first + band.row * ((place >> 4) + 0.5);
		return { index, band, pen, place, y, date: own.dates[index][state], ...placed(pen, shape) };
	}

	function drawBand(band) {
		var { start, span } = self.camera;
		var edge = 90 * span / g.plot;
		var [low, high] = [start - edge, start + span + edge].map(axis.toTime);
		var numbers = band.isFolded ? [...tracks.keys()].filter(number => tracks[number].group === band.group) : [band.number];
		var step = 1;
		while (step * g.plot < 7 * span) step *= 2;
		var columns = new Map();
		var seen = [];
		numbers.flatMap(number => bandEvents[number]).forEach(index => {
			var shape = events[index].shapes[0];
			if (!story.looks[shape.look].open && (shape.start > high || shape.end < low)) return;
			var one = markOf(index);
			if (!one) return;
			if (one.place < 0 && index !== self.selected) {
				count(columns, floor(axis.toAxis((max(shape.start, low) + min(shape.end, high)) / 2) / step), 1);
				return;
			}
			if (one.last < 0 || one.first > g.plot) return;
			var place = max(0, one.place);
			Object.assign(one, { title: own.titles[index], row: place >> 4, side: one.place < 0 ? 1 : place & 3, least: 3 * one.pen.bar,
				date: place & 4 ? one.date : "", lines: place & 8 ? own.wraps[index] : null });
			if (!one.side && isChosen(index)) one.side = 1;
			one.width = labelWidth(one);
			moveInside(one);
			seen.push(one);
		});
		if (self.asOf === null) numbers.forEach(number => addCounts(tracks[number].counts, step, start, start + span, columns));
		drawColumns(penOf(band.number), columns, column => x(axis.toTime(column * step)), band.foot, band.counts);
		if (band.numbers) {
			var { series } = tracks[band.number];
			var pen = { ...penOf(band.number), color: colors.of(series.color) };
			drawSeries(pen, series, own.series[band.number], band.foot + 2, band.top + band.height - 3);
		}
		flipLabels(seen, g.plot, sizes.gap, labelWidth);
		seen.sort((one, two) => (one.index === self.selected) - (two.index === self.selected) || one.first - one.last - two.first + two.last);
		seen.forEach(drawMark);
	}

	function labelWidth(one) {
		if (one.lines) return max(...one.lines.map(text => measure(text, titleFont)));
		var title = measure(one.title, titleFont);
		if (!one.date) return title;
		var date = measure(one.date, dateFont);
		return plan.mode === "two" ? max(title, date) : title + sizes.dateGap + date;
	}

	// A label goes into its bar where that has room; a bar without another label has its name shortened inside.
	function moveInside(one) {
		one.inner = one.last - one.first < one.least && one.side !== 3 ? null : innerRange(one.pen, one);
		var room = one.inner ? one.inner[1] - one.inner[0] : 0;
		if (room && measure(one.title, barFont) <= room) one.side = 3;
		else if (one.side === 3 || one.side === 0) one.side = room > one.least ? 3 : 0;
	}

	function drawMark(one) {
		var { index, y, pen } = one;
		var isSelected = index === self.selected;
		if (isChosen(index)) glow(c, clamp((one.first + one.last) / 2, 0, g.plot), y, 5 * sizes.dot, pen.color, [[0, isSelected ? 0.5 : 0.26], [1, 0]]);
		c.globalAlpha = isDim(index) ? 0.3 : 1;
		drawShape(pen, one, y);
		c.globalAlpha = 1;
		var from = max(0, one.first);
		var to = min(g.plot, one.last);
		if (one.side === 3) drawInside(one);
		else if (one.side) {
			var at = labelX(one, one.side, sizes.gap) + (isSelected ? (one.side === 1 ? 4 : -4) : 0);
			at = drawLabel(one, at);
			words.push([at - 4, y - one.band.row / 2, one.width + 8, one.band.row]);
			from = max(0, min(from, at));
			to = min(g.plot, max(to, at + one.width));
		}
		var half = one.band.row / 2;
		zones.push({ index, x0: from + g.left - 4, x1: to + g.left + 4, y0: y - half, y1: y + half });
	}

	// Draws a label beside its mark, shortened to the room up to the edge; returns where it begins.
	function drawLabel(one, at) {
		var { y } = one;
		var lines = (one.lines || [one.title]).map(text => [text, titleFont, sizes.title, isDim(one.index) ? colors.muted : colors.paper]);
		if (at < 0 || at + one.width > g.plot) {
			var room = one.side === 2 ? one.first - sizes.gap : g.plot - at;
			var text = cut(one.title, titleFont, room);
			lines = [[text.length < 3 ? "" : text, titleFont, sizes.title, colors.paper]];
			one.width = measure(lines[0][0], titleFont);
			at = one.side === 2 ? room - one.width : at;
		} else if (one.date && plan.mode === "two") lines.push([one.date, dateFont, sizes.date, colors.muted]);
		else if (one.date) write(c, one.date, at + one.width - measure(one.date, dateFont), y + 0.365 * sizes.title, dateFont, colors.muted);
		var gap = 0.42 * lines.at(-1)[2];
		var top = y - (lines.reduce((sum, one) => sum + 0.73 * one[2], 0) + (lines.length - 1) * gap) / 2;
		lines.forEach(([text, font, size, color]) => {
			top += 0.73 * size;
			write(c, text, one.side === 2 && lines.length > 1 ? at + one.width - measure(text, font) : at, top, font, color);
			top += gap;
		});
		return at;
	}

	function drawInside(one) {
		var room = one.inner[1] - one.inner[0];
		var text = cut(one.title, barFont, room);
		if (text.length < 3 && text !== one.title) return;
		var baseline = one.y + 0.315 * sizes.onBar;
		write(c, text, one.inner[0], baseline, barFont, isDim(one.index) ? colors.muted : one.look.solid ? colors.background : colors.paper);
		var width = measure(text, barFont) + sizes.dateGap;
		if (!one.date || text !== one.title || width + measure(one.date, dateFont) > room) return;
		write(c, one.date, one.inner[0] + width, baseline, dateFont, c.fillStyle);
	}

	// The line below the pointer, and arrows from causes to effects of what is chosen: behind the marks and around the words.
	function drawLinks() {
		c.save();
		c.beginPath();
		c.rect(-6, 0, g.plot + 12, g.bottom);
		words.forEach(word => c.rect(...word));
		c.clip("evenodd");
		c.globalCompositeOperation = "destination-over";
		c.strokeStyle = tint(colors.paper, 0.45);
		if (self.hasSeries) line(c, ...[0, g.bottom].map(y => [self.pointer - g.left, y]));
		story.links.filter(link => link.some(isChosen)).map(link => link.map(markOf)).forEach(link => link.every(Boolean) && drawLink(...link));
		c.restore();
	}

	// The whole story in a strip, with the window in it. It is drawn once for a size, a theme and a date of knowledge.
	function drawOverview() {
		var ratio = devicePixelRatio;
		var key = [g.width, ratio, colors.background, colors.paper, self.asOf].join();
		if (!overview || overview.key !== key) {
			var strip = document.createElement("canvas");
			strip.width = round(g.width * ratio);
			strip.height = round(g.stripHeight * ratio);
			var s = strip.getContext("2d");
			s.scale(ratio, ratio);
			s.fillStyle = tint(colors.paper, 0.05);
			s.fillRect(0, 0, g.width, g.stripHeight);
			var row = (g.stripHeight - 8) / max(1, tracks.length);
			events.forEach(({ track, shapes: [shape] }, index) => {
				if (stateOf(index) < 0) return;
				var left = stripX(axis.toAxis(shape.start));
				s.fillStyle = tint(colors.tracks[track], 0.85);
				s.fillRect(left - 1, 4 + row * (track + 0.2), max(2.5, stripX(axis.toAxis(shape.end)) - left), max(1.5, row * 0.6));
			});
			overview = { key, strip };
		}
		c.drawImage(overview.strip, 0, g.strip, g.width, g.stripHeight);
		var { start, span } = self.camera;
		var from = max(0, stripX(start));
		var to = min(g.width, stripX(start + span));
		c.strokeStyle = colors.gold;
		c.lineWidth = 1.5;
		roundRect(c, min(from, g.width - 4), g.strip + 1, max(4, to - from), g.stripHeight - 2, 4);
		c.stroke();
	}

	var stripX = second => (second - self.whole.start) / self.whole.span * g.width;

	// -- what asks ------------------------------------------------------------------------------------------------------

	self.eventAt = (x, y) => {
		var zone = zones.findLast(one => x >= one.x0 && x <= one.x1 && y >= one.y0 && y <= one.y1);
		return zone ? zone.index : -1;
	};
	self.indexOf = id => events.findIndex(event => event.id === id);
	self.isKnown = index => stateOf(index) >= 0;
	self.idOf = index => events[index].id;
	self.dateOf = index => own.dates[index][max(0, stateOf(index))];
	self.titleOf = index => own.titles[index] + ", " + self.dateOf(index);
	self.stripInstant = x => self.whole.start + x / self.geometry().width * self.whole.span;
	// The events that are known, in order of time.
	self.ordered = () => {
		var start = index => events[index].shapes[0].start;
		return [...events.keys()].filter(index => self.isKnown(index) && !isDim(index)).sort((one, two) => start(one) - start(two));
	};
	// The window of an event with the time around it.
	self.windowOf = index => {
		var places = events.map(({ shapes: [one] }) => [one.start, one.end].map(axis.toAxis));
		var [start, end] = places[index];
		var others = places.map((one, other) => other === index ? Infinity : max(one[0] - end, start - one[1], 0));
		others.sort((one, two) => one - two);
		var reach = max(end - start, isFinite(others[2]) ? others[2] : 0, NEAR);
		var from = start - 1.2 * reach;
		// Beyond the day of a logarithmic axis lies far more time than anything is planned for.
		return cameraOf(from, (story.log ? max(end, 0) + NEAR : end + 1.2 * reach) - from);
	};
	return self;
}
