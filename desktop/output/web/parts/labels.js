// Labels that find room, and columns of counted events.

function labelX(one, side, gap) {
	return side === 2 ? one.first - gap - one.width : one.last + gap;
}

// The range inside of a mark in which words may stand; null for a mark without room for any.
function innerRange(one, x, plot, sizes) {
	var shape = one.shape;
	var t = timesOf(shape);
	var isBent = shape.kind === "bracket" || shape.is_within;
	var isSure = isSolid(shape, one.status) || shape.dashed;
	if (!isBent && (shape.kind !== "bar" || isInDoubt(one.status))) return null;
	var left = shape.open_start ? 0 : max(0, x(isSure && !isBent ? t.certainStart : t.start), one.first);
	var right = shape.open_end ? plot : min(plot, x(isSure && !isBent ? t.certainEnd : t.end), one.last);
	var gap = sizes.barGap + (isBent ? 0.12 * sizes.bar : 0);
	return [left + (shape.open_start ? 1.6 : 1) * gap, right - (shape.open_end ? 1.6 : 1) * gap];
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

// Events of a file, which the page only counts.
function addCounts(counts, step, low, high, columns) {
	if (!counts) return;
	var from = max(0, floor(low / counts.step) - counts.first);
	var to = min(counts.of.length - 1, floor(high / counts.step) - counts.first);
	for (var i = from; i <= to; i += 1) {
		if (!counts.of[i]) continue;
		// Columns are powers of two, so one lies in another: a wide one is spread over those that it covers.
		var share = max(1, counts.step / step);
		for (var part = 0; part < share; part += 1) {
			var column = floor(((counts.first + i) * counts.step) / step) + part;
			columns.set(column, (columns.get(column) || 0) + counts.of[i] / share);
		}
	}
}

function drawColumns(c, band, color, columns, step, x, plot) {
	if (!columns.size) return;
	var most = max(...[...columns.values()]);
	c.fillStyle = color;
	c.globalAlpha = 0.6;
	columns.forEach((many, column) => {
		var left = max(0, round(x(column * step)));
		var right = min(plot, round(x((column + 1) * step)));
		var tall = max(2.5, (band.counts - 3) * Math.sqrt(many / most));
		if (right > left) c.fillRect(left, band.top + band.height - tall, max(1, right - left - 1), tall);
	});
	c.globalAlpha = 1;
}
