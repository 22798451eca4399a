// Labels that find room, columns of counted events, and links between events.

function labelX(one, side, gap) {
	return side === 2 ? one.first - gap - one.width : one.last + gap;
}

// A label that the edge cuts goes to the other side, where that is free.
function flipLabels(seen, plot, gap) {
	seen.forEach(one => {
		var at = one.side ? labelX(one, one.side, gap) : 0;
		if (!one.side || (at >= 0 && at + one.width <= plot)) return;
		var other = labelX(one, 3 - one.side, gap);
		if (other < 0 || other + one.width > plot) return;
		var isFree = seen.every(two => {
			if (two === one || two.row !== one.row) return true;
			var label = two.side ? labelX(two, two.side, gap) : two.first;
			return Math.max(two.last, label + two.width) <= other - gap || Math.min(two.first, label) >= other + one.width + gap;
		});
		if (isFree) one.side = 3 - one.side;
	});
}

// Events of a file, which the page only counts.
function addCounts(counts, step, low, high, columns) {
	if (!counts) return;
	var from = Math.max(0, floor(low / counts.step) - counts.first);
	var to = Math.min(counts.of.length - 1, floor(high / counts.step) - counts.first);
	for (var i = from; i <= to; i += 1) {
		if (!counts.of[i]) continue;
		// Columns are powers of two, so one lies in another: a wide one is spread over those that it covers.
		var share = Math.max(1, counts.step / step);
		for (var part = 0; part < share; part += 1) {
			var column = floor(((counts.first + i) * counts.step) / step) + part;
			columns.set(column, (columns.get(column) || 0) + counts.of[i] / share);
		}
	}
}

function drawColumns(c, band, color, columns, step, x, plot) {
	if (!columns.size) return;
	var most = Math.max.apply(null, Array.from(columns.values()));
	c.fillStyle = color;
	c.globalAlpha = 0.6;
	columns.forEach((many, column) => {
		var left = Math.max(0, Math.round(x(column * step)));
		var right = Math.min(plot, Math.round(x((column + 1) * step)));
		var tall = Math.max(2.5, (band.counts - 3) * Math.sqrt(many / most));
		if (right > left) c.fillRect(left, band.top + band.height - tall, Math.max(1, right - left - 1), tall);
	});
	c.globalAlpha = 1;
}

// What the chosen event leads to, and what leads to it.
function drawLinks(c, events, chosen, zones, color) {
	var byId = new Map(zones.map(zone => [events[zone.index].id, zone]));
	var one = byId.get(chosen.id);
	if (!one) return;
	c.strokeStyle = color;
	c.lineWidth = 1.5;
	events.forEach(event => {
		var isEffect = (chosen.leadsTo || []).indexOf(event.id) >= 0;
		var isCause = (event.leadsTo || []).indexOf(chosen.id) >= 0;
		var two = isEffect || isCause ? byId.get(event.id) : null;
		if (!two) return;
		var from = isEffect ? one : two;
		var to = isEffect ? two : one;
		var lift = Math.min(60, 16 + Math.abs(to.x - from.x) / 6);
		c.beginPath();
		c.moveTo(from.x, from.y - 6);
		c.bezierCurveTo(from.x, from.y - lift, to.x, to.y - lift, to.x, to.y - 8);
		c.stroke();
		line(c, [[to.x - 4, to.y - 13], [to.x, to.y - 8], [to.x + 4, to.y - 13]]);
	});
}
