// How the page behaves in another page, and what it offers to copy.

var isEmbedded = parent !== window;

// Tells the host the height of the article, in the words that hosts already listen to.
function tellHeight() {
	if (!isEmbedded || state.view !== "read") return;
	var height = document.body.scrollHeight;
	var query = new URLSearchParams(location.search);
	var messages = [
		{ "passeur-height": height },
		{ "datawrapper-height": { passeur: height } },
		{ sentinel: "amp", type: "embed-size", height: height },
		["pym", query.get("childId") || "passeur", "height", height].join("xPYMx"),
	];
	messages.forEach(message => parent.postMessage(message, "*"));
}

function openShare(edition) {
	var dialog = pick(edition, ".share");
	var address = location.href;
	var title = document.title.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
	pick(dialog, "[name=address]").value = address;
	pick(dialog, "[name=embed]").value =
		'<iframe src="' + address.replace(/&/g, "&amp;").replace(/"/g, "%22") + '" title="' + title +
		'" style="width:100%;aspect-ratio:16/10;border:0" allow="fullscreen; clipboard-write" loading="lazy"></iframe>';
	dialog.showModal();
}

function copyField(dialog, button) {
	var field = pick(dialog, "[name=" + button.dataset.copy + "]");
	field.select();
	if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(field.value).catch(() => {});
	else document.execCommand("copy");
}

// Light or dark: the reader's setting, until the button says otherwise.
function switchColors() {
	var isLight = root.dataset.colors ? root.dataset.colors === "light" : matchMedia("(prefers-color-scheme: light)").matches;
	root.dataset.colors = isLight ? "dark" : "light";
}

function switchFullScreen() {
	if (document.fullscreenElement) document.exitFullscreen();
	else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
}
