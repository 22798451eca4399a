// Numbers of a track over time: a line, steps, bars, an area, a range; see series_data.py for what is drawn of each.

// Draws a series from `top` to `bottom`. What ends after the date of knowledge is not drawn, unless it is planned.
function drawSeries(pen, series, words, top, bottom) {
	var { context: c, x, width, small: size, smallFont: font, color } = pen;
	var isBars = series.kind === "bars";
	var height = bottom - top;
	var cap = 0.73 * size;
	var isHigh = height >= 2.6 * size;
	var begin = top + (isHigh ? 1.6 * size : 0.12 * height);
	var foot = bottom - (series.low < 0 && isBars ? min(begin - top, 0.3 * height) : min(0.5 * size, 0.1 * height));
	var y = value => foot - (value - series.low) / (series.high - series.low) * (foot - begin);
	var isKnown = (planned, end) => planned || pen.asOf === null || end <= pen.asOf;
	var pixels = (points, planned) => cutEnds(points.filter(one => isKnown(planned, one[2])).map(([at, value]) => [x(at), y(value)]), width);
	var stroke = (thick, isDashed) => {
		c.lineWidth = thick * pen.stroke;
		c.setLineDash(isDashed ? [2.6 * c.lineWidth, 2 * c.lineWidth] : []);
	};
	var paint = ground => { c.fillStyle = ground; c.fill(); c.stroke(); };
	c.save();

	// Faint lines at round values, with their numbers at the right.
	var last = Infinity;
	words.ticks.forEach(([value, text]) => {
		c.fillStyle = tint(pen.colors.paper, 0.12);
		c.fillRect(0, round(y(value)), width, 1);
		if (!isHigh || last - y(value) < 1.25 * size) return;
		if (text) last = y(value);
		write(c, text, width + 6, y(value) + cap / 2, font, pen.colors.muted);
	});
	c.beginPath();
	c.rect(0, top - 2, width, height + 4);
	c.clip();

	series.surfaces.forEach(({ high, low, planned }) => {
		trace(c, [...pixels(high, planned), ...pixels(low, planned).reverse()]);
		c.fillStyle = tint(color, (series.kind === "range" ? 0.3 : 0.24) * (planned ? 0.5 : 1));
		c.fill();
	});
	series.bars.forEach(([start, end, from, to, planned]) => {
		if (!isKnown(planned, end) || x(end) < 0 || x(start) > width) return;
		var gap = isBars ? min(0.12 * (x(end) - x(start)), 5) : 0;
		var left = max(x(start) + gap / 2, -4);
		var wide = max(isBars ? 2 : 1, min(x(end) - gap / 2, width + 4) - left);
		var tall = max(1, abs(y(to) - y(from)));
		c.fillStyle = tint(color, planned ? 0.14 : 0.7);
		c.fillRect(left, min(y(from), y(to)), wide, tall);
		c.strokeStyle = color;
		stroke(0.6, planned);
		if (planned) c.strokeRect(left, min(y(from), y(to)), wide, tall);
	});
	c.strokeStyle = color;
	var lines = series.strokes.map(one => pixels(one.points, one.planned));
	lines.forEach((points, i) => {
		stroke(0.95, series.strokes[i].planned);
		line(c, ...points);
	});

	// The points themselves, where they stand well apart or alone, and the numbers of what is in view.
	var shown = series.points.map(([at, value, end, planned, isAlone], index) => ({ x: x(at), y: y(value), value, end, planned, isAlone, index }))
		.filter(one => isKnown(one.planned, one.end) && one.x >= 0 && one.x <= width);
	var r = 0.42 * pen.dot;
	var isCrowded = shown.some((one, i) => i && one.x - shown[i - 1].x < 6 * r);
	if (series.hasDots) shown.forEach(one => {
		if (isCrowded && !one.isAlone) return;
		circle(c, one.x, one.y, r);
		stroke(0.7);
		paint(one.planned ? pen.ground : color);
	});
	c.restore();
	var told = pen.pointer >= 0 && pen.pointer <= width ? tellNumber(pen.pointer) : null;
	if (isHigh && shown.length <= 60) placeNumbers(shown);

	// The number of the time below the pointer, with its date and sources; returns the box of its words.
	function tellNumber(at) {
		var far = ([start, end]) => max(x(start) - at, at - x(end), 0);
		var [one] = series.times.filter(one => isKnown(one[3], one[4])).sort((one, two) => far(one) - far(two));
		if (!one || far(one) > max(60, x(one[1]) - x(one[0]))) return null;
		var [said, more] = words.told[series.times.indexOf(one)];
		c.strokeStyle = color;
		stroke(1);
		if (one[2] !== null) {
			circle(c, clamp(series.hasDots ? x((one[0] + one[1]) / 2) : clamp(at, x(one[0]), x(one[1])), 0, width), y(one[2]), 1.2 * r);
			paint(pen.ground);
		}
		var saidWidth = pen.measure(said, font);
		more = pen.cut(more, font, width - saidWidth - 3 * size);
		var wide = saidWidth + pen.measure(more, font) + 1.5 * size;
		var left = at + wide + size < width ? at + size : max(0, at - wide - size);
		var middle = clamp(y(one[2]), top + size, max(top, bottom - size));
		roundRect(c, left, middle - 0.8 * size, wide, 1.6 * size, 4);
		paint(pen.colors.raised);
		write(c, said, left + size / 2, middle + cap / 2, font, pen.colors.paper);
		write(c, more, left + size + saidWidth, middle + cap / 2, font, pen.colors.muted);
		return [left, middle - 0.8 * size, left + wide, middle + 0.8 * size];
	}

	// Numbers stand where nothing else does: the last, the first, the highest and the lowest seek first.
	function placeNumbers(shown) {
		var boxes = [];
		var byValue = [...shown].sort((one, two) => one.value - two.value);
		var gap = 0.65 * size;
		new Set([shown, byValue].flatMap(list => [...list.slice(-1), ...list.slice(0, 1)]).concat(shown)).forEach(one => {
			var wide = pen.measure(words.texts[one.index], font);
			if (isBars && wide > 2 * (x(one.end) - one.x)) return;
			var tops = [one.y - gap - cap, one.y + gap];
			var lefts = [one.x - wide / 2, one.x + gap / 2, one.x - wide - gap / 2];
			if (isBars) tops = [tops[one.value < 0 ? 1 : 0]];
			if (!series.hasDots) lefts = [lefts[isBars ? 0 : 1]];
			lefts.some(left => tops.some(at => {
				var box = [left, at, left + wide, at + cap];
				if (left < 0 || box[2] > width || at < top || box[3] > bottom) return false;
				if (boxes.some(other => meets(other, box, 4))) return false;
				if (lines.some(points => crosses(points, box))) return false;
				if (!told || !meets(told, box, 0)) write(c, words.texts[one.index], left, box[3], font, pen.colors.paper);
				return boxes.push(box);
			}));
		});
	}
}

// A line that begins and ends at most a little beyond the plot: painters fail millions of pixels out.
function cutEnds(points, width) {
	return points.map(([x, y], i) => {
		var edge = clamp(x, -24, width + 24);
		var [x1, y1] = points[x < edge ? i + 1 : i - 1] || [x, y];
		return [edge, x1 === x ? y : y + (y1 - y) * (edge - x) / (x1 - x)];
	});
}

// Whether two boxes come nearer to each other than `gap` from side to side.
var meets = (one, two, gap) => one[0] < two[2] + gap && one[2] + gap > two[0] && one[1] < two[3] && one[3] > two[1];

function crosses(points, [left, top, right, bottom]) {
	return points.some(([x1, y1], i) => {
		var [x0, y0] = points[max(0, i - 1)];
		var heights = x1 === x0 ? [y0, y1] : [left, right].map(x => y0 + (y1 - y0) * (clamp(x, x0, x1) - x0) / (x1 - x0));
		return x1 >= left && x0 <= right && max(...heights) > top - 1 && min(...heights) < bottom + 1;
	});
}
