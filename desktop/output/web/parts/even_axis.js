// An even axis of time, whose long empty stretches can be left out. A page holds it, or the logarithmic one.

var MIN_SPAN = 0.01;
var NEAR = 20 * DAY; // around an event alone

// An axis without its long empty stretches has seconds of its own: see axis_breaks.py of the application.
// A break is its start and length in time, then on the axis.
function Axis(breaks) {
	var convert = (value, from, to) => {
		var grown = 0;
		for (var one of breaks) {
			if (value <= one[from]) break;
			if (value < one[from] + one[from + 1]) return one[to] + (value - one[from]) * one[to + 1] / one[from + 1];
			grown += one[to + 1] - one[from + 1];
		}
		return value + grown;
	};
	var toAxis = instant => convert(instant, 0, 2);
	return {
		breaks,
		toAxis,
		// The window of the axis from an instant to another.
		window: (first, last) => cameraOf(toAxis(first), toAxis(last) - toAxis(first)),
		toTime: second => convert(second, 2, 0),
		// The times between breaks, from `first` to `last`.
		ranges: (first, last) => {
			var begins = [first, ...breaks.map(one => max(one[0] + one[1], first))];
			return begins.map((begin, i) => [begin, i < breaks.length ? min(breaks[i][0], last) : last]);
		},
	};
}

var axisTicks = makeTicks;

// Torn gaps where the axis leaves time out; returns their ranges.
function drawBreaks({ context: c, x, colors }, breaks, bottom) {
	return breaks.map(one => {
		var ends = [x(one[0]), x(one[0] + one[1])];
		c.fillStyle = colors.background;
		c.fillRect(ends[0], 0, ends[1] - ends[0], bottom);
		c.strokeStyle = colors.muted;
		ends.forEach(at => line(c, ...Array.from({ length: bottom / 7 + 2 }, (_, i) => [at + (i % 2 ? 2 : -2), 7 * i])));
		return ends;
	});
}
