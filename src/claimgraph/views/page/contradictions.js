// The disagreements of the shown claims in; a card for each out: what it is about, why it is one, and its sides next to each other.
"use strict";

/** What kind of contradiction it is, in words, and the sign between two sides. */
const CLASH_KINDS = {
  functional: { text: "There can be only one value", short: "one value only", sign: "≠" },
  disjoint: { text: "The values exclude each other", short: "values exclude each other", sign: "⊥" },
  denied: { text: "One says so, the other denies it", short: "said and denied", sign: "✕" },
  "not-yet": { text: "One says it is so, the other that it is to come", short: "so already, or still to come", sign: "…" },
  disputed: { text: "One speaks against the other", short: "disputed", sign: "!" },
};
const clashKind = (kind) => (Object.hasOwn(CLASH_KINDS, kind) ? CLASH_KINDS[kind] : { text: kind, short: kind, sign: "≠" });

/** How many cards are drawn at once. */
const CLASH_STEP = 40;
const clashView = { kinds: new Set(), limit: CLASH_STEP, wanted: null };

function renderContradictions() {
  settle();
  const passing = new Set(shown.claims.map((claim) => claim.id));
  const clashes = CLASHES.filter(({ claims }) => claims.some(({ id }) => passing.has(id)));
  for (const kind of clashView.kinds) if (!clashes.some(({ kinds }) => kinds.includes(kind))) clashView.kinds.delete(kind);
  const wanted = clashView.kinds.size ? clashes.filter(({ kinds }) => kinds.some((kind) => clashView.kinds.has(kind))) : clashes;
  const totals = groupBy(wanted, ({ subject }) => [subject]);
  // What most of the claims are about comes first.
  const weight = new Map([...totals].map(([subject, group]) => [subject, group.reduce((sum, { claims }) => sum + claims.length, 0)]));
  const sorted = [...wanted].sort((a, b) => weight.get(b.subject) - weight.get(a.subject) || (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : b.claims.length - a.claims.length));
  const isNeeded = (clash) => clash === clashView.wanted || clash.claims.some(({ id }) => id === state.chosen?.claim);
  const listed = firstAnd(sorted, clashView.limit, isNeeded);
  const groups = groupBy(listed, ({ subject }) => [subject]);
  refill($("view-contradictions"), make("div", { className: "clash-page" },
    make("h2", { text: "Contradictions" }),
    make("p", { className: "clash-lead", text: clashLead(clashes) }),
    clashes.length ? clashFilter(clashes) : null,
    DATA.leftOut ? make("p", { className: "clash-note", text: `Not on this page, for want of room: ${leftOutText()}. \`claimgraph conflicts\` and \`claimgraph due\` list all.` }) : null,
    ...[...groups].map(([id, group]) => clashGroup(id, group, totals.get(id).length, passing)),
    partMore(sorted.length - listed.length, CLASH_STEP, "disagreement", () => { clashView.limit += CLASH_STEP; renderContradictions(); }),
    ...updateParts(passing)));
  bringChosen($("view-contradictions"));
}

/** Say how many disagreements there are, or what was compared when there are none. */
function clashLead(clashes) {
  if (clashes.length) {
    const hidden = CLASHES.length - clashes.length;
    return `${count(clashes.length, "disagreement")}: claims that cannot all be right, each side with all who take it.${hidden > 0 ? ` ${count(hidden, "more", "more")} ${outReason()}.` : ""}`;
  }
  if (CLASHES.length) return `None of the claims that pass the filters contradicts another. ${count(CLASHES.length, "disagreement")} ${outReason()}.`;
  return "Nothing in these claims contradicts. Compared is what is said to be so: values of which there can be only one, words that exclude each other, and what one affirms and another denies. Plans, hopes and opinions contradict nobody.";
}

const leftOutText = () => count(DATA.leftOut, "further disagreement, update or promise", "further disagreements, updates and promises");

/** Why something is left out: by the filters, or by the dates alone. */
const outReason = () => (datesNarrow() && !activeFilters().length && !state.focus ? "outside of the dates" : "filtered out");

/** Draw the kinds with their counts; each is a button that shows only its own. */
function clashFilter(clashes) {
  const kinds = [...groupBy(clashes, (clash) => clash.kinds)].sort((a, b) => b[1].length - a[1].length);
  return make("div", { className: "pills", role: "group", "aria-label": "Kinds of contradictions" }, ...kinds.map(([kind, group]) =>
    make("button", { type: "button", "data-key": `kind ${kind}`, "aria-pressed": String(clashView.kinds.has(kind)), onclick: () => clashToggle(kind) },
      make("span", { className: "clash-sign", text: clashKind(kind).sign, "aria-hidden": "true" }), `${clashKind(kind).short} `, make("b", { text: group.length.toLocaleString("en") }))));
}

function clashToggle(kind) {
  if (!clashView.kinds.delete(kind)) clashView.kinds.add(kind);
  renderContradictions();
}

/** Draw the disagreements about one thing. */
function clashGroup(id, clashes, total, passing) {
  const kind = entityOf(id)?.kind;
  return make("section", { className: "clash-group" },
    make("h3", {}, kind ? kindSign(kind) : null, id ? reference(id, nameOf(id)) : make("span", { text: "Claims against claims" }), make("span", { className: "clash-count", text: count(total, "disagreement") })),
    ...clashes.map((clash) => clashCard(clash, passing)));
}

/** Draw one disagreement: what it is about, why it is one, and its sides. */
function clashCard(clash, passing) {
  const { kinds, heading: title, why, sides, claims, key } = clash;
  const isPair = sides.length === 2;
  const drawn = sides.map((side, n) => clashSide(side, passing, `side ${key} ${n}`));
  return make("article", { "data-finding": `clash ${key}`, tabindex: -1, className: `clash-card${claims.some(({ id }) => id === state.chosen?.claim) ? " clash-lit" : ""}` },
    make("div", { className: "clash-head" },
      make("h4", { text: title }),
      make("p", { className: "clash-kind", text: kinds.map((kind) => clashKind(kind).text).join(" · ") })),
    why ? make("p", { className: "clash-why", text: why }) : null,
    make("div", { className: `clash-sides${isPair ? " clash-pair" : ""}` }, ...(isPair ? [drawn[0], clashSeam(clashKind(kinds[0]).sign), drawn[1]] : drawn)));
}

/** Draw the torn line between two sides. */
function clashSeam(sign) {
  const teeth = Array.from({ length: 201 }, (_, n) => `${n % 2 ? 9 : 3},${n * 10}`).join("L");
  const line = makeSvg(12, 2000, ["path", { d: `M${teeth}`, fill: "none", stroke: "var(--claim-denied)", "stroke-width": 1.5, "vector-effect": "non-scaling-stroke" }]);
  line.setAttribute("preserveAspectRatio", "xMidYMin slice");
  return make("div", { className: "clash-seam", "aria-hidden": "true" }, line, make("span", { text: sign }));
}

/** Draw one side: its value, how many stand behind it, and all who say so. */
function clashSide({ value, claims }, passing, key) {
  const isOut = !claims.some(({ id }) => passing.has(id));
  const side = make("div", { role: "group", className: `clash-side${isOut ? " clash-out" : ""}`, "aria-label": value || claims[0].label },
    make("h5", { className: "clash-value", text: value || claims[0].label }),
    make("p", { className: "clash-backing", text: [backingText(claims), ...originsText(claims)].join(" · "), title: originsOf(claims).map(originName).join(", ") || false }),
    ...sharedVerdict(claims).map((text) => make("p", { className: "clash-verdict", text })),
    ...partSayings(claims, { key, passing, again: renderContradictions }));
  side.style.setProperty("--tone", `var(--claim-${claimName(claims[0])})`);
  return side;
}

registerView("contradictions", { element: $("view-contradictions"), render: renderContradictions });
