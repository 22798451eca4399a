// The deck: one slide at a time, step by step.

var slidesOf = language => all(editionOf(language), ".slide");
var stepsOf = slide => Number(slide.dataset.steps || 0);

function slideIndex(slides, address) {
	var index = slides.findIndex(slide => slide.dataset.slide === address);
	return index < 0 ? 0 : index;
}

// Shows a slide at a step; returns the slide. In the article every slide is whole.
function showSlide(state) {
	var slides = slidesOf(state.language);
	var index = slideIndex(slides, state.slide);
	var slide = slides[index];
	var step = min(state.step || 0, stepsOf(slide));
	slides.forEach(other => other.classList.toggle("current", other === slide));
	all(slide, "[data-step]").forEach(part => {
		part.classList.toggle("later", state.view === "deck" && part.dataset.step > step);
	});
	var edition = editionOf(state.language);
	var act = name => pick(edition, "[data-do=" + name + "]");
	pick(edition, ".place").textContent = (index + 1) + " / " + slides.length;
	act("previous").disabled = index === 0 && step === 0;
	act("next").disabled = index === slides.length - 1 && step >= stepsOf(slide);
	act("notes").disabled = !pick(slide, ".notes");
	showNotes(edition, slide);
	return slide;
}

function showNotes(edition, slide) {
	var panel = pick(edition, ".panel");
	var notes = pick(slide, ".notes");
	panel.replaceChildren();
	if (notes) [...notes.children].slice(1).forEach(part => panel.append(part.cloneNode(true)));
	panel.hidden = !(notesAreOpen && notes && root.dataset.view === "deck");
	pick(edition, "[data-do=notes]").setAttribute("aria-pressed", notesAreOpen);
}

var notesAreOpen = false;

// Where a press leads: the next step or slide, or the one before, which is then whole.
function moved(state, direction) {
	var slides = slidesOf(state.language);
	var index = slideIndex(slides, state.slide);
	var step = min(state.step || 0, stepsOf(slides[index])) + direction;
	if (step < 0) {
		index -= 1;
		step = Infinity;
	} else if (step > stepsOf(slides[index])) {
		index += 1;
		step = 0;
	}
	if (!(index in slides)) return null;
	return { slide: slides[index].dataset.slide, step: min(step, stepsOf(slides[index])) };
}

// The first slide (0) or the last (−1).
var movedTo = (state, end) => ({ slide: slidesOf(state.language).at(end).dataset.slide, step: 0 });

// A finger that goes sideways, or a tap: to the end of the line it goes on, near its begin it goes back.
function listenToFingers(element, isRightToLeft, move) {
	var start = null;
	var fingers = 0;
	on(element, "pointerdown", event => {
		fingers += 1;
		start = fingers === 1 && event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
	});
	on(element, "pointercancel", () => { fingers = 0; start = null; });
	on(element, "pointerup", event => {
		fingers = max(0, fingers - 1);
		var from = start;
		start = null;
		var isEnlarged = window.visualViewport?.scale > 1.05;
		if (!from || isEnlarged || event.target.closest("a, button, summary, .words, .panel")) return;
		var dx = (event.clientX - from.x) * (isRightToLeft() ? -1 : 1);
		var dy = event.clientY - from.y;
		if (abs(dx) > 45 && abs(dx) > 1.8 * abs(dy)) move(dx < 0 ? 1 : -1);
		else if (Math.hypot(dx, dy) < 8) {
			var place = (event.clientX - element.getBoundingClientRect().left) / element.clientWidth;
			move((isRightToLeft() ? 1 - place : place) < 0.25 ? -1 : 1);
		}
	});
}
