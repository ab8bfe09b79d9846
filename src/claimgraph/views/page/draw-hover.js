// The pointer over a picture in; what is under it, lit up and in words beside it, out; and what hands do with the picture.
"use strict";

/**
 * Watch the pointer over an element. `pickAt` tells what is at a point of it, `show` paints what is under the pointer.
 * Returns {current(), clear()}.
 */
function makeHover(element, { pickAt, show }) {
  const hint = make("div", { className: "hint", "aria-hidden": "true" });
  hint.hidden = true;
  element.append(hint);
  let current = null;
  let frame = 0;

  const set = (found, x = 0, y = 0) => {
    const isNew = (found?.node ?? null) !== (current?.node ?? null) || (found?.edge ?? null) !== (current?.edge ?? null);
    current = found;
    if (isNew) {
      element.style.cursor = found ? "pointer" : "";
      hint.hidden = !found;
      if (found) hint.replaceChildren(...hintOf(found));
      show();
    }
    if (found) placeHint(hint, element, x, y);
  };
  const look = (event) => {
    if (event.pointerType === "touch") return;
    cancelAnimationFrame(frame);
    if (event.buttons) return set(null);
    const box = element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    frame = requestAnimationFrame(() => set(pickAt(x, y), x, y));
  };
  const leave = () => {
    cancelAnimationFrame(frame);
    set(null);
  };
  element.addEventListener("pointermove", look);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("pointerdown", leave);
  return {
    current: () => current,
    clear: leave,
    remove() {
      leave();
      hint.remove();
      for (const [name, listener] of [["pointermove", look], ["pointerleave", leave], ["pointerdown", leave]]) element.removeEventListener(name, listener);
    },
  };
}

/** Say what is under the pointer: a claim in its words, a thing by its name. */
function hintOf({ node, edge }) {
  if (edge) {
    const claim = CLAIMS.get(EDGES.get(edge).claim);
    const firmly = [claim.modality, claim.polarity === "denied" && "denied", claim.stance === "opinion" && "opinion", ...claim.status.filter((word) => word !== "in-force")];
    return [make("b", { text: EDGES.get(edge).text || claim.says[0]?.[2] }), make("span", { text: claim.label }),
      make("small", { text: firmly.filter(Boolean).join(" · ") })];
  }
  const { kind } = NODES.get(node);
  const what = entityOf(node)?.type ?? sourceOf(node)?.type ?? kind.toLowerCase();
  const [of, by] = [claimsOf(node).length, claimsBy(node).length];
  const parts = [what, of && `${count(of, "claim")} about it`, by && `says ${by}`];
  return [make("b", { text: nameOf(node) }), make("small", { text: parts.filter(Boolean).join(" · ") })];
}

/** Put the hint beside the pointer, within the picture. */
function placeHint(hint, element, x, y) {
  const [width, height] = [element.clientWidth, element.clientHeight];
  const left = x + 16 + hint.offsetWidth > width ? x - 12 - hint.offsetWidth : x + 16;
  const top = y + 18 + hint.offsetHeight > height ? y - 10 - hint.offsetHeight : y + 18;
  hint.style.left = `${Math.max(4, left)}px`;
  hint.style.top = `${Math.max(4, top)}px`;
}

/** Tell the page what was clicked. */
function answerClick(found, events) {
  if (found?.node) events.node(found.node);
  else if (found?.edge) events.edge(found.edge);
  else events.nothing();
}

/** Listen to mouse and fingers: one drags, two pinch, the wheel zooms where it is, a short touch clicks. */
function listenToHands(element, { pan, zoomAt, click, stop, moved }) {
  const fingers = new Map();
  let isClick = false;
  const inside = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const middle = () => {
    const points = [...fingers.values()];
    const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
    const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
    return { x, y, spread: points.length > 1 ? Math.hypot(points[0].x - points[1].x, points[0].y - points[1].y) : 0 };
  };
  const listeners = {
    pointerdown(event) {
      if (event.button !== 0 || event.target.closest("button")) return;
      stop();
      fingers.set(event.pointerId, { ...inside(event), start: inside(event) });
      isClick = fingers.size === 1;
      element.setPointerCapture(event.pointerId);
    },
    pointermove(event) {
      const finger = fingers.get(event.pointerId);
      if (!finger) return;
      const before = middle();
      Object.assign(finger, inside(event));
      if (Math.hypot(finger.x - finger.start.x, finger.y - finger.start.y) > 5) isClick = false;
      if (isClick) return;
      moved();
      const after = middle();
      pan(after.x - before.x, after.y - before.y);
      if (before.spread > 10 && after.spread > 10) zoomAt(after.spread / before.spread, after);
    },
    pointerup(event) {
      const finger = fingers.get(event.pointerId);
      fingers.delete(event.pointerId);
      if (finger && isClick && !fingers.size) click(finger.x, finger.y);
    },
    pointercancel(event) {
      fingers.delete(event.pointerId);
    },
    wheel(event) {
      event.preventDefault();
      stop();
      moved();
      const lines = event.deltaMode === 1 ? 24 : 1;
      zoomAt(Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) * (event.ctrlKey ? 0.008 : 0.002)), inside(event));
    },
  };
  for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener, { passive: false });
  return () => {
    for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener);
  };
}
