// Drawing on a canvas, and the marks of dates.
// How a date looks is told by the application (see mark_looks.py): parts to draw, from each width on, in which a number
// is an offset in pixels and shares of places: the edges of the plot, then the times of the shape.
// A pen holds the context, what gives the x of an instant, colour, ground, sizes and the width of the plot.

var tint = (color, alpha) => color + round(255 * alpha).toString(16).padStart(2, "0");

// A fill along x, from each stop [x, alpha] to the next.
function fade(c, color, stops, opacity = 1) {
	var [from, to] = [stops[0][0], stops.at(-1)[0]];
	var fill = c.createLinearGradient(from, 0, to, 0);
	stops.forEach(([at, alpha]) => fill.addColorStop(clamp((at - from) / (to - from || 1), 0, 1), tint(color, alpha * opacity)));
	return fill;
}

function glow(c, x, y, r, color, stops) {
	c.fillStyle = c.createRadialGradient(x, y, 0, x, y, r);
	stops.forEach(([at, alpha]) => c.fillStyle.addColorStop(at, tint(color, alpha)));
	circle(c, x, y, r);
	c.fill();
}

function circle(c, x, y, r) {
	c.beginPath();
	c.arc(x, y, max(0.1, r), 0, 2 * Math.PI);
}

function trace(c, points) {
	c.beginPath();
	points.forEach(point => c.lineTo(...point));
}

function line(c, ...points) {
	trace(c, points);
	c.stroke();
}

function roundRect(c, x, y, width, height, radius) {
	c.beginPath();
	c.roundRect(x, y, max(0, width), max(0, height), max(0, radius));
}

function write(c, text, x, y, font, color) {
	c.font = font;
	c.fillStyle = color;
	c.fillText(text, x, y);
}

// A shape at its place: what gives the x of its numbers, its parts, and its first and last x.
function placed(pen, shape) {
	var places = [0, pen.width, ...shape.times.map(pen.x)];
	var look = story.looks[shape.look];
	var x = number => {
		if (!Array.isArray(number)) return number;
		for (var sum = number[0], i = 1; i < number.length; i += 2) sum += places[number[i]] * number[i + 1];
		return sum;
	};
	var { parts, ends } = look.widths.findLast(one => one.from <= places[3] - places[2]);
	return { look, x, parts, first: x(ends[0]), last: x(ends[1]) };
}

// Draws a placed shape on the line y.
function drawShape(pen, { x, parts }, y) {
	var c = pen.context;
	var thin = pen.bar / story.metrics.bar;
	var near = number => clamp(x(number), -30, pen.width + 300); // painters fail millions of pixels out
	c.save();
	parts.forEach(one => {
		if (one.box) {
			var [left, top, right, height, radius] = one.box;
			roundRect(c, near(left), y + thin * top, near(right) - near(left), thin * height, x(radius));
		} else if (one.dot) circle(c, x(one.dot[0]), y + thin * one.dot[1], x(one.dot[2]));
		else if (one.line) trace(c, one.line.map(([at, down]) => [near(at), y + thin * x(down)]));
		if (one.closed) c.closePath();
		if (one.text) write(c, one.text, x(one.at[0]), y + thin * one.at[1], pen.font(600, round(thin * one.size)), pen.color);
		if (one.glow) glow(c, x(one.dot[0]), y, x(one.dot[2]), pen.color, one.glow);
		if (one.fade) c.fillStyle = fade(c, pen.color, one.fade.map(([at, alpha]) => [x(at), alpha]));
		if (one.fill) c.fillStyle = tint(one.ground ? pen.ground : pen.color, one.fill);
		if (one.fade || one.fill) c.fill();
		if (!one.stroke) return;
		c.strokeStyle = tint(one.onBar ? pen.ground : pen.color, one.stroke);
		c.lineWidth = one.width;
		c.setLineDash(one.dash || []);
		c.stroke();
	});
	c.restore();
}
