// A logarithmic axis: each tenfold of the distance from a day has the same length; see log_axis.py of the application.

var MIN_SPAN = 131072;
var NEAR = 2 ** 48; // around an event alone, on the axis

function Axis() {
	var { now, least, fold } = story.log;
	var toAxis = instant => sign(instant - now) * fold * Math.log1p(abs(instant - now) / least);
	return {
		toAxis,
		toTime: second => now + sign(second) * least * Math.expm1(min(abs(second) / fold, 43)),
		window: (first, last) => cameraOf(toAxis(first), toAxis(last) - toAxis(first)),
		ranges: (first, last) => [[first, last]],
		// How much time lies around an instant: its date is written as exactly.
		spanAt: instant => abs(instant - now) + DAY,
	};
}

// Powers of ten come first, then the rest, each where there is room; see log_ticks.py of the application.
function axisTicks(camera, width, words, measure, axis) {
	var { start, span } = camera;
	var scale = width / span;
	var step = span / 1e3;
	var sizes = [start, start + span, clamp(0, start, start + span)].map(at => axis.toTime(at + step) - axis.toTime(at));
	// Where a second is about as long everywhere, the axis is as good as even.
	if (max(...sizes) <= 3 * min(...sizes)) return makeTicks(camera, width, words, measure, axis, scale * step / max(...sizes));
	var major = [];
	var minor = [];
	var seen = ticks => ticks.filter(one => one.x >= 0 && one.x <= width).sort((one, two) => one.x - two.x);
	words.kinds.forEach(([share, ticks]) => {
		var fits = max(...ticks.map(one => measure(one[1]))) + 14 <= share * Math.LN10 * story.log.fold * scale;
		ticks.forEach(([at, text]) => {
			var x = (axis.toAxis(at) - start) * scale;
			var half = measure(text) / 2;
			if (half && fits && major.every(one => abs(one.x - x) >= half + one.half + 14)) major.push({ x, at, text, half });
			else if ([...major, ...minor].every(one => abs(one.x - x) >= 7)) minor.push({ x });
		});
	});
	return { major: seen(major), minor: seen(minor).map(one => one.x), headings: [{ x: 0, text: words.before }] };
}

var drawBreaks = () => [];
