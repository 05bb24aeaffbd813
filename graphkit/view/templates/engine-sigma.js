// The engine that draws large networks: sigma.js on graphology, in WebGL. What an engine offers stands at
// the head of `engine-pyvis.js`. One unit of the plan is a pixel at scale 1.
const HEAVY = 4000; // edges in sight; beyond, all is drawn by a layer of ours: edges straight, without dashes and arrows
const NEAR = 6; // pixels from an edge that still touch it

/** How far a point is from the straight line between two others. */
function distance(point, one, other) {
  const [x, y] = [other.x - one.x, other.y - one.y];
  const part = ((point.x - one.x) * x + (point.y - one.y) * y) / (x * x + y * y || 1);
  const at = clamped(part, 0, 1);
  return Math.hypot(one.x + at * x - point.x, one.y + at * y - point.y);
}

/** A canvas of ours above or below sigma's, in whose context one unit is the plan's. */
function overlay(sigma, stage, name, place) {
  const canvas = sigma.createCanvas(name, place);
  return {
    canvas,
    draw(scale, origin, handlers) {
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [stage.clientWidth * ratio, stage.clientHeight * ratio].map(Math.round);
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      const ctx = canvas.getContext('2d');
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, width, height);
      ctx.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * origin.x, ratio * origin.y);
      for (const handler of handlers) handler(ctx);
    },
  };
}

/** Sigma's graph: all that is known, or of a crowd, which it does not draw, one node: of none it draws nothing at all. */
function sigmaGraph(spots, ends, crowded) {
  const graph = new graphology.MultiDirectedGraph();
  if (crowded) { graph.addNode('none', { x: 0, y: 0, size: 0, visibility: 'hidden' }); return graph; }
  for (const node of spots.values()) graph.addNode(node.id, sigmaForms.node(node));
  for (const edge of ends.values()) graph.addDirectedEdgeWithKey(edge.id, edge.from, edge.to, sigmaForms.edge(edge));
  return graph;
}

function sigmaOf(stage, spots, ends, crowded) {
  return new Sigma(sigmaGraph(spots, ends, crowded), stage, {
    ...(!crowded && {
      primitives: sigmaForms.primitives([...ends.values()].some(({ from, to }) => from === to)), styles: sigmaForms.styles,
    }),
    settings: {
      autoRescale: false, itemSizesReference: 'positions', zoomToSizeRatioFunction: (ratio) => ratio,
      renderLabels: false, pickingDownSizingRatio: 64, doubleClickZoomingRatio: 1, enableCameraRotation: false,
    },
  });
}

function createEngine(stage, nodes, edges) {
  const [spots, ends] = [new Map(), new Map()]; // nodes and edges, by id
  const listeners = { click: [], double: [], hover: [], under: [], over: [], move: [], still: [] };
  const tell = (name, ...given) => listeners[name].forEach((handler) => handler(...given));
  const larger = () => Math.max(stage.clientWidth, stage.clientHeight) || 1;
  let [sigma, camera, crowded, canvases, write] = [];
  const scale = () => 1 / camera.ratio;
  const centre = () => ({ x: (camera.x - 0.5) * larger(), y: (0.5 - camera.y) * larger() });
  const toScreen = ({ x, y }) => ({
    x: (x - centre().x) * scale() + stage.clientWidth / 2, y: (y - centre().y) * scale() + stage.clientHeight / 2,
  });
  const toPlan = ({ x, y }) => ({
    x: (x - stage.clientWidth / 2) / scale() + centre().x, y: (y - stage.clientHeight / 2) / scale() + centre().y,
  });
  const aim = (point, wanted = scale()) => camera.setState({
    x: 0.5 + point.x / larger(), y: 0.5 - point.y / larger(), ratio: 1 / wanted,
  });

  /** The point of an edge at a part of its way. */
  function along(id, part) {
    const { from, to, bend } = ends.get(id);
    const [one, other] = [spots.get(from), spots.get(to)];
    const [x, y] = [other.x - one.x, other.y - one.y];
    const aside = crowded ? 0 : 2 * part * (1 - part) * bend;
    return { x: one.x + x * part + y * aside, y: one.y + y * part - x * aside };
  }

  function nodeAt(point) {
    let [found, least] = [undefined, Infinity];
    for (const { id, x, y, size, hidden } of spots.values()) {
      const far = hidden ? Infinity : Math.hypot(x - point.x, y - point.y) - Math.max(size, 4 / scale());
      if (far <= 0 && far < least) [found, least] = [id, far];
    }
    return found;
  }

  function edgeAt(point) {
    let [found, least] = [undefined, NEAR / scale()];
    for (const { id, from, to, hidden } of ends.values()) {
      if (hidden) continue;
      const far = distance(point, spots.get(from), spots.get(to));
      if (far < least) [found, least] = [id, far];
    }
    return found;
  }

  function touched({ x, y }) {
    const point = toPlan({ x, y });
    const node = nodeAt(point);
    return { node, edge: node === undefined ? edgeAt(point) : undefined, point };
  }

  // a line is never thinner than a pixel: instead, it is lighter the smaller everything is
  const state = { moving: false, fresh: false, larger, scale, ink: () => clamped(2 * scale(), 0.3, 1) };

  /** Start sigma, for a crowd or for few; what it was started for before ends. */
  function mount() {
    const before = camera?.getState();
    sigma?.kill();
    crowded = isCrowd();
    sigma = sigmaOf(stage, spots, ends, crowded);
    camera = sigma.getCamera();
    if (crowded) sigma.addCustomLayerProgram('crowd', 'nodes', (gl) => sigmaCrowd(gl, spots, ends, state));
    paintLayers();
    hear(sigma.getMouseCaptor());
    if (before) camera.setState(before);
  }

  function paintLayers() {
    const under = overlay(sigma, stage, 'under', { beforeLayer: 'stage' });
    const over = overlay(sigma, stage, 'over', { afterLayer: 'stage' });
    canvases = [under.canvas, sigma.getStageCanvas(), over.canvas];
    write = () => over.draw(scale(), toScreen({ x: 0, y: 0 }), listeners.over);
    let drawn = { x: 0, y: 0, ratio: 0 }; // where the plan's origin was on the screen, and the camera's ratio
    let later = null;
    const shift = () => {
      const { x, y } = toScreen({ x: 0, y: 0 });
      for (const { style } of canvases) style.transform = `translate(${x - drawn.x}px, ${y - drawn.y}px)`;
    };
    sigma.on('afterRender', () => {
      drawn = { ...toScreen({ x: 0, y: 0 }), ratio: camera.ratio };
      shift();
      under.draw(scale(), toScreen({ x: 0, y: 0 }), listeners.under);
      if (!crowded) { write(); return; }
      // names take longer than everything else: they come when the picture is there
      over.draw(1, { x: 0, y: 0 }, []);
      clearTimeout(later);
      later = setTimeout(write, 250);
    });
    sigma.on('kill', () => clearTimeout(later));
    follow(() => crowded && camera.ratio === drawn.ratio, shift);
  }

  /** Draw anew when the camera moves; where it is dragged along, what was drawn is shifted. */
  function follow(shiftable, shift) {
    const captor = sigma.getMouseCaptor();
    let rest = null; // a camera that does not move for this long stands still
    camera.removeAllListeners('updated');
    camera.on('updated', () => {
      const hand = captor.isMoving || captor.draggedEvents > 0 || captor.currentWheelDirection || camera.isAnimating();
      const dragged = hand && shiftable();
      if (dragged) shift(); else sigma.scheduleRender();
      if (!hand) return;
      if (rest === null) tell('move');
      state.moving = !dragged;
      clearTimeout(rest);
      rest = setTimeout(() => { rest = null; state.moving = false; tell('still'); sigma.scheduleRender(); }, 200);
    });
    sigma.on('kill', () => clearTimeout(rest));
  }

  function hear(captor) {
    let last = {};
    captor.removeAllListeners();
    captor.on('click', (event) => tell('click', touched(event)));
    captor.on('doubleClick', (event) => {
      event.preventSigmaDefault();
      tell('click', touched(event)); // sigma tells of the first click alone
      tell('double', touched(event));
    });
    captor.on('mousemove', (event) => {
      if (captor.isMoving) return;
      const { node = null, edge = null } = touched(event);
      if (node !== last.node || edge !== last.edge) tell('hover', { node, edge });
      last = { node, edge };
    });
  }

  const isCrowd = () => {
    let count = 0;
    for (const { hidden } of ends.values()) count += hidden ? 0 : 1;
    return count > HEAVY;
  };
  const learn = (known, items) => {
    for (const item of items) known.set(item.id, known.has(item.id) ? { ...known.get(item.id), ...item } : item);
  };

  learn(spots, nodes);
  learn(ends, edges);
  mount();

  return {
    update(someNodes, someEdges) {
      learn(spots, someNodes);
      learn(ends, someEdges);
      state.fresh = false;
      if (isCrowd() !== crowded) { mount(); return; }
      if (crowded) return;
      const graph = sigma.getGraph();
      for (const { id } of someNodes) graph.mergeNode(id, sigmaForms.node(spots.get(id)));
      for (const { id } of someEdges) {
        const edge = ends.get(id);
        graph.mergeDirectedEdgeWithKey(String(id), edge.from, edge.to, sigmaForms.edge(edge)); // finds none by a number
      }
    },
    fit(ids, most) {
      const points = ids.map((id) => spots.get(id));
      const range = (axis) => points.reduce(([low, high], { [axis]: at, size }) =>
        [Math.min(low, at - size), Math.max(high, at + size)], [Infinity, -Infinity]);
      const [[left, right], [top, bottom]] = [range('x'), range('y')];
      aim({ x: (left + right) / 2, y: (top + bottom) / 2 },
        Math.min(stage.clientWidth / (right - left), stage.clientHeight / (bottom - top), most));
    },
    redraw: () => sigma.scheduleRender(),
    spot: (id) => ({ x: spots.get(id).x, y: spots.get(id).y }),
    along, scale, toScreen, toPlan, aim,
    layers() {
      sigma.refresh({ schedule: false, skipIndexation: true }); // WebGL forgets its picture after each frame
      write();
      return canvases;
    },
    on: (name, handler) => listeners[name].push(handler),
  };
}
createEngine.budget = 20000;
createEngine.lacks = () => (document.createElement('canvas').getContext('webgl2') ? '' : 'WebGL 2');
