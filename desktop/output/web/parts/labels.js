// Labels that find room, and columns of counted events.

var labelX = (one, side, gap) => side === 2 ? one.first - gap - one.width : one.last + gap;

// The range inside of a mark in which words may stand; null for a mark without room for any.
function innerRange(pen, { x, look, first, last }) {
	if (!look.inner) return null;
	var [from, to] = look.inner;
	return [max(x(from), max(0, first) + from[0]), min(x(to), min(pen.width, last) + to[0])];
}

// A label that the edge cuts goes to the other side, where that is free; before its title its date goes.
function flipLabels(seen, plot, gap, widthOf) {
	var isWhole = (one, side) => labelX(one, side, gap) >= 0 && labelX(one, side, gap) + one.width <= plot;
	var isFree = (one, side) => isWhole(one, side) && seen.every(two => {
		if (two === one || two.row !== one.row) return true;
		var label = two.side % 3 ? labelX(two, two.side, gap) : two.first;
		var at = labelX(one, side, gap);
		return max(two.last, label + two.width) <= at - gap || min(two.first, label) >= at + one.width + gap;
	});
	var turns = one => {
		if (isWhole(one, one.side)) return true;
		if (!isFree(one, 3 - one.side)) return false;
		one.side = 3 - one.side;
		return true;
	};
	seen.forEach(one => {
		if (!(one.side % 3) || turns(one)) return;
		if (one.date) {
			one.date = "";
			one.width = widthOf(one);
			if (turns(one)) return;
		}
		if (one.inner && one.inner[1] - one.inner[0] > one.least) one.side = 3;
	});
}

// Events of a file, which the page only counts. All is on the axis.
function addCounts(counts, step, low, high, columns) {
	if (!counts) return;
	var { first, step: wide, of } = counts;
	// Columns are powers of two, so one lies in another: a wide one is spread over those that it covers.
	var share = max(1, wide / step);
	of.forEach((many, i) => {
		var begin = (first + i) * wide;
		if (!many || begin + wide < low || begin > high) return;
		for (var part = 0; part < share; part += 1) count(columns, floor(begin / step) + part, many / share);
	});
}

var count = (columns, column, many) => columns.set(column, (columns.get(column) || 0) + many);

function drawColumns(pen, columns, x, bottom, height) {
	var c = pen.context;
	var most = max(0, ...columns.values());
	c.fillStyle = tint(pen.color, 0.6);
	columns.forEach((many, column) => {
		var left = max(0, round(x(column)));
		var right = min(pen.width, round(x(column + 1)));
		var tall = max(2.5, (height - 3) * Math.sqrt(many / most));
		if (right > left) c.fillRect(left, bottom - tall, max(1, right - left - 1), tall);
	});
}
