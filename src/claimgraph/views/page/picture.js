// What is shown and chosen in; the picture of it out: which part is drawn, by whom, what is lit, and where the camera goes.
"use strict";

/** The picture in use; null until the view is seen for the first time. */
let picture = null;

/** What a large graph draws at most, of what has been asked for. */
const MOST = 600;
/** Nodes that were chosen in a large graph, with some of their neighbours: they stay in the picture. */
const visited = new Set();
const pending = new Set();

// ---------------------------------------------------------------- which part

/** What is drawn of what is shown: all of a small graph; of a large one what was laid out for a start, and what was asked for. */
function drawnPart() {
  if (!LARGE || state.all) return { nodes: shown.nodes, edges: shown.edges, places: null };
  if (state.focus) return ringedPart(nearest(state.focus.node, shown.nodes), state.focus.node);
  const places = new Map();
  for (const id of shown.nodes) {
    const { first } = NODES.get(id);
    if (first) places.set(id, { x: first[0], y: first[1] });
  }
  visit();
  // A filter may leave little of what was laid out: then the busiest of what it leaves.
  if (places.size < 12 && shown.nodes.size > places.size) return ringedPart(BY_SIZE.filter((node) => shown.nodes.has(node.id)).slice(0, 150).map((node) => node.id), null);
  for (const id of visited) {
    if (shown.nodes.has(id) && !places.has(id)) placeBeside(places, id, edgesAt(id).map((edge) => (edge.from === id ? edge.to : edge.from)));
  }
  return partOf(places);
}

function partOf(places) {
  const edges = [...shown.edges].filter((id) => places.has(EDGES.get(id).from) && places.has(EDGES.get(id).to));
  return { nodes: new Set(places.keys()), edges: new Set(edges), places };
}

function ringedPart(ids, root) {
  const drawn = new Set(ids);
  const edges = [...new Set(ids.flatMap((id) => edgesAt(id)))].filter((edge) => shown.edges.has(edge.id) && drawn.has(edge.from) && drawn.has(edge.to));
  return partOf(placeInRings(ids, edges, root));
}

/** The nodes of a set, nearest to a node first, at most as many as are drawn. */
function nearest(root, nodes) {
  const found = new Set(nodes.has(root) ? [root] : []);
  for (const id of found) {
    if (found.size > MOST) break;
    for (const edge of edgesAt(id)) for (const other of [edge.from, edge.to]) if (nodes.has(other)) found.add(other);
  }
  for (const id of nodes) found.add(id);
  return [...found].slice(0, MOST);
}

/** Remember what is chosen, so that it is drawn from now on. */
function visit() {
  const wanted = new Set(state.path?.nodes ?? []);
  if (state.chosen?.claim) for (const edge of edgesOf(state.chosen.claim)) wanted.add(edge.from).add(edge.to);
  if (state.chosen?.node && isDrawable(state.chosen.node)) {
    wanted.add(state.chosen.node);
    const near = edgesAt(state.chosen.node).flatMap((edge) => [edge.from, edge.to]);
    const order = [...new Set(near)].sort((a, b) => NODES.get(b).size - NODES.get(a).size || (a < b ? -1 : 1));
    for (const id of order.slice(0, 24)) wanted.add(id);
  }
  for (const id of wanted) if (!NODES.get(id).first) visited.add(id);
  for (const id of visited) {
    if (visited.size <= MOST) break;
    visited.delete(id);
  }
}

// ---------------------------------------------------------------- what is lit

/** What stands out: a way; a claim with its ends and all who pass it on; a node with its neighbours; else null. */
function litPart() {
  if (state.path?.nodes?.length) return { nodes: new Set(state.path.nodes), edges: new Set(state.path.edges) };
  if (!state.chosen) return null;
  const { claim, node } = state.chosen;
  const edges = claim ? edgesOf(claim) : nodeEdges(node);
  const nodes = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  for (const id of claim ? passedOnBy(CLAIMS.get(claim)) : [node]) nodes.add(id);
  return { nodes, edges: new Set(edges.map((edge) => edge.id)) };
}

/** The edges of a node; of somebody of whom nothing is said, those of what they say. */
function nodeEdges(node) {
  const own = edgesAt(node);
  return own.length ? own : [...claimsBy(node), ...claimsIn(node)].flatMap((claim) => edgesOf(claim.id));
}

/** Everybody on the way of a claim to us: the page, its publisher, whom it cites, who is said to have said it. */
function passedOnBy(claim) {
  const hops = claim.chain.flatMap((hop) => [hop.agent, hop.source]);
  return [claim.source, sourceOf(claim.source)?.publisher, ...hops, ...claim.speakers].filter((id) => id && isDrawable(id));
}

// ---------------------------------------------------------------- drawing

/** What a picture is to draw now. */
function currentLook() {
  return { ...drawnPart(), lit: litPart(), chosen: state.chosen?.node ?? null };
}

/** What covers the picture: the panel, at its right or its bottom. */
function coverOf(element) {
  const [outer, panel] = [element.getBoundingClientRect(), $("panel").getBoundingClientRect()];
  if ($("panel").hidden || !panel.width) return {};
  const [width, height] = [Math.min(outer.right, panel.right) - Math.max(outer.left, panel.left), Math.min(outer.bottom, panel.bottom) - Math.max(outer.top, panel.top)];
  if (width <= 0 || height <= 0) return {};
  if (width > outer.width * 0.8) return { bottom: outer.bottom - panel.top };
  // A little more, for labels that are written larger than they were laid out.
  return panel.left - outer.left > outer.right - panel.right ? { right: outer.right - panel.left + 24 } : { left: panel.right - outer.left + 24 };
}

let look = null;
let opening = null; // the camera that nobody has moved since the picture was fitted

function renderPicture() {
  const element = $("graph");
  const isFirst = !picture;
  picture ??= makePicture(element, {
    node: (id) => chooseNode(id, { move: false }),
    edge: (id) => chooseClaim(EDGES.get(id).claim, { move: false }),
    nothing: clearChoice,
    lost: replaceBroken,
  });
  look = currentLook();
  picture.paint(look);
  if (isFirst) opening = picture.camera();
  moveCamera(element, isFirst);
  describePart();
  document.documentElement.dataset.picture = picture.name;
}

function moveCamera(element, isFirst) {
  const isOther = ["focus", "all"].some((part) => pending.has(part));
  pending.clear();
  const ids = state.move && (state.chosen || state.path) ? [...(look.lit?.nodes ?? [])].filter((id) => look.nodes.has(id)) : [];
  state.move = false;
  if (ids.length && !(state.all && ids.length > 400)) picture.moveTo(state.chosen?.node && look.nodes.has(state.chosen.node) ? closest(state.chosen.node, ids) : ids, coverOf(element));
  else if (isOther && !isFirst) picture.fit(null, { cover: coverOf(element) });
}

/** A chosen node with those of its neighbours that are not far away: the rest may be out of sight. */
function closest(node, ids) {
  const placeOf = (id) => look.places?.get(id) ?? NODES.get(id);
  const middle = placeOf(node);
  return ids.filter((id) => Math.hypot(placeOf(id).x - middle.x, placeOf(id).y - middle.y) < 520);
}

/** Draw on a plain canvas from now on, where the graphics card gave up. */
function replaceBroken() {
  const camera = picture.camera();
  picture.remove();
  picture = makeCanvasPicture($("graph"), {
    node: (id) => chooseNode(id, { move: false }),
    edge: (id) => chooseClaim(EDGES.get(id).claim, { move: false }),
    nothing: clearChoice,
  });
  picture.paint(look);
  picture.setCamera(camera);
  document.documentElement.dataset.picture = picture.name;
}

// ---------------------------------------------------------------- what is not drawn

const policy = make("p", { id: "policy", className: "policy", role: "status" });

/** Say how much is drawn, and offer the rest. */
function describePart() {
  const isEntity = (id) => entityOf(id) !== null;
  const drawn = [...look.nodes].filter(isEntity).length;
  const all = Object.keys(DATA.entities).length;
  const number = (n) => n.toLocaleString("en");
  policy.hidden = look.nodes.size > 0 && (!LARGE || state.all);
  if (!look.nodes.size) policy.textContent = "Nothing here passes the filters.";
  else policy.textContent = `${number(drawn)} of ${number(all)} entities drawn; search or focus to see more`;
  $("draw-all").hidden = !LARGE;
  $("draw-all").textContent = state.all ? "Draw the first part" : "Draw all";
  $("draw-all").setAttribute("aria-pressed", String(state.all));
}

$("view-entities").append(policy);
$("draw-all").addEventListener("click", () => change({ all: !state.all }));
$("zoom-in").addEventListener("click", () => picture?.zoom(1.3));
$("zoom-out").addEventListener("click", () => picture?.zoom(1 / 1.3));
$("fit").addEventListener("click", () => picture?.fit(null, { cover: coverOf($("graph")) }));
onChange((parts) => { for (const part of parts) pending.add(part); });
registerView("entities", { element: $("view-entities"), render: renderPicture });

/** Follow the size of the window; a picture that nobody has moved is fitted anew. */
new ResizeObserver(() => {
  if (!picture || !$("graph").clientWidth) return;
  const { x, y, scale } = picture.camera();
  const isOpening = opening && Math.abs(x - opening.x) + Math.abs(y - opening.y) < 1 && Math.abs(scale / opening.scale - 1) < 0.001;
  picture.resize();
  if (!isOpening) return;
  picture.fit(null, { atOnce: true });
  opening = picture.camera();
}).observe($("graph"));
