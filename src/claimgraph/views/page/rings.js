// Some nodes of a large graph in; places for them out, in rings around the one in the middle, the same ones every time.
"use strict";

const RING = 190;
const APART = 150;
const WIDER = 1.35;

/** Place nodes in rings around `root`, by their steps from it; what is not joined to it goes in rings of its own below. */
function placeInRings(ids, edges, root) {
  const places = new Map();
  const left = new Set(ids);
  const joined = groupBy(edges, (edge) => [edge.from, edge.to]);
  const degree = (id) => joined.get(id)?.length ?? 0;
  const order = [...left].sort((a, b) => degree(b) - degree(a) || (a < b ? -1 : 1));
  let [top, row, right] = [0, 0, 0];
  for (const start of left.has(root) ? [root, ...order] : order) {
    if (!left.has(start)) continue;
    const { found, radius } = ringsAround(start, left, joined);
    // The first stands in the middle; others fill rows below it, none wider than about the first.
    if (places.size && right + 2 * radius * WIDER > 2600) [top, row, right] = [top + row, 0, 0];
    const x = places.size ? right + radius * WIDER : 0;
    const y = places.size ? top + radius : 0;
    for (const [id, place] of found) places.set(id, { x: Math.round(x + place.x), y: Math.round(y + place.y) });
    if (places.size === found.size) [top, row, right] = [radius, 0, -radius * WIDER];
    else [row, right] = [Math.max(row, 2 * radius), right + 2 * radius * WIDER];
  }
  return places;
}

/** Place one node and all that is joined to it around (0, 0); takes them out of `left`. */
function ringsAround(start, left, joined) {
  const found = new Map([[start, { x: 0, y: 0 }]]);
  left.delete(start);
  let [layer, radius] = [[{ id: start, angle: -Math.PI / 2 }], 0];
  while (layer.length) {
    const next = [];
    for (const { id, angle } of layer) {
      for (const edge of joined.get(id) ?? []) {
        const other = edge.from === id ? edge.to : edge.from;
        if (!left.has(other)) continue;
        left.delete(other);
        next.push({ id: other, angle });
      }
    }
    // Children stay in the order of their parents, so that few lines cross.
    next.sort((a, b) => a.angle - b.angle || (a.id < b.id ? -1 : 1));
    for (let at = 0; at < next.length;) {
      radius += at ? RING * 0.8 : RING;
      const room = Math.max(6, Math.floor((2 * Math.PI * radius) / APART));
      const ring = next.slice(at, at + room);
      ring.forEach((item, n) => {
        item.angle = -Math.PI / 2 + (2 * Math.PI * (n + (found.size % 2) / 2)) / ring.length;
        found.set(item.id, { x: Math.cos(item.angle) * radius * WIDER, y: Math.sin(item.angle) * radius });
      });
      at += room;
    }
    layer = next;
  }
  return { found, radius: radius + RING * 0.6 };
}

/** Add places for nodes to those there are: near what they are joined to, where nothing stands yet. */
function placeBeside(places, id, near) {
  const around = near.map((other) => places.get(other)).filter(Boolean);
  const middle = around.length
    ? { x: around.reduce((sum, place) => sum + place.x, 0) / around.length, y: around.reduce((sum, place) => sum + place.y, 0) / around.length }
    : { x: 0, y: 0 };
  const isFree = ({ x, y }) => [...places.values()].every((place) => Math.abs(place.x - x) > 150 || Math.abs(place.y - y) > 100);
  for (let step = 1; step < 4000; step += 1) {
    // A spiral of equal steps: the square root keeps its turns apart.
    const angle = step * 2.399963;
    const radius = 60 * Math.sqrt(step);
    const spot = { x: Math.round(middle.x + Math.cos(angle) * radius * WIDER), y: Math.round(middle.y + Math.sin(angle) * radius) };
    if (isFree(spot)) return places.set(id, spot);
  }
  return places.set(id, middle);
}
