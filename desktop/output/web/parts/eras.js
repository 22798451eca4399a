// Eras: grounds behind the events, named in lanes of their own at the top; see eras.py of the application.

// The height of the lanes of names above all tracks (−1), or at the top of one.
function eraLanes(track, lane) {
	return lane * max(0, ...story.eras.map(era => era.track === track ? era.lane + 1 : 0));
}

// Draws the eras behind a track, or behind all (−1), from `top` to `bottom`; an end in doubt fades.
function drawEras(c, track, titles, top, bottom, x, plot, look) {
	story.eras.forEach((era, index) => {
		var shape = era.shape;
		var t = timesOf(shape);
		var from = shape.open_start ? 0 : x(t.start);
		var to = shape.open_end ? plot : x(t.end);
		var left = max(0, from);
		var right = min(plot, to);
		if (era.track !== track || right <= left) return;
		var laneTop = top + max(era.lane, 0) * look.lane;
		var laneBottom = laneTop + (era.lane < 0 ? 0 : look.lane);
		[[0.27, laneTop, laneBottom], [0.1, laneBottom, bottom]].forEach(([opacity, y0, y1]) => {
			var fill = c.createLinearGradient(from, 0, to, 0);
			var stop = (at, share) => fill.addColorStop(clamp((at - from) / (to - from), 0, 1),
				look.color(era.color) + round(255 * opacity * share).toString(16).padStart(2, "0"));
			var softStart = shape.blur_start || shape.unknown_start;
			var softEnd = shape.blur_end || shape.unknown_end;
			stop(from, softStart ? 0 : 1);
			if (softStart) stop(x(t.certainStart), 1);
			if (softEnd) stop(x(t.certainEnd), 1);
			stop(to, softEnd ? 0 : 1);
			c.fillStyle = fill;
			c.fillRect(left, y0, right - left, y1 - y0);
		});
		var text = era.lane < 0 ? "" : look.cut(titles[index], right - left - 2 * look.gap);
		c.font = look.font;
		c.fillStyle = look.paper;
		if (text.length > 3 || text === titles[index]) c.fillText(text, left + look.gap, laneTop + look.lane / 2 + look.drop);
	});
}
