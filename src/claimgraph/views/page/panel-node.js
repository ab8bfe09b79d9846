// One entity, source or value in; what there is to know about it out: its names, what is said of it, and what it says itself.
"use strict";

function nodePanel(id) {
  const entity = entityOf(id);
  const source = sourceOf(id);
  const node = NODES.get(id);
  const kind = entity?.kind ?? node?.kind ?? (source ? "Source" : "other");
  return {
    over: [kindSign(kind), make("span", { text: entity?.type ?? source?.type ?? kindText(kind) })],
    body: [
      make("h2", { text: nameOf(id) }),
      entity ? entityLines(id, entity) : null,
      source ? aboutSource(source) : null,
      node?.head ? quiet(node.head) : null,
      nodeButtons(id),
      ...findingsAbout(id),
      ...nodeClaims(id, isValue(kind)),
    ],
  };
}

function entityLines(id, entity) {
  const list = make("dl");
  const add = (term, ...content) => list.append(make("dt", { text: term }), make("dd", {}, ...content));
  if (entity.aliases.length) add("also", entity.aliases.join(", "));
  add("id", make("code", { text: id }));
  entity.sameAs.forEach((address, at) => add(at ? "" : "same as", makeLink(address, address)));
  return [entity.description ? make("p", { text: entity.description }) : null, list];
}

function aboutSource(source) {
  const list = make("dl");
  const add = (term, ...content) => list.append(make("dt", { text: term }), make("dd", {}, ...content));
  if (source.url) add("link", makeLink(source.url, source.url));
  if (source.authors.length) add("by", ...source.authors.flatMap(([id, name], at) => [at ? ", " : "", reference(id, name)]));
  if (source.by) add("published by", reference(source.publisher, source.by));
  if (source.published) add("published", source.published);
  return list.childElementCount ? list : null;
}

function nodeButtons(id) {
  const focus = make("button", { type: "button", id: "focus-here", text: "Focus", onclick: () => focusOn(id) });
  const way = make("button", { type: "button", id: "way-from-here", text: "Way to …", onclick: () => seekWay(id) });
  return make("div", { className: "actions" }, focus, isDrawable(id) && edgesAt(id).length ? way : null);
}

/** The claims about a node by predicate, what else speaks of it, what it says, and what stands in it; each in the order of time. */
function nodeClaims(id, isOnlyValue) {
  const about = inTime(claimsOf(id));
  const said = inTime(claimsBy(id));
  const inside = inTime(claimsIn(id));
  const groups = groupBy(about, (claim) => predicatesOf(claim, id));
  const own = [...groups].filter(([predicate]) => predicate);
  const others = groups.get("") ?? [];
  const parts = [];
  if (own.length) parts.push(heading(`Claims about it (${own.reduce((sum, [, claims]) => sum + claims.length, 0)})`));
  for (const [predicate, claims] of own) parts.push(make("h4", { text: predicate }), claimList(claims));
  if (others.length) parts.push(heading(isOnlyValue || !own.length ? `Claims that speak of it (${others.length})` : `Also spoken of in (${others.length})`), claimList(others));
  if (said.length) parts.push(heading(`What it says (${said.length})`), claimList(said));
  if (inside.length) parts.push(heading(`Claims in it (${inside.length})`), claimList(inside));
  return parts.length ? parts : [quiet("No claim speaks of it.")];
}

/** The predicates by which a claim speaks of a node as its subject; "" where it is only mentioned. */
function predicatesOf(claim, id) {
  const predicates = claim.says.filter(([subject]) => subject === id).map((says) => says[2]);
  return predicates.length ? predicates : [""];
}
