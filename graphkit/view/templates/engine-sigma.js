// The engine that draws large networks: sigma.js on graphology, in WebGL. What an engine offers stands at
// the head of `engine-pyvis.js`. One unit of the plan is a pixel at scale 1; sigma's axis y points upwards.
const createEngine = (() => {
  const HEAVY = 4000; // edges; beyond, they are drawn straight and without dashes
  const UNBROKEN = 1e5; // a dash longer than any edge
  const NEAR = 6; // pixels from an edge that still touch it
  const GLSL = {
    // a polygon around the circle of this size; `turn` in parts of a side, `dent` as in a star
    polygon: (name, corners, turn, dent = 1) => `
  float sdf_${name}(vec2 uv, float size) {
    float part = 3.14159265 / ${corners}.0;
    float angle = mod(atan(uv.x, uv.y) + part * (1.0 + ${turn.toFixed(1)}), 2.0 * part) - part;
    vec2 p = length(uv) * vec2(cos(angle), abs(sin(angle)));
    vec2 tip = vec2(size, 0.0);
    vec2 dent = size * ${dent.toFixed(4)} * cos(part) * vec2(cos(part), sin(part));
    vec2 side = dent - tip;
    return dot(p - tip, normalize(vec2(-side.y, side.x))) * -1.0;
  }`,
    lineEnds: `#version 300 es
in vec2 a_at;
in vec4 a_colour;
uniform mat3 u_matrix;
uniform float u_larger;
uniform float u_ink;
out vec4 v_colour;
void main() {
  vec2 framed = 0.5 + vec2(a_at.x, -a_at.y) / u_larger;
  gl_Position = vec4((u_matrix * vec3(framed, 1.0)).xy, 0.0, 1.0);
  v_colour = vec4(a_colour.rgb, 1.0) * a_colour.a * u_ink;
}`,
    lineInk: `#version 300 es
precision mediump float;
in vec4 v_colour;
out vec4 colour;
void main() { colour = v_colour; }`,
    rim: `
  vec4 layer_rim(vec4 v_rim, float v_thickness) {
    float inside = smoothstep(-context.aaWidth, context.aaWidth, context.sdf + min(v_thickness * context.pixelToUV, 0.3));
    return vec4(v_rim.rgb, v_rim.a * inside);
  }`,
  };
  const polygon = (name, ...form) => ({ name, glsl: GLSL.polygon(name, ...form), uniforms: [], inradiusFactor: 1 });
  // the same forms as vis-network has for these names
  const SHAPES = [
    polygon('hexagon', 6, 1), polygon('square', 4, 1), polygon('triangle', 3, 0), polygon('triangleDown', 3, 1),
    polygon('diamond', 4, 0), polygon('star', 5, 0, 0.47),
  ];

  const sigmaNode = ({ colour, border, thickness, x, y, hidden, shape, ...rest }) => ({
    ...rest,
    ...(shape && { shape: shape === 'dot' ? 'circle' : shape }),
    ...(hidden !== undefined && { visibility: hidden ? 'hidden' : 'visible' }),
    ...(x !== undefined && { x, y: -y }),
    ...(colour && { color: colour, border, thickness }),
  });
  const sigmaEdge = ({ colour, dashes, arrow, width, bend, hidden, ...rest }) => ({
    ...rest,
    ...(hidden !== undefined && { visibility: hidden ? 'hidden' : 'visible' }),
    ...(colour && { color: colour, size: width, dash: dashes ? dashes[0] : UNBROKEN, gap: dashes ? dashes[1] : 1 }),
    ...(bend !== undefined && { path: bend ? 'curved' : 'straight', curvature: bend }),
    ...(arrow !== undefined && { head: arrow ? 'arrow' : 'none' }),
  });

  function primitives(heavy, loops) {
    const { layerFill, layerPlain, layerDashed, pathLine, pathCurved, pathLoop, sdfCircle, extremityArrow } = Sigma.rendering;
    const { FLOAT, UNSIGNED_BYTE } = WebGL2RenderingContext;
    const rim = { name: 'rim', glsl: GLSL.rim, uniforms: [], attributes: [
      { name: 'rim', size: 4, type: UNSIGNED_BYTE, normalized: true, source: 'border' },
      { name: 'thickness', size: 1, type: FLOAT, source: 'thickness' },
    ] };
    return {
      nodes: {
        shapes: [sdfCircle(), ...SHAPES], layers: [layerFill(), rim],
        variables: { border: { type: 'color', default: '#fff' }, thickness: { type: 'number', default: 1 } },
      },
      edges: {
        paths: [pathLine(), ...(heavy ? [] : [pathCurved()]), ...(loops ? [pathLoop()] : [])],
        extremities: heavy ? [] : [extremityArrow({ lengthRatio: 4, widthRatio: 3 })],
        layers: [heavy ? layerPlain() : layerDashed({
          dashSize: { attribute: 'dash', default: UNBROKEN, mode: 'pixels' }, gapSize: { attribute: 'gap', default: 1, mode: 'pixels' },
          solidExtremities: 'head',
        })],
        variables: heavy ? {} : { dash: { type: 'number', default: UNBROKEN }, gap: { type: 'number', default: 1 } },
      },
    };
  }

  /** Colour as four bytes; `#rrggbb` is opaque. */
  const bytes = (colour) => [1, 3, 5, 7].map((at) => Number.parseInt(colour.slice(at, at + 2) || 'ff', 16));

  /** Tens of thousands of edges, as bare lines: sigma's own, with rims and ends, take seconds a frame without a GPU. */
  function lines(gl, ends, spots, state) {
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, GLSL.lineEnds], [gl.FRAGMENT_SHADER, GLSL.lineInk]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    const [array, buffer] = [gl.createVertexArray(), gl.createBuffer()];
    let count = 0;
    const fill = () => {
      const shown = [...ends.values()].filter(({ hidden }) => !hidden);
      const data = new DataView(new ArrayBuffer(shown.length * 24));
      shown.forEach(({ from, to, colour }, number) => [spots.get(from), spots.get(to)].forEach(({ x, y }, end) => {
        const at = number * 24 + end * 12;
        data.setFloat32(at, x, true);
        data.setFloat32(at + 4, y, true);
        bytes(colour).forEach((part, n) => data.setUint8(at + 8 + n, part));
      }));
      count = 2 * shown.length;
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
      for (const [name, size, type, even, at] of [['a_at', 2, gl.FLOAT, false, 0], ['a_colour', 4, gl.UNSIGNED_BYTE, true, 8]]) {
        const place = gl.getAttribLocation(program, name);
        gl.enableVertexAttribArray(place);
        gl.vertexAttribPointer(place, size, type, even, 12, at);
      }
      gl.bindBuffer(gl.ARRAY_BUFFER, null);
      state.fresh = true;
    };
    return {
      render({ matrix }) {
        if (state.moving) return;
        gl.bindVertexArray(array);
        if (!state.fresh) fill();
        gl.useProgram(program);
        gl.uniformMatrix3fv(gl.getUniformLocation(program, 'u_matrix'), false, matrix);
        gl.uniform1f(gl.getUniformLocation(program, 'u_larger'), state.larger());
        gl.uniform1f(gl.getUniformLocation(program, 'u_ink'), state.ink());
        gl.drawArrays(gl.LINES, 0, count);
        gl.bindVertexArray(null);
      },
      kill: () => gl.deleteProgram(program),
    };
  }

  const bound = (...names) => Object.fromEntries(names.map((name) => [name, { attribute: name }]));

  /** A canvas of ours above or below sigma's, in whose context one unit is the plan's. */
  function overlay(sigma, name, place) {
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

  function createEngine(stage, nodes, edges) {
    const graph = new graphology.MultiDirectedGraph();
    const heavy = edges.length > HEAVY;
    const spots = new Map();
    const ends = new Map();
    const listeners = { click: [], double: [], hover: [], under: [], over: [], move: [], still: [] };
    const tell = (name, ...given) => listeners[name].forEach((handler) => handler(...given));
    const add = (kind, item) => {
      if (kind === 'node') {
        spots.set(item.id, { ...spots.get(item.id), ...item });
        graph.mergeNode(item.id, sigmaNode(item));
      } else if (heavy) {
        ends.set(item.id, { ...ends.get(item.id), ...item });
      } else if (ends.has(item.id)) {
        Object.assign(ends.get(item.id), item);
        graph.mergeEdgeAttributes(String(item.id), sigmaEdge(item));
      } else {
        ends.set(item.id, { ...item });
        graph.addDirectedEdgeWithKey(item.id, item.from, item.to, sigmaEdge(item));
      }
    };
    nodes.forEach((node) => add('node', node));
    edges.forEach((edge) => add('edge', edge));
    const sigma = new Sigma(graph, stage, {
      primitives: primitives(heavy, edges.some(({ from, to }) => from === to)),
      settings: {
        autoRescale: false, itemSizesReference: 'positions', zoomToSizeRatioFunction: (ratio) => ratio,
        renderLabels: false, pickingDownSizingRatio: 64,
        doubleClickZoomingRatio: 1, enableCameraRotation: false,
      },
      styles: {
        nodes: bound('x', 'y', 'size', 'color', 'shape', 'border', 'thickness', 'visibility'),
        edges: bound('size', 'color', 'visibility', ...(heavy ? [] : ['head', 'path', 'curvature', 'dash', 'gap'])),
      },
    });
    const camera = sigma.getCamera();
    const scale = () => 1 / camera.ratio;
    const larger = () => Math.max(stage.clientWidth, stage.clientHeight) || 1;
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
    const along = (id, part) => {
      const { from, to, bend } = ends.get(id);
      const [one, other] = [spots.get(from), spots.get(to)];
      const [x, y] = [other.x - one.x, other.y - one.y];
      const aside = heavy ? 0 : 2 * part * (1 - part) * bend;
      return { x: one.x + x * part + y * aside, y: one.y + y * part - x * aside };
    };

    const nodeAt = (point) => {
      let [found, least] = [undefined, Infinity];
      for (const { id, x, y, size, hidden } of spots.values()) {
        const far = hidden ? Infinity : Math.hypot(x - point.x, y - point.y) - Math.max(size, 4 / scale());
        if (far <= 0 && far < least) [found, least] = [id, far];
      }
      return found;
    };
    const edgeAt = (point) => {
      let [found, least] = [undefined, NEAR / scale()];
      for (const { id, from, to, hidden } of ends.values()) {
        if (hidden) continue;
        const far = distance(point, spots.get(from), spots.get(to));
        if (far < least) [found, least] = [id, far];
      }
      return found;
    };
    const touched = ({ x, y }) => {
      const point = toPlan({ x, y });
      const node = nodeAt(point);
      return { node, edge: node === undefined ? edgeAt(point) : undefined, point };
    };

    // a line is never thinner than a pixel: instead, it is lighter the smaller everything is
    const ink = () => Math.min(Math.max(2 * scale(), 0.12), 1);
    const state = { moving: false, fresh: false, larger, ink };
    if (heavy) sigma.addCustomLayerProgram('lines', 'edges', (gl) => lines(gl, ends, spots, state));
    const under = overlay(sigma, 'under', { beforeLayer: 'stage' });
    const over = overlay(sigma, 'over', { afterLayer: 'stage' });
    const write = () => over.draw(scale(), toScreen({ x: 0, y: 0 }), listeners.over);
    let drawn = { x: 0, y: 0, ratio: 0 }; // where the plan's origin was on the screen, and the camera's ratio
    const canvases = [under.canvas, sigma.getStageCanvas(), over.canvas];
    const shift = () => {
      const { x, y } = toScreen({ x: 0, y: 0 });
      for (const { style } of canvases) style.transform = `translate(${x - drawn.x}px, ${y - drawn.y}px)`;
    };
    let later = null;
    sigma.on('afterRender', () => {
      drawn = { ...toScreen({ x: 0, y: 0 }), ratio: camera.ratio };
      shift();
      under.draw(scale(), toScreen({ x: 0, y: 0 }), listeners.under);
      if (!heavy) { write(); return; }
      // names take longer than everything else: they come when the picture is there
      over.draw(1, { x: 0, y: 0 }, []);
      clearTimeout(later);
      later = setTimeout(write, 250);
    });
    const captor = sigma.getMouseCaptor();
    captor.removeAllListeners();
    captor.on('click', (event) => tell('click', touched(event)));
    captor.on('doubleClick', (event) => {
      event.preventSigmaDefault();
      tell('click', touched(event)); // sigma tells of the first click alone
      tell('double', touched(event));
    });
    let last = {};
    captor.on('mousemove', (event) => {
      if (captor.isMoving) return;
      const { node = null, edge = null } = touched(event);
      if (node !== last.node || edge !== last.edge) tell('hover', { node, edge });
      last = { node, edge };
    });
    let rest = null; // a camera that does not move for this long stands still
    camera.removeAllListeners('updated');
    camera.on('updated', () => {
      const hand = captor.isMoving || captor.draggedEvents > 0 || captor.currentWheelDirection || camera.isAnimating();
      // a large network is not drawn again while it is dragged: what was drawn moves along
      const dragged = heavy && hand && camera.ratio === drawn.ratio;
      if (dragged) shift(); else sigma.scheduleRender();
      if (!hand) return;
      if (rest === null) tell('move');
      state.moving = !dragged;
      clearTimeout(rest);
      rest = setTimeout(() => { rest = null; state.moving = false; tell('still'); sigma.scheduleRender(); }, 200);
    });
    return {
      fit(ids, most) {
        const points = ids.map((id) => spots.get(id));
        const range = (axis) => points.reduce(([low, high], { [axis]: at, size }) =>
          [Math.min(low, at - size), Math.max(high, at + size)], [Infinity, -Infinity]);
        const [[left, right], [top, bottom]] = [range('x'), range('y')];
        aim({ x: (left + right) / 2, y: (top + bottom) / 2 },
          Math.min(stage.clientWidth / (right - left), stage.clientHeight / (bottom - top), most));
      },
      update(someNodes, someEdges) {
        someNodes.forEach((node) => add('node', node));
        someEdges.forEach((edge) => add('edge', edge));
        state.fresh = false;
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
  /** How far a point is from the straight line between two others. */
  function distance(point, one, other) {
    const [x, y] = [other.x - one.x, other.y - one.y];
    const part = ((point.x - one.x) * x + (point.y - one.y) * y) / (x * x + y * y || 1);
    const at = Math.min(Math.max(part, 0), 1);
    return Math.hypot(one.x + at * x - point.x, one.y + at * y - point.y);
  }

  createEngine.budget = 20000;
  return createEngine;
})();
