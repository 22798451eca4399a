// The calendar and the ticks of the axis. Seconds are counted from 1970; years are astronomical (0 is 1 BC).

var DAY = 86400;
var MILLI = 0.001;
var MINUTES = 7200; // windows as long as this are told in minutes
var SECONDS = 60; // and these in seconds, shorter ones in thousandths

var ERA = 146097 * DAY; // 400 years, after which the calendar begins again

// A `Date` knows a quarter of a million years: here it counts in one era only.
function secondsFromCivil(year, month = 1, day = 1) {
	var era = floor(year / 400);
	return Date.UTC(2000 + year - era * 400, month - 1, day) / 1000 + (era - 5) * ERA;
}

function civilFromSeconds(seconds) {
	var era = floor(seconds / ERA);
	var text = new Date(floor(seconds - era * ERA) * 1000).toISOString();
	var [year, month, day, hour, minute, second] = text.match(/\d+/g).map(Number);
	return { year: year + era * 400, month, day, hour, minute, second };
}

var yearOf = seconds => civilFromSeconds(seconds).year;

// Reads a date of an address (2013, 2015-06, 2015-01-11, 2015-01-11T10:30, 2015-01-11T10:30:07.250, -0043, Y-65000000)
// as [first, end) in seconds.
function readDate(text) {
	var match = /^Y?(-?\d{1,11})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d{3})?)?)?)?)?$/.exec(text.trim());
	if (!match) return null;
	var [year, month, day, hour, minute, second, part] = match.slice(1).map(part => part && Number(part));
	if (month < 1 || month > 12) return null;
	var first = secondsFromCivil(year, month, day) + (hour * 3600 + minute * 60 || 0) + (second || 0) + (part || 0);
	if (part !== undefined) return [first, first + MILLI];
	if (minute !== undefined) return [first, first + (second === undefined ? 60 : 1)];
	if (day) return [first, first + DAY];
	return [first, month ? secondsFromCivil(year, month + 1) : secondsFromCivil(year + 1)];
}

var milliseconds = seconds => String(round((seconds - floor(seconds)) * 1000) % 1000).padStart(3, "0");

var two = number => String(number).padStart(2, "0");

function writeDate(seconds, span) {
	var at = civilFromSeconds(seconds);
	if (abs(at.year) > 9999) return "Y" + at.year;
	var text = (at.year < 0 ? "-" : "") + String(abs(at.year)).padStart(4, "0");
	if (span > 200 * 365 * DAY) return text;
	text += "-" + two(at.month);
	if (span > 8 * 365 * DAY) return text;
	text += "-" + two(at.day);
	if (span > 90 * DAY) return text;
	text += "T" + two(at.hour) + ":" + two(at.minute);
	if (span >= MINUTES) return text;
	text += ":" + two(at.second);
	return span >= SECONDS ? text : text + "." + milliseconds(seconds);
}

// -- words -----------------------------------------------------------------------------------------------------------

var digitsOf = (text, words) => text.replace(/\d/g, digit => [...words.digits][digit]);

function numberText(number, words) {
	var [whole, decimals] = (abs(number) + "").split(".");
	if (whole.length >= 5) whole = whole.replace(/\B(?=(\d{3})+$)/g, words.thousands);
	return (number < 0 ? words.minus : "") + digitsOf(whole + (decimals ? words.decimal + decimals : ""), words);
}

var isDeepTime = ([first, last], words) => first <= words.deep[0] || last >= words.deep[1];

function yearText(year, step, isDeep, words) {
	if (isDeep && words.isAge && !(year = words.present - year)) return words.today;
	var unit = isDeep && words.large.find(([n]) => min(abs(year), step * 100) >= n);
	if (unit) return unit[1].replace("{n}", numberText(round((year / unit[0]) * 100) / 100, words));
	// The year 0 is 1 BC.
	return isDeep || year > 99 ? numberText(year, words) : words[year > 0 ? "ad" : "bc"].replace("{y}", numberText(abs(year - 0.5) + 0.5, words));
}

function tickText(level, seconds, isDeep, words) {
	var at = civilFromSeconds(seconds);
	if (level.unit === "year") return yearText(at.year, level.step, isDeep, words);
	var names = words[level.unit + "s"];
	if (names) return names[at[level.unit]];
	var part = level.unit === "millisecond" ? words.decimal + milliseconds(seconds).slice(0, level.step % 100 ? 3 : 1) : "";
	var parts = { s: two(at.second) + part, hh: two(at.hour), h: at.hour, m: two(at.minute) };
	return digitsOf(words[level.unit === "minute" ? "clock" : "clockSeconds"].replace(/{(\w+)}/g, (_, name) => parts[name]), words);
}

function headingText(unit, seconds, words) {
	var at = civilFromSeconds(seconds);
	var year = yearText(at.year, 1, isDeepTime([at.year, at.year], words), words);
	if (unit === "year") return year;
	if (unit === "month") return words.monthHeadings[at.month - 1].replace("{y}", year);
	return words.dayHeadings[at.month - 1].replace("{y}", year).replace("{d}", words.days[at.day]);
}

// -- ticks -----------------------------------------------------------------------------------------------------------

// The instants of a level from `first` to `last`.
function tickInstants(level, first, last, words) {
	var found = [];
	var step = level.step;
	var add = seconds => { if (seconds >= first && seconds <= last) found.push(seconds); };
	var size = step * { second: 1, minute: 60, hour: 3600 }[level.unit];
	if (level.unit === "millisecond") {
		// Counted in whole ones: sums of fractions drift.
		for (var count = Math.ceil(first * 1000 / step); count * step / 1000 <= last; count += 1) add(count * step / 1000);
	} else if (size) {
		for (var at = Math.ceil(first / size) * size; at <= last; at += size) add(at);
	} else if (level.unit === "day") {
		for (var day = floor(first / DAY) * DAY; day <= last; day += DAY) {
			var ofMonth = civilFromSeconds(day).day;
			if (step === 1 || ofMonth === 1 || (step === 2 ? ofMonth % 2 && ofMonth < 31 : ofMonth % step === 0 && ofMonth + step / 2 < 32)) add(day);
		}
	} else if (level.unit === "month") {
		var begin = civilFromSeconds(first);
		var at = first;
		for (var month = floor((begin.month - 1) / step) * step + 1; at <= last; month += step) {
			add(at = secondsFromCivil(begin.year, month));
		}
	} else {
		var years = [first, last].map(yearOf);
		var isDeep = isDeepTime(years, words);
		for (var year = floor(years[0] / step) * step; year <= years[1] + step; year += step) {
			// Before our era steps count from 1 BC, so that 100 BC has a tick; the year 1 stands for 0.
			var isPlain = isDeep || step === 1 || year > 0;
			if (isPlain || year || step >= 5) add(secondsFromCivil(isPlain ? year + isDeep * words.present : year + 1));
		}
	}
	return found;
}

// The ticks of a window `width` pixels wide, with `scale` pixels for a second: the finest level whose labels have room.
function makeTicks(camera, width, words, measure, axis, scale = width / camera.span) {
	var first = axis.toTime(camera.start);
	var last = axis.toTime(camera.start + camera.span);
	var years = [first, last].map(yearOf);
	var isDeep = isDeepTime(years, words);
	var level = levels.find(one => {
		var distance = one.seconds * scale;
		if (distance < (one.unit === "day" || one.step === 1 ? 27 : 40)) return false;
		var samples = one.unit === "year"
			? years.map(year => yearText(floor(year / one.step) * one.step || 1, one.step, isDeep, words))
			: [words[one.unit + "s"] || words.clockSeconds.replace(/{\w+}/g, "88") + (one.unit === "millisecond" ? ".888" : "")].flat();
		if (distance < max(...samples.map(measure)) + 14) return false;
		if (!one.heading) return true;
		var room = { day: DAY, month: 28 * DAY, year: 365 * DAY }[one.heading] * scale;
		return room >= measure(headingText(one.heading, first, words)) + 16;
	}) || levels.at(-1);
	var x = seconds => (axis.toAxis(seconds) - camera.start) * width / camera.span;
	var instants = (level, from) => axis.ranges(from, last).flatMap(range => tickInstants(level, ...range, words));
	var major = instants(level, first).map(at => ({ x: x(at), at, text: tickText(level, at, isDeep, words) }));
	var minor = level.minor.map(number => levels[number]).find(one => one.seconds * scale >= 7);
	var headings = isDeep ? [{ x: 0, text: words.years }] : [];
	if (level.heading) {
		headings = [{ x: 0, text: headingText(level.heading, first, words) }];
		instants({ unit: level.heading, step: 1 }, first + 1).forEach(at => {
			var text = headingText(level.heading, at, words);
			headings.push({ x: max(0, x(at) - measure(text) / 2), text });
		});
		// From right to left: the one at the left edge is pushed out by the next.
		for (var i = headings.length - 2; i >= 0; i -= 1) {
			headings[i].x = min(headings[i].x, headings[i + 1].x - 12 - measure(headings[i].text));
		}
	}
	return { major, minor: minor ? instants(minor, first).map(x) : [], headings };
}
