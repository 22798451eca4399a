// The camera: a window of time { start, span } in seconds, moved as in the application (see camera.py).

var MAX_SPAN = 40e9 * 31556952;
var RHO = Math.SQRT2; // van Wijk and Nuij's ratio of zooming to panning

function cameraOf(start, span) {
	var kept = clamp(span, MIN_SPAN, MAX_SPAN);
	return { start: start + (span - kept) / 2, span: kept };
}

// The instant at a fraction of the window stays where it is.
function zoomAt(camera, fraction, factor) {
	var span = clamp(camera.span * factor, MIN_SPAN, MAX_SPAN);
	return { start: camera.start + fraction * (camera.span - span), span };
}

var pan = ({ start, span }, fraction) => ({ start: start + fraction * span, span });

function flightPath(from, to) {
	var offset = to.start - from.start + (to.span - from.span) / 2;
	var distance = abs(offset);
	if (distance < 1e-9 * min(from.span, to.span)) return null;
	var grown = RHO ** 4 * distance * distance;
	var turned = to.span * to.span - from.span * from.span;
	var first = Math.asinh(-(turned + grown) / (2 * from.span * RHO * RHO * distance));
	var last = Math.asinh(-(turned - grown) / (2 * to.span * RHO * RHO * distance));
	return { offset, first, last };
}

function flightMs(from, to) {
	var path = flightPath(from, to);
	var length = (path ? path.last - path.first : abs(Math.log(to.span / from.span))) / RHO;
	return length < 1e-6 ? 0 : min(700, 220 + 170 * length);
}

// The window at a fraction of a flight: the smoothest way zooms out, pans and zooms in.
function flightAt(from, to, t) {
	if (t <= 0) return from;
	if (t >= 1) return to;
	var path = flightPath(from, to);
	if (!path) {
		var grown = from.span * (to.span / from.span) ** t;
		return { start: to.start + (to.span - grown) / 2, span: grown };
	}
	var length = (path.last - path.first) / RHO;
	// Each half is computed from its own end, where it is exact.
	var isFirst = t < 0.5;
	var base = isFirst ? from : to;
	var turn = isFirst ? path.first : -path.last;
	var along = RHO * length * (isFirst ? t : 1 - t);
	var moved = (base.span / (RHO * RHO)) * Math.sinh(along) / cosh(along + turn);
	var span = base.span * cosh(turn) / cosh(along + turn);
	var centre = base.start + base.span / 2 + sign(path.offset) * moved * (isFirst ? 1 : -1);
	return { start: centre - span / 2, span };
}

// Reads the window of an address: two dates with "/" between them, or one.
function readWindow(text, axis) {
	var parts = (text || "").split("/");
	var first = readDate(parts[0] || "");
	var last = parts.length > 1 ? readDate(parts[1]) : first;
	return first && last && last[1] > first[0] ? axis.window(first[0], last[1]) : null;
}

function writeWindow(first, last, spanAt = () => last - first) {
	// An end is exclusive: the date before it is the last that is seen.
	var unit = last - first < SECONDS ? MILLI : 1;
	return writeDate(first, spanAt(first)) + "/" + writeDate(last - unit, spanAt(last));
}
