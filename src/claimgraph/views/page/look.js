// How things look: one table of shapes and lines, used by the canvas and by the legend.
"use strict";

const DATA = JSON.parse(document.getElementById("data").textContent);
const NETWORK = JSON.parse(document.getElementById("network").textContent);

/** The outline of each kind of node, as a path around (0, 0) of radius 1. */
const OUTLINES = {
  Organization: polygon([[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]]),
  Person: circle(1),
  Model: regular(6, 0),
  Benchmark: polygon([[0, -1.05], [1.05, 0.82], [-1.05, 0.82]]),
  Product: polygon([[0, -1.12], [1.12, 0], [0, 1.12], [-1.12, 0]]),
  Feature: star(5),
  Topic: polygon([[-1.15, -0.5], [-0.75, -0.8], [0.75, -0.8], [1.15, -0.5], [1.15, 0.5], [0.75, 0.8], [-0.75, 0.8], [-1.15, 0.5]]),
  Deal: polygon([[0, 1.05], [1.05, -0.82], [-1.05, -0.82]]),
  Budget: regular(5, -90),
  Event: star(8),
  Place: polygon([[-1.05, 0.75], [-0.6, -0.85], [0.6, -0.85], [1.05, 0.75]]),
  Project: polygon([[-1.1, 0.75], [-0.6, -0.75], [1.1, -0.75], [0.6, 0.75]]),
  Source: polygon([[-0.75, -1], [0.35, -1], [0.75, -0.6], [0.75, 1], [-0.75, 1]]),
  Word: polygon([[-1.2, 0], [-0.6, -0.8], [1.1, -0.8], [1.1, 0.8], [-0.6, 0.8]]),
  other: regular(8, 22.5),
};
/** Values of claims are drawn as their own text in a frame. */
const VALUES = new Set(["Amount", "Date", "Text"]);
const KIND_NAMES = { Word: "fixed word", Text: "text" };

/** Dashes and arrowheads by modality: what is so has a closed head, what is meant or guessed an open one. */
const LINES = {
  asserted: { dashes: false, head: "arrow" },
  conceded: { dashes: false, head: "triangle" },
  ongoing: { dashes: [16, 4], head: "arrow" },
  planned: { dashes: [8, 5], head: "vee" },
  hoped: { dashes: [2, 5], head: "vee" },
  envisioned: { dashes: [2, 9], head: "vee" },
  projected: { dashes: [10, 4, 2, 4], head: "vee" },
  estimated: { dashes: [10, 4, 2, 4, 2, 4], head: "vee" },
  alleged: { dashes: [5, 5], head: "vee" },
  possible: { dashes: [3, 7], head: "vee" },
};

function circle(r) {
  return `M${-r},0A${r},${r} 0 1 1 ${r},0A${r},${r} 0 1 1 ${-r},0Z`;
}

function polygon(points) {
  return `M${points.map((p) => p.map((n) => n.toFixed(3)).join(",")).join("L")}Z`;
}

function regular(corners, turn) {
  return polygon(Array.from({ length: corners }, (_, n) => at(1.05, turn + (360 * n) / corners)));
}

function star(rays) {
  return polygon(Array.from({ length: 2 * rays }, (_, n) => at(n % 2 ? 0.55 : 1.2, -90 + (180 * n) / rays)));
}

function at(radius, degrees) {
  const angle = (degrees * Math.PI) / 180;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

const outlineOf = (kind) => (Object.hasOwn(OUTLINES, kind) ? OUTLINES[kind] : OUTLINES.other);
const lineOf = (modality) => (Object.hasOwn(LINES, modality) ? LINES[modality] : LINES.asserted);

// ---------------------------------------------------------------- colours

let colours = {};

/** Read the colours of the theme from the style sheet. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  colours = { kinds: {}, claims: {} };
  for (const name of ["text", "quiet", "line", "canvas", "card", "accent"]) colours[name] = read(`--${name}`);
  for (const kind of Object.keys(OUTLINES)) colours.kinds[kind] = read(`--kind-${kind}`);
  for (const modality of [...Object.keys(LINES), "denied"]) colours.claims[modality] = read(`--claim-${modality}`);
}

const kindColour = (kind) => (Object.hasOwn(colours.kinds, kind) ? colours.kinds[kind] : colours.kinds.other);

function claimColour(claim) {
  if (claim.polarity === "denied") return colours.claims.denied;
  return Object.hasOwn(colours.claims, claim.modality) ? colours.claims[claim.modality] : colours.claims.asserted;
}

// ---------------------------------------------------------------- elements

/** Make an element; text is only ever text. */
function make(tag, { text, className, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function makeSvg(width, height, ...shapes) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" })) svg.setAttribute(name, value);
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}

/** The size of the predicate above a value. */
const HEAD = 13;

/** Draw a kind of node as the legend shows it. */
function kindSign(kind) {
  if (VALUES.has(kind)) {
    return makeSvg(18, 18, ["rect", { x: 1.5, y: 4.5, width: 15, height: 9, rx: kind === "Text" ? 2 : 4.5, fill: "var(--kind-value)", stroke: "var(--quiet)",
      ...(kind === "Date" ? { "stroke-dasharray": "3 2" } : {}) }]);
  }
  const name = Object.hasOwn(OUTLINES, kind) ? kind : "other";
  return makeSvg(18, 18, ["path", { d: OUTLINES[name], transform: "translate(9 9) scale(7)", fill: `var(--kind-${name})` }]);
}

/** Draw the line of a claim as the legend shows it. */
function lineSign({ modality = "asserted", polarity = "affirmed", stance = "fact" }, width = 40) {
  const name = polarity === "denied" ? "denied" : Object.hasOwn(LINES, modality) ? modality : "asserted";
  const { dashes, head } = lineOf(modality);
  const stroke = `var(--claim-${name})`;
  const end = width - 3;
  const shapes = [["line", { x1: 3, y1: 6, x2: end - 4, y2: 6, stroke, "stroke-width": 2, ...(dashes ? { "stroke-dasharray": dashes.map((n) => n * 0.7).join(" ") } : {}) }]];
  if (polarity === "denied") shapes.push(["line", { x1: end - 2, y1: 1, x2: end - 2, y2: 11, stroke, "stroke-width": 2.5 }]);
  else if (head === "vee") shapes.push(["path", { d: `M${end - 6},2L${end},6L${end - 6},10`, fill: "none", stroke, "stroke-width": 1.8 }]);
  else shapes.push(["path", { d: `M${end - 7},1.8L${end},6L${end - 7},10.2Z`, fill: stroke }]);
  if (stance === "opinion") shapes.push(["circle", { cx: 4.5, cy: 6, r: 3.6, fill: stroke }]);
  return makeSvg(width, 12, ...shapes);
}

/** Make a link, but only to where a link may lead; anything else stays text. */
function makeLink(address, text) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    // What is no address is shown as it is.
  }
  if (!url || !["http:", "https:"].includes(url.protocol)) return make("span", { text: text === address ? address : `${text} (${address})` });
  return make("a", { text, href: url.href, rel: "noopener noreferrer", target: "_blank" });
}

// ---------------------------------------------------------------- canvas

/** Return what draws a node: a symbol with its label below, or a value as text in a frame. */
function nodeRenderer(node) {
  const lines = node.label.split("\n");
  const path = VALUES.has(node.kind) ? null : new Path2D(outlineOf(node.kind));
  return ({ ctx, x, y, state: { selected, hover } }) => {
    const strong = selected || hover || node.strong;
    ctx.globalAlpha = node.dim ? 0.16 : 1;
    if (!path) return drawValue(ctx, node, lines, x, y, strong);
    return {
      drawNode() {
        ctx.globalAlpha = node.dim ? 0.16 : 1;
        ctx.translate(x, y);
        ctx.scale(node.size, node.size);
        ctx.fillStyle = kindColour(node.kind);
        ctx.fill(path);
        ctx.lineJoin = "round";
        ctx.lineWidth = (strong ? 3.5 : 1.6) / node.size;
        ctx.strokeStyle = strong ? colours.text : colours.canvas;
        ctx.stroke(path);
      },
      drawExternalLabel() {
        ctx.globalAlpha = node.dim ? 0.16 : 1;
        drawLines(ctx, lines, x, node.above ? y - node.size - 4 - lines.length * node.fontSize * 1.2 : y + node.size + 4, node);
      },
      nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
    };
  };
}

/** Write lines with a rim of the background's colour, so that they stand off from the edges behind. */
function drawLines(ctx, lines, x, top, node) {
  const strong = node.fontSize > 20;
  ctx.font = `${strong ? "600 " : ""}${node.fontSize}px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.canvas;
  ctx.fillStyle = colours.text;
  lines.forEach((line, n) => {
    ctx.strokeText(line, x, top + n * node.fontSize * 1.2);
    ctx.fillText(line, x, top + n * node.fontSize * 1.2);
  });
}

function drawValue(ctx, node, lines, x, y, strong) {
  const font = (size) => { ctx.font = `${size}px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif`; };
  const above = node.head ? HEAD + 2 : 0;
  font(HEAD);
  const head = node.head ? ctx.measureText(node.head).width : 0;
  font(node.fontSize);
  const width = Math.max(head, ...lines.map((line) => ctx.measureText(line).width)) + 14;
  const height = lines.length * node.fontSize * 1.2 + 8 + above;
  return {
    drawNode() {
      ctx.globalAlpha = node.dim ? 0.16 : 1;
      ctx.beginPath();
      ctx.roundRect(x - width / 2, y - height / 2, width, height, node.kind === "Text" ? 3 : Math.min(12, height / 2));
      ctx.fillStyle = colours.card;
      ctx.fill();
      ctx.setLineDash(node.kind === "Date" ? [4, 3] : []);
      ctx.lineWidth = strong ? 3 : 1.2;
      ctx.strokeStyle = strong ? colours.text : colours.quiet;
      ctx.stroke();
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      if (above) {
        font(HEAD);
        ctx.fillStyle = colours.quiet;
        ctx.fillText(node.head, x, y - height / 2 + 4 + above / 2);
      }
      font(node.fontSize);
      ctx.fillStyle = colours.text;
      lines.forEach((line, n) => ctx.fillText(line, x, y + above / 2 + (n - (lines.length - 1) / 2) * node.fontSize * 1.2));
    },
    nodeDimensions: { width, height },
  };
}

/** Return how vis-network draws the edge of a claim. */
function edgeLook(edge, claim, { dim, strong, words }) {
  const { dashes, head } = lineOf(claim.modality);
  const colour = claimColour(claim);
  const denied = claim.polarity === "denied";
  const gone = claim.status.includes("superseded") || claim.status.includes("retracted");
  return {
    color: { color: colour, highlight: colour, hover: colour, opacity: dim ? 0.1 : gone ? 0.35 : edge.main ? 0.9 : 0.5 },
    dashes: edge.main ? dashes : [1, 4],
    width: strong ? 3.2 : edge.main ? 1.5 : 1,
    arrows: {
      to: { enabled: edge.main, type: denied ? "bar" : head, scaleFactor: denied ? 0.9 : 0.6 },
      from: { enabled: claim.stance === "opinion" && edge.main, type: "circle", scaleFactor: 0.45 },
    },
    smooth: edge.bend ? { enabled: true, type: "curvedCW", roundness: edge.bend } : { enabled: false, type: "continuous", roundness: 0 },
    label: (!dim && !edge.score && (words || showWords) && edge.text) || " ",
    font: {
      size: 13,
      color: dim ? "rgba(0,0,0,0)" : colours.quiet,
      strokeWidth: 4,
      strokeColor: colours.canvas,
      align: "middle",
    },
  };
}

/** Whether every edge says its predicate: from a zoom on at which it can be read. */
let showWords = false;

// ---------------------------------------------------------------- scores

const SCORE_FONT = '600 14px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';

/** Return the box of a node with its label, as [left, top, right, bottom]. */
function nodeBox(ctx, node) {
  const lines = node.label.split("\n");
  ctx.font = `${node.fontSize}px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif`;
  const half = Math.max(node.size, ...lines.map((line) => ctx.measureText(line).width / 2)) + 2;
  const tall = lines.length * node.fontSize * 1.2;
  if (!node.size) return [node.x - half - 7, node.y - tall / 2 - 12, node.x + half + 7, node.y + tall / 2 + 12];
  return [node.x - half, node.above ? node.y - node.size - 4 - tall : node.y - node.size, node.x + half, node.above ? node.y + node.size : node.y + node.size + 4 + tall];
}

/** Choose for every score the place on its edge, near the middle, where it covers nothing. */
function placeScores(ctx, pointOn) {
  const taken = NETWORK.nodes.map((node) => nodeBox(ctx, node));
  ctx.font = SCORE_FONT;
  return NETWORK.edges.filter((edge) => edge.score).map((edge) => {
    const half = ctx.measureText(edge.text).width / 2 + 3;
    const spots = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8].map((share) => pointOn(edge.id, share));
    const box = ({ x, y }) => [x - half, y - 9, x + half, y + 9];
    const covers = (point) => taken.reduce((sum, [left, top, right, bottom]) => {
      const [a, b, c, d] = box(point);
      return sum + Math.max(0, Math.min(c, right) - Math.max(a, left)) * Math.max(0, Math.min(d, bottom) - Math.max(b, top));
    }, 0);
    const best = spots.reduce((found, spot) => (covers(spot) < covers(found) ? spot : found));
    taken.push(box(best));
    return { edge, x: best.x, y: best.y };
  });
}

/** Write the scores over everything else. */
function drawScores(ctx, scores, alphaOf) {
  ctx.font = SCORE_FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.canvas;
  ctx.fillStyle = colours.text;
  for (const { edge, x, y } of scores) {
    ctx.globalAlpha = alphaOf(edge);
    ctx.strokeText(edge.text, x, y);
    ctx.fillText(edge.text, x, y);
  }
  ctx.globalAlpha = 1;
}
