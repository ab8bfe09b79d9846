// What is to be drawn, and how it stands out, in; a scene out that paints any part of itself and knows what is where.
"use strict";

/** As many edges and nodes in sight are drawn with all their detail; of more, lines and symbols only. */
const DETAIL = 2600;
const DIM_EDGE = 0.1;
const DIM_NODE = 0.18;

/** The nodes, the largest first: so they are labelled; and the smallest are drawn first. */
const BY_SIZE = [...NETWORK.nodes].sort((a, b) => b.size - a.size || b.fontSize - a.fontSize || (a.id < b.id ? -1 : 1));

/** The part of the plane that is in sight of a camera. */
function sightOf({ x, y, scale }, width, height) {
  const [halfWidth, halfHeight] = [width / 2 / scale, height / 2 / scale];
  return { scale, left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
}

/** Make the scene of a look (see picture.js). */
function makeScene(look) {
  const nodes = BY_SIZE.filter((node) => look.nodes.has(node.id) && (!look.places || look.places.has(node.id)));
  const placeOf = look.places ? (node) => look.places.get(node.id) : (node) => node;
  const index = new Map(nodes.map((node, n) => [node.id, n]));
  const edges = NETWORK.edges.filter((edge) => look.edges.has(edge.id) && index.has(edge.from) && index.has(edge.to));
  const scene = {
    look, nodes, edges, index, placeOf, theme: colours.canvas,
    xs: Float64Array.from(nodes, (node) => placeOf(node).x),
    ys: Float64Array.from(nodes, (node) => placeOf(node).y),
    looks: new Map(), tints: [], curves: new Map(), words: new Map(), taken: null,
    ends: Int32Array.from({ length: edges.length * 2 }, (_, n) => index.get(n % 2 ? edges[n >> 1].to : edges[n >> 1].from)),
  };
  return scene;
}

const placeAt = (scene, n) => ({ x: scene.xs[n], y: scene.ys[n] });
const isLitNode = ({ look }, node) => !look.lit || look.lit.nodes.has(node.id);
const isLitEdge = ({ look }, edge) => !look.lit || look.lit.edges.has(edge.id);

function lookOfEdge(scene, edge) {
  if (!scene.looks.has(edge.claim + edge.main)) scene.looks.set(edge.claim + edge.main, edgeLook(edge));
  return scene.looks.get(edge.claim + edge.main);
}

/** The line of an edge between its nodes; null where they touch. */
function curveAt(scene, n) {
  if (!scene.curves.has(n)) {
    const edge = scene.edges[n];
    const curve = curveOf(edge, placeAt(scene, scene.ends[2 * n]), placeAt(scene, scene.ends[2 * n + 1]));
    scene.curves.set(n, trimCurve(curve, NODES.get(edge.from), NODES.get(edge.to)));
  }
  return scene.curves.get(n);
}

// ---------------------------------------------------------------- what is where

/** The box around nodes with their labels: around those named, or all. */
function boundsOf(scene, ids = null) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const grow = (other) => {
    box[0] = Math.min(box[0], other[0]);
    box[1] = Math.min(box[1], other[1]);
    box[2] = Math.max(box[2], other[2]);
    box[3] = Math.max(box[3], other[3]);
  };
  for (const n of ids ? ids.map((id) => scene.index.get(id)).filter((at) => at !== undefined) : scene.nodes.keys()) {
    const place = placeAt(scene, n);
    const [width, height] = halfBox(scene.nodes[n]);
    grow([place.x - width, place.y - height, place.x + width, place.y + height]);
    if (scene.nodes[n].size && (ids || scene.nodes.length < 2000)) grow(labelBox(scene.nodes[n], place, scene.nodes[n].fontSize));
  }
  return box[0] < Infinity ? box : null;
}

/** The numbers of the nodes and edges that are in sight. */
function inSight(scene, sight) {
  const room = 60 + 40 / sight.scale;
  const [left, top, right, bottom] = [sight.left - room, sight.top - room, sight.right + room, sight.bottom + room];
  const { xs, ys, ends } = scene;
  const nodes = [];
  for (let n = 0; n < xs.length; n += 1) if (xs[n] > left && xs[n] < right && ys[n] > top && ys[n] < bottom) nodes.push(n);
  const edges = [];
  for (let n = 0; n < ends.length; n += 2) {
    const [x, y, u, v] = [xs[ends[n]], ys[ends[n]], xs[ends[n + 1]], ys[ends[n + 1]]];
    if (Math.max(x, u) > left && Math.min(x, u) < right && Math.max(y, v) > top && Math.min(y, v) < bottom) edges.push(n >> 1);
  }
  return { nodes, edges };
}

/** What is under a point: a node, else an edge, else null. `reach` is how near is near enough, in units of the plane. */
function pick(scene, { x, y }, reach) {
  let [found, least] = [null, Infinity];
  scene.nodes.forEach((node, n) => {
    const [dx, dy] = [Math.abs(scene.xs[n] - x), Math.abs(scene.ys[n] - y)];
    if (dx > 400 || dy > 400) return;
    const [width, height] = halfBox(node);
    const far = node.size ? Math.hypot(dx, dy) - width : Math.max(dx - width, dy - height);
    if (far < Math.min(reach, least)) [found, least] = [{ node: node.id }, far];
  });
  if (found) return found;
  for (let n = 0; n < scene.edges.length; n += 1) {
    const far = distanceTo(scene, n, x, y, Math.min(reach * 1.5, least));
    if (far < least && far < reach * 1.5) [found, least] = [{ edge: scene.edges[n].id }, far];
  }
  return found;
}

/** How far a point is from an edge; Infinity where it is farther than `limit` anyway. */
function distanceTo(scene, n, x, y, limit) {
  const [from, to] = [scene.ends[2 * n], scene.ends[2 * n + 1]];
  const [ax, ay, bx, by] = [scene.xs[from], scene.ys[from], scene.xs[to], scene.ys[to]];
  const room = limit + Math.abs(scene.edges[n].bend) * Math.hypot(bx - ax, by - ay) + (from === to ? 150 : 0);
  if (x < Math.min(ax, bx) - room || x > Math.max(ax, bx) + room || y < Math.min(ay, by) - room || y > Math.max(ay, by) + room) return Infinity;
  const curve = curveAt(scene, n);
  if (!curve) return Infinity;
  let [least, last] = [Infinity, curve.a];
  const steps = scene.edges[n].bend || from === to ? 16 : 1;
  for (let step = 1; step <= steps; step += 1) {
    const next = pointOn(curve, step / steps);
    least = Math.min(least, distanceToLine(x, y, last, next));
    last = next;
  }
  return least;
}

function distanceToLine(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const share = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - dx * share, y - a.y - dy * share);
}

// ---------------------------------------------------------------- painting

/** Paint all that is in sight, in small steps: whoever paints may rest between them. The context is in units of the plane. */
function* paintScene(ctx, scene, sight) {
  const seen = inSight(scene, sight);
  const fine = seen.nodes.length + seen.edges.length <= DETAIL;
  yield* fine ? paintEdges(ctx, scene, seen.edges) : paintManyEdges(ctx, scene, seen.edges, sight.scale);
  yield* paintNodes(ctx, scene, seen.nodes, sight.scale);
  paintTexts(ctx, scene, seen, sight, fine);
}

/** Whether a scene is so large that what is lit is painted over the rest, which is only made faint. */
const isCrowd = (scene) => scene.nodes.length + scene.edges.length > DETAIL;
const FAINT = "0.2";

/** Whether two scenes differ at most in what is lit. */
function isSameScene(one, two) {
  const same = (name) => one[name].length === two[name].length && one[name].every((item, n) => item === two[name][n]);
  return one.theme === two.theme && same("nodes") && same("edges") && same("xs") && same("ys");
}

/** The scene with nothing lit. */
const plainScene = (scene) => ({ ...scene, look: { ...scene.look, lit: null, chosen: null } });

/** Paint what is lit, over a scene that has been painted plain. */
function paintLit(ctx, scene, sight) {
  const seen = inSight(scene, sight);
  const edges = seen.edges.filter((n) => isLitEdge(scene, scene.edges[n]));
  const nodes = seen.nodes.filter((n) => isLitNode(scene, scene.nodes[n]));
  finish(edges.length > DETAIL ? paintManyEdges(ctx, scene, edges, sight.scale) : paintEdges(ctx, scene, edges));
  finish(paintNodes(ctx, scene, nodes, sight.scale));
  paintLabels(ctx, scene, nodes, sight.scale, false);
  if (edges.length < 300) paintWords(ctx, scene, edges, sight.scale);
}

/** Paint edges one by one, those that are lit over those that are not. */
function* paintEdges(ctx, scene, edges) {
  const lit = edges.filter((n) => isLitEdge(scene, scene.edges[n]));
  const dim = scene.look.lit ? edges.filter((n) => !isLitEdge(scene, scene.edges[n])) : [];
  for (const [numbers, isDim] of [[dim, true], [lit, false]]) {
    for (const [count, n] of numbers.entries()) {
      if (count % 200 === 199) yield;
      const curve = curveAt(scene, n);
      if (!curve) continue;
      const look = lookOfEdge(scene, scene.edges[n]);
      ctx.globalAlpha = isDim ? DIM_EDGE : look.alpha;
      drawEdge(ctx, curve, look, !isDim && scene.look.lit && scene.look.lit.edges.size < 60);
    }
  }
  ctx.globalAlpha = 1;
}

/** Paint very many edges: all of one colour in a few strokes, straight from centre to centre unless they are bent apart. */
function* paintManyEdges(ctx, scene, edges, scale) {
  const groups = new Map();
  for (const [count, n] of edges.entries()) {
    if (count % 4000 === 3999) yield;
    const colour = isLitEdge(scene, scene.edges[n]) ? colourOfEdge(scene, n) : "";
    if (groups.has(colour)) groups.get(colour).push(n);
    else groups.set(colour, [n]);
  }
  const strength = Math.max(0.12, Math.min(0.7, 800 / edges.length));
  ctx.lineWidth = 1 / scale;
  ctx.setLineDash([]);
  for (const colour of [...groups.keys()].sort()) {
    ctx.strokeStyle = colour || colours.quiet;
    ctx.globalAlpha = colour ? (scene.look.lit ? 0.9 : strength) : 0.05;
    const numbers = groups.get(colour);
    for (let start = 0; start < numbers.length; start += 200) {
      strokeMany(ctx, scene, numbers.slice(start, start + 200), scale > 0.25);
      yield;
    }
  }
  ctx.globalAlpha = 1;
}

function colourOfEdge(scene, n) {
  scene.tints[n] ??= lookOfEdge(scene, scene.edges[n]).colour;
  return scene.tints[n];
}

function strokeMany(ctx, scene, numbers, isBent) {
  ctx.beginPath();
  for (const n of numbers) {
    const [from, to] = [scene.ends[2 * n], scene.ends[2 * n + 1]];
    ctx.moveTo(scene.xs[from], scene.ys[from]);
    if (isBent && scene.edges[n].bend) {
      const { c, b } = curveOf(scene.edges[n], placeAt(scene, from), placeAt(scene, to));
      ctx.quadraticCurveTo(c.x, c.y, b.x, b.y);
    } else ctx.lineTo(scene.xs[to], scene.ys[to]);
  }
  ctx.stroke();
}

/** Paint the symbols, the large over the small; what is only a few pixels wide as a dot. */
function* paintNodes(ctx, scene, nodes, scale) {
  const { chosen } = scene.look;
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    if (at % 300 === 299) yield;
    const node = scene.nodes[nodes[at]];
    const place = placeAt(scene, nodes[at]);
    const grown = grownBy(node, scale);
    ctx.globalAlpha = isLitNode(scene, node) ? 1 : DIM_NODE;
    if (node.id === chosen) drawSymbol(ctx, node, place, colours.accent, grown);
    else if ((node.size || 10) * grown * scale < 3.2) drawDot(ctx, node, place, (node.size * grown || 8) * 0.9);
    else drawSymbol(ctx, node, place, undefined, grown);
  }
  ctx.globalAlpha = 1;
}

/** How much larger than it is a symbol is drawn from afar, so that it can still be seen. */
const grownBy = (node, scale) => Math.max(1, (1.2 + node.size * 0.15) / Math.max(1, node.size) / scale);

function drawDot(ctx, node, { x, y }, radius) {
  ctx.fillStyle = node.size ? kindColour(node.kind) : colours.quiet;
  ctx.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
}

// ---------------------------------------------------------------- cameras

/** The camera that shows a box as large as it fits beside what covers the picture, at most at a scale. */
function cameraFor(box, width, height, { left = 0, right = 0, top = 0, bottom = 0 } = {}, limit = 1.4) {
  if (!box) return { x: 0, y: 0, scale: 1 };
  const room = [Math.max(60, width - left - right - 24), Math.max(60, height - top - bottom - 24)];
  const scale = Math.min(limit, room[0] / Math.max(1, box[2] - box[0]), room[1] / Math.max(1, box[3] - box[1]));
  return { x: (box[0] + box[2]) / 2 + (right - left) / 2 / scale, y: (box[1] + box[3]) / 2 + (bottom - top) / 2 / scale, scale };
}

/** The camera that shows all, beside what covers the picture; in the lower left corner, where buttons may stand, is nothing. */
function cameraForAll(scene, width, height, cover = {}) {
  const box = boundsOf(scene, mainPart(scene));
  const whole = cameraFor(box, width, height, cover);
  const { corner, left = 0, bottom = 0 } = cover;
  if (!corner || !isInCorner(scene, whole, width, height, corner)) return whole;
  const above = cameraFor(box, width, height, { ...cover, bottom: Math.max(bottom, corner.height) });
  const beside = cameraFor(box, width, height, { ...cover, left: Math.max(left, corner.width) });
  return beside.scale > above.scale ? beside : above;
}

/** The nodes to be in sight at first: all (null), or those that lines lead to, where many others stand at the foot and would make them small. */
function mainPart(scene) {
  const tied = scene.nodes.filter(({ lone }) => !lone);
  return tied.length && tied.length < scene.nodes.length && tied.length < 2000 ? tied.map(({ id }) => id) : null;
}

/** Whether a camera sees a node or its label in the lower left corner. */
function isInCorner(scene, camera, width, height, corner) {
  const from = seenAt(camera, { x: 0, y: height - corner.height }, width, height);
  const to = seenAt(camera, { x: corner.width, y: height }, width, height);
  const isThere = (box) => overlap(box, [from.x, from.y, to.x, to.y]) > 0;
  return scene.nodes.some((node, n) => {
    const place = placeAt(scene, n);
    if (place.x > to.x + 400 || place.y < from.y - 400) return false;
    return isThere(boxAround(scene, n, 1)) || (node.size > 0 && isThere(labelBox(node, place, node.fontSize)));
  });
}

/** The camera a picture opens with: all of it; where that could not be read on a small screen, its busiest part. */
function openingCamera(scene, width, height, cover) {
  const whole = cameraForAll(scene, width, height, cover);
  if (whole.scale >= 0.4 || width > 720) return whole;
  const scale = 0.62;
  const [halfWidth, halfHeight] = [width / 2 / scale - 60, height / 2 / scale - 40];
  let [best, most] = [whole, -1];
  for (const n of scene.nodes.slice(0, 100).keys()) {
    const { x, y } = placeAt(scene, n);
    let held = 0;
    scene.nodes.forEach((node, at) => {
      if (Math.abs(scene.xs[at] - x) < halfWidth && Math.abs(scene.ys[at] - y) < halfHeight) held += node.size;
    });
    if (held > most) [best, most] = [{ x, y, scale }, held];
  }
  return best;
}

const LIMITS = [0.004, 6];
const limited = (camera) => ({ ...camera, scale: Math.min(LIMITS[1], Math.max(LIMITS[0], camera.scale)) });

/** What a camera sees at a point of the picture. */
function seenAt(camera, { x, y }, width, height) {
  return { x: camera.x + (x - width / 2) / camera.scale, y: camera.y + (y - height / 2) / camera.scale };
}

/** The camera after zooming by a factor around a point of the picture, which stays where it is. */
function zoomedAt(camera, factor, point, width, height) {
  const { x, y } = seenAt(camera, point, width, height);
  const { scale } = limited({ scale: camera.scale * factor });
  return { x: x - (point.x - width / 2) / scale, y: y - (point.y - height / 2) / scale, scale };
}

/** Move from one camera to another within a quarter of a second, or at once where the reader wants no motion. */
function travel(from, to, set, isAtOnce) {
  if (isAtOnce || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    set(to);
    return () => {};
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function step(now) {
    const share = Math.min(1, Math.max(0, (now - start) / 250));
    const eased = 1 - (1 - share) ** 3;
    const between = (a, b) => a + (b - a) * eased;
    set(share === 1 ? to : { x: between(from.x, to.x), y: between(from.y, to.y), scale: from.scale * (to.scale / from.scale) ** eased });
    if (share < 1) frame = requestAnimationFrame(step);
  });
  return () => cancelAnimationFrame(frame);
}

/** Paint the whole scene onto a canvas of its own: for a file, or for paper. */
function canvasOf(scene, ratio) {
  const box = boundsOf(scene) ?? [0, 0, 1, 1];
  const [width, height] = [box[2] - box[0] + 60, box[3] - box[1] + 60];
  const scale = Math.min(ratio, 8000 / width, 8000 / height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = colours.canvas;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.setTransform(scale, 0, 0, scale, -(box[0] - 30) * scale, -(box[1] - 30) * scale);
  const camera = { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2, scale };
  finish(paintScene(ctx, scene, sightOf(camera, canvas.width, canvas.height)));
  return canvas;
}

/** Paint without a rest. */
function finish(steps) {
  while (!steps.next().done);
}
