// A claim or a thing in; what the analyses found about it out, for its panel: what speaks against it, how it went on, what is due.
"use strict";

/** So many claims of a side stand in a panel before a button shows the others. */
const PANEL_CLAIMS = 3;

/** What cannot be true together with this claim: for each disagreement the other values, why, and who says so. */
function contradicted(claim) {
  const found = against(claim);
  if (!found.length) return null;
  return [heading("Contradicted by"), ...found.map(({ clash, sides }) => make("div", { className: "against" },
    make("p", {}, findingLink(clash.heading, () => showClash(clash))), clash.why ? make("small", { text: clash.why }) : null,
    ...sides.map(({ value, claims }) => make("div", {}, make("h4", { text: value }), claimList(claims, { step: PANEL_CLAIMS, note: sayingNote })))))];
}

/** Who says a claim, and when. */
const sayingNote = (claim) => `${wayText(claim)}, ${saidOn(claim)}`;

/** How the value that a claim gives went on, where others came before or after it. */
function updated(claim) {
  const found = updatesOf(claim.id);
  if (!found.length) return null;
  return [heading("Updated"), ...found.map((update) => make("div", { className: "against" }, make("p", {}, findingLink(update.heading, () => showUpdate(update))),
    make("ol", { className: "short-trail" }, ...update.steps.map(({ when, value, claims, note }) => make("li", { "aria-current": claims.includes(claim.id) ? "step" : false },
      make("span", { text: value }), make("small", { text: [when, note, count(claims.length, "claim")].filter(Boolean).join(" · ") }))))))];
}

/** What a claim promises, or keeps. */
function promised(claim) {
  const found = promisesOf(claim.id);
  return found.length ? [heading("Due"), promiseList(found)] : null;
}

function promiseList(promises) {
  const day = judgedOn();
  return make("ul", { className: "claims" }, ...promises.map((promise) => {
    const outcome = outcomeOn(promise, day);
    return make("li", { className: "found" }, outcomeSign(outcome), make("span", {}, findingLink([promise.name, promise.predicate, promise.object].filter(Boolean).join(" "), () => showPromise(promise)),
      make("small", { text: `${promise.due.text}: ${distanceText(promise, outcome, day)}` })));
  }));
}

/** What was found about a thing: on what claims disagree, what changed, what is due. */
function findingsAbout(id) {
  const [clashes, updates, promises] = [clashesAbout(id), updatesAbout(id), promisesAbout(id)];
  return [
    ...(clashes.length ? [heading(`Disagreements about it (${clashes.length})`), make("ul", { className: "claims" }, ...clashes.map((clash) => make("li", {},
      findingLink(clash.heading, () => showClash(clash)), make("small", { text: clash.sides.map(({ value, claims }) => `${value} (${claims.length})`).join(` ${clashKind(clash.kinds[0]).sign} `) }))))] : []),
    ...(updates.length ? [heading(`Updates about it (${updates.length})`), make("ul", { className: "claims" }, ...updates.map((update) => make("li", {},
      findingLink(update.heading, () => showUpdate(update)), make("small", { text: update.steps.map(({ value, unsure }, at) => `${at ? (unsure ? " · " : " → ") : ""}${value}`).join("") }))))] : []),
    ...(promises.length ? [heading(`Due (${promises.length})`), promiseList(promises)] : []),
  ];
}

/** Make a button that goes to where a view shows what was found. */
const findingLink = (text, onclick) => make("button", { type: "button", className: "link", text, onclick });

/** Go to the card of something in its view. */
function revealFinding(view, key) {
  showView(view);
  flush();
  const card = [...$(`view-${view}`).querySelectorAll("article")].find((each) => each.dataset.finding === key);
  card?.scrollIntoView({ block: "start" });
  card?.focus({ preventScroll: true });
}

function showClash(clash) {
  clashView.kinds.clear();
  clashView.wanted = clash;
  revealFinding("contradictions", `clash ${clash.key}`);
}

function showUpdate(update) {
  updateView.wanted = update;
  revealFinding("contradictions", `update ${DATA.updates.indexOf(update)}`);
}

function showPromise(promise) {
  dueView.outcomes.clear();
  dueView.wanted = promise;
  revealFinding("due", `promise ${DATA.promises.indexOf(promise)}`);
}
