// An element in; a picture in it by sigma out: it draws the mass of a large graph on the graphics card and keeps the camera.
//
// Where only few things are in sight, they are drawn with all their detail on a sheet over it, as in every other picture.
"use strict";

forgetNoCard();

/** Whether the browser draws with WebGL2 on a graphics card; in software it is slower than drawing ourselves. */
function hasRealWebGL2() {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return false;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|software|microsoft basic|warp/i.test(name);
}

/** Make the picture of a page that has sigma: where sigma would be slow, or nothing at all, a plain canvas. */
function makePicture(element, events) {
  if (hasRealWebGL2()) {
    try {
      return makeSigmaPicture(element, events);
    } catch {
      element.replaceChildren(); // a card that promises what it does not keep
    }
  }
  return makeCanvasPicture(element, events);
}

function makeSigmaPicture(element, events) {
  const graph = new graphology.MultiDirectedGraph();
  let scene = null;
  let stop = () => {};
  let unit = 1; // pixels per unit of the plane at sigma's ratio 1
  const size = () => [element.clientWidth || 1, element.clientHeight || 1];
  const ratio = () => Math.min(2, devicePixelRatio || 1);
  // Sigma empties its element when it ends, so it has one of its own.
  const inner = make("div");
  // Hands are listened to as for every large picture: sigma takes two quick clicks at different places for a double click.
  Object.assign(inner.style, { position: "absolute", inset: "0", pointerEvents: "none" });
  element.style.touchAction = "none";
  const over = make("canvas", { "aria-hidden": "true" });
  Object.assign(over.style, { position: "absolute", left: "0", top: "0", pointerEvents: "none" });
  element.append(inner, over);

  /** Sizes follow the camera, but nothing becomes too small to see. */
  const scaleAt = (cameraRatio) => unit / cameraRatio;
  const sigma = new Sigma(graph, inner, {
    allowInvalidContainer: true,
    renderLabels: false,
    enableEdgeEvents: false,
    enableCameraRotation: false,
    defaultEdgeType: "line",
    minEdgeThickness: 1,
    stagePadding: 0,
    zoomToSizeRatioFunction: (cameraRatio) => 1 / Math.max(scaleAt(cameraRatio), 0.27),
    defaultDrawNodeHover: () => {},
    edgeProgramClasses: { curved: Sigma.rendering.EdgeCurveProgram },
  });
  sigma.setCustomBBox({ x: [0, 1], y: [0, 1] });

  // ------------------------------------------------------------ the camera; sigma counts y upwards

  // Sigma brings its own reckoning up to date only when it draws: it is always told the camera.
  const now = () => ({ cameraState: sigma.getCamera().getState() });
  const toGraph = (point) => sigma.viewportToGraph(point, now());
  const toViewport = (point) => sigma.graphToViewport(point, now());
  const scale = () => scaleAt(sigma.getCamera().ratio);
  const camera = () => {
    const middle = toGraph({ x: size()[0] / 2, y: size()[1] / 2 });
    return { x: middle.x, y: -middle.y, scale: scale() };
  };
  const framed = (point) => sigma.viewportToFramedGraph(toViewport(point), now());
  const setCamera = (wanted) => {
    const at = framed({ x: wanted.x, y: -wanted.y });
    sigma.getCamera().setState({ x: at.x, y: at.y, ratio: unit / limited(wanted).scale });
  };
  const measure = () => {
    const [a, b] = [toViewport({ x: 0, y: 0 }), toViewport({ x: 1000, y: 0 })];
    unit = (Math.hypot(b.x - a.x, b.y - a.y) / 1000) * sigma.getCamera().ratio;
  };
  const go = (target, isAtOnce) => {
    stop();
    stop = travel(camera(), target, setCamera, isAtOnce);
  };

  // ------------------------------------------------------------ painting

  const toPlane = (x, y) => {
    const point = toGraph({ x, y });
    return { x: point.x, y: -point.y };
  };
  const pickAt = (x, y) => scene && pick(scene, toPlane(x, y), 8 / scale());
  const hover = makeHover(element, { pickAt, show: () => drawOver() });

  function drawOver() {
    if (!scene) return;
    const [width, height] = size();
    const wanted = [Math.round(width * ratio()), Math.round(height * ratio())];
    if (over.width !== wanted[0] || over.height !== wanted[1]) {
      [over.width, over.height] = wanted;
      [over.style.width, over.style.height] = [`${width}px`, `${height}px`];
    }
    const ctx = over.getContext("2d");
    const from = camera();
    const by = from.scale * ratio();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, over.width, over.height);
    ctx.setTransform(by, 0, 0, by, over.width / 2 - from.x * by, over.height / 2 - from.y * by);
    const sight = sightOf(from, width, height);
    const seen = inSight(scene, sight);
    const fine = seen.nodes.length + seen.edges.length <= DETAIL;
    const { nodes, edges } = sigma.getCanvases();
    for (const { style } of [nodes, edges]) {
      style.visibility = fine ? "hidden" : "visible";
      style.opacity = scene.look.lit ? FAINT : "1";
    }
    if (fine) finish(paintScene(ctx, scene, sight));
    else if (scene.look.lit) paintLit(ctx, scene, sight);
    else paintTexts(ctx, scene, seen, sight, false);
    if (hover.current()) paintHover(ctx, scene, hover.current(), sight);
  }
  sigma.on("afterRender", drawOver);
  for (const canvas of Object.values(sigma.getCanvases())) canvas.addEventListener("webglcontextlost", () => setTimeout(events.lost));
  sigma.getCamera().on("updated", () => hover.clear());
  const release = listenToHands(element, {
    pan: (dx, dy) => setCamera({ ...camera(), x: camera().x - dx / scale(), y: camera().y - dy / scale() }),
    zoomAt: (factor, point) => setCamera(zoomedAt(camera(), factor, point, ...size())),
    stop: () => stop(),
    moved: events.moved,
    click: (x, y) => answerClick(pickAt(x, y), events),
  });

  /** Give sigma what the scene has; what is lit is not its business. */
  const fill = () => {
    graph.clear();
    scene.nodes.forEach((node, n) => {
      graph.addNode(node.id, { x: scene.xs[n], y: -scene.ys[n], size: node.size || 7, color: node.size ? kindColour(node.kind) : colours.quiet });
    });
    const strength = Math.max(0.25, Math.min(0.8, 2500 / scene.edges.length));
    for (const [n, edge] of scene.edges.entries()) {
      const isCurved = edge.bend && edge.from !== edge.to;
      graph.addDirectedEdgeWithKey(edge.id, edge.from, edge.to, { size: 1, color: mixed(colourOfEdge(scene, n), colours.canvas, strength),
        ...(isCurved ? { type: "curved", curvature: edge.bend * 2 } : {}) });
    }
    const [left, top, right, bottom] = boundsOf(scene) ?? [0, 0, 1, 1];
    sigma.setCustomBBox({ x: [left, right], y: [-bottom, -top] });
    sigma.refresh();
    measure();
  };

  return {
    name: "sigma",
    paint(look, cover) {
      const before = scene;
      const from = before && camera();
      scene = makeScene(look);
      hover.clear();
      if (before && isSameScene(before, scene)) return drawOver();
      fill();
      setCamera(from ?? openingCamera(scene, ...size(), cover));
      return sigma.refresh({ skipIndexation: true });
    },
    fit(ids = null, { atOnce = false, cover } = {}) {
      go(ids ? cameraFor(boundsOf(scene, ids), ...size(), cover) : openingCamera(scene, ...size(), cover), atOnce);
    },
    goTo: (wanted, { atOnce = false } = {}) => go(wanted, atOnce),
    zoom: (factor) => go({ ...camera(), scale: scale() * factor }),
    pan: (dx, dy) => go({ ...camera(), x: camera().x + dx / scale(), y: camera().y + dy / scale() }),
    scale,
    camera,
    setCamera,
    isStill: () => true,
    toCanvas: (wanted) => canvasOf(scene, wanted),
    positionOf(id) {
      const at = scene.index.get(id);
      if (at === undefined) return null;
      const point = toViewport({ x: scene.xs[at], y: -scene.ys[at] });
      const box = element.getBoundingClientRect();
      return { x: box.left + point.x, y: box.top + point.y };
    },
    sceneOf: () => scene,
    resize() {
      if (!scene) return;
      const before = camera();
      sigma.resize();
      measure();
      setCamera(before);
      sigma.refresh();
    },
    remove() {
      stop();
      release();
      hover.remove();
      sigma.kill();
      inner.remove();
      over.remove();
    },
  };
}

/** Mix two colours, each `#rrggbb`: so much of the first. Sigma blends nothing, so it is given what is to be seen. */
function mixed(one, two, share) {
  const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const [a, b] = [parts(one), parts(two)];
  return `#${a.map((part, n) => Math.round(part * share + b[n] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}
