// What the analyses found in; which of it a claim or a thing has part in, out.
"use strict";

/** A disagreement as it is drawn: its sides with those of their claims that the page has; null where that leaves it with a single side. */
function clashOf(found, at) {
  const sides = found.sides.map(({ value, claims }) => ({ value, claims: claimsAt(claims) })).filter(({ claims }) => claims.length);
  return sides.length > 1 ? { ...found, key: String(at), sides, claims: [...new Set(sides.flatMap(({ claims }) => claims))] } : null;
}

/** The claims of a list of ids that the page has. */
const claimsAt = (ids) => ids.map((id) => CLAIMS.get(id)).filter(Boolean);

/** All disagreements of the page. */
const CLASHES = DATA.disagreements.map(clashOf).filter(Boolean);

/** The disagreements that a claim takes part in, and those about a thing. */
const clashesOf = lookUp(CLASHES, ({ claims }) => claims.map(({ id }) => id));
const clashesAbout = lookUp(CLASHES, ({ subject }) => (subject ? [subject] : []));

/** What stands against a claim: the disagreements, each with those values and claims of its other sides that exclude this one. */
function against(claim) {
  return clashesOf(claim.id).map((clash) => ({ clash, sides: clash.sides.filter(({ claims }) => !claims.includes(claim))
    .map(({ value, claims }) => ({ value, claims: claims.filter((other) => excludes(clash, claim, other)) })).filter(({ claims }) => claims.length) }))
    .filter(({ sides }) => sides.length);
}

/** The pairs of a disagreement, for looking them up; made when they are first asked for. */
const pairSets = new Map();

function pairsOf(clash) {
  if (!pairSets.has(clash)) pairSets.set(clash, new Set(clash.pairs.map((pair) => [...pair].sort().join("\n"))));
  return pairSets.get(clash);
}

/** Whether two claims of different sides exclude one another; without a list of pairs all of them do. */
const excludes = (clash, one, two) => clash.pairs === null || pairsOf(clash).has([one.id, two.id].sort().join("\n"));

/** The updates that a claim takes part in, and those about a thing. */
const updatesOf = lookUp(DATA.updates, ({ steps }) => steps.flatMap(({ claims }) => claims));
const updatesAbout = lookUp(DATA.updates, ({ subject }) => [subject]);

/** The promises that a claim makes, keeps or drops, and those about a thing. */
const promisesOf = lookUp(DATA.promises, ({ claims, fulfilledBy, droppedBy, already }) => [...claims, ...fulfilledBy, ...droppedBy, ...already.flatMap((found) => found.claims)]);
const promisesAbout = lookUp(DATA.promises, ({ subject }) => [subject]);
