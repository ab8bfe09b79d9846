// What the reader does in; what is chosen, shown and hidden out. Every part of the page reads it from here.
"use strict";

/** What the reader asked for. Only `change` writes it. */
const state = {
  view: "entities",
  chosen: null, // {claim: id} or {node: id}
  move: false, // whether the picture should bring what is chosen into sight; the picture sets it back
  hidden: new Map(), // name of a filter → the values that are switched off
  from: "",
  to: "",
  undated: true,
  focus: null, // {node, depth}
  path: null, // {from, to, nodes, edges}
  all: false, // whether the whole of a large graph is drawn
  sort: null, // {column, down}: how the table is sorted
  theme: "auto", // or "light", "dark"
};

/** What passes the filters, the dates and the focus. */
const shown = { claims: DATA.claims, nodes: new Set(NODES.keys()), edges: new Set(EDGES.keys()) };

/** Parts of the state that change what is shown, and not only how. */
const NARROWING = ["hidden", "from", "to", "undated", "focus"];

// Filled by the files of the shell: each narrows what is shown.
const claimTests = []; // () → a test of claims, or null where everything passes
const nodeTests = []; // () → a test of nodes, or null
const edgeTests = []; // () → a test of edges, or null
const narrowings = []; // (what is shown) → less of it
const listeners = [];
const views = new Map();

let stale = true;
let frame = 0;

/** Call a function whenever the state has changed; `changed` says which parts of it. */
const onChange = (listener) => listeners.push(listener);
let changed = new Set();

/** Change the state; what is shown follows at the next frame, once for all changes until then. */
function change(patch) {
  Object.assign(state, patch);
  for (const name of Object.keys(patch)) changed.add(name);
  stale ||= NARROWING.some((name) => name in patch);
  for (const view of views.values()) view.outdated = true;
  frame ||= requestAnimationFrame(flush);
}

/** Do at once what is due at the next frame. */
function flush() {
  cancelAnimationFrame(frame);
  frame = 0;
  settle();
  const parts = changed;
  changed = new Set();
  for (const listener of listeners) listener(parts);
  const view = views.get(state.view);
  if (view?.outdated) {
    view.outdated = false;
    view.render();
  }
}

/** Join tests into one; what is no test lets everything through. */
function allOf(tests) {
  const active = tests.filter(Boolean);
  return (thing) => active.every((test) => test(thing));
}

/** Bring `shown` up to date, where somebody needs it before the next frame. */
function settle() {
  if (!stale) return;
  stale = false;
  const keepsClaim = allOf(claimTests.map((makeTest) => makeTest()));
  const keepsNode = allOf(nodeTests.map((makeTest) => makeTest()));
  const keepsEdge = allOf(edgeTests.map((makeTest) => makeTest()));
  // A claim is shown as long as one of its statements can be; one without any drawing always.
  const isDrawn = (claim) => !edgesOf(claim.id).length || edgesOf(claim.id).some(keepsEdge);
  shown.claims = DATA.claims.filter((claim) => keepsClaim(claim) && isDrawn(claim));
  const passing = new Set(shown.claims.map((claim) => claim.id));
  const edges = NETWORK.edges.filter((edge) => passing.has(edge.claim) && keepsEdge(edge));
  shown.edges = new Set(edges.map((edge) => edge.id));
  shown.nodes = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  // What stands alone stays until a filter asks for certain claims.
  if (shown.claims.length === DATA.claims.length) for (const node of NETWORK.nodes) if (keepsNode(node)) shown.nodes.add(node.id);
  for (const narrow of narrowings) Object.assign(shown, narrow(shown));
}

// ---------------------------------------------------------------- choosing

/** Show a claim in the panel, and bring it into sight unless `move` is false. */
function chooseClaim(id, { move = true } = {}) {
  if (CLAIMS.has(id)) change({ chosen: { claim: id }, move });
}

/** Show an entity, a source or a value in the panel, and bring it into sight unless `move` is false. */
function chooseNode(id, { move = true } = {}) {
  if (isKnown(id)) change({ chosen: { node: id }, move });
}

function clearChoice() {
  change({ chosen: null, move: false });
}

/** Go to the next or the previous of the claims that are shown. */
function stepClaim(by) {
  settle();
  const claims = shown.claims;
  if (!claims.length) return announce("No claim is shown.");
  const now = claims.findIndex((claim) => claim.id === state.chosen?.claim);
  const next = now < 0 ? (by > 0 ? 0 : claims.length - 1) : (now + by + claims.length) % claims.length;
  chooseClaim(claims[next].id);
  return announce(`Claim ${next + 1} of ${claims.length}: ${claims[next].label}`);
}

// ---------------------------------------------------------------- views

/** Add a view: its element, and what draws it anew when something has changed while it is in sight. */
function registerView(name, { element, render, key }) {
  views.set(name, { element, render, key, outdated: true });
}

/** Bring a view to the front. */
function showView(name) {
  if (views.has(name)) change({ view: name });
}

onChange((parts) => {
  if (!parts.has("view")) return;
  for (const [name, { element }] of views) {
    const isOn = name === state.view;
    element.hidden = !isOn;
    $(`tab-${name}`).setAttribute("aria-selected", String(isOn));
    $(`tab-${name}`).tabIndex = isOn ? 0 : -1;
  }
  document.body.dataset.view = state.view;
});

/** Let a screen reader say a sentence. */
function announce(text) {
  $("said").textContent = text;
}
