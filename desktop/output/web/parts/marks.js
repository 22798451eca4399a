// The shapes of dates on a canvas, each certainty its own: see mark_shapes.py and bars.py of the application.

function isInDoubt(status) {
	return status === "reported" || status === "disputed";
}

function timesOf(shape) {
	var t = shape.times;
	if (!shape.t) {
		shape.t = { start: t[0], end: t[1], certainStart: t[2], certainEnd: t[3], centre: t.length > 2 ? t[4] : (t[0] + t[1]) / 2 };
	}
	return shape.t;
}

// What a shape takes beyond its dates, before and after, in pixels.
function margins(shape, sizes) {
	var before = shape.is_within ? 1.5 : sizes.dot + 1.5;
	if (shape.blur_start && shape.kind === "dot") before = 1.9 * sizes.dot;
	var after = before;
	if (shape.unknown_start) before = 3.2 * sizes.bar;
	if (shape.unknown_end) after = 3.2 * sizes.bar;
	return [before, after];
}

function isOutlined(shape, status) {
	return shape.dashed || status === "planned" || isInDoubt(status);
}

// Whether most of a bar is filled with its colour.
function isSolid(shape, status) {
	var t = timesOf(shape);
	if (shape.kind !== "bar" || shape.is_within || shape.dashed || status === "planned") return false;
	return shape.open_start || shape.open_end || t.certainEnd - t.certainStart > 0.34 * (t.end - t.start);
}

// The first and the last x of a drawn shape; an open end reaches the edge of the plot.
function extent(shape, status, x, sizes, width) {
	var t = timesOf(shape);
	if (shape.kind === "dot") return [x(t.centre) - sizes.dot, x(t.centre) + sizes.dot];
	var first = x(t.start);
	var last = x(t.end);
	var least = 2 * sizes.dot;
	if (shape.kind === "bar" && !isOutlined(shape, status)) {
		least = (shape.blur_start || shape.blur_end ? 1.3 : 0.42) * sizes.bar;
	}
	if (last - first < least) {
		var middle = (first + last) / 2;
		first = middle - least / 2;
		last = middle + least / 2;
	}
	var beyond = margins(shape, sizes);
	if (shape.unknown_start) first -= beyond[0];
	if (shape.unknown_end) last += beyond[1];
	if (shape.open_start) first = min(first, 0);
	if (shape.open_end) last = max(last, width);
	return [first, last];
}

// Draws a shape on the line y; `pen` holds context, colour, ground and sizes.
function drawShape(pen, shape, status, x, y) {
	var c = pen.context;
	c.strokeStyle = c.fillStyle = pen.color;
	c.lineWidth = pen.stroke;
	var t = timesOf(shape);
	if (shape.kind === "dot") drawDot(pen, x(t.centre), y, pen.dot, shape, status);
	else if (shape.kind === "bar") drawBar(pen, shape, status, x, y, t);
	else if (shape.kind === "bracket") drawBracket(pen, shape, status, x, y);
	else if (shape.kind === "whisker") drawWhisker(pen, shape, status, x, y, t);
	else if (shape.kind === "claims") drawClaims(pen, shape, x, y, t);
	else drawSet(pen, shape, x, y, t);
}

function circle(c, x, y, r) {
	c.beginPath();
	c.arc(x, y, max(0.1, r), 0, 2 * Math.PI);
}

function line(c, points) {
	c.beginPath();
	points.forEach((point, index) => c[index ? "lineTo" : "moveTo"](point[0], point[1]));
	c.stroke();
}

function near(pen, x) {
	return clamp(x, -24, pen.width + 24);
}

function drawDot(pen, x, y, r, shape, status) {
	var c = pen.context;
	var stroke = c.lineWidth;
	if (shape.blur_start) {
		var glow = c.createRadialGradient(x, y, 0, x, y, 1.9 * r);
		[[0, "eb"], [0.35, "cc"], [0.7, "47"], [1, "00"]].forEach(stop => glow.addColorStop(stop[0], pen.color + stop[1]));
		c.fillStyle = glow;
		circle(c, x, y, 1.9 * r);
		c.fill();
		c.fillStyle = pen.color;
		if (!shape.dashed) return;
	}
	if (shape.dashed) c.setLineDash([0.8 * r, 0.62 * r]);
	if (shape.dashed || status === "planned" || isInDoubt(status)) {
		circle(c, x, y, r - stroke / 2);
		c.stroke();
		c.setLineDash([]);
		if (shape.dashed || status === "planned") return;
		if (status === "reported") circle(c, x, y, 0.42 * r);
		else {
			c.beginPath();
			c.arc(x, y, r - stroke / 2, Math.PI / 2, 1.5 * Math.PI);
		}
		c.fill();
		return;
	}
	circle(c, x, y, r);
	c.fill();
}

function drawBar(pen, shape, status, x, y, t) {
	var c = pen.context;
	var height = pen.bar;
	var ends = extent(shape, status, x, pen, pen.width);
	if (ends[1] - ends[0] > 4 * c.lineWidth) ends = [ends[0] + 1, ends[1] - 1]; // so that two that touch can be told apart
	var left = clamp(ends[0], -height, pen.width + height);
	var right = clamp(ends[1], -height, pen.width + height);
	if (right <= left) return;
	if (shape.is_within && right - left > 0.8 * height) {
		drawWithin(pen, shape, status, left, right, y);
		return;
	}
	var outlined = isOutlined(shape, status);
	var opacity = status === "planned" ? 0 : outlined ? 0.3 : 1;
	var beyond = margins(shape, pen);
	var fill = c.createLinearGradient(left, 0, right, 0);
	var last = 0;
	// Alpha along the bar: certain parts are solid, possible ones half so, blurred and unknown ends fade.
	var stop = (at, alpha) => {
		last = max(last, clamp((at - left) / (right - left), 0, 1));
		fill.addColorStop(last, pen.color + round(255 * alpha).toString(16).padStart(2, "0"));
	};
	var certainFirst = x(t.certainStart);
	var certainLast = x(t.certainEnd);
	if (shape.open_start) { stop(x(t.start) - 110, 0.84); stop(x(t.start), 0.92); }
	else if (shape.unknown_start) { stop(ends[0], 0); stop(ends[0] + beyond[0], 0.92); }
	else if (shape.blur_start) { stop(ends[0], 0); stop(max(certainFirst, ends[0] + height / 2), 0.92); }
	else if (t.certainStart > t.start) { stop(certainFirst, 0.42); stop(certainFirst, 0.92); }
	else stop(ends[0], 0.92);
	if (shape.open_end) { stop(x(t.end), 0.92); stop(x(t.end) + 110, 0.84); }
	else if (shape.unknown_end) { stop(ends[1] - beyond[1], 0.92); stop(ends[1], 0); }
	else if (shape.blur_end) { stop(min(certainLast, ends[1] - height / 2), 0.92); stop(ends[1], 0); }
	else if (t.certainEnd < t.end) { stop(certainLast, 0.92); stop(certainLast, 0.42); }
	else stop(ends[1], 0.92);
	var radius = min(0.3 * height, (right - left) / 2);
	if (opacity) {
		c.globalAlpha *= opacity;
		c.fillStyle = fill;
		roundRect(c, left, y - height / 2, right - left, height, radius);
		c.fill();
		c.globalAlpha /= opacity;
	}
	if (outlined) {
		c.strokeStyle = last && (shape.blur_start || shape.blur_end) && !shape.dashed ? fill : pen.color;
		if (shape.dashed) c.setLineDash([0.36 * height, 0.28 * height]);
		var half = c.lineWidth / 2;
		roundRect(c, left + half, y - height / 2 + half, right - left - 2 * half, height - 2 * half, radius);
		c.stroke();
		c.setLineDash([]);
		c.fillStyle = c.strokeStyle = pen.color;
		if ((isInDoubt(status)) && right - left > height) {
			var core = status === "reported" ? 0.26 * height : 0.5 * height - c.lineWidth;
			roundRect(c, left + height / 2, status === "reported" ? y - core / 2 : y, right - left - height, core, core / 2);
			c.fill();
		}
	}
	drawEnds(pen, shape, ends, y);
}

// A moment somewhere in a stretch: a light bracket, for nothing says that it took all that time.
function drawWithin(pen, shape, status, left, right, y) {
	var c = pen.context;
	var half = 0.42 * pen.bar;
	var fill = c.createLinearGradient(left, 0, right, 0);
	var isBlurred = shape.blur_start;
	[[0, 0], [0.3, 0.4], [0.7, 0.4], [1, 0]].forEach(stop => fill.addColorStop(stop[0], pen.color + (stop[1] ? "66" : "00")));
	c.lineWidth *= 0.8;
	c.fillStyle = isBlurred ? fill : pen.color + "33";
	if (status !== "planned") c.fillRect(left, y - half, right - left, 2 * half);
	if (shape.dashed) c.setLineDash([0.24 * pen.bar, 0.2 * pen.bar]);
	if (isBlurred && (shape.dashed || status === "planned")) {
		if (status === "planned") c.strokeStyle = fill;
		[y - half, y + half].forEach(at => line(c, [[left, at], [right, at]]));
	} else if (status === "planned") c.strokeRect(left, y - half, right - left, 2 * half);
	else if (!isBlurred) drawFeet(c, left, right, y, half, min(0.3 * pen.bar, (right - left) / 3));
	c.setLineDash([]);
	if (status !== "reported" && status !== "disputed") return;
	c.fillStyle = pen.color;
	circle(c, (left + right) / 2, y, 0.5 * half);
	c[status === "reported" ? "fill" : "stroke"]();
}

function drawFeet(c, left, right, y, half, foot) {
	[[left, foot], [right, -foot]].forEach(one => {
		line(c, [[one[0] + one[1], y - half], [one[0], y - half], [one[0], y + half], [one[0] + one[1], y + half]]);
	});
}

function roundRect(c, x, y, width, height, radius) {
	c.beginPath();
	c.roundRect(x, y, max(0, width), max(0, height), max(0, radius));
}

// Arrows at open ends, which lie on a bar, and question marks at unknown ones.
function drawEnds(pen, shape, ends, y) {
	var c = pen.context;
	var wing = 0.34 * max(12, pen.bar);
	[["start", ends[0], -1], ["end", ends[1], 1]].forEach(one => {
		var x = one[1];
		if (x < -60 || x > pen.width + 60) return;
		if (shape["open_" + one[0]]) {
			var tip = x - one[2] * 3;
			c.strokeStyle = shape.kind === "bar" ? pen.ground : pen.color;
			line(c, [[tip - one[2] * wing, y - wing], [tip, y], [tip - one[2] * wing, y + wing]]);
		} else if (shape["unknown_" + one[0]]) {
			c.fillStyle = pen.color;
			c.font = pen.font(600, round(0.95 * pen.bar));
			c.textAlign = one[2] > 0 ? "right" : "left";
			c.fillText("?", x, y + 0.35 * pen.bar);
			c.textAlign = "left";
		}
	});
}

function drawBracket(pen, shape, status, x, y) {
	var c = pen.context;
	var ends = extent(shape, status, x, pen, pen.width).map(one => near(pen, one));
	var half = 0.6 * pen.bar;
	var foot = min(0.32 * pen.bar, (ends[1] - ends[0]) / 3);
	c.globalAlpha *= 0.13;
	c.fillRect(ends[0], y - half, ends[1] - ends[0], 2 * half);
	c.globalAlpha /= 0.13;
	if (shape.dashed) c.setLineDash([0.3 * pen.bar, 0.24 * pen.bar]);
	drawFeet(c, ends[0], ends[1], y, half, foot);
	c.setLineDash([]);
}

function drawWhisker(pen, shape, status, x, y, t) {
	var c = pen.context;
	var ends = extent(shape, status, x, pen, pen.width).map(one => near(pen, one));
	var cap = 0.34 * pen.bar;
	c.lineWidth *= 0.8;
	line(c, [[ends[0], y], [ends[1], y]]);
	ends.forEach(at => line(c, [[at, y - cap], [at, y + cap]]));
	drawDot(pen, x(t.centre), y, 0.62 * pen.dot, shape, status);
}

function diamond(c, x, y, r) {
	c.beginPath();
	c.moveTo(x, y - r);
	c.lineTo(x + r, y);
	c.lineTo(x, y + r);
	c.lineTo(x - r, y);
	c.closePath();
}

// A set: hollow diamonds on a dotted line for "one of", solid ones on a solid line for "all of".
function drawSet(pen, shape, x, y, t) {
	var c = pen.context;
	var isOneOf = shape.kind === "one_of";
	var left = shape.open_start ? 0 : x(t.start);
	var right = shape.open_end ? pen.width : x(t.end);
	c.lineWidth *= 0.8;
	if (isOneOf) c.setLineDash([c.lineWidth, 2.2 * c.lineWidth]);
	line(c, [[near(pen, left), y], [near(pen, right), y]]);
	c.setLineDash([]);
	shape.parts.forEach(part => {
		diamond(c, near(pen, x(timesOf(part).centre)), y, 1.05 * pen.dot);
		c.fillStyle = isOneOf ? pen.ground : pen.color;
		c.fill();
		c.stroke();
	});
	c.fillStyle = pen.color;
	drawEnds(pen, shape, [left, right], y);
}

// The dates that are claimed, joined by a line: days as dots, longer ones as bars.
function drawClaims(pen, shape, x, y, t) {
	var c = pen.context;
	c.lineWidth = max(1.2, 0.6 * pen.stroke);
	line(c, [[near(pen, x(t.start)), y], [near(pen, x(t.end)), y]]);
	var r = 0.72 * pen.dot;
	var height = 0.84 * pen.bar;
	shape.parts.forEach(part => {
		var ends = extent(part, "happened", x, { dot: r, bar: height, stroke: c.lineWidth });
		if (ends[1] < -60 || ends[0] > pen.width + 60) return;
		if (part.kind === "bar" && ends[1] - ends[0] > 2.5 * r) {
			var left = near(pen, ends[0]);
			var right = near(pen, ends[1]);
			roundRect(c, left, y - height / 2, right - left, height, min(height, right - left) / 2);
			c.fillStyle = pen.ground;
			c.fill();
			c.globalAlpha *= 0.32;
			c.fillStyle = pen.color;
			c.fill();
			c.globalAlpha /= 0.32;
			c.stroke();
		} else {
			var middle = (ends[0] + ends[1]) / 2;
			c.fillStyle = pen.ground;
			circle(c, middle, y, r);
			c.fill();
			c.fillStyle = pen.color;
			circle(c, middle, y, r - c.lineWidth);
			c.fill();
		}
	});
}
