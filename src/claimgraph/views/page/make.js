// Words and attributes in, elements of the page out. Text is only ever text: nothing here reads markup.
"use strict";

const $ = (id) => document.getElementById(id);

/** Make an element: `on…` listens, false and null leave an attribute out, children that are null are left out. */
function make(tag, { text, className, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Make a drawing of shapes, each a tag with its attributes; a screen reader passes over it. */
function makeSvg(width, height, ...shapes) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const frame = { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(frame)) svg.setAttribute(name, value);
  for (const [tag, attributes, text] of shapes) {
    const shape = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    if (text !== undefined) shape.textContent = text;
    svg.append(shape);
  }
  return svg;
}

/** Make a link, but only to where a link may lead; anything else stays text. */
function makeLink(address, text) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    // What is no address is shown as it is.
  }
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    return make("span", { text: text === address ? address : `${text} (${address})` });
  }
  return make("a", { text, href: url.href, rel: "noopener noreferrer", target: "_blank" });
}

/** Make a button that shows a thing in the panel; plain text where the page has nothing on it. */
function reference(id, text) {
  if (!id || !isKnown(id)) return make("span", { text });
  return make("button", { type: "button", className: "link", text, onclick: () => chooseNode(id) });
}

/** Make a button that shows a claim in the panel. */
function claimReference(claim, text = claim.label) {
  return make("button", { type: "button", className: "claim-link", onclick: () => chooseClaim(claim.id) },
    lineSign(claim, 30), make("span", { text }));
}

/** Write a number with its noun. */
function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** Draw a kind of node as the legend shows it. */
function kindSign(kind) {
  if (isValue(kind)) {
    const frame = valueFrameOf(kind);
    const dashes = frame === "dashed" ? { "stroke-dasharray": "3 2" } : {};
    return makeSvg(18, 18, ["rect", { x: 1.5, y: 4.5, width: 15, height: 9, rx: frame === "square" ? 2 : 4.5, fill: "var(--card)", stroke: "var(--quiet)", ...dashes }]);
  }
  return makeSvg(18, 18, ["path", { d: outlineOf(kind), transform: "translate(9 9) scale(7)", fill: `var(--kind-${kindName(kind)})` }]);
}

/** Draw the line of a claim as the legend shows it. */
function lineSign(claim, width = 40) {
  const { dashes, head } = lineOf(claim.modality ?? "asserted");
  const denied = claim.polarity === "denied";
  const stroke = `var(--claim-${claimName(claim)})`;
  const end = width - 3;
  const dashed = dashes.length ? { "stroke-dasharray": dashes.map((n) => n * 0.7).join(" ") } : {};
  const shapes = [["line", { x1: 3, y1: 6, x2: end - 4, y2: 6, stroke, "stroke-width": 2, ...dashed }]];
  shapes.push(headSign(denied ? "bar" : head, end, stroke));
  if (claim.stance === "opinion") shapes.push(["circle", { cx: 4.5, cy: 6, r: 3.6, fill: stroke }]);
  return makeSvg(width, 12, ...shapes);
}

/** Draw the head of an arrow that ends at x = `end`. */
function headSign(head, end, colour) {
  const outlined = { fill: "none", stroke: colour, "stroke-width": 1.8 };
  const heads = {
    bar: ["line", { x1: end - 2, y1: 1, x2: end - 2, y2: 11, stroke: colour, "stroke-width": 2.5 }],
    open: ["path", { d: `M${end - 6},2L${end},6L${end - 6},10`, ...outlined }],
    diamond: ["path", { d: `M${end - 9},6L${end - 4.5},2L${end},6L${end - 4.5},10Z`, fill: colour }],
    closed: ["path", { d: `M${end - 7},1.8L${end},6L${end - 7},10.2Z`, fill: colour }],
  };
  return heads[head] ?? heads.closed;
}
