// The conflicts between shown claims in; both sides of each next to each other out, and below them what was put right later.
"use strict";

/** What kind of contradiction it is, in words, and the sign between its two sides. */
const PAIR_KINDS = {
  functional: { text: "There can be only one value", short: "one value only", sign: "≠" },
  disjoint: { text: "The two values exclude each other", short: "values exclude each other", sign: "⊥" },
  denied: { text: "One says so, the other denies it", short: "said and denied", sign: "✕" },
  disputed: { text: "One speaks against the other", short: "disputed", sign: "!" },
};
const pairKind = (kind) => (Object.hasOwn(PAIR_KINDS, kind) ? PAIR_KINDS[kind] : { text: kind, short: kind, sign: "≠" });

/** How many pairs are drawn at once. */
const PAIR_STEP = 100;
const pairView = { kinds: new Set(), limit: PAIR_STEP };

/** What the two claims of a conflict are about: the statement they share, as nearly as they share one. */
function pairTopic(one, two) {
  for (const first of one.says) {
    const second = two.says.find((other) => other[0] === first[0] && other[2] === first[2]);
    if (second) return { subject: first[1], id: first[0], predicate: first[2], values: [first[4], second[4]] };
  }
  const [first, second] = [one.says[0], two.says[0]];
  const shared = first && second && first[0] === second[0];
  return { subject: first?.[1] ?? one.label, id: first?.[0] ?? one.id, predicate: shared ? `${first[2]}, ${second[2]}` : "", values: ["", ""] };
}

/** The pairs that can be shown, both claims known and at least one of them shown; a pair that conflicts in two ways is one pair. */
function pairsShown(passing) {
  const known = DATA.conflicts.filter(({ one, two }) => CLAIMS.has(one) && CLAIMS.has(two) && (passing.has(one) || passing.has(two)));
  return [...groupBy(known, ({ one, two }) => [[one, two].sort().join(" ")]).values()].map((same) => {
    const { one, two } = same[0];
    return { one, two, kinds: same.map(({ kind }) => kind), whys: same.map(({ why }) => why).filter(Boolean), topic: pairTopic(CLAIMS.get(one), CLAIMS.get(two)) };
  });
}

/** How many pairs of claims there are, whatever passes. */
const pairsInAll = new Set(DATA.conflicts.map(({ one, two }) => [one, two].sort().join(" "))).size;

function renderContradictions() {
  settle();
  const passing = new Set(shown.claims.map((claim) => claim.id));
  const pairs = pairsShown(passing);
  for (const kind of pairView.kinds) if (!pairs.some((pair) => pair.kinds.includes(kind))) pairView.kinds.delete(kind);
  const wanted = pairView.kinds.size ? pairs.filter((pair) => pair.kinds.some((kind) => pairView.kinds.has(kind))) : pairs;
  const groups = groupBy(wanted.slice(0, pairView.limit), (pair) => [pair.topic.id]);
  const totals = groupBy(wanted, (pair) => [pair.topic.id]);
  refill($("view-contradictions"), make("div", { className: "pair-page" },
    make("h2", { text: "Contradictions" }),
    make("p", { className: "pair-lead", text: pairLead(pairs) }),
    pairs.length ? pairFilter(pairs) : null,
    DATA.conflictsLeftOut ? make("p", { className: "pair-note", text: `Not on this page: ${count(DATA.conflictsLeftOut, "further contradiction")}, whose other side was not drawn or for which there was no room.` }) : null,
    ...[...groups].map(([id, group]) => pairGroup(group, totals.get(id).length, passing)),
    partMore(wanted.length - pairView.limit, PAIR_STEP, "pair", () => { pairView.limit += PAIR_STEP; renderContradictions(); }),
    ...pairUpdates(passing)));
  bringChosen($("view-contradictions"));
}

/** Say how many contradictions there are, or what was compared when there are none. */
function pairLead(pairs) {
  if (pairs.length) {
    const hidden = pairsInAll - pairs.length;
    return `${count(pairs.length, "pair")} of claims that cannot both be right.${hidden > 0 ? ` ${count(hidden, "more pair")} ${outReason()}.` : ""}`;
  }
  if (pairsInAll) return `None of the claims that pass the filters contradicts another. ${count(pairsInAll, "pair")} ${outReason()}.`;
  return "Nothing in these claims contradicts. Compared is what is said to be so: values of which there can be only one, words that exclude each other, and what one affirms and another denies. Plans, hopes and opinions contradict nobody.";
}

/** Why pairs are left out: by the filters, or by the dates alone. */
const outReason = () => (datesNarrow() && !activeFilters().length && !state.focus ? "outside of the dates" : "filtered out");

/** Draw the kinds with their counts; each is a button that shows only its own. */
function pairFilter(pairs) {
  const kinds = [...groupBy(pairs, (pair) => pair.kinds)].sort((a, b) => b[1].length - a[1].length);
  return make("div", { className: "pair-kinds", role: "group", "aria-label": "Kinds of contradictions" }, ...kinds.map(([kind, group]) =>
    make("button", { type: "button", "data-key": `kind ${kind}`, "aria-pressed": String(pairView.kinds.has(kind)), onclick: () => pairToggle(kind) },
      make("span", { className: "pair-sign", text: pairKind(kind).sign, "aria-hidden": "true" }), `${pairKind(kind).short} `, make("b", { text: group.length.toLocaleString("en") }))));
}

function pairToggle(kind) {
  if (!pairView.kinds.delete(kind)) pairView.kinds.add(kind);
  renderContradictions();
}

/** Draw the pairs that are about one thing. */
function pairGroup(pairs, total, passing) {
  const { id, subject } = pairs[0].topic;
  const kind = entityOf(id)?.kind;
  return make("section", { className: "pair-group" },
    make("h3", {}, kind ? kindSign(kind) : null, reference(id, subject), make("span", { className: "pair-count", text: count(total, "pair") })),
    ...pairs.map((pair) => pairCard(pair, passing)));
}

/** Draw one contradiction: what it is about, why it is one, and its two sides. */
function pairCard(pair, passing) {
  const { topic, kinds, whys } = pair;
  const large = topic.values[0] !== topic.values[1];
  const side = (id, n) => pairSide(CLAIMS.get(id), large ? topic.values[n] : "", passing.has(id));
  return make("article", { className: `pair-card${[pair.one, pair.two].includes(state.chosen?.claim) ? " pair-lit" : ""}` },
    make("div", { className: "pair-head" },
      make("h4", { text: [topic.subject, topic.predicate].filter(Boolean).join(" · ") }),
      make("p", { className: "pair-kind", text: kinds.map((kind) => pairKind(kind).text).join(" · ") })),
    ...whys.map((why) => make("p", { className: "pair-why", text: why })),
    make("div", { className: "pair-sides" }, side(pair.one, 0), pairSeam(pairKind(kinds[0]).sign), side(pair.two, 1)));
}

/** Draw the torn line between two sides. */
function pairSeam(sign) {
  const teeth = Array.from({ length: 41 }, (_, n) => `${n % 2 ? 9 : 3},${n * 10}`).join("L");
  const line = makeSvg(12, 400, ["path", { d: `M${teeth}`, fill: "none", stroke: "var(--claim-denied)", "stroke-width": 1.5, "vector-effect": "non-scaling-stroke" }]);
  line.setAttribute("preserveAspectRatio", "xMidYMid slice");
  return make("div", { className: "pair-seam", "aria-hidden": "true" }, line, make("span", { text: sign }));
}

/** Draw what one claim says, who says it, where and when. */
function pairSide(claim, value, passes) {
  const isChosen = state.chosen?.claim === claim.id;
  const side = make("section", { className: `pair-side${passes ? "" : " pair-out"}${isChosen ? " pair-chosen" : ""}`, "aria-label": claim.label },
    passes ? null : make("p", { className: "pair-filtered", text: outsideDates(claim) ? `said ${outsideDates(claim)}` : "filtered out" }),
    make("h5", { className: "pair-value", text: value || claim.label }),
    value ? make("p", { className: "pair-label", text: claim.label }) : null,
    partBadges(claim), partChain(claim), partSource(claim), partEvidence(claim), partOpen(claim, "Open this claim"));
  side.style.setProperty("--tone", `var(--claim-${claimName(claim)})`);
  return side;
}

// ---------------------------------------------------------------- updates

/** The claims that a later one replaced or took back: [old, new, how]. */
function pairChanges(passing) {
  const changes = DATA.claims.flatMap((claim) => [["supersededBy", "replaced by"], ["retractedBy", "taken back by"]]
    .flatMap(([name, how]) => (claim.relations?.[name] ?? []).map((id) => [claim, CLAIMS.get(id), how])));
  return changes.filter(([old, later]) => later && (passing.has(old.id) || passing.has(later.id)));
}

/** Draw what was put right later, which is no contradiction. */
function pairUpdates(passing) {
  const changes = pairChanges(passing);
  if (!changes.length) return [];
  return [
    make("h2", { className: "pair-later", text: "Updates, not contradictions" }),
    make("p", { className: "pair-lead", text: `${count(changes.length, "claim")} that a later one replaced or took back.` }),
    make("ul", { className: "pair-updates" }, ...changes.slice(0, PAIR_STEP).map(([old, later, how]) => make("li", {},
      pairUpdate(old, "pair-old"), make("span", { className: "pair-arrow" }, make("span", { text: how }), make("b", { text: "→", "aria-hidden": "true" })), pairUpdate(later, "pair-new")))),
    changes.length > PAIR_STEP ? make("p", { className: "pair-note", text: `${count(changes.length - PAIR_STEP, "more update")}; the table has every claim.` }) : null,
  ];
}

function pairUpdate(claim, className) {
  const said = claim.times.find(([name]) => name === "said")?.[1] ?? sourceOf(claim.source)?.published;
  return make("div", { className }, partOpen(claim, claim.label, "link"), make("span", { className: "part-quiet", text: [said ?? "no date", stepsOf(claim)[0].name].join(" · ") }));
}

registerView("contradictions", { element: $("view-contradictions"), render: renderContradictions });
