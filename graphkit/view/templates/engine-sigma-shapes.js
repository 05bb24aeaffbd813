// What sigma.js draws with: shapes, rims, lines and their ends, as programs for its own shaders.
const sigmaForms = (() => {
  const UNBROKEN = 1e5; // a dash longer than any edge
  // a polygon around the circle of this size; `turn` in parts of a side, `dent` as in a star
  const glsl = (name, corners, turn, dent = 1) => `
  float sdf_${name}(vec2 uv, float size) {
    float part = 3.14159265 / ${corners}.0;
    float angle = mod(atan(uv.x, uv.y) + part * (1.0 + ${turn.toFixed(1)}), 2.0 * part) - part;
    vec2 p = length(uv) * vec2(cos(angle), abs(sin(angle)));
    vec2 tip = vec2(size, 0.0);
    vec2 dent = size * ${dent.toFixed(4)} * cos(part) * vec2(cos(part), sin(part));
    vec2 side = dent - tip;
    return dot(p - tip, normalize(vec2(-side.y, side.x))) * -1.0;
  }`;
  const polygon = (name, ...form) => ({ name, glsl: glsl(name, ...form), uniforms: [], inradiusFactor: 1 });
  // the same forms as vis-network has for these names
  const shapes = () => [
    polygon('hexagon', 6, 1), polygon('square', 4, 1), polygon('triangle', 3, 0), polygon('triangleDown', 3, 1),
    polygon('diamond', 4, 0), polygon('star', 5, 0, 0.47),
  ];
  const rim = () => ({ name: 'rim', uniforms: [], glsl: `
  vec4 layer_rim(vec4 v_rim, float v_thickness) {
    float inside = smoothstep(-context.aaWidth, context.aaWidth, context.sdf + min(v_thickness * context.pixelToUV, 0.3));
    return vec4(v_rim.rgb, v_rim.a * inside);
  }`, attributes: [
    { name: 'rim', size: 4, type: WebGL2RenderingContext.UNSIGNED_BYTE, normalized: true, source: 'border' },
    { name: 'thickness', size: 1, type: WebGL2RenderingContext.FLOAT, source: 'thickness' },
  ] });
  const bound = (...names) => Object.fromEntries(names.map((name) => [name, { attribute: name }]));

  return {
    /** What sigma's nodes and edges are drawn with; `loops`: whether an edge leads back to where it starts. */
    primitives(loops) {
      const { layerFill, layerDashed, pathLine, pathCurved, pathLoop, sdfCircle, extremityArrow } = Sigma.rendering;
      return {
        nodes: {
          shapes: [sdfCircle(), ...shapes()], layers: [layerFill(), rim()],
          variables: { border: { type: 'color', default: '#fff' }, thickness: { type: 'number', default: 1 } },
        },
        edges: {
          paths: [pathLine(), pathCurved(), ...(loops ? [pathLoop()] : [])],
          extremities: [extremityArrow({ lengthRatio: 4, widthRatio: 3 })],
          layers: [layerDashed({
            dashSize: { attribute: 'dash', default: UNBROKEN, mode: 'pixels' }, gapSize: { attribute: 'gap', default: 1, mode: 'pixels' },
            solidExtremities: 'head',
          })],
          variables: { dash: { type: 'number', default: UNBROKEN }, gap: { type: 'number', default: 1 } },
        },
      };
    },
    styles: {
      nodes: bound('x', 'y', 'size', 'color', 'shape', 'border', 'thickness', 'visibility'),
      edges: bound('size', 'color', 'visibility', 'head', 'path', 'curvature', 'dash', 'gap'),
    },
    node: ({ colour, border, thickness, x, y, size, hidden, shape }) => ({
      x, y: -y, // sigma's axis y points upwards
      size: size * (WIDER[shape] ?? 1), shape: shape === 'dot' ? 'circle' : shape,
      color: colour, border, thickness, visibility: hidden ? 'hidden' : 'visible',
    }),
    edge: ({ colour, dashes, arrow, width, bend, hidden }) => ({
      color: colour, size: width, dash: dashes ? dashes[0] : UNBROKEN, gap: dashes ? dashes[1] : 1,
      path: bend ? 'curved' : 'straight', curvature: bend, head: arrow ? 'arrow' : 'none',
      visibility: hidden ? 'hidden' : 'visible',
    }),
  };
})();
