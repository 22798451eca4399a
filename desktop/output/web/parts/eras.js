// Eras: grounds behind the events, named in lanes of their own at the top; see eras.py of the application.

// The height of the lanes of names above all tracks (−1), or at the top of one.
var eraLanes = (track, lane) => lane * max(0, ...story.eras.map(era => era.track === track ? era.lane + 1 : 0));

// Draws the eras behind a track, or behind all (−1), from `top` to `bottom`; an end in doubt fades.
function drawEras(pen, track, titles, top, bottom) {
	var { context: c, lane, barFont: font } = pen;
	story.eras.forEach((era, index) => {
		var [from, to, certainFrom, certainTo] = era.times.map(pen.x);
		if (era.open_start) from = min(0, to - 1);
		if (era.open_end) to = max(pen.width, from + 1);
		var left = max(0, from);
		var right = min(pen.width, to);
		if (era.track !== track || right <= left) return;
		var stops = era.blur_start || era.unknown_start ? [[from, 0], [certainFrom, 1]] : [[from, 1]];
		stops.push(...(era.blur_end || era.unknown_end ? [[certainTo, 1], [to, 0]] : [[to, 1]]));
		var laneTop = top + max(era.lane, 0) * lane;
		var laneBottom = laneTop + (era.lane < 0 ? 0 : lane);
		[[0.27, laneTop, laneBottom], [0.1, laneBottom, bottom]].forEach(([opacity, y0, y1]) => {
			c.fillStyle = fade(c, pen.colors.of(era.color), stops, opacity);
			c.fillRect(left, y0, right - left, y1 - y0);
		});
		var text = era.lane < 0 ? "" : pen.cut(titles[index], font, right - left - 2 * pen.barGap);
		if (text.length > 3 || text === titles[index]) write(c, text, left + pen.barGap, laneTop + lane / 2 + 0.315 * pen.onBar, font, pen.colors.paper);
	});
}
