// Arrows from causes to effects: see causal_links.py of the application.

function drawLink(cause, effect) {
	var { context: c, dot, color } = cause.pen;
	var clearance = 1.75 * dot;
	var rise = effect.y - cause.y;
	var from = attachment(cause, effect);
	var to = attachment(effect, cause);
	// On one row it is a bow above or below, so that the arrow does not cross the labels between.
	var isBow = abs(rise) < 2.4 * clearance;
	var above = min(cause.y, effect.y) - clearance;
	var leaving = isBow ? (above > 0.6 * dot ? -1 : 1) : sign(rise);
	var arriving = isBow ? -leaving : leaving;
	var handle = isBow ? min(clamp(0.16 * abs(to - from), 1.6 * clearance, 3.4 * clearance), leaving < 0 ? above / 0.75 : Infinity)
		: max(0.62 * (abs(rise) - 2 * clearance), 1.4 * clearance);
	var y0 = cause.y + leaving * clearance;
	var y1 = effect.y - arriving * clearance;
	var size = 0.62 * dot;
	var back = y1 - arriving * 1.7 * size;
	trace(c, [[to - size, back], [to + size, back], [to, y1]]);
	c.fillStyle = color;
	c.fill();
	c.beginPath();
	c.moveTo(from, y0);
	c.bezierCurveTo(from, y0 + leaving * handle, to, y1 - arriving * handle, to, y1 - arriving * size);
	c.strokeStyle = tint(color, 0.85);
	c.lineWidth = 1.15 * cause.pen.stroke;
	c.stroke();
}

// Where on a mark a link begins or ends: near the other one on a long mark.
function attachment(one, other) {
	var { dot, width } = one.pen;
	var inset = 1.4 * dot;
	var first = max(one.first, 0) + inset;
	var isShort = one.last - one.first < 5 * dot;
	var at = isShort ? (one.first + one.last) / 2 : clamp((other.first + other.last) / 2, first, max(first, min(one.last, width) - inset));
	return clamp(at, -400, width + 400);
}
