// The calendar and the ticks of the axis. Seconds are counted from 1970; years are astronomical (0 is 1 BC).

var DAY = 86400;

function daysFromCivil(year, month, day) {
	var y = month <= 2 ? year - 1 : year;
	var era = floor(y / 400);
	var ofEra = y - era * 400;
	var ofYear = floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	return era * 146097 + ofEra * 365 + floor(ofEra / 4) - floor(ofEra / 100) + ofYear - 719468;
}

function secondsFromCivil(year, month, day) {
	return daysFromCivil(year, month || 1, day || 1) * DAY;
}

function civilFromSeconds(seconds) {
	var days = floor(seconds / DAY);
	var rest = seconds - days * DAY;
	var z = days + 719468;
	var era = floor(z / 146097);
	var ofEra = z - era * 146097;
	var yearOfEra = floor((ofEra - floor(ofEra / 1460) + floor(ofEra / 36524) - floor(ofEra / 146096)) / 365);
	var ofYear = ofEra - (365 * yearOfEra + floor(yearOfEra / 4) - floor(yearOfEra / 100));
	var m = floor((5 * ofYear + 2) / 153);
	var month = m < 10 ? m + 3 : m - 9;
	return {
		year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
		month,
		day: ofYear - floor((153 * m + 2) / 5) + 1,
		hour: floor(rest / 3600),
		minute: floor((rest % 3600) / 60),
		second: floor(rest % 60),
	};
}

// Reads a date of an address (2013, 2015-06, 2015-01-11, 2015-01-11T10:30, -0043, Y-65000000) as [first, end) in seconds.
function readDate(text) {
	var match = /^Y?(-?\d{1,11})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?$/.exec(text.trim());
	if (!match) return null;
	var year = +match[1];
	var month = Number(match[2] || 1);
	if (month < 1 || month > 12) return null;
	if (match[4]) {
		var minute = secondsFromCivil(year, month, +match[3]) + +match[4] * 3600 + +match[5] * 60;
		return [minute, minute + 60];
	}
	var first = secondsFromCivil(year, month, Number(match[3] || 1));
	if (match[3]) return [first, first + DAY];
	return [first, match[2] && month < 12 ? secondsFromCivil(year, month + 1) : secondsFromCivil(year + 1)];
}

function writeDate(seconds, span) {
	var at = civilFromSeconds(seconds);
	var two = number => String(number).padStart(2, "0");
	if (abs(at.year) > 9999) return "Y" + at.year;
	var text = (at.year < 0 ? "-" : "") + String(abs(at.year)).padStart(4, "0");
	if (span > 200 * 365 * DAY) return text;
	text += "-" + two(at.month);
	if (span > 8 * 365 * DAY) return text;
	text += "-" + two(at.day);
	return span > 90 * DAY ? text : text + "T" + two(at.hour) + ":" + two(at.minute);
}

// -- words -----------------------------------------------------------------------------------------------------------

function digitsOf(text, words) {
	return text.replace(/\d/g, digit => Array.from(words.digits)[+digit]);
}

function numberText(number, words) {
	var parts = String(abs(number)).split(".");
	var whole = parts[0].length >= 5 ? parts[0].replace(/\B(?=(\d{3})+$)/g, words.thousands) : parts[0];
	return (number < 0 ? words.minus : "") + digitsOf(whole + (parts[1] ? words.decimal + parts[1] : ""), words);
}

function isDeepTime(years, words) {
	return years[0] <= words.deep[0] || years[1] >= words.deep[1];
}

function yearText(year, step, isDeep, words) {
	if (isDeep && words.isAge && !(year = words.present - year)) return words.today;
	var unit = isDeep && words.large.find(one => abs(year) >= one[0] && step * 100 >= one[0]);
	if (unit) return unit[1].replace("{n}", numberText(round((year / unit[0]) * 100) / 100, words));
	return isDeep || year > 0 ? numberText(year, words) : words.bc.replace("{y}", numberText(1 - year, words));
}

function tickText(level, seconds, isDeep, words) {
	var at = civilFromSeconds(seconds);
	var two = number => digitsOf(String(number).padStart(2, "0"), words);
	if (level.unit === "year") return yearText(at.year, level.step, isDeep, words);
	if (level.unit === "month") return words.months[at.month - 1];
	if (level.unit === "day") return words.days[at.day - 1];
	if (level.unit === "hour") return words.hours[at.hour];
	return (level.unit === "minute" ? words.clock : words.seconds).replace("{s}", two(at.second)).replace("{hh}", two(at.hour)).replace("{h}", digitsOf(String(at.hour), words)).replace("{m}", two(at.minute));
}

function headingText(unit, seconds, words) {
	var at = civilFromSeconds(seconds);
	var year = yearText(at.year, 1, isDeepTime([at.year, at.year], words), words);
	if (unit === "year") return year;
	if (unit === "month") return words.monthHeadings[at.month - 1].replace("{y}", year);
	return words.dayHeadings[at.month - 1].replace("{y}", year).replace("{d}", words.days[at.day - 1]);
}

// -- ticks -----------------------------------------------------------------------------------------------------------

function readLevels(rows) {
	return rows.map(row => {
		return { unit: row[0], step: row[1], seconds: row[2], heading: row[3], minor: row[4] };
	});
}

// The instants of a level from `first` to `last`.
function tickInstants(level, first, last, words) {
	var found = [];
	var step = level.step;
	var add = seconds => { if (seconds >= first && seconds <= last) found.push(seconds); };
	var size = step * { second: 1, minute: 60, hour: 3600 }[level.unit];
	if (size) {
		for (var at = Math.ceil(first / size) * size; at <= last; at += size) add(at);
	} else if (level.unit === "day") {
		var stops = { 5: [1, 5, 10, 15, 20, 25], 10: [1, 10, 20], 15: [1, 15] }[step];
		for (var day = floor(first / DAY) * DAY; day <= last; day += DAY) {
			var ofMonth = civilFromSeconds(day).day;
			if (step === 1 || (stops ? stops.indexOf(ofMonth) >= 0 : ofMonth % 2 === 1 && ofMonth < 31)) add(day);
		}
	} else if (level.unit === "month") {
		var begin = civilFromSeconds(first);
		var months = begin.year * 12 + floor((begin.month - 1) / step) * step;
		for (var seconds = -Infinity; seconds <= last; months += step) {
			seconds = secondsFromCivil(floor(months / 12), months - floor(months / 12) * 12 + 1);
			add(seconds);
		}
	} else {
		var years = [civilFromSeconds(first).year, civilFromSeconds(last).year];
		var isDeep = isDeepTime(years, words);
		for (var year = floor(years[0] / step) * step; year <= years[1] + step; year += step) {
			// Before our era steps count from 1 BC, so that 100 BC has a tick; the year 1 stands for 0.
			var isPlain = isDeep || step === 1 || year > 0;
			if (isPlain || year || step >= 5) add(secondsFromCivil(isPlain ? year + isDeep * words.present : year + 1));
		}
	}
	return found;
}

// The ticks of a window `width` pixels wide: the finest level whose labels have room.
function makeTicks(camera, width, levels, words, measure) {
	var scale = width / camera.span;
	var last = camera.start + camera.span;
	var years = [civilFromSeconds(camera.start).year, civilFromSeconds(last).year];
	var isDeep = isDeepTime(years, words);
	var level = levels.find(one => {
		var distance = one.seconds * scale;
		if (distance < (one.unit === "day" || one.step === 1 ? 27 : 40)) return false;
		var samples = one.unit === "year"
			? years.map(year => yearText(floor(year / one.step) * one.step || 1, one.step, isDeep, words))
			: one.unit === "month" ? words.months : one.unit === "day" ? words.days
			: one.unit === "hour" ? words.hours : [words.seconds.replace(/{\w+}/g, "88")];
		var widest = max(...samples.map(measure));
		if (distance < widest + 14) return false;
		if (!one.heading) return true;
		var room = { day: DAY, month: 28 * DAY, year: 365 * DAY }[one.heading] * scale;
		return room >= measure(headingText(one.heading, camera.start, words)) + 16;
	}) || levels[levels.length - 1];
	var x = seconds => (seconds - camera.start) * scale;
	var major = tickInstants(level, camera.start, last, words).map(at => {
		return { x: x(at), at, text: tickText(level, at, isDeep, words) };
	});
	var minor = [];
	level.minor.some(one => {
		var finer = levels.find(other => other.unit === one[0] && other.step === one[1]);
		if (!finer || finer.seconds * scale < 7) return false;
		minor = tickInstants(finer, camera.start, last, words).map(x);
		return true;
	});
	var headings = [];
	if (level.heading) {
		var unit = { unit: level.heading, step: 1 };
		var starts = tickInstants(unit, camera.start + 1, last, words);
		headings = [{ x: 0, text: headingText(level.heading, camera.start, words) }];
		starts.forEach(at => {
			var text = headingText(level.heading, at, words);
			headings.push({ x: max(0, x(at) - measure(text) / 2), text });
		});
		// From right to left: the one at the left edge is pushed out by the next.
		for (var i = headings.length - 2; i >= 0; i -= 1) {
			headings[i].x = min(headings[i].x, headings[i + 1].x - 12 - measure(headings[i].text));
		}
	} else if (isDeep) {
		headings = [{ x: 0, text: words.years }];
	}
	return { major, minor, headings };
}
