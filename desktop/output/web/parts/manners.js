// How the page behaves in another page, and what it offers to copy.

var isEmbedded = parent !== window;
root.classList.toggle("framed", isEmbedded);

// Tells the host the height of the article, in the words that hosts already listen to.
function tellHeight() {
	if (!isEmbedded || state.view !== "read") return;
	var height = document.body.scrollHeight;
	var messages = [
		{ "passeur-height": height },
		{ "datawrapper-height": { passeur: height } },
		{ sentinel: "amp", type: "embed-size", height },
		["pym", new URLSearchParams(location.search).get("childId") || "passeur", "height", height].join("xPYMx"),
	];
	messages.forEach(message => parent.postMessage(message, "*"));
}

function openShare(edition) {
	var dialog = pick(edition, ".share");
	var address = location.href;
	var embed = pick(dialog, "[name=embed]");
	pick(dialog, "[name=address]").value = address;
	embed.value = embed.defaultValue.replace('""', () => '"' + address.replace(/&/g, "&amp;").replace(/"/g, "%22") + '"');
	dialog.showModal();
}

function copyField(dialog, button) {
	pick(dialog, "[name=" + button.dataset.copy + "]").select();
	document.execCommand("copy"); // the newer way asks for a permission, which other pages do not give
}

// Light or dark: the reader's setting, until the button says otherwise.
function switchColors() {
	var isLight = (root.dataset.colors || (matchMedia("(prefers-color-scheme: light)").matches && "light")) === "light";
	root.dataset.colors = isLight ? "dark" : "light";
}

function switchFullScreen() {
	document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.().catch(() => {});
}
