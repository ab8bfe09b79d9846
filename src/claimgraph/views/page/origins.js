// Claims in; the independent origins behind them out: to whom their chains go back, each counted once.
"use strict";

/** Why a claim goes back to nobody that counts. */
const NO_ORIGIN = {
  unknown: "It goes back to nobody who is named: its origin is not known, and does not count.",
  circular: "Its sources cite one another in a circle, which goes back to nobody.",
  withdrawn: "All that it goes back to was superseded or taken back.",
};

/** What is known of the origins of a claim; null where the page was made without. */
const backingOf = (claim) => (Object.hasOwn(DATA.origins.claims, claim.id) ? DATA.origins.claims[claim.id] : null);

/** Origins (numbers) in groups that are independent of one another: those that share somebody are one, of fewest people first. */
function independent(numbers) {
  const different = [...new Set(numbers)];
  const people = (number) => DATA.origins.names[number].map(({ id }) => id);
  if (different.every((number) => people(number).length === 1)) return different.map((number) => [number]);
  let groups = [];
  for (const number of different) {
    const shares = (group) => group.some((other) => people(other).some((id) => people(number).includes(id)));
    groups = [...groups.filter((group) => !shares(group)), [...groups.filter(shares).flat(), number]];
  }
  return groups.map((group) => group.sort((one, two) => people(one).length - people(two).length || one - two));
}

/** What an independent origin is called; several who answer for a source together are one: "Ann (also Ann with Bob)". */
function originName(group) {
  const [first, ...others] = group.map((number) => DATA.origins.names[number].map(({ name }) => name).join(" with "));
  return others.length ? `${first} (also ${others.join(", ")})` : first;
}

/** The independent origins of some claims that stand, as groups of numbers. */
const originsOf = (claims) =>
  independent(claims.flatMap((claim) => (backingOf(claim)?.statement === null ? [] : backingOf(claim)?.ends ?? [])));

/** Say how many independent origins stand behind claims: ["2 independent origins"]; nothing where the page does not know. */
function originsText(claims) {
  if (!claims.some(backingOf)) return [];
  const origins = originsOf(claims);
  if (!origins.length) return ["no known origin"];
  return [count(origins.length, "independent origin")];
}

/** Draw an independent origin: a button for each of those it consists of. */
const originReferences = (group) => [...group.flatMap((number, place) => [["", " (also ", ", "][Math.min(place, 2)],
  ...DATA.origins.names[number].flatMap(({ id, name }, at) => [at ? " with " : "", reference(id, name)])]), group.length > 1 ? ")" : ""];

/** Tell in a panel who is behind what a claim states: the number first, then who, and what does not count. */
function origins(claim) {
  const backing = backingOf(claim);
  if (!backing) return null;
  const statement = backing.statement === null ? null : DATA.origins.statements[backing.statement];
  const all = independent(statement?.ends ?? []);
  const own = new Set(backing.ends);
  const none = Object.hasOwn(NO_ORIGIN, backing.kind) ? quiet(NO_ORIGIN[backing.kind]) : null;
  const unknown = (statement?.unknown ?? 0) + (statement?.circular ?? 0);
  return [heading(all.length ? count(all.length, "independent origin") : "No independent origin"),
    all.length ? make("ul", { className: "origins" }, ...all.map((group) => make("li", {}, ...originReferences(group),
      group.some((number) => own.has(number)) ? make("small", { text: ` — this claim${backing.kind === "own" ? ", in its own voice" : ""}${backing.anonymous ? ", from people it does not name" : ""}` }) : null))) : null,
    statement ? null : quiet("It was superseded or taken back, and stands behind nothing."),
    none,
    unknown && !none ? quiet(`${count(unknown, "other claim says", "other claims say")} the same without a known origin.`) : null];
}
