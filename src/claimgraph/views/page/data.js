// The two JSON scripts of the page in; what they hold, by id and by what belongs together, out.
"use strict";

const DATA = JSON.parse(document.getElementById("data").textContent);
const NETWORK = JSON.parse(document.getElementById("network").textContent);

/** Whether the graph is so large that only a part of it is drawn at first. */
const LARGE = DATA.renderer === "sigma";

const CLAIMS = new Map(DATA.claims.map((claim) => [claim.id, claim]));
const NODES = new Map(NETWORK.nodes.map((node) => [node.id, node]));
const EDGES = new Map(NETWORK.edges.map((edge) => [edge.id, edge]));

/** Group things under keys: each thing under every key that `keysOf` gives for it, once. */
function groupBy(things, keysOf) {
  const groups = new Map();
  for (const thing of things) {
    for (const key of new Set(keysOf(thing))) {
      if (groups.has(key)) groups.get(key).push(thing);
      else groups.set(key, [thing]);
    }
  }
  return groups;
}

/** Return a look-up that is made only when it is first asked. */
function lookUp(things, keysOf) {
  let groups = null;
  return (key) => {
    groups ??= groupBy(things, keysOf);
    return groups.get(key) ?? [];
  };
}

/** The edges that draw a claim. */
const edgesOf = lookUp(NETWORK.edges, (edge) => [edge.claim]);

/** The edges that end at a node. */
const edgesAt = lookUp(NETWORK.edges, (edge) => [edge.from, edge.to]);

/** The claims that speak of a node, in the order of the corpus. */
const claimsOf = lookUp(DATA.claims, (claim) => [
  ...edgesOf(claim.id).flatMap((edge) => [edge.from, edge.to]),
  ...claim.says.flatMap(([subject, , , object]) => (object ? [subject, object] : [subject])),
]);

/** The claims that somebody is named as saying. */
const claimsBy = lookUp(DATA.claims, (claim) => claim.speakers);

/** The claims that stand in a source. */
const claimsIn = lookUp(DATA.claims, (claim) => [claim.source]);

const entityOf = (id) => (Object.hasOwn(DATA.entities, id) ? DATA.entities[id] : null);
const sourceOf = (id) => (Object.hasOwn(DATA.sources, id) ? DATA.sources[id] : null);

/** What a thing is called: an entity, a source, a value of a claim; what the page does not know, by its id. */
function nameOf(id) {
  return entityOf(id)?.name ?? sourceOf(id)?.headline ?? NODES.get(id)?.label.replaceAll("\n", " ") ?? String(id);
}

/** Whether the picture has a node for a thing. */
const isDrawable = (id) => NODES.has(id);

/** Whether the page can show a thing in its panel. */
const isKnown = (id) => isDrawable(id) || entityOf(id) !== null || sourceOf(id) !== null;
