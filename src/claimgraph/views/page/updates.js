// Values that replaced one another, and values that cannot be compared, in; trails and lists of them out: what is no contradiction.
"use strict";

/** How many trails are drawn at once. */
const UPDATE_STEP = 60;
const updateView = { limit: UPDATE_STEP, isOpen: false, wanted: null };

/** Draw the updates and what is not comparable, as far as one of their claims passes. */
function updateParts(passing) {
  const passes = (claims) => claims.some((id) => passing.has(id));
  const updates = DATA.updates.filter(({ steps }) => steps.some(({ claims }) => passes(claims)));
  const apart = DATA.incomparable.filter(({ sides }) => sides.some(({ claims }) => passes(claims)));
  const listed = firstAnd(updates, updateView.limit, (update) => update === updateView.wanted || update.steps.some(({ claims }) => claims.includes(state.chosen?.claim)));
  return [
    ...(updates.length ? [
      make("h2", { className: "clash-later", text: "Updates, not contradictions" }),
      make("p", { className: "clash-lead", text: `${count(updates.length, "matter")} on which a later word replaced an earlier one, oldest first.` }),
      ...listed.map((update) => updateCard(update, passing)),
      partMore(updates.length - listed.length, UPDATE_STEP, "update", () => { updateView.limit += UPDATE_STEP; renderContradictions(); }),
    ] : []),
    ...withdrawn(passing),
    ...(apart.length ? [apartBox(apart, passing)] : []),
  ];
}

/** Draw how one value changed. */
function updateCard(update, passing) {
  const { subject, heading: title, why, contested, steps } = update;
  const isLit = steps.some(({ claims }) => claims.includes(state.chosen?.claim));
  return make("article", { "data-finding": `update ${DATA.updates.indexOf(update)}`, tabindex: -1, className: `update-card${isLit ? " clash-lit" : ""}` },
    make("h3", {}, reference(subject, title)),
    make("p", { className: "clash-why", text: [why, contested ? "Some of it is also a contradiction, above." : ""].filter(Boolean).join(" ") }),
    partTrail(steps, { label: title, passing, again: renderContradictions, key: `update ${DATA.updates.indexOf(update)}` }));
}

/** Draw the claims that a later one took back or replaced, as far as no update above tells of it. */
function withdrawn(passing) {
  const pairs = DATA.claims.flatMap((claim) => [["retractedBy", "takes it back"], ["supersededBy", "replaces it"]]
    .flatMap(([name, note]) => claimsAt(claim.relations?.[name] ?? []).map((later) => [claim, later, note])))
    .filter(([old, later]) => (passing.has(old.id) || passing.has(later.id)) && !updatesOf(old.id).some((update) => updatesOf(later.id).includes(update)));
  if (!pairs.length) return [];
  const step = (claim, note = "") => ({ when: saidOn(claim), value: claim.label, claims: [claim.id], note });
  return [
    make("h2", { className: "clash-later", text: "Taken back or replaced" }),
    ...pairs.slice(0, UPDATE_STEP).map(([old, later, note]) => make("article", { className: `update-card withdrawn${[old.id, later.id].includes(state.chosen?.claim) ? " clash-lit" : ""}` },
      partTrail([step(old), step(later, note)], { label: old.label, passing, again: renderContradictions, key: `back ${old.id} ${later.id}` }))),
    pairs.length > UPDATE_STEP ? make("p", { className: "clash-note", text: `${count(pairs.length - UPDATE_STEP, "more", "more")}; the table has every claim.` }) : null,
  ];
}

/** Draw what differs but cannot be compared, folded away. */
function apartBox(apart, passing) {
  const box = make("details", { className: "apart", open: updateView.isOpen, ontoggle: () => { updateView.isOpen = box.open; } },
    make("summary", { "data-key": "apart" }, make("h2", { text: `Not comparable (${apart.length.toLocaleString("en")})` })),
    make("p", { className: "clash-lead", text: "These values differ, but were not measured alike, so that neither speaks against the other." }),
    ...apart.slice(0, UPDATE_STEP * 4).map(({ subject, heading: title, why, sides }, at) => make("article", { className: "update-card" },
      make("h3", {}, reference(subject, title)),
      make("p", { className: "clash-why", text: why }),
      make("dl", { className: "apart-sides" }, ...sides.flatMap(({ value, claims }, n) => [make("dt", { text: value }),
        make("dd", {}, ...partSayings(claimsAt(claims), { key: `apart ${at} ${n}`, passing, again: renderContradictions }))])))),
    apart.length > UPDATE_STEP * 4 ? make("p", { className: "clash-note", text: `${count(apart.length - UPDATE_STEP * 4, "more", "more")} of them; the table has every claim.` }) : null);
  return box;
}
