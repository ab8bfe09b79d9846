// A scene and a camera in; names, scores and predicates on the canvas out, where there is room for them, and what is under the pointer.
"use strict";

/** A text smaller than this, in pixels, is not read: it is written larger where there is room, or left out. */
const SMALLEST = 9;
const READABLE = 10.5;
const MAX_LABELS = 100;

function paintTexts(ctx, scene, seen, sight, fine) {
  paintLabels(ctx, scene, seen.nodes, sight.scale, fine);
  if (fine) paintWords(ctx, scene, seen.edges, sight.scale);
}

/** Write labels: as they were laid out where that can be read; else larger, the most important first, where there is room. */
function paintLabels(ctx, scene, nodes, scale, fine) {
  const room = makeRoom(scale);
  if (fine) for (const n of nodes) if (scene.nodes[n].size * scale > 4) room.take(boxAround(scene, n, 0.8));
  const { lit, chosen } = scene.look;
  const first = lit ? nodes.filter((n) => lit.nodes.has(scene.nodes[n].id)) : nodes;
  let written = 0;
  for (const numbers of lit ? [first, nodes.filter((n) => !lit.nodes.has(scene.nodes[n].id))] : [first]) {
    ctx.globalAlpha = numbers === first ? 1 : DIM_NODE;
    for (const n of numbers) {
      if (written > MAX_LABELS) break;
      const node = scene.nodes[n];
      const place = placeAt(scene, n);
      const natural = node.fontSize * scale;
      if (!node.size) {
        if (natural >= 6) drawFrameText(ctx, node, place);
        continue;
      }
      const isLaidOut = fine && !LARGE && natural >= SMALLEST;
      const size = isLaidOut ? node.fontSize : Math.max(natural, READABLE + node.size * 0.1) / scale;
      const grown = grownBy(node, scale);
      const box = labelBox(node, place, size, grown);
      if (!isLaidOut && node.id !== chosen && !room.isFree(box)) continue;
      room.take(box);
      drawLabel(ctx, node, place, size, grown);
      written += isLaidOut ? 0 : 1;
    }
  }
  ctx.globalAlpha = 1;
}

function boxAround(scene, n, share) {
  const [width, height] = halfBox(scene.nodes[n]);
  const { x, y } = placeAt(scene, n);
  return [x - width * share, y - height * share, x + width * share, y + height * share];
}

/** Keep account of the boxes that are taken, in cells of 80 pixels. */
function makeRoom(scale) {
  const cells = new Map();
  const side = 80 / scale;
  const over = (box, visit) => {
    for (let i = Math.floor(box[0] / side); i <= Math.floor(box[2] / side); i += 1) {
      for (let j = Math.floor(box[1] / side); j <= Math.floor(box[3] / side); j += 1) if (visit(`${i} ${j}`)) return true;
    }
    return false;
  };
  return {
    take: (box) => over(box, (cell) => {
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(box);
    }),
    isFree: (box) => !over(box, (cell) => (cells.get(cell) ?? []).some((other) => overlap(box, other) > 0)),
    covered: (box) => {
      const found = new Set();
      over(box, (cell) => { for (const other of cells.get(cell) ?? []) found.add(other); });
      return [...found].reduce((sum, other) => sum + overlap(box, other), 0);
    },
  };
}

const SHARES = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8];

/** The place of an edge's words: near its middle, where they cover least. */
function wordPlace(scene, n) {
  if (scene.words.has(n)) return scene.words.get(n);
  scene.taken ??= roomOfNodes(scene);
  const curve = curveAt(scene, n);
  let best = null;
  if (curve) {
    for (const share of SHARES) {
      const point = pointOn(curve, share);
      const covered = scene.taken.covered(wordBox(scene.edges[n], point));
      if (!best || covered < best.covered) best = { ...point, covered };
      if (!covered) break;
    }
    if (scene.edges[n].score || !best.covered) scene.taken.take(wordBox(scene.edges[n], best));
  }
  scene.words.set(n, best);
  return best;
}

function roomOfNodes(scene) {
  const room = makeRoom(0.5);
  scene.nodes.forEach((node, n) => {
    room.take(boxAround(scene, n, 1));
    if (node.size) room.take(labelBox(node, placeAt(scene, n), node.fontSize));
  });
  return room;
}

/** Write scores, the predicates of what is lit, and from near all predicates that find room. */
function paintWords(ctx, scene, edges, scale) {
  const { lit } = scene.look;
  const scores = edges.filter((n) => scene.edges[n].score);
  if (scale * SCORE_SIZE >= 5.5) {
    for (const n of scores) {
      const place = wordPlace(scene, n);
      ctx.globalAlpha = isLitEdge(scene, scene.edges[n]) ? 1 : 0.12;
      if (place) drawWord(ctx, scene.edges[n], place);
    }
  }
  ctx.globalAlpha = 1;
  const speaks = (n) => scene.edges[n].text && !scene.edges[n].score && (lit ? lit.edges.has(scene.edges[n].id) && lit.edges.size < 60 : scale > 0.95);
  for (const n of edges.filter(speaks)) {
    const place = wordPlace(scene, n);
    // A claim that was chosen is always written out; of the many around a node, those that find room.
    if (place && lit && lit.edges.size <= 4) drawWord(ctx, scene.edges[n], place, READABLE / scale);
    else if (place && !place.covered) drawWord(ctx, scene.edges[n], place);
  }
}

// ---------------------------------------------------------------- the pointer

/** Paint what is under the pointer over the rest: an edge stronger, or a node with its neighbours. */
function paintHover(ctx, scene, hover, sight) {
  const near = hover.node ? edgesAt(hover.node).filter((edge) => scene.look.edges.has(edge.id)).slice(0, 300) : [EDGES.get(hover.edge)];
  const drawn = new Set(near);
  const numbers = [...scene.edges.keys()].filter((n) => drawn.has(scene.edges[n]));
  const ends = new Set(numbers.flatMap((n) => [scene.ends[2 * n], scene.ends[2 * n + 1]]));
  if (hover.node && scene.index.has(hover.node)) ends.add(scene.index.get(hover.node));
  for (const n of numbers) {
    const curve = curveAt(scene, n);
    if (curve) drawEdge(ctx, curve, lookOfEdge(scene, scene.edges[n]), true);
  }
  for (const n of ends) {
    const rim = scene.nodes[n].id === hover.node ? colours.text : undefined;
    drawSymbol(ctx, scene.nodes[n], placeAt(scene, n), rim, grownBy(scene.nodes[n], sight.scale));
  }
  const room = makeRoom(sight.scale);
  for (const n of [...ends].sort((a, b) => (scene.nodes[b].id === hover.node) - (scene.nodes[a].id === hover.node) || a - b)) {
    const node = scene.nodes[n];
    if (!node.size) {
      if (node.fontSize * sight.scale >= 6) drawFrameText(ctx, node, placeAt(scene, n));
      continue;
    }
    const size = Math.max(node.fontSize, READABLE / sight.scale);
    const grown = grownBy(node, sight.scale);
    const box = labelBox(node, placeAt(scene, n), size, grown);
    if (!room.isFree(box)) continue;
    room.take(box);
    drawLabel(ctx, node, placeAt(scene, n), size, grown);
  }
  for (const n of numbers) {
    if (!scene.edges[n].score || sight.scale * SCORE_SIZE < 5.5) continue;
    const place = wordPlace(scene, n);
    if (place) drawWord(ctx, scene.edges[n], place);
  }
}
