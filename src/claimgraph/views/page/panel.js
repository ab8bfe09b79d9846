// What is chosen in; the panel beside the view out: a claim, a node, or the way between two things. And where the focus goes.
"use strict";

/** What had the focus when the panel opened, so that it goes back there; and what it was, should its view be drawn anew. */
const opener = { element: null, tag: "", is: () => false };

function rememberOpener(element) {
  const { localName, className, textContent, dataset: { key } } = element;
  opener.element = element;
  opener.is = (other) => (key ? other.dataset.key === key : other.className === className && other.textContent === textContent);
  opener.tag = localName;
}

const heading = (text) => make("h3", { text });
const badge = (text, tone) => make("span", { className: `badge tone-${tone}`, text });
const quiet = (text) => make("p", { className: "quiet", text });

function drawPanel(parts) {
  if (!["chosen", "path", "hidden", "from", "to", "undated", "focus"].some((part) => parts.has(part))) return;
  const content = panelContent();
  const panel = $("panel");
  if (!content) {
    if (!panel.hidden) hidePanel();
    return;
  }
  // The focus goes into the panel with whoever came by a button; it stays in the picture, and with the keys N and P.
  const active = document.activeElement;
  const isInside = panel.contains(active);
  const comesByButton = parts.has("chosen") && active?.matches?.("#stage :is(button, a, [role=button])") && !active.closest(".zoom, #narrowed");
  if (!isInside && active && active !== document.body) rememberOpener(active);
  const isSame = panel.dataset.of === content.of;
  const scrolled = panel.scrollTop;
  panel.replaceChildren(panelHead(content), make("div", { className: "body" }, ...content.body.flat(2).filter(Boolean)));
  panel.dataset.of = content.of;
  panel.hidden = false;
  panel.scrollTop = isSame ? scrolled : 0;
  if (isInside || comesByButton) panel.focus({ preventScroll: true });
}

function panelContent() {
  if (state.chosen?.claim) return { of: state.chosen.claim, ...claimPanel(CLAIMS.get(state.chosen.claim)) };
  if (state.chosen?.node) return { of: state.chosen.node, ...nodePanel(state.chosen.node) };
  return state.path ? { of: "way", ...wayPanel(state.path) } : null;
}

/** The head of the panel: what it is about, the way to other claims, and the way out. */
function panelHead({ over, steps = null }) {
  const close = make("button", { type: "button", className: "sign close", "aria-label": "Close", onclick: closePanel }, make("span", { "aria-hidden": "true", text: "×" }));
  return make("div", { className: "head" }, make("div", { className: "over" }, ...over), steps, close);
}

function hidePanel() {
  const panel = $("panel");
  const isInside = panel.contains(document.activeElement);
  panel.hidden = true;
  panel.replaceChildren();
  delete panel.dataset.of;
  if (isInside) returnFocus();
}

function returnFocus() {
  const { element } = opener;
  const view = state.view === "entities" ? $("graph") : $(`view-${state.view}`);
  const isThere = element?.isConnected && !element.closest("[hidden]");
  const again = element && !isThere ? [...view.querySelectorAll(opener.tag)].find(opener.is) : null;
  (isThere ? element : again ?? view).focus({ preventScroll: true });
  opener.element = null;
}

/** Close the panel; from a claim on a way back to the way. */
function closePanel() {
  if (state.chosen) clearChoice();
  else change({ path: null });
}

/** Bring the focus into the panel as soon as it is drawn. */
function focusPanel() {
  flush();
  if (!$("panel").hidden) $("panel").focus({ preventScroll: true });
}

// ---------------------------------------------------------------- what panels share

/** A list of claims, cut where it gets long; each with when it was said, or what else `note` says of it. */
function claimList(claims, { step = 40, note = whenText } = {}) {
  const list = make("ul", { className: "claims" });
  const more = make("button", { type: "button", className: "more" });
  let listed = 0;
  const add = () => {
    for (const claim of claims.slice(listed, listed + step)) list.append(make("li", {}, claimReference(claim), note(claim) ? make("small", { text: note(claim) }) : null));
    listed = Math.min(listed + step, claims.length);
    more.hidden = listed === claims.length;
    more.textContent = `Show more (${(claims.length - listed).toLocaleString("en")})`;
  };
  more.addEventListener("click", add);
  add();
  return make("div", {}, list, more);
}

/** When a claim was said, in a word for a list. */
function whenText(claim) {
  const said = claim.times.find(([name]) => name === "said");
  return said ? said[1] : sourceOf(claim.source)?.published ?? "";
}

/** Claims in the order in which they were said; those without a date last. */
function inTime(claims) {
  const keys = new Map(claims.map((claim) => [claim.id, sortDay(claim)]));
  return [...claims].sort((a, b) => (keys.get(a.id) === keys.get(b.id) ? 0 : keys.get(a.id) - keys.get(b.id)));
}

/** A text to copy, with the button that copies it. */
function copyBox(summary, text, note = "") {
  const button = make("button", { type: "button", className: "copy", text: "Copy", onclick: () => copyText(text, button) });
  const code = make("div", { className: "code" }, make("pre", { text, tabindex: 0, role: "region", "aria-label": summary }), button);
  return make("details", {}, make("summary", { text: summary }), note ? quiet(note) : null, code);
}

// ---------------------------------------------------------------- a way

/** Tell a way in words, step by step. */
function wayPanel(way) {
  const over = [make("span", { text: "the shortest way" })];
  const title = make("h2", { text: `${nameOf(way.from)} → ${nameOf(way.to)}` });
  if (!way.nodes.length) return { over, body: [title, make("p", { text: noWayText(way) })] };
  const steps = way.edges.map((id, at) => {
    const edge = EDGES.get(id);
    const claim = CLAIMS.get(edge.claim);
    return [make("li", { className: "step" }, claimReference(claim)), make("li", { className: "stop" }, reference(way.nodes[at + 1], nameOf(way.nodes[at + 1])))];
  });
  return { over, body: [title, make("ol", { className: "way" }, make("li", { className: "stop" }, reference(way.from, nameOf(way.from))), ...steps.flat())] };
}
