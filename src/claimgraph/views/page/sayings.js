// Claims that say the same, or follow one another, in; lists and trails of them out: outlet → chain, day, evidence, verdicts.
"use strict";

/** So many claims are listed before a button shows the others. */
const SAYINGS = 4;
/** The lists that the reader has opened whole, by key. */
const wholeLists = new Set();
/** On paper nothing can be opened, so all of every list is there. */
const paperLists = { areWhole: false };
const isListWhole = (key) => paperLists.areWhole || wholeLists.has(key);

/** When a claim was said, else when its source was published; "undated" where neither is known. */
const saidOn = (claim) => whenText(claim) || "undated";

/** Who answers for the source of a claim. */
const outletOf = (claim) => stepsOf(claim)[0].name;

/** Where a claim stands in its source, and whether somebody looked. */
function placeText({ evidence }) {
  if (!evidence.length) return "no place given";
  const verified = evidence.every((span) => span.verified === true) ? "verified" : evidence.some((span) => span.verified === false) ? "not what is there" : "not verified";
  return `characters ${evidence.map((span) => `${span.start}–${span.end}`).join(", ")}, ${verified}`;
}

/** Draw a link to the source of a claim; its headline alone where it has no address. */
function sourceLink(claim) {
  const source = sourceOf(claim.source);
  const text = nameOf(claim.source);
  return make("span", {}, source?.url ? makeLink(source.url, text) : text);
}

/** What is unusual about how a claim is put or stands: what is asserted, affirmed and in force needs no word. */
function traitsText(claim) {
  const isUsual = (word) => word === "in-force" || word === "disputed";
  return [claim.modality !== "asserted" && claim.modality, claim.polarity === "denied" && "denied", claim.stance === "opinion" && "opinion",
    ...claim.status.filter((word) => !isUsual(word))].filter(Boolean);
}

/** Draw one claim of a list: who has it from whom and when, what it says, and how it is put and stands; `passes` is false where the filters leave it out. */
function partSaying(claim, passes = true) {
  const isChosen = state.chosen?.claim === claim.id;
  const quote = claim.evidence.find((span) => span.quote)?.quote;
  const traits = traitsText(claim);
  return make("li", { className: `saying${passes ? "" : " saying-out"}${isChosen ? " saying-chosen" : ""}` },
    make("div", { className: "saying-who" }, lineSign(claim, 30), partChain(claim), make("span", { className: "saying-day", text: saidOn(claim) })),
    partOpen(claim, claim.label, "link saying-label"),
    quote ? make("blockquote", { text: quote }) : null,
    make("div", { className: "saying-how" }, ...traits.map((word) => make("span", { text: word })), make("span", { text: placeText(claim) }), sourceLink(claim),
      passes ? null : make("span", { className: "saying-filtered", text: outsideDates(claim) ? `said ${outsideDates(claim)}` : "filtered out" }), ...verdictBadges(claim)));
}

/** Draw a list of claims, those that pass first; a long one is cut until the reader asks for all of it. */
function partSayings(claims, { key, passing, again }) {
  const sorted = [...claims].sort((a, b) => passing.has(b.id) - passing.has(a.id));
  const isWhole = isListWhole(key) || sorted.length <= SAYINGS + 1;
  const chosen = sorted.find((claim) => claim.id === state.chosen?.claim);
  const listed = isWhole ? sorted : sorted.slice(0, SAYINGS);
  if (chosen && !listed.includes(chosen)) listed.push(chosen);
  const left = sorted.length - listed.length;
  return [make("ul", { className: "sayings" }, ...listed.map((claim) => partSaying(claim, passing.has(claim.id)))),
    left ? make("button", { type: "button", className: "sayings-more", "data-key": `more ${key}`, text: `Show ${left.toLocaleString("en")} more`, onclick: () => {
      wholeLists.add(key);
      again();
    } }) : null];
}

/** Say how many claims and outlets stand behind something: "5 claims of 3 outlets". */
function backingText(claims) {
  const outlets = new Set(claims.map(outletOf)).size;
  return outlets === claims.length || claims.length === 1 ? count(claims.length, "claim") : `${count(claims.length, "claim")} of ${count(outlets, "outlet")}`;
}

/** Say what assessors found of all the claims of a side, if they found the same: "All of it was refuted." */
function sharedVerdict(claims) {
  const shared = verdictsOf(claims[0]).filter((verdict) => claims.every((claim) => verdictsOf(claim).includes(verdict)));
  return shared.map((verdict) => `${claims.length === 1 ? "This claim" : "Every claim of this side"} was found ${verdictText(verdict)}.`);
}

/** The first of a long list, and those behind them that must be in sight. */
const firstAnd = (list, limit, isNeeded) => [...list.slice(0, limit), ...list.slice(limit).filter(isNeeded)];

/** Draw how something went on: each step with its day, its value, and who said so; `unsure` steps have no known place among the others, and stand apart. */
function partTrail(steps, { label, unsureText = "In no known order", ...more }) {
  const known = steps.filter(({ unsure }) => !unsure);
  const draw = (step) => partStep(step, { ...more, at: steps.indexOf(step), isLast: step === known.at(-1) });
  const trail = known.length ? make("ol", { className: "trail", "aria-label": label }, ...known.map(draw)) : null;
  trail?.style.setProperty("--steps", known.length);
  if (known.length === steps.length) return trail;
  const apart = steps.filter(({ unsure }) => unsure);
  return make("div", {}, trail, make("p", { className: `trail-apart-head${trail ? " trail-apart-line" : ""}`, text: `${unsureText}:` }),
    make("ul", { className: "trail trail-apart", "aria-label": `${label}: ${unsureText}` }, ...apart.map(draw)));
}

/** Draw one step; who said so is cut where they are many. */
function partStep({ when, value, claims, note = "" }, { at, isLast, passing, again, key }) {
  const found = claimsAt(claims);
  const isOut = found.length && !found.some((claim) => passing.has(claim.id));
  const name = `${key} ${at}`;
  const isWhole = isListWhole(name) || found.length <= SAYINGS;
  const listed = isWhole ? found : found.slice(0, SAYINGS - 1);
  const chosen = found.find((claim) => claim.id === state.chosen?.claim);
  if (chosen && !listed.includes(chosen)) listed.push(chosen);
  const left = found.length - listed.length;
  return make("li", { className: [isLast && "trail-last", isOut && "trail-out"].filter(Boolean).join(" ") },
    make("span", { className: "trail-when", text: when }),
    make("span", { className: "trail-value", text: value }),
    note ? make("span", { className: "trail-note", text: note }) : null,
    make("ul", { className: "trail-who" }, ...listed.map((claim) => make("li", {}, lineSign(claim, 26), partOpen(claim, wayText(claim), "link"), ...verdictBadges(claim))),
      left > 0 ? make("li", {}, make("button", { type: "button", className: "sayings-more", "data-key": `more ${name}`, text: `${left.toLocaleString("en")} more`, onclick: () => {
        wholeLists.add(name);
        again();
      } })) : null));
}
