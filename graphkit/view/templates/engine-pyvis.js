// The engine that draws: vis-network, as it comes with pyvis. Nothing else in the page knows it.
//
// Every engine is one file that defines `createEngine(stage, nodes, edges)`. Ids count from 0, points are
// { x, y } in the plan (the coordinates in which nodes stand) or on the screen (pixels from the stage's
// upper left corner). It takes
//   nodes  [{ id, x, y, size, shape, hidden, colour, border, thickness }]   size: radius on the plan
//   edges  [{ id, from, to, arrow, bend, hidden, colour, width, dashes }]   bend: part of the length, either sign
// (colours are #rrggbb or #rrggbbaa; dashes a list of lengths, or false) and returns an object with
//   update(nodes, edges)   take in what has changed, by id: any of these fields; unknown ids are added.
//                          Paints nothing: `redraw` follows
//   redraw()               draw again, soon; `under` and `over` are called then
//   spot(id)               the plan's point of a node
//   along(id, part)        the plan's point of an edge at a part (0 … 1) of its way
//   scale()                pixels on the screen that one unit of the plan takes
//   toScreen(point) · toPlan(point)
//   fit(ids, most)         bring these nodes into sight, at a scale of at most `most`
//   aim(point, scale)      put a point into the middle; the scale stays where none is given
//   layers()               its canvases as they are now, the lowest first: together, the picture
//   on(name, handler)      `click` and `double` ({ node, edge, point }; point on the plan, node and edge
//                          undefined where there is none), `hover` ({ node, edge }; null where there is none),
//                          `under` and `over` (ctx: a canvas' 2D context whose unit is the plan's, before and
//                          after nodes and edges are drawn), `move` and `still` (dragging starts, ends)
// and `createEngine.budget`, the number of nodes that it shows at first, and `createEngine.lacks()`, what this
// browser lacks for it, in words; empty where it can draw.
const OPTIONS = {
  autoResize: true,
  physics: { enabled: false },
  layout: { improvedLayout: false },
  interaction: { hover: true, hoverConnectedEdges: false, tooltipDelay: 1e9 },
  nodes: { chosen: false },
  edges: { chosen: false, hoverWidth: 0, selectionWidth: 0 },
};

/** What is there of `fields`, under the names that vis-network has for them. */
const visNode = ({ colour, border, thickness, ...rest }) => ({
  ...rest,
  ...(colour && { color: { background: colour, border }, borderWidth: thickness, borderWidthSelected: thickness }),
});
const visEdge = ({ colour, bend, arrow, ...rest }) => ({
  ...rest,
  ...(colour && { color: { color: colour, inherit: false } }),
  ...(arrow !== undefined && { arrows: arrow ? { to: { enabled: true, scaleFactor: 0.6 } } : '' }),
  ...(bend !== undefined && { smooth: bend === 0 ? { enabled: false } : {
    enabled: true, type: bend > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.min(Math.abs(bend), 0.8),
  } }),
});

function createEngine(stage, nodes, edges) {
  const drawn = { nodes: new vis.DataSet(nodes.map(visNode)), edges: new vis.DataSet(edges.map(visEdge)) };
  const network = new vis.Network(stage, drawn, OPTIONS);
  let telling = false; // vis-network draws while it is being told; painters would see half of the news
  const touched = ({ nodes: [node], edges: [edge], pointer }) =>
    ({ node, edge: node === undefined ? edge : undefined, point: pointer.canvas });
  const EVENTS = {
    click: (handler) => network.on('click', (event) => handler(touched(event))),
    double: (handler) => network.on('doubleClick', (event) => handler(touched(event))),
    hover: (handler) => {
      network.on('hoverNode', ({ node }) => handler({ node, edge: null }));
      network.on('hoverEdge', ({ edge }) => handler({ node: null, edge }));
      for (const left of ['blurNode', 'blurEdge']) network.on(left, () => handler({ node: null, edge: null }));
    },
    under: (handler) => network.on('beforeDrawing', (ctx) => telling || handler(ctx)),
    over: (handler) => network.on('afterDrawing', (ctx) => telling || handler(ctx)),
    move: (handler) => network.on('dragStart', handler),
    still: (handler) => network.on('dragEnd', handler),
  };
  return {
    update(someNodes, someEdges) {
      telling = true;
      drawn.nodes.update(someNodes.map(visNode));
      drawn.edges.update(someEdges.map(visEdge));
      telling = false;
    },
    redraw: () => network.redraw(),
    spot: (id) => network.getPosition(id),
    along: (id, part) => network.body.edges[id].edgeType.getPoint(part),
    scale: () => network.getScale(),
    toScreen: (point) => network.canvasToDOM(point),
    toPlan: (point) => network.DOMtoCanvas(point),
    fit: (ids, most) => network.fit({ nodes: ids, animation: false, maxZoomLevel: most }),
    aim: (point, scale = network.getScale()) => network.moveTo({ position: point, scale }),
    layers: () => [stage.querySelector('canvas')],
    on: (name, handler) => EVENTS[name](handler),
  };
}
createEngine.budget = 600;
createEngine.lacks = () => '';
