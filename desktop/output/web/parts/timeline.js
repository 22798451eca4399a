// The timeline of one language: what is known, what is drawn where, and what lies below a pointer.

var story = JSON.parse(document.getElementById("story-data=").textContent);
var levels = story.levels ? readLevels(story.levels) : [];

// The status of an event at the end of a date of knowledge; null while nobody knows of it.
function statusAsOf(event, now) {
	if (now === null) return event.status;
	if (event.known !== undefined && event.known >= now) return null;
	if (event.became && (event.changed === undefined || event.changed < now)) return event.became;
	return event.status;
}

function Timeline(code, canvas) {
	var own = story.languages[code];
	var sizes = story.metrics;
	var events = story.events;
	var count = events.length;
	var context = canvas.getContext("2d");
	var self = { camera: cameraOf(...story.whole), asOf: null, selected: -1, hovered: -1, matches: null };
	var font = (weight, size) => weight + " " + size + "px " + getComputedStyle(canvas).getPropertyValue(weight < 600 ? "--body" : "--strong");
	var titleFont = font(600, sizes.title);
	var dateFont = font(400, sizes.date);
	var barFont = font(600, sizes.onBar);
	var tickFont = font(500, sizes.tick);
	var bandEvents = own.tracks.map(() => []);
	var widths = new Map();
	var placesByOctave = new Map();
	var zones = [];
	var overview = null; // the drawn strip below the axis, with what it was drawn for
	var colors = {};
	events.forEach((event, index) => {
		bandEvents[event.track].push(index);
		event.t = timesOf(event.shape);
	});

	function measure(text, font) {
		var key = font + text;
		var width = widths.get(key);
		if (width === undefined) {
			context.font = font;
			width = context.measureText(text).width;
			widths.set(key, width);
		}
		return width;
	}

	// The places of all events in an octave: 16 × row + side + 4 with the date + 8 on two lines, −1 for none.
	function placesAt(octave) {
		var places = placesByOctave.get(octave);
		if (!places) {
			places = new Int16Array(count).fill(-1);
			own.places.forEach((changes, index) => {
				for (var i = 0; i < changes.length && changes[i] >= octave; i += 2) places[index] = changes[i + 1];
			});
			placesByOctave.set(octave, places);
		}
		return places;
	}

	function statusOf(index) { return statusAsOf(events[index], self.asOf); }

	function shapeOf(index, status) {
		var event = events[index];
		return status !== event.status && event.shapeThen ? event.shapeThen : event.shape;
	}

	function dateOf(index, status) {
		var dates = own.dates[index];
		return dates.length > 1 && status !== events[index].status ? dates[1] : dates[0];
	}

	// Where everything lies, for the size of the canvas.
	self.geometry = () => {
		var width = canvas.clientWidth;
		var height = canvas.clientHeight;
		var widest = max(...own.tracks.map(name => measure(name, titleFont)).concat(0));
		var isNarrow = width < 600;
		var gutter = isNarrow ? 0 : min(0.17 * width, max(widest + 30, 90));
		var strip = height > 300 ? 30 : 0;
		var axis = 3.1 * sizes.tick;
		var lane = 1.5 * sizes.onBar;
		var above = eraLanes(-1, lane);
		var bands = height - above - axis - (strip ? strip + 8 : 0);
		var heading = isNarrow ? sizes.title + 6 : 0;
		var rows = own.rows.reduce((sum, one) => sum + one, 0) || 1;
		var counted = own.histograms.map((lines, number) => lines || story.tracks[number].counts ? 22 : 0);
		var heads = own.rows.map((rows, number) => heading + eraLanes(number, lane));
		var fixed = counted.concat(heads).reduce((sum, one) => sum + one, 0) + own.rows.length * 10;
		var row = (bands - fixed) / rows;
		var y = above;
		var extents = own.rows.map((number, index) => {
			var tall = number * row + 6 + heads[index] + counted[index];
			var one = { top: y, height: tall, first: y + 3 + heads[index], row: row, counts: counted[index] };
			y += tall + 4;
			return one;
		});
		return { width: width, height: height, left: gutter, plot: max(1, width - gutter - (isNarrow ? 0 : 12)),
			bands: extents, bottom: y, lane: lane, heading: heading, strip: strip ? height - strip : 0, stripHeight: strip, isNarrow: isNarrow };
	};

	// The height that the rows want, for a page that scrolls.
	self.wantedHeight = () => {
		var rows = own.rows.reduce((sum, one) => sum + one, 0);
		return round(rows * own.rowHeight * 1.15 + own.rows.length * 34 + eraLanes(-1, 1.5 * sizes.onBar) + 3.1 * sizes.tick + 46);
	};

	function readColors() {
		var style = getComputedStyle(canvas);
		["background", "raised", "paper", "muted", "line", "gold", "vermilion"].forEach(name => {
			colors[name] = style.getPropertyValue("--" + name).trim();
		});
		colors.of = name => name[0] === "#" ? name : style.getPropertyValue("--" + name).trim() || colors.paper;
		colors.tracks = story.tracks.map(track => colors.of(track.color));
		colors.key = colors.background + colors.paper;
	}

	self.draw = () => {
		var g = self.geometry();
		if (g.width < 20 || g.height < 60) return;
		var ratio = devicePixelRatio || 1;
		if (canvas.width !== round(g.width * ratio) || canvas.height !== round(g.height * ratio)) {
			canvas.width = round(g.width * ratio);
			canvas.height = round(g.height * ratio);
		}
		var c = context;
		readColors();
		c.setTransform(ratio, 0, 0, ratio, 0, 0);
		c.clearRect(0, 0, g.width, g.height);
		c.textAlign = "left";
		var camera = self.camera;
		var scale = g.plot / camera.span;
		var x = seconds => (seconds - camera.start) * scale;
		var ticks = makeTicks(camera, g.plot, levels, own.axis, text => measure(text, tickFont));
		zones = [];
		g.bands.forEach((band, number) => drawBandGround(c, g, band, number));
		c.save();
		c.translate(g.left, 0);
		drawGrounds(c, g, x);
		c.strokeStyle = colors.line;
		c.globalAlpha = 0.55;
		c.lineWidth = 1;
		ticks.major.forEach(tick => line(c, [[round(tick.x) + 0.5, 0], [round(tick.x) + 0.5, g.bottom]]));
		c.globalAlpha = 1;
		c.beginPath();
		c.rect(-6, 0, g.plot + 12, g.bottom);
		c.save();
		c.clip();
		drawAsOf(c, g, x);
		var wanted = Math.ceil(Math.log2(camera.span / g.plot / own.scale) - 1e-6);
		var places = placesAt(clamp(wanted, own.octaves[0], own.octaves[1]));
		g.bands.forEach((band, number) => drawBand(c, g, band, number, places, x));
		c.restore();
		drawAxis(c, g, ticks);
		c.restore();
		if (g.strip) drawOverview(c, g);
	};

	function drawBandGround(c, g, band, number) {
		c.globalAlpha = 0.035;
		c.fillStyle = colors.paper;
		c.fillRect(0, band.top, g.width, band.height);
		c.globalAlpha = 1;
		c.fillStyle = colors.tracks[number];
		c.font = titleFont;
		var room = g.isNarrow ? g.width - 16 : g.left - 20;
		var y = g.isNarrow ? band.top + sizes.title + 3 : band.top + band.height / 2 + 0.36 * sizes.title;
		c.fillText(cut(own.tracks[number], titleFont, room), g.isNarrow ? 8 : 10, y);
	}

	function drawGrounds(c, g, x) {
		var look = { lane: g.lane, gap: sizes.barGap, font: barFont, drop: 0.315 * sizes.onBar, paper: colors.paper,
			cut: (text, room) => cut(text, barFont, room), color: colors.of };
		drawEras(c, -1, own.eras, 0, g.bottom, x, g.plot, look);
		g.bands.forEach((band, number) => drawEras(c, number, own.eras, band.top + g.heading, band.top + band.height, x, g.plot, look));
	}

	function cut(text, font, room) {
		if (measure(text, font) <= room) return text;
		while (text && measure(text + "…", font) > room) text = text.slice(0, -1).trimEnd();
		return text ? text + "…" : "";
	}

	function drawAsOf(c, g, x) {
		if (self.asOf === null) return;
		var at = x(self.asOf);
		c.strokeStyle = colors.gold;
		c.setLineDash([4, 4]);
		line(c, [[at, 0], [at, g.bottom]]);
		c.setLineDash([]);
	}

	function isDim(index) { return self.matches !== null && !self.matches.has(index); }

	function drawBand(c, g, band, number, places, x) {
		var low = self.camera.start - 90 * self.camera.span / g.plot;
		var high = self.camera.start + self.camera.span + 90 * self.camera.span / g.plot;
		var seen = [];
		var drawn = { ...sizes, bar: min(sizes.bar, 0.96 * band.row) };
		var columns = new Map();
		var step = 1;
		while (step * g.plot < 7 * self.camera.span) step *= 2;
		bandEvents[number].forEach(index => {
			var t = events[index].t;
			var isOpen = events[index].shape.open_end || events[index].shape.open_start;
			if (!isOpen && (t.start > high || t.end < low)) return;
			var status = statusOf(index);
			if (status === null) return;
			var place = places[index];
			if (place < 0 && index !== self.selected) {
				var column = floor((max(t.start, low) + min(t.end, high)) / 2 / step);
				columns.set(column, (columns.get(column) || 0) + 1);
				return;
			}
			var shape = shapeOf(index, status);
			var ends = extent(shape, status, x, drawn, g.plot);
			if (ends[1] < 0 || ends[0] > g.plot) return;
			var one = { index, status, shape, title: own.titles[index], first: ends[0], last: ends[1], row: max(0, place >> 4),
				side: place < 0 ? 1 : place & 3, date: place >= 0 && place & 4 ? dateOf(index, status) : "", least: 3 * drawn.bar,
				lines: place >= 0 && place & 8 ? own.wraps[index] : null };
			if (!one.side && (index === self.selected || index === self.hovered)) one.side = 1;
			one.width = labelWidth(one);
			moveInside(one, x, g.plot, drawn);
			seen.push(one);
		});
		if (self.asOf === null) addCounts(story.tracks[number].counts, step, low, high, columns);
		drawColumns(c, band, colors.tracks[number], columns, step, x, g.plot);
		flipLabels(seen, g.plot, sizes.gap, labelWidth);
		seen.sort((one, two) => (one.index === self.selected) - (two.index === self.selected) || one.first - one.last - two.first + two.last);
		seen.forEach(one => drawMark(c, g, one, band.first + band.row * (one.row + 0.5), number, x, band.row, drawn));
	}

	function labelWidth(one) {
		if (one.lines) return max(measure(one.lines[0], titleFont), measure(one.lines[1], titleFont));
		var title = measure(one.title, titleFont);
		if (!one.date) return title;
		var date = measure(one.date, dateFont);
		return own.mode === "two" ? max(title, date) : title + sizes.dateGap + date;
	}

	// A label goes into its bar where that has room; a bar without another label has its name shortened inside.
	function moveInside(one, x, plot, drawn) {
		one.inner = one.last - one.first < one.least && one.side !== 3 ? null : innerRange(one, x, plot, drawn);
		var room = one.inner ? one.inner[1] - one.inner[0] : 0;
		if (room && measure(one.title, barFont) <= room) one.side = 3;
		else if (one.side === 3 || one.side === 0) one.side = room > one.least ? 3 : 0;
	}

	function drawMark(c, g, one, y, number, x, row, drawn) {
		var color = colors.tracks[number];
		var dim = isDim(one.index);
		var pen = { context: c, color: color, ground: colors.background, ...drawn, width: g.plot, font };
		c.globalAlpha = dim ? 0.3 : 1;
		if (one.index === self.selected || one.index === self.hovered) {
			var middle = min(max((one.first + one.last) / 2, 0), g.plot);
			var glow = c.createRadialGradient(middle, y, 0, middle, y, 5 * sizes.dot);
			glow.addColorStop(0, color + (one.index === self.selected ? "80" : "42"));
			glow.addColorStop(1, color + "00");
			c.fillStyle = glow;
			circle(c, middle, y, 5 * sizes.dot);
			c.fill();
		}
		drawShape(pen, one.shape, one.status, x, y);
		c.globalAlpha = 1;
		var from = max(0, one.first);
		var to = min(g.plot, one.last);
		if (one.side === 3) drawInside(c, one, y, dim);
		else if (one.side) {
			var at = labelX(one, one.side, sizes.gap) + (one.index === self.selected ? (one.side === 1 ? 4 : -4) : 0);
			at = drawLabel(c, one, at, y, dim, g.plot);
			from = max(0, min(from, at));
			to = min(g.plot, max(to, at + one.width));
		}
		zones.push({ index: one.index, x0: from + g.left - 4, x1: to + g.left + 4, y0: y - row / 2, y1: y + row / 2, x: (one.first + one.last) / 2, y: y });
	}

	// Draws a label beside its mark, shortened to the room up to the edge; returns where it begins.
	function drawLabel(c, one, at, y, dim, plot) {
		var lines = (one.lines || [one.title]).map(text => [text, titleFont, sizes.title, dim ? colors.muted : colors.paper]);
		if (at < 0 || at + one.width > plot) {
			var text = cut(one.title, titleFont, one.side === 2 ? one.first - sizes.gap : plot - at);
			lines = [[text.length < 3 ? "" : text, titleFont, sizes.title, colors.paper]];
			one.width = measure(lines[0][0], titleFont);
			at = one.side === 2 ? one.first - sizes.gap - one.width : at;
		} else if (one.date && own.mode === "two") lines.push([one.date, dateFont, sizes.date, colors.muted]);
		else if (one.date) {
			c.font = dateFont;
			c.fillStyle = colors.muted;
			c.fillText(one.date, at + one.width - measure(one.date, dateFont), y + 0.365 * sizes.title);
		}
		var gap = 0.42 * lines[lines.length - 1][2];
		var top = y - (lines.reduce((sum, one) => sum + 0.73 * one[2], 0) + (lines.length - 1) * gap) / 2;
		lines.forEach(item => {
			top += 0.73 * item[2];
			c.font = item[1];
			c.fillStyle = item[3];
			c.fillText(item[0], one.side === 2 && lines.length > 1 ? at + one.width - measure(item[0], item[1]) : at, top);
			top += gap;
		});
		return at;
	}

	function drawInside(c, one, y, dim) {
		var room = one.inner[1] - one.inner[0];
		var text = cut(one.title, barFont, room);
		if (text.length < 3 && text !== one.title) return;
		c.fillStyle = isSolid(one.shape, one.status) && !dim ? colors.background : dim ? colors.muted : colors.paper;
		c.font = barFont;
		c.fillText(text, one.inner[0], y + 0.315 * sizes.onBar);
		var width = measure(text, barFont) + sizes.dateGap;
		if (!one.date || text !== one.title || width + measure(one.date, dateFont) > room) return;
		c.font = dateFont;
		c.fillText(one.date, one.inner[0] + width, y + 0.315 * sizes.onBar);
	}

	function drawAxis(c, g, ticks) {
		c.font = tickFont;
		c.textAlign = "center";
		c.strokeStyle = colors.muted;
		c.globalAlpha = 0.7;
		c.lineWidth = 1;
		ticks.minor.forEach(at => line(c, [[round(at) + 0.5, g.bottom], [round(at) + 0.5, g.bottom + 4]]));
		ticks.major.forEach(tick => line(c, [[round(tick.x) + 0.5, g.bottom], [round(tick.x) + 0.5, g.bottom + 7]]));
		c.globalAlpha = 1;
		c.fillStyle = colors.paper;
		var y = g.bottom + 8 + sizes.tick;
		ticks.major.forEach(tick => {
			var half = measure(tick.text, tickFont) / 2;
			if (tick.x - half > -g.left && tick.x + half < g.plot + 12) c.fillText(tick.text, tick.x, y);
		});
		c.textAlign = "left";
		c.fillStyle = colors.muted;
		ticks.headings.forEach(heading => {
			if (heading.x + measure(heading.text, tickFont) < g.plot + 12) c.fillText(heading.text, heading.x, y + 1.25 * sizes.tick);
		});
	}

	// The whole story in a strip, with the window in it. It is drawn once for a size, a theme and a date of knowledge.
	function drawOverview(c, g) {
		var ratio = devicePixelRatio || 1;
		var key = [g.width, ratio, colors.key, self.asOf].join();
		if (!overview || overview.key !== key) {
			var strip = document.createElement("canvas");
			strip.width = round(g.width * ratio);
			strip.height = round(g.stripHeight * ratio);
			var s = strip.getContext("2d");
			s.scale(ratio, ratio);
			s.globalAlpha = 0.05;
			s.fillStyle = colors.paper;
			s.fillRect(0, 0, g.width, g.stripHeight);
			s.globalAlpha = 0.85;
			var row = (g.stripHeight - 8) / max(1, g.bands.length);
			events.forEach((event, index) => {
				if (statusOf(index) === null) return;
				var left = stripX(g, event.t.start);
				s.fillStyle = colors.tracks[event.track];
				s.fillRect(left - 1, 4 + row * event.track + row * 0.2, max(2.5, stripX(g, event.t.end) - left), max(1.5, row * 0.6));
			});
			overview = { key: key, strip: strip };
		}
		c.drawImage(overview.strip, 0, g.strip, g.width, g.stripHeight);
		var from = max(0, stripX(g, self.camera.start));
		var to = min(g.width, stripX(g, self.camera.start + self.camera.span));
		c.strokeStyle = colors.gold;
		c.lineWidth = 1.5;
		roundRect(c, min(from, g.width - 4), g.strip + 1, max(4, to - from), g.stripHeight - 2, 4);
		c.stroke();
	}

	function stripX(g, seconds) { return (seconds - story.whole[0]) / story.whole[1] * g.width; }

	// -- what asks ------------------------------------------------------------------------------------------------------

	self.eventAt = (x, y) => {
		for (var i = zones.length - 1; i >= 0; i -= 1) {
			var zone = zones[i];
			if (x >= zone.x0 && x <= zone.x1 && y >= zone.y0 && y <= zone.y1) return zone.index;
		}
		return -1;
	};
	self.indexOf = id => events.findIndex(event => event.id === id);
	self.isKnown = index => statusOf(index) !== null;
	self.idOf = index => events[index].id;
	self.dateOf = index => dateOf(index, statusOf(index));
	self.titleOf = index => own.titles[index] + ", " + self.dateOf(index);
	self.stripInstant = x => story.whole[0] + x / self.geometry().width * story.whole[1];
	// The events that are known, in order of time.
	self.ordered = () => {
		return events.map((_, index) => index).filter(index => statusOf(index) !== null && !isDim(index)).sort((one, two) => events[one].t.start - events[two].t.start);
	};
	// The window of an event with the time around it.
	self.windowOf = index => {
		var t = events[index].t;
		var others = events.map((event, other) => other === index ? Infinity : max(event.t.start - t.end, t.start - event.t.end, 0));
		others.sort((one, two) => one - two);
		var reach = max(t.end - t.start, isFinite(others[2]) ? others[2] : 0, 20 * DAY);
		return cameraOf(t.start - 1.2 * reach, t.end - t.start + 2.4 * reach);
	};
	return self;
}
