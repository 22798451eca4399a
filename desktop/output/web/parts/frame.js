// What stands around the marks of the timeline: names, the axis, what it leaves out.

// The ground of a band, and the names of its group, its track and its numbers.
function drawNames(pen, { number, group, top, height, above, rows, foot, isFolded }, g, own) {
	var { context: c, colors, title, lane, measure } = pen;
	c.fillStyle = tint(colors.paper, 0.035);
	c.fillRect(0, top, g.width, height);
	var { isNarrow } = g;
	var right = isNarrow ? g.width : g.left;
	var left = 10 + g.indent;
	var put = (text, y, color, font = pen.titleFont) => {
		text = pen.cut(text, font, right - left - 10);
		write(c, text, left, y, font, color);
		if (isNarrow) left += measure(text, font) + 8;
	};
	if (above || isFolded) {
		var y = top + (above ? -lane : isNarrow ? lane : height) / 2;
		trace(c, isFolded ? [[12, y - 5], [18, y], [12, y + 5]] : [[10, y - 3], [20, y - 3], [15, y + 3]]);
		c.fillStyle = isFolded ? colors.paper : colors.muted;
		c.fill();
		put(own.groups[group], y + 0.36 * title, c.fillStyle);
		Object.assign(g.heads[group].style, { top: y - lane / 2 + "px", width: right + "px", height: lane + "px" });
	}
	if (isFolded) return;
	if (isNarrow || group === undefined) left = 10;
	var series = own.series[number];
	var named = rows || !series;
	var color = colors.tracks[number];
	var middle = top + (isNarrow ? lane / 2 + 3 : (foot - top) / 2) + 0.36 * title;
	if (named) put(own.tracks[number], middle, color);
	if (!series) return;
	var isTitled = !named || series.title !== own.tracks[number];
	if (!isNarrow) middle = (foot + top + height) / 2 + (isTitled && series.unit ? -0.25 : 0.36) * title;
	if (isTitled) put(series.title, middle, color);
	put(series.unit, middle + (isTitled && !isNarrow ? 1.3 * title : 0), colors.muted, pen.smallFont);
}

function drawAxis({ context: c, colors, tick: size, tickFont, smallFont, measure, width }, ticks, torn, words, left, bottom) {
	c.textAlign = "center";
	c.lineWidth = 1;
	c.strokeStyle = tint(colors.muted, 0.7);
	var mark = (at, length) => line(c, [round(at) + 0.5, bottom], [round(at) + 0.5, bottom + length]);
	ticks.minor.forEach(at => mark(at, 4));
	ticks.major.forEach(tick => mark(tick.x, 7));
	var y = bottom + 8 + size;
	var end = -left; // of the last label: beside a break two may be near
	ticks.major.forEach(({ x, text }) => {
		var half = measure(text, tickFont) / 2;
		if (x - half < end || x + half > width + 12) return;
		write(c, text, x, y, tickFont, colors.paper);
		end = x + half + 3;
	});
	y += 1.25 * size;
	// What a break leaves out stands before the headings, which give way.
	var taken = [];
	torn.forEach(([first, last], index) => {
		var half = measure(words[index], smallFont) / 2;
		var middle = (first + last) / 2;
		if (middle < half || middle + half > width || taken.some(end => middle - half < end[1])) return;
		taken.push([middle - half - 8, middle + half + 8]);
		write(c, words[index], middle, y, smallFont, colors.gold);
	});
	c.textAlign = "left";
	ticks.headings.forEach(({ x, text }) => {
		var end = x + measure(text, tickFont);
		if (end < width + 12 && taken.every(other => end < other[0] || x > other[1])) write(c, text, x, y, tickFont, colors.muted);
	});
}
