// An element in; a picture drawn on plain 2D canvases out, for large graphs where the graphics card is of no help.
//
// Two sheets lie on each other. One shows what was painted last, moved and scaled by the browser as the camera goes; on the
// other the next state is painted meanwhile, a few milliseconds in each frame, until it is done and they change places.
"use strict";

/** A sheet is larger than the picture by this share on every side, so that a move does not show its end at once. */
const MARGIN = 0.15;
/** What painting may take of a frame, in milliseconds: little while the camera moves. */
const SLICE = { moving: 4, still: 12 };

function makeCanvasPicture(element, events) {
  const sheets = [0, 1].map(() => make("canvas", { className: "sheet", "aria-hidden": "true" }));
  const over = make("canvas", { className: "sheet", "aria-hidden": "true" });
  element.append(...sheets, over);
  for (const canvas of [...sheets, over]) Object.assign(canvas.style, { position: "absolute", left: "0", top: "0", transformOrigin: "0 0", pointerEvents: "none" });
  Object.assign(element.style, { touchAction: "none", overflow: "hidden" });

  let scene = null;
  let camera = { x: 0, y: 0, scale: 1 };
  let painted = null; // the camera of the sheet in front
  let job = null; // the painting of the other sheet
  let outdated = false; // whether the camera or the scene have changed since that began
  let moved = 0; // when the camera moved last
  let frame = 0;
  let stop = () => {};
  const size = () => [element.clientWidth || 1, element.clientHeight || 1];
  const ratio = () => Math.min(2, devicePixelRatio || 1);

  // ------------------------------------------------------------ painting

  /** Whole pixels on each side, or the browser would blur what it moves. */
  const sheetSize = () => size().map((n) => n + 2 * Math.round(n * MARGIN));
  const begin = () => {
    const [width, height] = sheetSize();
    const canvas = sheets[1];
    if (canvas.width !== Math.round(width * ratio()) || canvas.height !== Math.round(height * ratio())) {
      [canvas.width, canvas.height] = [Math.round(width * ratio()), Math.round(height * ratio())];
      [canvas.style.width, canvas.style.height] = [`${width}px`, `${height}px`];
    }
    // Software draws into memory: asking for a pixel then makes it draw now, so that time can be kept.
    const ctx = canvas.getContext("2d", { willReadFrequently: true });
    const scale = camera.scale * ratio();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    ctx.setTransform(scale, 0, 0, scale, canvas.width / 2 - camera.x * scale, canvas.height / 2 - camera.y * scale);
    outdated = false;
    job = { camera, ctx, steps: paintScene(ctx, isCrowd(scene) ? plainScene(scene) : scene, sightOf(camera, width, height)) };
  };
  const place = () => {
    if (!painted) return;
    const [width, height] = size();
    const by = camera.scale / painted.scale;
    const [sheetWidth, sheetHeight] = [parseFloat(sheets[0].style.width), parseFloat(sheets[0].style.height)];
    const left = width / 2 + (painted.x - camera.x) * camera.scale - (sheetWidth * by) / 2;
    const top = height / 2 + (painted.y - camera.y) * camera.scale - (sheetHeight * by) / 2;
    sheets[0].style.transform = by === 1 ? `translate(${Math.round(left)}px, ${Math.round(top)}px)` : `translate(${left}px, ${top}px) scale(${by})`;
  };
  const swap = () => {
    painted = job.camera;
    job = null;
    sheets.reverse();
    sheets[0].style.visibility = "visible";
    sheets[1].style.visibility = "hidden";
    place();
  };
  /** Go on painting, until it is done or time is up. */
  const work = (isPatient) => {
    const end = performance.now() + (performance.now() - moved < 200 ? SLICE.moving : SLICE.still);
    if (!job && outdated) begin();
    while (job) {
      if (job.steps.next().done) swap();
      else {
        job.ctx.getImageData(0, 0, 1, 1);
        if (!isPatient && performance.now() > end) return;
      }
      if (!job && outdated && isPatient) begin();
    }
  };
  const tick = () => {
    frame = 0;
    work(false);
    if (job || outdated) frame = requestAnimationFrame(tick);
  };
  const redraw = () => {
    outdated = true;
    frame ||= requestAnimationFrame(tick);
  };
  const setCamera = (next) => {
    camera = limited(next);
    moved = performance.now();
    place();
    drawOver();
    redraw();
  };

  // ------------------------------------------------------------ the pointer

  const toPlane = (x, y) => seenAt(camera, { x, y }, ...size());
  const pickAt = (x, y) => scene && pick(scene, toPlane(x, y), 8 / camera.scale);
  const hover = makeHover(element, { pickAt, show: () => drawOver() });

  /** On the sheet over the others: what is lit in a crowd, and what is under the pointer. */
  function drawOver() {
    const found = hover.current();
    const isFaint = Boolean(scene?.look.lit) && isCrowd(scene);
    for (const sheet of sheets) sheet.style.opacity = isFaint ? FAINT : "1";
    over.style.visibility = found || isFaint ? "visible" : "hidden";
    if (!scene || (!found && !isFaint)) return;
    const [width, height] = size();
    [over.width, over.height] = [Math.round(width * ratio()), Math.round(height * ratio())];
    [over.style.width, over.style.height] = [`${width}px`, `${height}px`];
    const ctx = over.getContext("2d");
    const scale = camera.scale * ratio();
    ctx.setTransform(scale, 0, 0, scale, over.width / 2 - camera.x * scale, over.height / 2 - camera.y * scale);
    const sight = sightOf(camera, width, height);
    if (isFaint) paintLit(ctx, scene, sight);
    if (found) paintHover(ctx, scene, found, sight);
  }

  const release = listenToHands(element, {
    pan: (dx, dy) => setCamera({ ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale }),
    zoomAt: (factor, point) => setCamera(zoomedAt(camera, factor, point, ...size())),
    stop: () => stop(),
    moved: events.moved,
    click: (x, y) => answerClick(pickAt(x, y), events),
  });

  const go = (target, isAtOnce) => {
    stop();
    stop = travel(camera, target, setCamera, isAtOnce);
  };
  return {
    name: "canvas",
    paint(look, cover) {
      const before = scene;
      scene = makeScene(look);
      hover.clear();
      if (!before) camera = openingCamera(scene, ...size(), cover);
      drawOver();
      if (before && isCrowd(scene) && isSameScene(before, scene)) return;
      redraw();
      // What a reader did is answered in the same frame where it can be.
      if (scene.nodes.length + scene.edges.length < DETAIL) work(true);
    },
    fit(ids = null, { atOnce = false, cover } = {}) {
      go(ids ? cameraFor(boundsOf(scene, ids), ...size(), cover) : openingCamera(scene, ...size(), cover), atOnce);
    },
    goTo: (wanted, { atOnce = false } = {}) => go(wanted, atOnce),
    zoom: (factor) => go({ ...camera, scale: camera.scale * factor }),
    pan: (dx, dy) => go({ ...camera, x: camera.x + dx / camera.scale, y: camera.y + dy / camera.scale }),
    scale: () => camera.scale,
    camera: () => camera,
    setCamera,
    isStill: () => !job && !outdated,
    toCanvas: (wanted) => canvasOf(scene, wanted),
    positionOf(id) {
      const at = scene.index.get(id);
      if (at === undefined) return null;
      const box = element.getBoundingClientRect();
      const [width, height] = size();
      return { x: box.left + width / 2 + (scene.xs[at] - camera.x) * camera.scale, y: box.top + height / 2 + (scene.ys[at] - camera.y) * camera.scale };
    },
    sceneOf: () => scene,
    resize() {
      if (!scene) return;
      place();
      redraw();
    },
    remove() {
      stop();
      cancelAnimationFrame(frame);
      release();
      hover.remove();
      for (const canvas of [...sheets, over]) canvas.remove();
    },
  };
}
