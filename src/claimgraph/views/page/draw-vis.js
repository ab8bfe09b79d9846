// An element in; a picture in it by vis-network out, which keeps the camera and draws the nodes with our symbols.
"use strict";

/** Make the picture of a page that has vis-network. */
const makePicture = (element, events) => makeVisPicture(element, events);

function makeVisPicture(element, events) {
  let scene = null;
  let stop = () => {};
  const drawNode = (node) => ({ ctx, x, y }) => ({
    drawNode() {
      ctx.globalAlpha = isLitNode(scene, node) ? 1 : DIM_NODE;
      drawSymbol(ctx, node, { x, y }, node.id === scene.look.chosen ? colours.accent : undefined);
      ctx.globalAlpha = 1;
    },
    nodeDimensions: { width: 2 * halfBox(node)[0], height: 2 * halfBox(node)[1] },
  });
  // The largest come last, and so lie on top.
  const set = new vis.DataSet([...BY_SIZE].reverse().map((node) => ({ id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: drawNode(node) })));
  const network = new vis.Network(element, { nodes: set, edges: [] }, {
    physics: { enabled: false },
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: false, dragNodes: false, selectable: false, keyboard: false, zoomSpeed: 0.6 },
  });
  for (const inner of element.querySelectorAll("[tabindex]")) inner.tabIndex = -1;

  const size = () => [element.clientWidth || 1, element.clientHeight || 1];
  const camera = () => ({ ...network.getViewPosition(), scale: network.getScale() });
  const setCamera = ({ x, y, scale }) => network.moveTo({ position: { x, y }, scale, animation: false });
  const sight = () => sightOf(camera(), ...size());
  const pickAt = (x, y) => scene && pick(scene, network.DOMtoCanvas({ x, y }), 8 / network.getScale());
  const hover = makeHover(element, { pickAt, show: () => network.redraw() });
  const go = (target, isAtOnce) => {
    stop();
    stop = travel(camera(), target, setCamera, isAtOnce);
  };
  const isFine = (seen) => seen.nodes.length + seen.edges.length <= DETAIL;

  network.on("beforeDrawing", (ctx) => {
    if (!scene) return;
    const seen = inSight(scene, sight());
    finish(isFine(seen) ? paintEdges(ctx, scene, seen.edges) : paintManyEdges(ctx, scene, seen.edges, network.getScale()));
  });
  network.on("afterDrawing", (ctx) => {
    if (!scene) return;
    const seen = inSight(scene, sight());
    paintTexts(ctx, scene, seen, sight(), isFine(seen));
    const found = hover.current();
    if (found) paintHover(ctx, scene, found, sight());
  });
  for (const name of ["dragStart", "zoom"]) {
    network.on(name, () => {
      stop();
      events.moved();
    });
  }
  network.on("click", ({ pointer }) => answerClick(pickAt(pointer.DOM.x, pointer.DOM.y), events));

  return {
    name: "vis",
    paint(look, cover) {
      const isFirst = !scene;
      scene = makeScene(look);
      hover.clear();
      const changes = set.get().flatMap((item) => {
        const at = scene.index.get(item.id);
        if (at === undefined) return item.hidden ? [] : [{ id: item.id, hidden: true }];
        const { x, y } = placeAt(scene, at);
        return item.hidden || item.x !== x || item.y !== y ? [{ id: item.id, hidden: false, x, y }] : [];
      });
      if (changes.length) set.update(changes);
      if (isFirst) setCamera(openingCamera(scene, ...size(), cover));
      network.redraw();
    },
    fit(ids = null, { atOnce = false, cover } = {}) {
      go(ids ? cameraFor(boundsOf(scene, ids), ...size(), cover) : openingCamera(scene, ...size(), cover), atOnce);
    },
    goTo: (wanted, { atOnce = false } = {}) => go(wanted, atOnce),
    zoom: (factor) => go({ ...camera(), scale: network.getScale() * factor }),
    pan: (dx, dy) => go({ ...camera(), x: camera().x + dx / network.getScale(), y: camera().y + dy / network.getScale() }),
    scale: () => network.getScale(),
    camera,
    setCamera,
    isStill: () => true,
    toCanvas: (ratio) => canvasOf(scene, ratio),
    positionOf(id) {
      const at = scene.index.get(id);
      if (at === undefined) return null;
      const point = network.canvasToDOM(placeAt(scene, at));
      const box = element.getBoundingClientRect();
      return { x: box.left + point.x, y: box.top + point.y };
    },
    sceneOf: () => scene,
    resize() {
      if (scene) network.redraw();
    },
    remove() {
      stop();
      hover.remove();
      network.destroy();
    },
  };
}
