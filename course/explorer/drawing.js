// What draws the explorer and the slider: it stands before each of their modules (`course.explorer.document.whole`).

const SVG = "http://www.w3.org/2000/svg";
const SPEAK_AFTER = 400; // ms without a change, then the summary is spoken

function make(namespace, name, attributes = {}, children = []) {
  const node = namespace ? document.createElementNS(namespace, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...[children].flat());
  return node;
}
const html = (name, attributes, children) => make(null, name, attributes, children);
const svg = (name, attributes, children) => make(SVG, name, attributes, children);

function set(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
}

/** Text is written only where it changes: an unchanged text costs no layout. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Gives each thing that is asked for a name of its own: "explorer-title-7". */
function naming(prefix) {
  let ids = 0;
  return (name) => `${prefix}-${name}-${++ids}`;
}
