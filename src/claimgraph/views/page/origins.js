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

/** What an origin is called; several who answer for a source together are one. */
const originName = (number) => DATA.origins.names[number].map(({ name }) => name).join(" with ");

/** The different origins of some claims that stand, as numbers. */
function originsOf(claims) {
  const ends = claims.flatMap((claim) => (backingOf(claim)?.statement === null ? [] : backingOf(claim)?.ends ?? []));
  return [...new Set(ends)];
}

/** Say how many independent origins stand behind claims: ["2 independent origins"]; nothing where the page does not know. */
function originsText(claims) {
  if (!claims.some(backingOf)) return [];
  const origins = originsOf(claims);
  if (!origins.length) return ["no known origin"];
  return [count(origins.length, "independent origin")];
}

/** Draw an origin: a button for each of those it consists of. */
const originReferences = (number) => DATA.origins.names[number].flatMap(({ id, name }, at) => [at ? " with " : "", reference(id, name)]);

/** Tell in a panel who is behind what a claim states: the number first, then who, and what does not count. */
function origins(claim) {
  const backing = backingOf(claim);
  if (!backing) return null;
  const statement = backing.statement === null ? null : DATA.origins.statements[backing.statement];
  const all = statement?.ends ?? [];
  const own = new Set(backing.ends);
  const none = Object.hasOwn(NO_ORIGIN, backing.kind) ? quiet(NO_ORIGIN[backing.kind]) : null;
  const unknown = (statement?.unknown ?? 0) + (statement?.circular ?? 0);
  return [heading(all.length ? count(all.length, "independent origin") : "No independent origin"),
    all.length ? make("ul", { className: "origins" }, ...all.map((number) => make("li", {}, ...originReferences(number),
      own.has(number) ? make("small", { text: ` — this claim${backing.kind === "own" ? ", in its own voice" : ""}${backing.anonymous ? ", from people it does not name" : ""}` }) : null))) : null,
    statement ? null : quiet("It was superseded or taken back, and stands behind nothing."),
    none,
    unknown && !none ? quiet(`${count(unknown, "other claim says", "other claims say")} the same without a known origin.`) : null];
}
