// Claims in; the ways they took out, as a tree: equal chains are one path, and paths that begin alike share their first steps.
"use strict";

/** From which end the ways are read: the pages that we have, or who is said to have said it first. */
const WAY_ENDS = {
  page: { text: "the page", first: "Page", next: "cites" },
  origin: { text: "who said it first", first: "Said first by", next: "passed on by" },
};

/** The steps of a claim from the chosen end; each has a key, the ids that it stands for, and how it is shown. */
function waySteps(claim, end) {
  const cited = citedIn(claim);
  const steps = stepsOf(claim).map((step, n) => {
    const hop = n ? cited[n - 1] : null;
    const ids = n ? [hop.agent, hop.source] : [claim.source, ...step.makers.map(([id]) => id)];
    return { ...step, ids: ids.filter(Boolean), open: n ? step.id : claim.source, isPage: n === 0, key: n ? `${hop.agent ?? ""} ${hop.source ?? ""} ${hop.agent ? "" : hop.who}` : claim.source };
  });
  return end === "page" ? steps : steps.reverse();
}

/** Join the ways of claims into a tree: {step, depth, claims that end here, children, count}. */
function wayTree(claims, end) {
  const root = { children: new Map(), claims: [], count: 0, depth: -1, key: "" };
  for (const claim of claims) {
    let node = root;
    for (const step of waySteps(claim, end)) {
      if (!node.children.has(step.key)) {
        node.children.set(step.key, { step, parent: node, depth: node.depth + 1, key: `${node.key}/${step.key}`, children: new Map(), claims: [], count: 0 });
      }
      node = node.children.get(step.key);
      node.count += 1;
    }
    node.claims.push(claim);
  }
  return root;
}

/** The paths of a tree in order: what a card says itself first, then what it cites, the most first. */
function wayPaths(node) {
  const own = node.claims.length ? [node] : [];
  const children = [...node.children.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  return [...own, ...children.flatMap(wayPaths)];
}

/** The nodes from the first step to this one. */
function wayTo(node) {
  return node.depth < 0 ? [] : [...wayTo(node.parent), node];
}

/** Give each path a row, and each card the rows that it spans: [{node, from, to}]. */
function wayCards(paths) {
  const cards = new Map();
  paths.forEach((path, row) => {
    for (const node of wayTo(path)) {
      if (!cards.has(node)) cards.set(node, { node, from: row, to: row });
      cards.get(node).to = row;
    }
  });
  return cards;
}

/** Which paths and cards are lit by what is chosen; null where nothing is. */
function wayLit(paths, picked) {
  const { chosen } = state;
  const has = (node) => wayTo(node).some(({ step, key }) => (chosen?.node ? step.ids.includes(chosen.node) : picked === key));
  const lit = chosen?.claim ? paths.filter((path) => path.claims.some((claim) => claim.id === chosen.claim)) : chosen?.node || picked ? paths.filter(has) : [];
  return lit.length ? { paths: new Set(lit), cards: new Set(lit.flatMap(wayTo)) } : null;
}

// ---------------------------------------------------------------- ribbons

/** The thickness of all ribbons that leave the busiest card. */
const WAY_THICK = 40;

/** Draw ribbons between the cards that are in the page, as thick as there are claims: from card to card, and from the last one to its claims. */
function wayRibbons(grid, cards, lit) {
  const frame = grid.getBoundingClientRect();
  const box = (element) => {
    const { left, right, top, height } = element.getBoundingClientRect();
    return { left: left - frame.left, right: right - frame.left, middle: top - frame.top + height / 2, height };
  };
  const most = Math.max(...[...cards.keys()].map((node) => node.count));
  const thick = (number) => Math.max(1.5, (number / most) * WAY_THICK);
  const shapes = [];
  for (const [node, { element, end }] of cards) {
    const from = box(element);
    const leaves = [...(end ? [{ to: box(end), number: node.claims.length, target: node, isEnd: true }] : []),
      ...[...node.children.values()].filter((child) => cards.has(child)).map((child) => ({ to: box(cards.get(child).element), number: child.count, target: child }))];
    const total = leaves.reduce((sum, { number }) => sum + thick(number), 0);
    let y = from.middle - Math.min(total, from.height - 12) / 2;
    for (const { to, number, target, isEnd } of leaves.sort((a, b) => a.to.middle - b.to.middle)) {
      const share = thick(number) * Math.min(1, (from.height - 12) / total);
      const on = lit ? (isEnd ? lit.paths.has(target) : lit.cards.has(target)) : null;
      shapes.push(wayRibbon({ x: from.right, y: y + share / 2 }, { x: to.left, y: to.middle }, share, { target, on, bend: Math.min(60, to.left - from.right) }));
      y += share;
    }
  }
  const svg = makeSvg(Math.ceil(frame.width), Math.ceil(frame.height), ...shapes.sort((a, b) => (a[1].class.includes("way-on") ? 1 : 0) - (b[1].class.includes("way-on") ? 1 : 0)));
  svg.classList.add("way-ribbons");
  return svg;
}

/** Draw one ribbon, which bends right behind its card and runs straight from there. */
function wayRibbon(from, to, width, { target, on, bend }) {
  const half = from.x + bend / 2;
  const kind = target.step.unnamed ? "other" : kindName(entityOf(target.step.id)?.kind ?? "Source");
  return ["path", { d: `M${from.x},${from.y}C${half},${from.y} ${half},${to.y} ${from.x + bend},${to.y}L${to.x},${to.y}`, fill: "none", stroke: `var(--kind-${kind})`, "stroke-width": width.toFixed(1),
    class: on === null ? "" : on ? "way-on" : "way-off", ...(target.step.unnamed ? { "stroke-dasharray": "7 4" } : {}) }];
}
