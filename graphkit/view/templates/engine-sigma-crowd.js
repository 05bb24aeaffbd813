// Tens of thousands of nodes and edges, as a layer of ours inside sigma's picture: bare lines, and a point for
// each node whose shape is cut out of it. sigma's own programs take seconds a frame for as many without a GPU.
const sigmaCrowd = (() => {
  const SHAPES = ['dot', 'square', 'hexagon', 'triangle', 'triangleDown', 'diamond', 'star'];
  const PLACE = `
uniform mat3 u_matrix;
uniform float u_larger;
vec4 place(vec2 at) { return vec4((u_matrix * vec3(0.5 + vec2(at.x, -at.y) / u_larger, 1.0)).xy, 0.0, 1.0); }`;
  const LINES = [`#version 300 es
in vec2 a_at;
in vec4 a_colour;
uniform float u_ink;
out vec4 v_colour;
${PLACE}
void main() {
  gl_Position = place(a_at);
  v_colour = vec4(a_colour.rgb, 1.0) * a_colour.a * u_ink;
}`, `#version 300 es
precision mediump float;
in vec4 v_colour;
out vec4 colour;
void main() { colour = v_colour; }`];
  // the forms of shapes.js, as distances from the middle of which 1 is the rim; `inner` touches the sides
  const POINTS = [`#version 300 es
in vec2 a_at;
in vec3 a_form;
in vec4 a_colour;
in vec4 a_border;
uniform float u_scale;
uniform float u_ratio;
flat out vec3 v_form;
flat out vec4 v_colour;
flat out vec4 v_border;
${PLACE}
void main() {
  gl_Position = place(a_at);
  v_form = vec3(max(a_form.x * u_scale * u_ratio, 0.5), a_form.y, a_form.z * u_ratio);
  gl_PointSize = 2.0 * (1.2 * v_form.x + 1.0);
  v_colour = a_colour;
  v_border = a_border;
}`, `#version 300 es
precision highp float;
flat in vec3 v_form;
flat in vec4 v_colour;
flat in vec4 v_border;
out vec4 colour;
void main() {
  float radius = v_form.x;
  vec2 p = (gl_PointCoord * 2.0 - 1.0) * vec2(1.0, -1.0) * (1.2 + 1.0 / radius);
  if (v_form.y == 4.0) p.y = -p.y;
  vec2 q = abs(p);
  float inner = 1.0;
  float far = length(p);
  if (v_form.y == 1.0) far = max(q.x, q.y);
  else if (v_form.y == 2.0) { inner = 0.866; far = max(q.y, 0.866 * q.x + 0.5 * q.y) / inner; }
  else if (v_form.y == 3.0 || v_form.y == 4.0) { inner = 0.575; far = max(-p.y, 0.866 * q.x + 0.5 * p.y) / inner; }
  else if (v_form.y == 5.0) { inner = 0.7071; far = q.x + q.y; }
  else if (v_form.y == 6.0) {
    inner = 0.4426;
    float angle = abs(mod(atan(p.x, p.y) + 0.6283, 1.2566) - 0.6283);
    far *= (0.4426 * cos(angle) + 0.8968 * sin(angle)) / inner;
  }
  float pixels = inner * radius;
  float cover = clamp((1.0 - far) * pixels + 0.5, 0.0, 1.0);
  float border = clamp((far - 1.0) * pixels + min(v_form.z, 0.3 * radius) + 0.5, 0.0, 1.0);
  vec4 ink = mix(v_colour, v_border, border);
  colour = vec4(ink.rgb, 1.0) * ink.a * cover;
}`];

  function compiled(gl, sources) {
    const program = gl.createProgram();
    [gl.VERTEX_SHADER, gl.FRAGMENT_SHADER].forEach((kind, n) => {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, sources[n]);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    });
    gl.linkProgram(program);
    return program;
  }

  const inks = new Map();
  /** Colour as four bytes in one number; `#rrggbb` is opaque. */
  function ink(colour) {
    const known = inks.get(colour);
    if (known !== undefined) return known;
    const made = [1, 3, 5, 7].reduce((sum, at, n) => sum + Number.parseInt(colour.slice(at, at + 2) || 'ff', 16) * 256 ** n, 0);
    inks.set(colour, made);
    return made;
  }

  /** One program with its points: `fields` are [name, numbers, whether they are a colour]. */
  function ply(gl, mode, sources, fields) {
    const program = compiled(gl, sources);
    const [array, buffer] = [gl.createVertexArray(), gl.createBuffer()];
    const stride = fields.reduce((sum, [, size, colour]) => sum + (colour ? 1 : size), 0);
    const spot = (name) => gl.getUniformLocation(program, name);
    let count = 0;
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    fields.reduce((at, [name, size, colour]) => {
      const place = gl.getAttribLocation(program, name);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, colour ? 4 : size, colour ? gl.UNSIGNED_BYTE : gl.FLOAT, colour, 4 * stride, 4 * at);
      return at + (colour ? 1 : size);
    }, 0);
    gl.bindVertexArray(null);
    return {
      fill(items, write) {
        const data = new ArrayBuffer(4 * stride * items);
        write(new Float32Array(data), new Uint32Array(data), stride);
        count = items;
        gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
        gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
        gl.bindBuffer(gl.ARRAY_BUFFER, null);
      },
      draw(matrix, uniforms) {
        gl.bindVertexArray(array);
        gl.useProgram(program);
        gl.uniformMatrix3fv(spot('u_matrix'), false, matrix);
        for (const [name, value] of Object.entries(uniforms)) gl.uniform1f(spot(name), value);
        gl.drawArrays(mode, 0, count);
        gl.bindVertexArray(null);
      },
      kill() { gl.deleteProgram(program); gl.deleteBuffer(buffer); gl.deleteVertexArray(array); },
    };
  }

  /** The layer, for `addCustomLayerProgram`; `state` says what moves, what is fresh, and how large all is. */
  return (gl, spots, ends, state) => {
    const lines = ply(gl, gl.LINES, LINES, [['a_at', 2, false], ['a_colour', 1, true]]);
    const points = ply(gl, gl.POINTS, POINTS, [['a_at', 2, false], ['a_form', 3, false], ['a_colour', 1, true], ['a_border', 1, true]]);
    const fillLines = () => {
      const shown = [...ends.values()].filter(({ hidden }) => !hidden);
      lines.fill(2 * shown.length, (floats, words, stride) => {
        let at = 0;
        const put = ({ x, y }, colour) => { floats[at] = x; floats[at + 1] = y; words[at + 2] = colour; at += stride; };
        for (const { from, to, colour } of shown) { put(spots.get(from), ink(colour)); put(spots.get(to), ink(colour)); }
      });
    };
    const fillPoints = () => {
      const shown = [...spots.values()].filter(({ hidden }) => !hidden).sort((one, other) => one.size - other.size); // large ones on top
      points.fill(shown.length, (floats, words, stride) => shown.forEach(({ x, y, size, shape, thickness, colour, border }, n) => {
        floats.set([x, y, size, SHAPES.indexOf(shape), thickness], n * stride);
        words[n * stride + 5] = ink(colour);
        words[n * stride + 6] = ink(border);
      }));
    };
    return {
      render({ matrix }) {
        if (!state.fresh) { fillLines(); fillPoints(); }
        state.fresh = true;
        gl.enable(gl.BLEND);
        if (!state.moving) lines.draw(matrix, { u_larger: state.larger(), u_ink: state.ink() });
        points.draw(matrix, { u_larger: state.larger(), u_scale: state.scale(), u_ratio: window.devicePixelRatio || 1 });
      },
      kill() { lines.kill(); points.kill(); },
    };
  };
})();
