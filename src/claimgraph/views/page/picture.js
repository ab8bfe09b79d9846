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

/** Everybody on the way of a claim to us: the page, its authors and publisher, whom it cites, who is said to have said it. */
function passedOnBy(claim) {
  const hops = claim.chain.flatMap((hop) => [hop.agent, hop.source]);
  return [claim.source, ...makersOf(sourceOf(claim.source)).map(([id]) => id), ...hops, ...claim.speakers].filter((id) => id && isDrawable(id));
}

// ---------------------------------------------------------------- drawing

/** What a picture is to draw now. */
function currentLook() {
  return { ...drawnPart(), lit: litPart(), chosen: state.chosen?.node ?? null };
}

/** What covers the picture: the panel, at its right or its bottom; what says that something is left out; buttons in a corner. */
function coverOf(element) {
  const outer = element.getBoundingClientRect();
  const [bar, buttons] = [$("narrowed").getBoundingClientRect(), $("zoom-in").parentElement.getBoundingClientRect()];
  const top = bar.height ? Math.max(0, bar.bottom - outer.top) : 0;
  const corner = buttons.width ? { width: buttons.right - outer.left + 8, height: outer.bottom - buttons.top + 8 } : null;
  return { top, corner, ...panelCover(outer, $("panel").getBoundingClientRect()) };
}

function panelCover(outer, panel) {
  if ($("panel").hidden || !panel.width) return {};
  const [width, height] = [Math.min(outer.right, panel.right) - Math.max(outer.left, panel.left), Math.min(outer.bottom, panel.bottom) - Math.max(outer.top, panel.top)];
  if (width <= 0 || height <= 0) return {};
  if (width > outer.width * 0.8) return { bottom: outer.bottom - panel.top };
  // A little more, for labels that are written larger than they were laid out.
  return panel.left - outer.left > outer.right - panel.right ? { right: outer.right - panel.left + 24 } : { left: panel.right - outer.left + 24 };
}

let look = null;

const pictureEvents = {
  node: (id) => chooseNode(id, { move: false }),
  edge: (id) => chooseClaim(EDGES.get(id).claim, { move: false }),
  nothing: clearChoice,
  moved: () => { camera.isByHand = true; },
};

function renderPicture() {
  const element = $("graph");
  const isFirst = !picture;
  picture ??= watched(makePicture(element, { ...pictureEvents, lost: replaceBroken }));
  look = currentLook();
  picture.paint(look, coverOf(element));
  moveCamera(isFirst);
  describePart();
  document.documentElement.dataset.picture = picture.name;
}

// ---------------------------------------------------------------- where the camera goes

/** How the camera came to where it is: by the reader's hand, or away from where all fits for what was chosen, as was asked or only where needed. */
const camera = { isByHand: false, isAside: false, wasAsked: false, wasLittle: false };

/** Note whether the reader moves a picture, or has it fitted. */
function watched(made) {
  const { fit, zoom, pan } = made;
  return Object.assign(made, {
    fit(ids = null, more = {}) {
      Object.assign(camera, { isByHand: false, isAside: false });
      fit(ids, { cover: coverOf($("graph")), ...more });
    },
    zoom(factor) {
      camera.isByHand = true;
      zoom(factor);
    },
    pan(dx, dy) {
      camera.isByHand = true;
      pan(dx, dy);
    },
  });
}

/** Move to what is chosen; back to all when nothing is any more; and to what a filter leaves, where that is little. */
function moveCamera(isFirst) {
  const isNew = (...parts) => parts.some((part) => pending.has(part));
  const isChoice = Boolean(state.chosen || state.path);
  const isAsked = state.move && isChoice;
  const isLittle = shown.nodes.size < NETWORK.nodes.length / 3;
  const isBack = camera.isAside && !isChoice && isNew("chosen", "path");
  const isLeft = (isLittle || camera.wasLittle) && isNew("hidden", "from", "to", "undated");
  if (isAsked || (isChoice && isNew("chosen"))) bringIntoSight(isAsked);
  else if (!isFirst && (isNew("focus", "all") || (!camera.isByHand && (isBack || isLeft)))) picture.fit();
  camera.wasLittle = isLittle;
  state.move = false;
  pending.clear();
}

/** Labels smaller than this, in pixels, are not read. */
const LEAST_LABEL = 8;
/** So many of the neighbours of what is chosen are brought into sight with it, the nearest first. */
const MOST_BROUGHT = 200;

/** Bring what is chosen into the part of the picture that nothing covers; where it was only clicked, no further than needed. */
function bringIntoSight(isAsked, more = {}) {
  camera.wasAsked = isAsked;
  const [core, near] = chosenBoxes();
  if (!core) return;
  const [width, height, now] = [$("graph").clientWidth, $("graph").clientHeight, picture.camera()];
  const { left = 0, right = 0, top = 0, bottom = 0 } = coverOf($("graph"));
  const free = { left: left + 12, top: top + 12, right: width - right - 12, bottom: height - bottom - 12 };
  const wanted = isAsked ? near : near.filter(({ box }) => isWithin(onScreen(box, now, width, height), { left: 0, top: 0, right: width, bottom: height }));
  if (!isAsked) {
    const clear = wanted.filter(({ box }) => isWithin(onScreen(box, now, width, height), free));
    if (isWithin(onScreen(core, now, width, height), free) && clear.length >= wanted.length * 0.7) return;
  }
  const { box, scale } = boxThatFits(core, wanted, free, isAsked ? Math.max(now.scale, 0.7) : now.scale);
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const centred = { x: x - ((free.left + free.right - width) / 2) / scale, y: y - ((free.top + free.bottom - height) / 2) / scale, scale };
  camera.isAside = true;
  picture.goTo(isAsked ? centred : pushed(zoomedTo(now, scale, box), box, free, width, height), more);
}

/** The boxes of what is chosen, as one, and of what is lit with it, the nearest first. */
function chosenBoxes() {
  const scene = picture.sceneOf();
  const drawn = (ids) => [...new Set(ids)].filter((id) => scene.index.has(id));
  const { claim, node } = state.chosen ?? {};
  const lit = drawn(look.lit?.nodes ?? []);
  const own = drawn(claim ? edgesOf(claim).flatMap((edge) => [edge.from, edge.to]) : node ? [node] : state.path?.nodes ?? []);
  const core = own.length ? boundsOf(scene, own) : lit.length ? boundsOf(scene, lit) : null;
  if (!core) return [null, []];
  const middle = [(core[0] + core[2]) / 2, (core[1] + core[3]) / 2];
  const far = (id) => Math.hypot(placeAt(scene, scene.index.get(id)).x - middle[0], placeAt(scene, scene.index.get(id)).y - middle[1]);
  const near = lit.filter((id) => !own.includes(id)).map((id) => ({ id, far: far(id) })).sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1));
  return [core, near.slice(0, MOST_BROUGHT).map(({ id }) => ({ box: boundsOf(scene, [id]), font: NODES.get(id).fontSize }))];
}

const around = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];

/** A box around what is chosen and as much of what is near it as can be shown while labels can be read, and the scale for it. */
function boxThatFits(core, near, free, most) {
  const [wide, high] = [Math.max(60, free.right - free.left), Math.max(60, free.bottom - free.top)];
  const scaleOf = (box) => Math.min(wide / Math.max(1, box[2] - box[0]), high / Math.max(1, box[3] - box[1]));
  const whole = near.reduce((box, other) => around(box, other.box), core);
  const readable = Math.min(most, 0.7, LEAST_LABEL / Math.min(...near.map((other) => other.font), 20));
  // What is chosen is shown whole in any case: its own labels are written large enough.
  const scale = Math.min(most, scaleOf(core), Math.max(readable, scaleOf(whole)));
  let box = core;
  for (const other of near) if (scaleOf(around(box, other.box)) >= scale) box = around(box, other.box);
  return { box, scale };
}

/** Where a box of the plane is in the picture. */
function onScreen(box, { x, y, scale }, width, height) {
  return [(box[0] - x) * scale + width / 2, (box[1] - y) * scale + height / 2, (box[2] - x) * scale + width / 2, (box[3] - y) * scale + height / 2];
}

const isWithin = (box, area) => box[0] >= area.left && box[1] >= area.top && box[2] <= area.right && box[3] <= area.bottom;

/** A camera at another scale, with the middle of a box where it was. */
function zoomedTo({ x, y, scale }, wanted, box) {
  const [u, v] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return { x: u + ((x - u) * scale) / wanted, y: v + ((y - v) * scale) / wanted, scale: wanted };
}

/** Move a camera just so far that a box is within an area of the picture. */
function pushed(from, box, area, width, height) {
  const [left, top, right, bottom] = onScreen(box, from, width, height);
  const push = (low, high, least, most) => (low < least ? low - least : high > most ? high - most : 0);
  return { ...from, x: from.x + push(left, right, area.left, area.right) / from.scale, y: from.y + push(top, bottom, area.top, area.bottom) / from.scale };
}

/** Draw on a plain canvas from now on, where the graphics card gave up. */
function replaceBroken() {
  const before = picture.camera();
  picture.remove();
  picture = watched(makeCanvasPicture($("graph"), pictureEvents));
  picture.paint(look);
  picture.setCamera(before);
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
$("fit").addEventListener("click", () => picture?.fit());
onChange((parts) => { for (const part of parts) pending.add(part); });
registerView("entities", { element: $("view-entities"), render: renderPicture });

/** Follow the size of the window; a picture that nobody has moved by hand is fitted anew, and what is chosen brought into sight. */
new ResizeObserver(() => {
  if (!picture || !$("graph").clientWidth) return;
  picture.resize();
  if (camera.isByHand) return;
  picture.fit(null, { atOnce: true });
  if (state.chosen || state.path) bringIntoSight(camera.wasAsked, { atOnce: true });
}).observe($("graph"));
