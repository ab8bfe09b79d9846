// A node, or two, in; its neighbours out, or the shortest way between the two. And the bar that says what is left out.
"use strict";

const DEPTHS = [1, 2, 3];

/** Show only a node and its neighbours. */
function focusOn(node, depth = state.focus?.depth ?? 1) {
  if (!isKnown(node)) return;
  change({ focus: { node, depth: Math.min(Math.max(depth, 1), DEPTHS.length) } });
  announce(`Only ${nameOf(node)} and what is ${count(depth, "step")} away`);
}

/** Focus on what is chosen: a node, or what the chosen claim is about. */
function focusOnChosen() {
  const { claim, node } = state.chosen ?? {};
  const subject = node ?? (claim && CLAIMS.get(claim).says[0]?.[0]);
  if (subject) focusOn(subject);
  else announce("Choose something to focus on first.");
}

narrowings.push(({ claims, nodes, edges }) => {
  if (!state.focus) return null;
  const { node, depth } = state.focus;
  const near = neighbours(startOf(node), depth, edges);
  const kept = new Set([...edges].filter((id) => near.has(EDGES.get(id).from) && near.has(EDGES.get(id).to)));
  const drawn = new Set([...kept].map((id) => EDGES.get(id).claim));
  const about = new Set(claimsOf(node).concat(saysOnly(node)).map((claim) => claim.id));
  const isNear = (claim) => drawn.has(claim.id) || about.has(claim.id);
  return { claims: claims.filter(isNear), nodes: new Set([...near].filter((id) => nodes.has(id) || id === node)), edges: kept };
});

/** Where the neighbours of a node begin: with it, and for somebody of whom nothing is said with what they say. */
const startOf = (node) => [...(isDrawable(node) ? [node] : []), ...saysOnly(node).flatMap((claim) => edgesOf(claim.id).flatMap((edge) => [edge.from, edge.to]))];
const saysOnly = (node) => (claimsOf(node).length ? [] : claimsBy(node).concat(claimsIn(node)));

/** The nodes within so many steps, along edges that are shown. */
function neighbours(start, depth, edges) {
  const near = new Set(start);
  let rim = [...near];
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const node of rim) {
      for (const edge of edgesAt(node)) {
        const other = edge.from === node ? edge.to : edge.from;
        if (edges.has(edge.id) && !near.has(other)) {
          near.add(other);
          next.push(other);
        }
      }
    }
    rim = next;
  }
  return near;
}

// ---------------------------------------------------------------- the way between two things

/** Show the shortest way between two things, over what is shown. */
function showWay(from, to) {
  settle();
  change({ path: findWay(from, to), chosen: null, move: true });
  const steps = state.path.edges.length;
  announce(steps ? `The way from ${nameOf(from)} to ${nameOf(to)} has ${count(steps, "step")}` : noWayText(state.path));
}

/** Find the shortest way, breadth first, whichever way the edges point. */
function findWay(from, to) {
  const cameBy = new Map([[from, null]]);
  let rim = [from];
  while (rim.length && !cameBy.has(to)) {
    const next = [];
    for (const node of rim) {
      for (const edge of edgesAt(node)) {
        const other = edge.from === node ? edge.to : edge.from;
        if (shown.edges.has(edge.id) && !cameBy.has(other)) {
          cameBy.set(other, edge);
          next.push(other);
        }
      }
    }
    rim = next;
  }
  return { from, to, ...traceBack(from, to, cameBy) };
}

function traceBack(from, to, cameBy) {
  if (!cameBy.has(to)) return { nodes: [], edges: [] };
  const nodes = [to];
  const edges = [];
  while (nodes[0] !== from) {
    const edge = cameBy.get(nodes[0]);
    edges.unshift(edge.id);
    nodes.unshift(edge.from === nodes[0] ? edge.to : edge.from);
  }
  return { nodes, edges };
}

const noWayText = ({ from, to }) => `There is no way from ${nameOf(from)} to ${nameOf(to)} over what is shown.`;

/** Find a way anew when what is shown has changed. */
onChange((parts) => {
  if (state.path && NARROWING.some((name) => parts.has(name))) state.path = findWay(state.path.from, state.path.to);
});

// ---------------------------------------------------------------- the bar that says what is left out

function drawNarrowed() {
  const chips = [focusChip(), wayChip(), filterChip(), dateChip()].filter(Boolean);
  $("narrowed").replaceChildren(...chips);
  $("narrowed").hidden = !chips.length;
}

function chip(id, text, label, onclick, ...more) {
  const end = make("button", { type: "button", className: "sign", "aria-label": label, onclick }, make("span", { "aria-hidden": "true", text: "×" }));
  return make("span", { className: "chip", id }, make("span", { text }), ...more, end);
}

function focusChip() {
  if (!state.focus) return null;
  const { node, depth } = state.focus;
  const steps = make("span", { className: "steps", role: "group", "aria-label": "Steps away" }, ...DEPTHS.map((n) =>
    make("button", { type: "button", text: n, "aria-label": count(n, "step"), "aria-pressed": String(n === depth), onclick: () => focusOn(node, n) })));
  return chip("focus-chip", `${nameOf(node)} and neighbours`, "End the focus", () => change({ focus: null }), steps);
}

function wayChip() {
  if (!state.path) return null;
  return chip("way-chip", `Way from ${nameOf(state.path.from)} to ${nameOf(state.path.to)}`, "Forget the way", () => change({ path: null }));
}

function filterChip() {
  const active = activeFilters();
  if (!active.length) return null;
  return chip("filter-chip", `Filtered: ${active.join(", ").toLowerCase()}`, "Take back the filters", () => change({ hidden: noneHidden() }));
}

function dateChip() {
  if (!datesNarrow()) return null;
  const [from, to] = [state.from, state.to].map((day) => day && dayText(dayNumber(day)));
  const range = from && to ? `${from} to ${to}` : from ? `from ${from}` : to ? `until ${to}` : "any date";
  return chip("date-chip", `Said ${range}${state.undated ? "" : ", dated only"}`, "Take back the dates", () => change({ from: "", to: "", undated: true }));
}
