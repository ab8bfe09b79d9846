// Nodes, edges and texts in; strokes on a 2D canvas out. Every picture, on the screen or as PNG, is drawn by these.
"use strict";

const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
const LINE_HEIGHT = 1.2;
/** The size of the predicate above a value, and of the words on an edge. */
const HEAD_SIZE = 13;
const WORD_SIZE = 13;
const SCORE_SIZE = 14;

// ---------------------------------------------------------------- measures

const rule = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** The width of a text at size 1. */
function widthOf(text, weight = "") {
  const key = weight + text;
  if (!widths.has(key)) {
    rule.font = `${weight} 20px ${FACE}`;
    widths.set(key, rule.measureText(text).width / 20);
  }
  return widths.get(key);
}

const boldness = (node) => (node.fontSize > 20 ? "600" : "");
const linesOf = (node) => node.label.split("\n");

/** The width and height of a node's label at a font size. */
function labelSize(node, size) {
  const lines = linesOf(node);
  return [Math.max(...lines.map((line) => widthOf(line, boldness(node)))) * size, lines.length * size * LINE_HEIGHT];
}

/** The width and height of the frame of a value. */
function frameSize(node) {
  const [width, height] = labelSize(node, node.fontSize);
  return [Math.max(width, widthOf(node.head) * HEAD_SIZE) + 14, height + 8 + (node.head ? HEAD_SIZE + 2 : 0)];
}

/** The box of a symbol or frame without its label: half its width and height. */
function halfBox(node) {
  node.half ??= node.size ? [node.size * 1.05, node.size * 1.05] : frameSize(node).map((n) => n / 2);
  return node.half;
}

/** Whether a label goes above its symbol: only where the whole was laid out so, for parts of a large graph stand elsewhere. */
const isAbove = (node) => Boolean(node.above) && !LARGE;

/** The box of a node's label at a font size, as [left, top, right, bottom]; the symbol may be drawn larger than it is. */
function labelBox(node, { x, y }, size, grown = 1) {
  const [width, height] = labelSize(node, size);
  const off = node.size * grown + 0.25 * size;
  const top = isAbove(node) ? y - off - height : y + off;
  return [x - width / 2 - 2, top, x + width / 2 + 2, top + height];
}

const overlap = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

// ---------------------------------------------------------------- nodes

const symbols = new Map();

function symbolOf(kind) {
  const name = kindName(kind);
  if (!symbols.has(name)) symbols.set(name, new Path2D(outlineOf(name)));
  return symbols.get(name);
}

/** Draw a node without its label; `strong` is the colour of its rim where it is to stand out, `grown` how much larger it is drawn. */
function drawSymbol(ctx, node, { x, y }, strong, grown = 1) {
  if (!node.size) return drawFrame(ctx, node, { x, y }, strong);
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(node.size * grown, node.size * grown);
  ctx.lineJoin = "round";
  ctx.lineWidth = (strong ? 7 : 3) / node.size;
  ctx.strokeStyle = strong ?? colours.canvas;
  ctx.stroke(symbolOf(node.kind));
  ctx.fillStyle = kindColour(node.kind);
  ctx.fill(symbolOf(node.kind));
  return ctx.restore();
}

function drawFrame(ctx, node, { x, y }, strong) {
  const [halfWidth, halfHeight] = halfBox(node);
  const frame = valueFrameOf(node.kind);
  ctx.beginPath();
  ctx.roundRect(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight, frame === "square" ? 3 : Math.min(12, halfHeight));
  ctx.fillStyle = colours.card;
  ctx.fill();
  ctx.setLineDash(frame === "dashed" ? [4, 3] : []);
  ctx.lineWidth = strong ? 3 : 1.2;
  ctx.strokeStyle = strong ?? colours.quiet;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Write the text of a value into its frame. */
function drawFrameText(ctx, node, { x, y }) {
  const top = y - halfBox(node)[1] + 4;
  if (node.head) writeLines(ctx, [node.head], x, top, HEAD_SIZE, { colour: colours.quiet });
  writeLines(ctx, linesOf(node), x, top + (node.head ? HEAD_SIZE + 2 : 0), node.fontSize);
}

/** Write the label of a symbol, at a font size, below it or above. */
function drawLabel(ctx, node, place, size, grown = 1) {
  const box = labelBox(node, place, size, grown);
  writeLines(ctx, linesOf(node), place.x, box[1], size, { weight: boldness(node), rim: colours.canvas });
}

/** Write lines, centred; with a rim they stand off from what is behind them. */
function writeLines(ctx, lines, x, top, size, { weight = "", rim = null, colour = colours.text } = {}) {
  ctx.font = `${weight} ${size}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  lines.forEach((line, n) => {
    const y = top + (n + 0.5) * size * LINE_HEIGHT;
    if (rim) {
      ctx.lineJoin = "round";
      ctx.lineWidth = size * 0.28;
      ctx.strokeStyle = rim;
      ctx.strokeText(line, x, y);
    }
    ctx.fillStyle = colour;
    ctx.fillText(line, x, y);
  });
}

// ---------------------------------------------------------------- edges

/** How the line of an edge looks: colour, dashes, the head at its end, a ball at its start, width and strength. */
function edgeLook(edge) {
  const claim = CLAIMS.get(edge.claim);
  const name = claim.polarity !== "denied" && claim.status.includes("disputed") ? "disputed" : claimName(claim);
  const gone = claim.status.includes("superseded") || claim.status.includes("retracted");
  const { dashes, head } = LOOK.lines[name];
  return {
    colour: colours.claims[name],
    dashes: edge.main ? (name === "denied" ? lineOf(claim.modality).dashes : dashes) : [1, 4],
    head: edge.main ? head : "none",
    ball: edge.main && claim.stance === "opinion",
    width: edge.main ? 1.6 : 1,
    alpha: gone ? 0.4 : edge.main ? 0.92 : 0.55,
  };
}

/** The curve of an edge from centre to centre: its control point is off the middle by its bend. A loop stands on its node. */
function curveOf(edge, a, b) {
  if (edge.from === edge.to) {
    const r = Math.max(8, halfBox(NODES.get(edge.from))[1]);
    return { a: { x: a.x - r * 0.7, y: a.y - r }, c: { x: a.x, y: a.y - r * (4 + Math.abs(edge.bend) * 4) }, b: { x: a.x + r * 0.7, y: a.y - r } };
  }
  const c = { x: (a.x + b.x) / 2 - (b.y - a.y) * edge.bend, y: (a.y + b.y) / 2 + (b.x - a.x) * edge.bend };
  return { a, c, b };
}

function pointOn({ a, c, b }, share) {
  const [p, q, r] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return { x: p * a.x + q * c.x + r * b.x, y: p * a.y + q * c.y + r * b.y };
}

/** Cut a curve where it leaves one node and where it meets the other; null where they touch. */
function trimCurve(curve, from, to) {
  if (from === to) return curve;
  const inside = (node, centre, point, room) => {
    const [dx, dy] = [Math.abs(point.x - centre.x), Math.abs(point.y - centre.y)];
    const [width, height] = halfBox(node);
    return node.size ? Math.hypot(dx, dy) < width + room : dx < width + room && dy < height + room;
  };
  const cut = (start, end, isIn) => {
    let [low, high] = [start, end];
    for (let step = 0; step < 12; step += 1) {
      const middle = (low + high) / 2;
      if (isIn(pointOn(curve, middle))) low = middle;
      else high = middle;
    }
    return high;
  };
  const start = cut(0, 1, (point) => inside(from, curve.a, point, 2));
  return subCurve(curve, start, cut(1, 0, (point) => inside(to, curve.b, point, 3)));
}

/** The part of a quadratic curve between two shares of it. */
function subCurve(curve, start, end) {
  if (end <= start) return null;
  const { a, c, b } = curve;
  const between = (p, q, share) => ({ x: p.x + (q.x - p.x) * share, y: p.y + (q.y - p.y) * share });
  return { a: pointOn(curve, start), c: between(between(a, c, start), between(c, b, start), end), b: pointOn(curve, end) };
}

/** Draw the line of an edge with its head. */
function drawEdge(ctx, curve, look, strong) {
  const { a, c, b } = curve;
  const size = strong ? 12 : 9;
  const length = Math.hypot(b.x - c.x, b.y - c.y) || 1;
  const [ux, uy] = [(b.x - c.x) / length, (b.y - c.y) / length];
  const back = { closed: size * 0.8, diamond: size * 1.2 }[look.head] ?? 0;
  ctx.strokeStyle = look.colour;
  ctx.fillStyle = look.colour;
  ctx.lineWidth = strong ? 3 : look.width;
  ctx.setLineDash(look.dashes);
  ctx.beginPath();
  ctx.moveTo(a.x, a.y);
  ctx.quadraticCurveTo(c.x, c.y, b.x - ux * back, b.y - uy * back);
  ctx.stroke();
  ctx.setLineDash([]);
  if (look.ball) {
    ctx.beginPath();
    ctx.arc(a.x, a.y, strong ? 5 : 4, 0, 7);
    ctx.fill();
  }
  drawHead(ctx, look.head, b, ux, uy, size);
}

/** Draw the head of an arrow whose tip is at a point and that looks along (ux, uy). */
function drawHead(ctx, head, tip, ux, uy, size) {
  const at = (along, across) => [tip.x + ux * along - uy * across, tip.y + uy * along + ux * across];
  const shapes = {
    closed: [[0, 0], [-size, size * 0.42], [-size * 0.78, 0], [-size, -size * 0.42]],
    diamond: [[0, 0], [-size * 0.65, size * 0.42], [-size * 1.3, 0], [-size * 0.65, -size * 0.42]],
    open: [[-size * 0.9, size * 0.5], [0, 0], [-size * 0.9, -size * 0.5]],
    bar: [[0, size * 0.7], [0, -size * 0.7]],
  };
  if (!Object.hasOwn(shapes, head)) return;
  ctx.beginPath();
  shapes[head].forEach((point, n) => ctx[n ? "lineTo" : "moveTo"](...at(...point)));
  if (head === "closed" || head === "diamond") return ctx.fill();
  ctx.lineWidth = head === "bar" ? 3 : 1.8;
  return ctx.stroke();
}

/** Write what an edge says in the middle of its place; no smaller than `least`. */
function drawWord(ctx, edge, { x, y }, least = 0) {
  const size = Math.max(least, edge.score ? SCORE_SIZE : WORD_SIZE);
  const look = edge.score ? { weight: "600", rim: colours.canvas } : { rim: colours.canvas, colour: colours.quiet };
  writeLines(ctx, [edge.text], x, y - (size * LINE_HEIGHT) / 2, size, look);
}

/** The box that the words of an edge take around a point. */
function wordBox(edge, { x, y }) {
  const half = edge.score ? (widthOf(edge.text, "600") * SCORE_SIZE) / 2 + 3 : (widthOf(edge.text) * WORD_SIZE) / 2 + 3;
  return [x - half, y - 9, x + half, y + 9];
}
