// Keys in; what they do out. The list is also what the help shows.
"use strict";

const STEP = 90;
const isPicture = () => state.view === "entities" && picture;
const zoomBy = (factor) => isPicture() && picture.zoom(factor);
const panBy = (dx, dy) => isPicture() && picture.pan(dx * STEP, dy * STEP);

/** Every key: how it is written, what it does, and the names under which a browser reports it. */
const KEYS = [
  { shown: "/", does: "Search", keys: ["/"], run: () => $("search").focus() },
  { shown: "N", does: "Next claim", keys: ["n"], run: () => stepClaim(1) },
  { shown: "P", does: "Previous claim", keys: ["p"], run: () => stepClaim(-1) },
  { shown: "F", does: "Focus on what is chosen", keys: ["f"], run: () => focusOnChosen() },
  { shown: "1 – 6", does: "Graph, provenance, timeline, contradictions, due, table", keys: ["1", "2", "3", "4", "5", "6"], run: (key) => tabs()[key - 1].click() },
  { shown: "T", does: "Table of the claims", keys: ["t"], run: () => showView("table") },
  { shown: "+", does: "Zoom in", keys: ["+", "="], run: () => zoomBy(1.25) },
  { shown: "−", does: "Zoom out", keys: ["-", "−"], run: () => zoomBy(0.8) },
  { shown: "0", does: "Show the whole picture", keys: ["0"], run: () => isPicture() && picture.fit(null) },
  { shown: "← ↑ → ↓", does: "Move the picture, when it has the focus", keys: ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"],
    when: (event) => event.target === $("graph"), run: (key) => panBy(...MOVES[key]) },
  { shown: "Esc", does: "Close what is open, one after the other", keys: ["Escape"], typing: true, run: () => closeOne() },
  { shown: "?", does: "These keys", keys: ["?"], run: () => openHelp() },
];
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const tabs = () => [...document.querySelectorAll("#tabs [role=tab]")];

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  const isTyping = event.target.matches?.("input:not([type=checkbox], [type=range]), textarea, select") ?? false;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const key = KEYS.find(({ keys, when, typing }) => keys.includes(name) && (!isTyping || typing) && (!when || when(event)));
  if (!key) return;
  event.preventDefault();
  key.run(name);
}

/** Close what is open, the last first: the search, the drawer, the panel, the way, the focus. */
function closeOne() {
  if (document.activeElement === $("search") || !$("found").hidden) {
    closeSearch({ forget: true });
    $("search").blur();
  } else if ($("filters").classList.contains("open")) toggleFilters(false);
  else if (state.chosen) closePanel();
  else if (state.path) change({ path: null });
  else if (state.focus) change({ focus: null });
}

function openHelp() {
  const key = ({ shown: signs, does }) => [make("dt", {}, ...signs.split(" ").map((sign) => (sign === "–" ? "–" : make("kbd", { text: sign })))), make("dd", { text: does })];
  $("keys-list").replaceChildren(...KEYS.flatMap(key));
  $("keys").showModal();
}

/** Arrows go along the tabs, as in any list of tabs. */
function onTabKey(event) {
  const list = tabs();
  const now = list.indexOf(event.target);
  const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: list.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const tab = list[(next + list.length) % list.length];
  tab.focus();
  tab.click();
}
