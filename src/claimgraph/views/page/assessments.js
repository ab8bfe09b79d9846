// What somebody found who looked into a claim in; badges of the verdicts, and who gave them when and why, out.
"use strict";

/** From what holds to what does not, and what nobody can tell. */
const VERDICTS = ["confirmed", "mostly-true", "mixed", "misleading", "refuted", "outdated", "unverifiable"];

/** Whether anybody has assessed anything: else the page says nothing of assessments. */
const IS_ASSESSED = DATA.claims.some((claim) => claim.assessments?.length);

/** What the page calls a verdict. */
const verdictNames = new Map(DATA.claims.flatMap((claim) => (claim.assessments ?? []).map(({ verdict, text }) => [verdict, text])));
const verdictText = (verdict) => (verdict ? verdictNames.get(verdict) ?? verdict : "not assessed");

/** The verdicts on a claim, each once, as they were given. */
const verdictsOf = (claim) => [...new Set((claim.assessments ?? []).map(({ verdict }) => verdict))];

/** How a verdict looks: its sign and the name of its colour. */
function verdictLook(verdict) {
  const isKnown_ = Object.hasOwn(LOOK.verdicts, verdict);
  return { sign: isKnown_ ? LOOK.verdicts[verdict].sign : "•", colour: isKnown_ ? `var(--verdict-${verdict})` : "var(--quiet)" };
}

/** Draw the sign of a verdict, as wide as those of the other filters. */
function verdictSign(verdict) {
  if (!verdict) return makeSvg(40, 14);
  const { sign, colour } = verdictLook(verdict);
  return makeSvg(40, 14, ["text", { x: 20, y: 12, fill: colour, "text-anchor": "middle", "font-size": 14, "font-weight": 700 }, sign]);
}

/** Draw a verdict as a badge; the tool tip says whose it is. */
function verdictBadge(verdict, title = "") {
  const { sign, colour } = verdictLook(verdict);
  const badge_ = make("span", { className: "verdict", title: title || false }, make("b", { "aria-hidden": "true", text: sign }), make("span", { text: verdictText(verdict) }));
  badge_.style.setProperty("--tone", colour);
  return badge_;
}

/** Say who gave a verdict, and when: "Fact Desk, 9 March 2025". */
const assessorText = ({ who, source, said }) => [who || (source ? nameOf(source) : "somebody"), said].filter(Boolean).join(", ");

/** Draw the verdicts on a claim, each once, with those who gave it as a tool tip. */
function verdictBadges(claim) {
  return verdictsOf(claim).map((verdict) =>
    verdictBadge(verdict, `by ${claim.assessments.filter((found) => found.verdict === verdict).map(assessorText).join("; ")}`));
}

/** Tell the assessments of a claim in a panel: the verdict, whose and when, in their own words, where, and the note. */
function assessments(claim) {
  if (!claim.assessments?.length) return null;
  return [heading(claim.assessments.length > 1 ? `Assessments (${claim.assessments.length})` : "Assessment"), make("ul", { className: "assessed" }, ...claim.assessments.map((found) => {
    const source = found.source ? sourceOf(found.source) : null;
    return make("li", {},
      make("p", {}, verdictBadge(found.verdict), found.rating ? make("span", { text: ` “${found.rating}”` }) : null),
      make("p", { className: "quiet" }, "by ", found.who ? reference(found.agent, found.who) : make("span", { text: found.source ? "who publishes it" : "somebody" }), found.said ? `, ${found.said}` : ""),
      found.source ? make("p", {}, source?.url ? makeLink(source.url, source.headline) : reference(found.source, nameOf(found.source))) : null,
      found.note ? make("p", { text: found.note }) : null);
  })), quiet("An assessment marks a claim; it takes nothing away from it.")];
}

/** Say the assessments of a claim in one line: "refuted by Fact Desk, 9 March 2025". */
const assessedText = (claim) => (claim.assessments ?? []).map((found) => `${found.text} by ${assessorText(found)}`).join("; ");
