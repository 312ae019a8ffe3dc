/*
 * Answers with the page that is in the window as SVG: what its canvases draw, and its boxes and texts. The page is drawn
 * anew for that, in another size and back, so that all it draws can be written down.
 */
const done = arguments[0];
const PEN = CanvasRenderingContext2D.prototype;
const number = value => String(Math.round(value * 10) / 10);
const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const element = (name, attributes, content = '') =>
  `<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${typeof value === 'number' ? number(value) : escaped(value)}"`).join('')}`
    + (content === '' ? '/>' : `>${content}</${name}>`);

/* What canvases draw */

const drawn = new Map();
const paths = new Map();
const add = (pen, shape) => drawn.get(pen.canvas)?.push(shape);
const opacity = pen => (pen.globalAlpha < 1 ? {opacity: pen.globalAlpha} : {});
const record = (name, note) => {
  const draw = PEN[name];
  PEN[name] = function (...values) {
    note(this, ...values);
    return draw.apply(this, values);
  };
};
const trace = (name, letter) => record(name, (pen, ...values) =>
  paths.set(pen, (paths.get(pen) ?? '') + letter + values.map(number).join(' ')));
record('clearRect', pen => drawn.set(pen.canvas, []));
record('beginPath', pen => paths.set(pen, ''));
trace('moveTo', 'M');
trace('lineTo', 'L');
trace('quadraticCurveTo', 'Q');
record('closePath', pen => paths.set(pen, paths.get(pen) + 'Z'));
record('rect', (pen, x, y, w, h) => paths.set(pen, `${paths.get(pen)}M${number(x)} ${number(y)}h${number(w)}v${number(h)}h${number(-w)}Z`));
record('arc', (pen, x, y, r) => paths.set(pen,
  `${paths.get(pen)}M${number(x - r)} ${number(y)}a${number(r)} ${number(r)} 0 1 1 ${number(2 * r)} 0a${number(r)} ${number(r)} 0 1 1 ${number(-2 * r)} 0`));
record('fillRect', (pen, x, y, width, height) => add(pen, element('rect', {x, y, width, height, fill: pen.fillStyle, ...opacity(pen)})));
record('strokeRect', (pen, x, y, width, height) => add(pen, element('rect', {x, y, width, height, fill: 'none', stroke: pen.strokeStyle, ...opacity(pen)})));
record('drawImage', (pen, canvas) => add(pen, drawn.get(canvas)?.join('\n') ?? ''));
record('fill', pen => paths.get(pen) && add(pen, element('path', {d: paths.get(pen), fill: pen.fillStyle, ...opacity(pen)})));
record('stroke', pen => paths.get(pen) && add(pen, element('path', {
  d: paths.get(pen), fill: 'none', stroke: pen.strokeStyle, 'stroke-width': pen.lineWidth,
  ...(pen.getLineDash().length > 0 ? {'stroke-dasharray': pen.getLineDash().join(' ')} : {}), ...opacity(pen)})));
record('fillText', (pen, text, x, y) => add(pen, element('text', {
  x, y: y + 4, fill: pen.fillStyle, 'font-size': 11.5, 'font-weight': '600', textLength: pen.measureText(text).width}, escaped(text))));

/* Boxes and texts */

const isClear = colour => /, 0\)$|^transparent$/.test(colour);
const shapes = [];
const text = (content, {left, width, bottom, height}, style, colour = style.color) => shapes.push(element('text', {
  x: left, y: bottom - height / 2 + parseFloat(style.fontSize) * 0.36, fill: colour, 'font-size': style.fontSize,
  ...(parseInt(style.fontWeight) > 500 ? {'font-weight': '600'} : {}),
  ...(style.fontFamily.includes('mono') ? {class: 'mono'} : {}),
  ...(content.length > 1 ? {textLength: width, lengthAdjust: 'spacingAndGlyphs'} : {})}, escaped(content)));

const box = (node, style) => {
  const {left, top, width, height} = node.getBoundingClientRect();
  const border = style.borderTopWidth !== '0px' && style.borderLeftWidth !== '0px' ? {stroke: style.borderTopColor} : {};
  if (!isClear(style.backgroundColor) || border.stroke) {
    const fill = isClear(style.backgroundColor) ? 'none' : style.backgroundColor;
    const half = border.stroke ? 0.5 : 0;
    shapes.push(element('rect', {
      x: left + half, y: top + half, width: width - 2 * half, height: height - 2 * half, fill, rx: parseFloat(style.borderTopLeftRadius) || 0, ...border}));
  } else {
    for (const [side, x, y, w, h] of [['Bottom', left, top + height - 1, width, 1], ['Top', left, top, width, 1], ['Left', left, top, 1, height]]) {
      if (style[`border${side}Width`] !== '0px') {
        shapes.push(element('rect', {x, y, width: w, height: h, fill: style[`border${side}Color`]}));
      }
    }
  }
};

/* A text that is broken into lines is a text for each. */
const lines = node => {
  const range = document.createRange();
  const found = [];
  for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const rect = range.getBoundingClientRect();
    if (rect.width > 0) {
      const last = found.at(-1);
      if (last && Math.abs(last.top - rect.top) < 2) {
        last.content += node.data[i];
        last.right = rect.right;
      } else {
        found.push({content: node.data[i], top: rect.top, bottom: rect.bottom, left: rect.left, right: rect.right});
      }
    }
  }
  return found;
};

const isInWindow = rect => rect.bottom <= innerHeight + 1 && rect.top >= 0;
const walk = node => {
  if (node.nodeType === Node.TEXT_NODE) {
    for (const line of lines(node)) {
      if (line.content.trim() !== '' && isInWindow(line)) {
        text(line.content, {...line, width: line.right - line.left, height: line.bottom - line.top}, getComputedStyle(node.parentElement));
      }
    }
    return;
  }
  const style = node.nodeType === Node.ELEMENT_NODE ? getComputedStyle(node) : null;
  if (style === null || style.display === 'none' || node.classList.contains('hidden') || node.tagName === 'SCRIPT') {
    return;
  }
  box(node, style);
  const rect = node.getBoundingClientRect();
  if (node.tagName === 'CANVAS') {
    shapes.push(element('svg', {x: rect.left, y: rect.top, width: rect.width, height: rect.height}, drawn.get(node)?.join('\n') || ' '));
  } else if (node.tagName === 'SELECT' || node.tagName === 'INPUT') {
    const content = node.tagName === 'SELECT' ? node.selectedOptions[0].text : node.placeholder;
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = style.font;
    const width = Math.min(rect.width - 16, pen.measureText(content).width);
    text(content, {...rect.toJSON(), left: rect.left + 9, width}, style);
  } else {
    node.childNodes.forEach(walk);
  }
};

const frame = () => element('rect', {
  x: 0.5, y: 0.5, width: innerWidth - 1, height: innerHeight - 1, rx: 8, fill: 'none',
  stroke: getComputedStyle(document.querySelector('header')).borderBottomColor});

const settled = then => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(then)));
const pane = document.getElementById('pane') ?? document.body;
pane.style.paddingRight = '1px';
settled(() => {
  pane.style.paddingRight = '';
  settled(() => {
    walk(document.body);
    const size = {width: innerWidth, height: innerHeight};
    const style = 'text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; white-space: pre } '
      + '.mono { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }';
    done(element('svg', {xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${innerWidth} ${innerHeight}`, ...size, role: 'img'},
      `\n<title>${escaped(document.title)}</title>\n<style>${style}</style>\n`
      + `${element('clipPath', {id: 'frame'}, element('rect', {...size, rx: 8}))}\n<g clip-path="url(#frame)">\n${shapes.join('\n')}\n</g>\n${frame()}\n`) + '\n');
  });
});
