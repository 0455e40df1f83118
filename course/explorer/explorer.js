// The threshold explorer. One module for two homes: a notebook (anywidget calls `render`) and a page (`page`).
//
// The data hold, for each recogniser and group, how many mated and non-mated pairs lie at or below each threshold.
// Every rate is read from those counts here, so a move of the slider asks nothing of a kernel or a server.
// Scores are distances: a pair is accepted when its distance is at or below the threshold.

const LIMITS = { gallery: [1, 1e9], prior: [0, 1], searches: [0, 1e9] };
const DEFAULTS = { group: "all", gallery: 1000, prior: 0.5, searches: 1000, table: false };
const PARTS = ["search", "groups"]; // what a lesson may leave out until it has told of it
const SHOWN_PAIRS = 4;

// ---- numbers in words ---------------------------------------------------------------------------------------------

/** A whole number, or two digits of a small one: 12,345 and 0.34. */
function count(value) {
  if (value === 0) return "0";
  if (value < 10) return String(Number(value.toPrecision(2)));
  if (value < 1e6) return Math.round(value).toLocaleString("en-GB");
  if (value < 1e9) return `${Number((value / 1e6).toPrecision(3))} million`;
  if (value < 1e12) return `${Number((value / 1e9).toPrecision(3))} thousand million`;
  return `${Number((value / 1e12).toPrecision(3))} million million`;
}

/** A share as a percentage with about two digits: 7.7%, 0.034%. */
function percent(share) {
  if (Number.isNaN(share)) return "not measured";
  const value = 100 * share;
  if (value === 0 || value === 100) return `${value}%`;
  if (value >= 99) return `${Math.min(99.99, Number(value.toFixed(2)))}%`;
  return `${value >= 10 ? value.toFixed(1) : small(value)}%`;
}

/** Two digits, never in the form 1e-7. */
function small(value) {
  return value.toFixed(Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(value)))));
}

/** A chance as a part of a whole number: "1 in 43", "9 in 10". */
function oneIn(share) {
  if (share > 0.995) return share === 1 ? "all of them" : "more than 99 in 100";
  if (share >= 0.1) return `${Math.round(100 * share)} in 100`;
  return `1 in ${count(1 / share)}`;
}

/** The inverse of the normal distribution: P. J. Acklam's approximation, relative error below 1.2e-9. */
function probit(p) {
  const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1];
  const c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
  const at = (coefficients, x) => coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
  if (p > 0.5) return -probit(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return at(c, q) / at(d, q);
  }
  const q = p - 0.5;
  return (q * at(a, q * q)) / at(b, q * q);
}

// ---- from counts to rates -----------------------------------------------------------------------------------------

/** The place of the largest of the growing `values` that is not above `wanted`; 0 if all are. */
function placeOf(values, wanted) {
  const nearly = wanted + 1e-9 * (1 + Math.abs(wanted)); // 0.1 + 0.2 must find 0.3
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= nearly) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Counts and rates of one group at the threshold in this place. A rate without any pair is NaN. */
function ratesAt(group, place) {
  const mated = group.mated.at(-1);
  const nonmated = group.nonmated.at(-1);
  const falseMatches = group.nonmated[place];
  const misses = mated - group.mated[place];
  return { mated, nonmated, falseMatches, misses, fmr: falseMatches / nonmated, fnmr: misses / mated };
}

/** [low, high] of a rate's interval, on the straight line between the two nearest thresholds of the grid. */
function intervalAt(intervals, group, rate, threshold) {
  const ends = intervals.groups[group][rate];
  if (!ends) return null;
  const grid = intervals.thresholds;
  const i = placeOf(grid, threshold);
  const j = Math.min(i + 1, grid.length - 1);
  const part = i === j ? 0 : Math.min(1, Math.max(0, (threshold - grid[i]) / (grid[j] - grid[i])));
  return ends.map((values) => values[i] + part * (values[j] - values[i]));
}

/** Expected numbers a year. A gallery of N people; `prior`: the share of searches whose person is one of them. */
function consequences({ fmr, fnmr }, { gallery, prior, searches }) {
  const enrolled = searches * prior;
  const found = enrolled * (1 - fnmr);
  // A person is not a false candidate for themself: N - 1 others when enrolled, N when not.
  const falseCandidates = searches * (gallery - prior) * fmr;
  const right = prior * (1 - fnmr);
  return {
    enrolled, found, falseCandidates,
    missed: enrolled * fnmr,
    posterior: right / (right + (gallery - prior) * fmr),
    fpir: fmr === 1 ? 1 : -Math.expm1(gallery * Math.log1p(-fmr)),
  };
}

/**
 * The two answers that rest on the FMR, in words; `share` is NaN when there is none. That no false match was seen does
 * not show that there is none, so then neither number can be given.
 */
function answersOf(rates, year) {
  if (!rates.nonmated || !rates.mated) return { candidates: "not measured", flagged: "not measured", share: NaN };
  if (rates.falseMatches) {
    const share = year.posterior;
    const about = share > 0 && share <= 0.995 ? "about " : "";
    return { candidates: count(year.falseCandidates), flagged: share ? `${about}${oneIn(share)}` : "none of them", share };
  }
  const nobody = rates.misses === rates.mated;
  return { candidates: "not known", flagged: nobody ? "nobody is flagged" : "not known", share: NaN };
}

/** Everything that the panels need to know of one state. `parts`: what is shown besides rates, curves and faces. */
function sceneOf(data, state, parts) {
  const recogniser = data.recognisers[state.recogniser];
  const place = placeOf(recogniser.thresholds, state.threshold);
  const threshold = recogniser.thresholds[place];
  const rates = ratesAt(recogniser.groups[state.group], place);
  const told = ({ key }) => recogniser.groups[key] && (key === "all" || parts.includes("groups"));
  const groups = data.groups.filter(told).map(({ key, label }) => ({
    key, label,
    subjects: recogniser.groups[key].subjects,
    ...ratesAt(recogniser.groups[key], place),
    interval: {
      fmr: intervalAt(recogniser.intervals, key, "fmr", threshold),
      fnmr: intervalAt(recogniser.intervals, key, "fnmr", threshold),
    },
  }));
  const digits = Math.max(0, Math.ceil(-Math.log10(recogniser.step)));
  const year = consequences(rates, state);
  return {
    data, state, parts, recogniser, place, threshold, rates, groups, year,
    says: threshold.toFixed(digits),
    groupLabel: data.groups.find(({ key }) => key === state.group).label,
    answers: answersOf(rates, year),
    unseen: rates.nonmated && !rates.falseMatches
      ? `No false match was seen in ${count(rates.nonmated)} pairs. That does not show a rate of 0.` : "",
  };
}

// ---- the state ----------------------------------------------------------------------------------------------------

/** The lowest and highest threshold worth showing: all distances lie between. */
function rangeOf(recogniser) {
  const { mated, nonmated } = recogniser.groups.all;
  const first = mated.findIndex((value, i) => value + nonmated[i] > 0);
  return [recogniser.thresholds[Math.max(0, first - 1)], recogniser.thresholds.at(-1)];
}

function defaultThreshold(recogniser) {
  const [low, high] = rangeOf(recogniser);
  return Math.min(high, Math.max(low, recogniser.default ?? (low + high) / 2));
}

/** A state that can be shown, from one that may hold anything; and what had to be changed, in words. */
function clean(data, wanted) {
  const state = { ...DEFAULTS, recogniser: Object.keys(data.recognisers)[0] };
  const problems = [];
  const refuse = (what, value, shown) => problems.push(`There is no ${what} “${value}” here; ${shown} is shown instead.`);
  if (wanted.recogniser !== undefined && wanted.recogniser !== "") {
    if (Object.hasOwn(data.recognisers, wanted.recogniser)) state.recogniser = wanted.recogniser;
    else refuse("recogniser", wanted.recogniser, state.recogniser);
  }
  const recogniser = data.recognisers[state.recogniser];
  if (wanted.group !== undefined && wanted.group !== "") {
    if (Object.hasOwn(recogniser.groups, wanted.group)) state.group = wanted.group;
    else refuse("group", wanted.group, state.group);
  }
  const limits = { ...LIMITS, threshold: rangeOf(recogniser) };
  state.threshold = defaultThreshold(recogniser);
  for (const [key, [low, high]] of Object.entries(limits)) {
    if (wanted[key] === undefined || wanted[key] === null || wanted[key] === "") continue;
    const number = Number(wanted[key]);
    if (!Number.isFinite(number)) {
      refuse(key, wanted[key], String(state[key]));
      continue;
    }
    state[key] = Math.min(high, Math.max(low, key === "gallery" || key === "searches" ? Math.round(number) : number));
    if (number < low || number > high) problems.push(`The ${key} ${number} lies outside ${low} to ${high}; ${state[key]} is shown.`);
  }
  state.table = wanted.table === true || wanted.table === "1";
  return { state, problems };
}

/** The state as the part of an address after #, and back. */
function hashOf(state, scene) {
  const parts = { recogniser: state.recogniser, threshold: scene.says, gallery: state.gallery, group: state.group,
    prior: state.prior, searches: state.searches, ...(state.table ? { table: 1 } : {}) };
  return `#${new URLSearchParams(parts)}`;
}

function stateOf(hash) {
  return Object.fromEntries(new URLSearchParams(hash.replace(/^#/, "")));
}

// ---- drawing ------------------------------------------------------------------------------------------------------

const unique = naming("explorer");

/** Hatching that tells two areas apart without colour. */
function hatch(id, colour, angle, gap) {
  return svg("pattern", { id, width: gap, height: gap, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` }, [
    svg("rect", { width: gap, height: gap, fill: colour, "fill-opacity": 0.12 }),
    svg("rect", { width: gap / 2.5, height: gap, fill: colour }),
  ]);
}

/** A panel: heading, picture, and a caption that says in words what the picture shows now. */
function panel(heading, title, kind, picture) {
  const titleId = unique("title");
  const caption = html("figcaption", { id: unique("caption") });
  for (const node of [picture].flat()) {
    if (node.namespaceURI === SVG) set(node, { role: "img", "aria-labelledby": titleId, "aria-describedby": caption.id });
  }
  const node = html("figure", { class: `panel ${kind}`, "aria-labelledby": titleId }, [
    html(heading, { id: titleId }, title), ...[picture].flat(), caption,
  ]);
  return { node, caption };
}

const MATED = "var(--mated)";
const NONMATED = "var(--nonmated)";

function distributions(heading, onThreshold) {
  const [width, height, left, right, top, bottom] = [480, 250, 10, 10, 26, 40];
  const [errorId, missId, leftId, rightId] = ["false", "miss", "left", "right"].map(unique);
  const [leftRect, rightRect] = [svg("rect", { y: 0, height }), svg("rect", { y: 0, height })];
  const paths = {
    nonmatedFill: svg("path", { fill: NONMATED, "fill-opacity": 0.1 }),
    matedFill: svg("path", { fill: MATED, "fill-opacity": 0.1 }),
    falseMatches: svg("path", { fill: `url(#${errorId})`, "clip-path": `url(#${leftId})` }),
    misses: svg("path", { fill: `url(#${missId})`, "clip-path": `url(#${rightId})` }),
    nonmated: svg("path", { fill: "none", stroke: NONMATED, "stroke-width": 2, "stroke-dasharray": "5 3" }),
    mated: svg("path", { fill: "none", stroke: MATED, "stroke-width": 2 }),
  };
  const ticks = svg("g", { class: "ticks" });
  const line = svg("line", { y1: top - 6, y2: height - bottom, class: "threshold" });
  const handle = svg("path", { class: "handle" });
  const here = svg("text", { y: 12, class: "here", "text-anchor": "middle" });
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "drag" }, [
    svg("defs", {}, [hatch(errorId, NONMATED, 45, 5), hatch(missId, MATED, -45, 5),
      svg("clipPath", { id: leftId }, leftRect), svg("clipPath", { id: rightId }, rightRect)]),
    ...Object.values(paths), ticks,
    svg("line", { x1: left, x2: width - right, y1: height - bottom, y2: height - bottom, class: "axis" }),
    svg("text", { x: width / 2, y: height - 6, "text-anchor": "middle" }, "distance (small: alike)"),
    line, handle, here,
  ]);
  const legend = html("ul", { class: "legend" }, [
    html("li", { class: "mated" }, "one person (mated): solid line; missed: hatched right of the threshold"),
    html("li", { class: "nonmated" }, "two people (non-mated): dashed line; false matches: hatched left of it"),
  ]);
  const { node, caption } = panel(heading, "Distances of the pairs", "wide", [picture, legend]);
  let range = [0, 1];
  const toX = (distance) => left + ((distance - range[0]) / (range[1] - range[0])) * (width - left - right);

  const fromPointer = (event) => {
    const box = picture.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    const [low, high] = range;
    onThreshold(Math.min(high, Math.max(low, low + ((x - left) / (width - left - right)) * (high - low))));
  };
  picture.addEventListener("pointerdown", (event) => {
    picture.setPointerCapture(event.pointerId);
    fromPointer(event);
    event.preventDefault();
  });
  picture.addEventListener("pointermove", (event) => picture.hasPointerCapture(event.pointerId) && fromPointer(event));

  return {
    node,
    setup({ recogniser, state }) {
      range = rangeOf(recogniser);
      const { thresholds } = recogniser;
      const group = recogniser.groups[state.group];
      const stride = Math.max(1, Math.round(thresholds.length / 110));
      const bars = { mated: [], nonmated: [] };
      for (const [name, shares] of Object.entries(bars)) {
        const total = group[name].at(-1);
        for (let i = stride; i < thresholds.length + stride - 1; i += stride) {
          const j = Math.min(i, thresholds.length - 1);
          const share = total ? (group[name][j] - group[name][i - stride]) / total : 0;
          shares.push([thresholds[i - stride], thresholds[j], share * (stride / (j - i + stride))]);
        }
      }
      const most = Math.max(1e-9, ...Object.values(bars).flat().map(([, , share]) => share));
      const toY = (share) => height - bottom - (share / most) * (height - bottom - top);
      for (const [name, shares] of Object.entries(bars)) {
        const steps = shares.map(([from, to, share]) => `L${toX(from).toFixed(1)} ${toY(share).toFixed(1)}H${toX(to).toFixed(1)}`).join("");
        const area = `M${toX(shares[0][0]).toFixed(1)} ${height - bottom}${steps}V${height - bottom}Z`;
        paths[name].setAttribute("d", area.slice(0, -1));
        paths[`${name}Fill`].setAttribute("d", area);
        paths[name === "mated" ? "misses" : "falseMatches"].setAttribute("d", area);
      }
      ticks.replaceChildren(...niceTicks(range).flatMap((value) => [
        svg("line", { x1: toX(value), x2: toX(value), y1: height - bottom, y2: height - bottom + 5, class: "axis" }),
        svg("text", { x: toX(value), y: height - bottom + 18, "text-anchor": "middle" }, String(value)),
      ]));
    },
    update({ threshold, rates, says }) {
      const x = Math.min(width - right, Math.max(left, toX(threshold)));
      leftRect.setAttribute("width", x);
      set(rightRect, { x, width: width - x });
      set(line, { x1: x, x2: x });
      handle.setAttribute("d", `M${x - 7} ${top - 8}H${x + 7}L${x} ${top + 3}Z`);
      here.setAttribute("x", Math.min(width - 52, Math.max(52, x)));
      write(here, `threshold ${says}`);
      write(caption, `At or below ${says}: ${count(rates.falseMatches)} of ${count(rates.nonmated)} non-mated pairs ` +
        `(${percent(rates.fmr)}, accepted in error) and ${count(rates.mated - rates.misses)} of ${count(rates.mated)} mated pairs.`);
    },
  };
}

function niceTicks([low, high]) {
  const rough = (high - low) / 6;
  const scale = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((size) => size * scale >= rough) * scale;
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(Number((i * step).toPrecision(6)));
  return ticks;
}

function det(heading) {
  const [width, height, left, right, top, bottom] = [360, 300, 58, 14, 12, 44];
  const marks = [1e-6, 1e-5, 1e-4, 0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99];
  const grid = svg("g", { class: "ticks" });
  const others = svg("g");
  const curve = svg("path", { fill: "none", stroke: "#1a1a1a", "stroke-width": 2 });
  const cross = svg("path", { class: "cross" });
  const point = svg("circle", { r: 6, class: "point" });
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}` }, [
    grid, others, curve, cross, point,
    svg("text", { x: (left + width - right) / 2, y: height - 6, "text-anchor": "middle" }, "FMR (false matches)"),
    svg("text", { x: -(top + height - bottom) / 2, y: 12, "text-anchor": "middle", transform: "rotate(-90)" }, "FNMR (misses)"),
  ]);
  const { node, caption } = panel(heading, "What is traded: the DET curve", "", picture);
  let toX;
  let toY;

  const axis = (smallest, from, to) => {
    const [low, high] = [probit(smallest), probit(0.99)];
    return (share) => from + ((probit(Math.min(0.99, Math.max(smallest, share))) - low) / (high - low)) * (to - from);
  };
  const pathOf = (group) => {
    let path = "";
    for (let i = 0; i < group.mated.length; i++) {
      if (i && group.mated[i] === group.mated[i - 1] && group.nonmated[i] === group.nonmated[i - 1]) continue;
      const { fmr, fnmr } = ratesAt(group, i);
      path += `${path ? "L" : "M"}${toX(fmr).toFixed(1)} ${toY(fnmr).toFixed(1)}`;
    }
    return path;
  };
  return {
    node,
    setup({ data, recogniser, state }) {
      const group = recogniser.groups[state.group];
      // The axes start below one error among all pairs: there "none seen" is drawn.
      const smallest = (total) => Math.max(5e-7, Math.min(0.05, 0.5 / Math.max(1, total)));
      const [lowX, lowY] = [smallest(group.nonmated.at(-1)), smallest(group.mated.at(-1))];
      toX = axis(lowX, left, width - right);
      toY = axis(lowY, height - bottom, top);
      grid.replaceChildren(
        ...apart(marks.filter((mark) => mark >= lowX), toX, 38).flatMap((mark) => [
          svg("line", { x1: toX(mark), x2: toX(mark), y1: top, y2: height - bottom, class: "grid" }),
          svg("text", { x: toX(mark), y: height - bottom + 15, "text-anchor": "middle" }, tick(mark)),
        ]),
        ...apart(marks.filter((mark) => mark >= lowY), toY, 15).flatMap((mark) => [
          svg("line", { x1: left, x2: width - right, y1: toY(mark), y2: toY(mark), class: "grid" }),
          svg("text", { x: left - 5, y: toY(mark) + 4, "text-anchor": "end" }, tick(mark)),
        ]),
        svg("path", { d: `M${left} ${top}V${height - bottom}H${width - right}`, fill: "none", class: "axis" }),
      );
      curve.setAttribute("d", pathOf(group));
      others.replaceChildren(...Object.entries(data.recognisers).filter(([key]) => key !== state.recogniser).map(
        ([, other]) => svg("path", { d: other.groups[state.group] ? pathOf(other.groups[state.group]) : "", class: "other" })));
    },
    update({ data, state, rates, recogniser }) {
      const [x, y] = [toX(rates.fmr || 0), toY(rates.fnmr || 0)];
      set(point, { cx: x, cy: y });
      cross.setAttribute("d", `M${x} ${height - bottom}V${y}H${left}`);
      const rest = Object.entries(data.recognisers).filter(([key]) => key !== state.recogniser).map(([, other]) => other.label);
      write(caption, `${recogniser.label} (solid line) is used at the circle: FMR ${rateWords(rates, "fmr")}, FNMR ` +
        `${rateWords(rates, "fnmr")}.${rest.length ? ` Thin dashed line: ${rest.join(", ")}.` : ""} Nearer to the lower left is better.`);
    },
  };
}

/** The marks that have room for their words, counted from the largest. */
function apart(marks, place, room) {
  const kept = [];
  for (const mark of marks.toReversed()) {
    if (!kept.length || Math.abs(place(mark) - place(kept.at(-1))) >= room) kept.push(mark);
  }
  return kept;
}

const tick = (share) => `${Number((100 * share).toPrecision(2))}%`;

/** A rate in words: no error seen is not a rate of 0. */
function rateWords(rates, name) {
  const [errors, total] = name === "fmr" ? [rates.falseMatches, rates.nonmated] : [rates.misses, rates.mated];
  if (!total) return "not measured (no pair)";
  return errors ? percent(rates[name]) : `0 (none seen in ${count(total)} pairs)`;
}

/** A grid of small marks of which the first k are drawn as errors: another shape and another colour. */
function units(columns, rows, cell, plain, error) {
  const [plainId, errorId] = [unique("plain"), unique("error")];
  const pattern = (id, mark) => svg("pattern", { id, width: cell, height: cell, patternUnits: "userSpaceOnUse" }, mark);
  const marked = svg("path", { fill: `url(#${errorId})` });
  const rest = svg("path", { fill: `url(#${plainId})`, "fill-rule": "evenodd" });
  const [width, height] = [columns * cell, rows * cell];
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "units" },
    [svg("defs", {}, [pattern(plainId, plain), pattern(errorId, error)]), rest, marked]);
  return {
    picture,
    show(k) {
      const full = Math.floor(k / columns) * cell;
      const part = (k % columns) * cell;
      const area = k <= 0 ? "" : part ? `M0 0H${width}V${full}H${part}V${full + cell}H0Z` : `M0 0H${width}V${full}H0Z`;
      marked.setAttribute("d", area);
      rest.setAttribute("d", `M0 0H${width}V${height}H0Z${area}`);
    },
  };
}

const dot = (cell) => svg("circle", { cx: cell / 2, cy: cell / 2, r: cell * 0.28, fill: "#b3b3b3" });
const cross = (cell, colour) => [
  svg("rect", { width: cell, height: cell, fill: colour }),
  svg("path", { d: `M${cell * 0.2} ${cell * 0.2}L${cell * 0.8} ${cell * 0.8}M${cell * 0.8} ${cell * 0.2}L${cell * 0.2} ${cell * 0.8}`,
    stroke: "#fff", "stroke-width": cell * 0.16 }),
];

function missesPanel(heading) {
  const grid = units(40, 25, 8, dot(8), cross(8, MATED));
  const { node, caption } = panel(heading, "Missed: of 1,000 comparisons of a person with themself", "", grid.picture);
  return {
    node, setup() {},
    update({ rates }) {
      grid.show(Math.round(1000 * (rates.fnmr || 0)));
      write(caption, rates.mated ? `${count(1000 * rates.fnmr)} of 1,000 are missed (crosses), ${count(1000 * (1 - rates.fnmr))} are matched ` +
        `(dots). Measured: ${count(rates.misses)} of ${count(rates.mated)} mated pairs.` : "There is no mated pair in this group.");
    },
  };
}

function falseMatchesPanel(heading) {
  const grid = units(125, 80, 4, dot(4), cross(4, NONMATED));
  const { node, caption } = panel(heading, "Taken for another: of 10,000 comparisons of two people", "", grid.picture);
  return {
    node, setup() {},
    update({ rates }) {
      grid.show(Math.round(10000 * (rates.fmr || 0)));
      write(caption, rates.nonmated ? `${count(10000 * rates.fmr)} of 10,000 are false matches (crosses). Measured: ` +
        `${count(rates.falseMatches)} of ${count(rates.nonmated)} non-mated pairs.` : "There is no non-mated pair in this group.");
    },
  };
}

function flaggedPanel(heading) {
  const person = (fill, stroke, extra) => [
    svg("circle", { cx: 8, cy: 5.2, r: 2.9, fill, stroke, "stroke-width": 1 }),
    svg("path", { d: "M2.5 15C2.5 7.5 13.5 7.5 13.5 15Z", fill, stroke, "stroke-width": 1 }), ...extra,
  ];
  const tickMark = svg("path", { d: "M5.5 12.2L7.4 14L11 9.8", fill: "none", stroke: "#fff", "stroke-width": 1.4 });
  const grid = units(20, 5, 16, person("#fff", NONMATED, []), person(MATED, MATED, [tickMark]));
  const question = html("p", { class: "question" }, "Of the flags, how many name the right person?");
  const answer = html("p", { class: "answer" });
  const { node, caption } = panel(heading, "The flags of a year", "", [question, answer, grid.picture]);
  return {
    node, setup() {},
    update({ answers, state, unseen }) {
      const { share, flagged } = answers;
      const given = !Number.isNaN(share);
      grid.picture.style.visibility = given ? "visible" : "hidden";
      grid.show(given ? Math.round(100 * share) : 0);
      write(answer, given ? `${flagged} (${percent(share)})` : flagged);
      write(caption, !given ? unseen || "There is no pair of one kind in this group." :
        `Of 100 flags, ${share < 0.01 ? "fewer than 1" : Math.round(100 * share)} would name the person searched for (filled, ticked) and ` +
        `${share < 0.01 ? "more than 99" : Math.round(100 * (1 - share))} somebody else (outlined), when ${tick(state.prior)} of the searches are for someone ` +
        `in a gallery of ${count(state.gallery)}.`);
    },
  };
}

function yearPanel(heading) {
  const rows = {};
  const list = html("dl", { class: "year" }, [
    ["found", "right people found"], ["missed", "enrolled people missed"], ["falseCandidates", "wrong flags (false candidates)"],
  ].flatMap(([key, label]) => [html("dt", {}, label), (rows[key] = html("dd", {}))]));
  const { node, caption } = panel(heading, "A year of searches", "", list);
  const intro = html("p");
  node.insertBefore(intro, list);
  return {
    node, setup() {},
    update({ year, state, answers, unseen }) {
      write(intro, `${count(state.searches)} searches in a gallery of ${count(state.gallery)}; ${count(year.enrolled)} are for someone in it. Expected:`);
      for (const key of ["found", "missed"]) write(rows[key], Number.isNaN(year[key]) ? "not measured" : count(year[key]));
      write(rows.falseCandidates, answers.candidates);
      write(caption, "Everyone at or below the threshold is flagged; one image of each person is enrolled; FMR and FNMR are those " +
        `measured on these rendered images. ${unseen}` + (!year.fpir ? "" : ` If the ${count(state.gallery)} comparisons of a search were ` +
        `independent, ${year.fpir > 0.9999 ? "nearly all" : percent(year.fpir)} of the searches for someone not enrolled would flag somebody (FPIR).`));
    },
  };
}

/** One rate of every group as bars with intervals, all from 0 on one scale. */
function groupBars(rate, title, colour, angle) {
  const [width, row, top, left, bar] = [350, 28, 44, 164, 114];
  const patternId = unique("bar");
  const picture = svg("svg");
  let rows = [];
  let scale;
  return {
    picture,
    setup(groups, chosen) {
      const height = top + row * groups.length + 4;
      set(picture, { viewBox: `0 0 ${width} ${height}` });
      scale = svg("text", { x: left + bar, y: 32, "text-anchor": "end" });
      picture.replaceChildren(svg("defs", {}, hatch(patternId, colour, angle, 5)), svg("text", { x: left, y: 12, class: "strong" }, title),
        svg("text", { x: left, y: 32 }, "0"), scale);
      rows = groups.map(({ key, label }, i) => {
        const y = top + i * row;
        const parts = {
          y: y + 8,
          bar: svg("rect", { x: left, y, height: 16, fill: `url(#${patternId})`, stroke: colour }),
          whisker: svg("path", { class: "whisker" }),
          text: svg("text", { x: left + bar + 6, y: y + 13 }),
        };
        picture.append(svg("text", { x: 0, y: y + 13, class: key === chosen ? "strong" : "" }, `${key === chosen ? "▸ " : ""}${label}`),
          parts.bar, parts.whisker, parts.text);
        return parts;
      });
      picture.append(svg("path", { d: `M${left} ${height - 4}V${top - 6}H${left + bar}`, fill: "none", class: "axis" }));
    },
    update(groups) {
      const most = roundUp(Math.max(...groups.map((group) => Math.max(group[rate] || 0, shownInterval(group, rate)?.[1] ?? 0))));
      const toX = (share) => left + (bar * share) / most;
      write(scale, tick(most));
      groups.forEach((group, i) => {
        const value = group[rate] || 0;
        const ends = shownInterval(group, rate);
        const { y, bar: rect, whisker, text } = rows[i];
        rect.setAttribute("width", toX(value) - left);
        whisker.setAttribute("d", ends ? `M${toX(ends[0])} ${y - 5}v10m0-5H${toX(ends[1])}m0-5v10` : "");
        write(text, Number.isNaN(group[rate]) ? "no pair" : value ? percent(value) : "none seen");
      });
    },
  };
}

function groupsPanel(heading) {
  const bars = [groupBars("fmr", "FMR (false matches)", NONMATED, 45), groupBars("fnmr", "FNMR (misses)", MATED, -45)];
  const { node, caption } = panel(heading, "Who bears the errors?", "full", html("div", { class: "bars" }, bars.map(({ picture }) => picture)));
  for (const [i, name] of ["false match rate of each group", "false non-match rate of each group"].entries()) {
    set(bars[i].picture, { role: "img", "aria-label": name, "aria-describedby": caption.id });
  }
  return {
    node,
    setup({ groups, state }) {
      for (const one of bars) one.setup(groups, state.group);
    },
    update({ groups, recogniser }) {
      for (const one of bars) one.update(groups);
      const people = groups.filter(({ key }) => key !== "all").map(({ subjects }) => subjects);
      write(caption, "Bars: share of errors; lines: 95% intervals, people resampled " +
        `(${count(recogniser.intervals.replicates)} replicates). A group's FMR compares its own people with each other; “all pairs” ` +
        "compares everyone with everyone, so it is usually lower. " + (people.length ? `A group has ${[...new Set([Math.min(...people), Math.max(...people)])].join(" to ")} ` +
        "people: where intervals overlap much, the order of the groups may be chance. " : "") +
        "“Show as table” gives all the numbers. " +
        "Groups are targets of the head model that the images were rendered with.");
    },
  };
}

/** No interval where no error (or nothing but errors) was seen: resampling people cannot make up what was not there. */
function shownInterval(group, rate) {
  return group[rate] > 0 && group[rate] < 1 ? group.interval[rate] : null;
}

function roundUp(share) {
  for (const top of [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]) if (share <= top) return top;
  return 1;
}

function facesPanel(heading) {
  const list = html("ul", { class: "faces" });
  const { node, caption } = panel(heading, "The false matches themselves", "full", list);
  const made = new Map();
  let shown = "";
  const face = (data, image) => {
    const { alt, src } = data.images[image] ?? { alt: image, src: null };
    return src ? html("img", { src, alt: `${image}: ${alt}`, width: 84, height: 84, decoding: "sync" })
      : html("span", { class: "absent" }, `${image}: ${alt} (this picture is not on the disk)`);
  };
  const item = (data, recogniser, pair, parts) => {
    const key = `${recogniser} ${pair.images.join(" ")}`;
    if (!made.has(key)) {
      const label = data.groups.find((group) => group.key === pair.group)?.label;
      made.set(key, html("li", {}, html("figure", {}, [
        html("div", { class: "pair" }, pair.images.map((image) => face(data, image))),
        html("figcaption", {}, [html("strong", {}, `distance ${pair.distance.toPrecision(4)}`), html("br"),
          pair.images.join(" and ") + (parts.includes("groups") ? `; ${label ? `both: ${label}` : "of two groups"}` : "")]),
      ])));
    }
    return made.get(key);
  };
  return {
    node, setup() { shown = ""; },
    update({ data, state, parts, recogniser, threshold, says, rates, groupLabel }) {
      const bank = state.group === "all" ? recogniser.pairs : recogniser.pairs.filter(({ group }) => group === state.group);
      // The pairs nearest to the threshold from below: the ones a slightly stricter threshold would spare.
      const pairs = bank.filter(({ distance }) => distance <= threshold).slice(-SHOWN_PAIRS).reverse();
      const key = pairs.map((pair) => pair.images.join(" ")).join("|") + state.recogniser;
      if (key !== shown) {
        list.replaceChildren(...pairs.map((pair) => item(data, state.recogniser, pair, parts)));
        shown = key;
      }
      const which = state.group === "all" ? "" : ` (${groupLabel})`;
      write(caption, pairs.length
        ? `Each pair shows two different people${which} and is accepted at ${says}. Of ${bank.length} non-mated pairs kept as examples, these ` +
          `are the nearest at or below the threshold; ${count(rates.falseMatches)} pairs in all are false matches here.`
        : `None of the ${bank.length} non-mated pairs kept as examples${which} is at or below ${says}. False matches in all: ${count(rates.falseMatches)}.`);
    },
  };
}

function tables() {
  const rates = html("tbody");
  const year = html("tbody");
  const head = (labels) => html("thead", {}, html("tr", {}, labels.map((label) => html("th", { scope: "col" }, label))));
  const title = html("caption");
  const node = html("div", { class: "tables", id: unique("table"), tabindex: 0, role: "region", "aria-label": "The figures as tables" }, [
    html("table", {}, [title,
      head(["group", "people", "FMR", "95% interval", "false matches of non-mated pairs", "FNMR", "95% interval", "misses of mated pairs"]), rates]),
    html("table", { class: "search" }, [html("caption", {}, "Expected in a year, and of the flags"), head(["what", "number"]), year]),
  ]);
  const row = ([first, ...rest]) => html("tr", {}, [html("th", { scope: "row" }, first), ...rest.map((text) => html("td", {}, text))]);
  const ends = (group, rate) => (shownInterval(group, rate) ? group.interval[rate].map(percent).join(" to ") : "–");
  return {
    node, setup() {},
    update({ state, parts, groups, recogniser, says, year: sums, answers }) {
      node.hidden = !state.table;
      node.querySelector("table.search").hidden = !parts.includes("search");
      write(node.querySelector("thead th"), parts.includes("groups") ? "group" : "pairs");
      if (!state.table) return;
      write(title, `Error rates of ${recogniser.label} (${recogniser.measure}) at the threshold ${says}, on these rendered images`);
      rates.replaceChildren(...groups.map((group) => row([group.label, String(group.subjects), percent(group.fmr), ends(group, "fmr"),
        `${count(group.falseMatches)} of ${count(group.nonmated)}`, percent(group.fnmr), ends(group, "fnmr"), `${count(group.misses)} of ${count(group.mated)}`])));
      const number = (value) => (Number.isNaN(value) ? "not measured" : count(value));
      year.replaceChildren(...[["searches", count(state.searches)], ["people in the gallery", count(state.gallery)],
        ["searches for someone in the gallery", number(sums.enrolled)], ["right people found", number(sums.found)],
        ["enrolled people missed", number(sums.missed)], ["wrong flags", answers.candidates],
        ["share of the flags that name the right person", Number.isNaN(answers.share) ? answers.flagged : percent(answers.share)]].map(row));
    },
  };
}

/** The picture in two sentences: shown as text, and spoken once the threshold rests. */
function summaryOf({ recogniser, state, parts, says, rates, groupLabel, answers, unseen }) {
  const where = state.group === "all" ? "" : ` (${groupLabel})`;
  const [gallery, searches] = [count(state.gallery), count(state.searches)];
  const wrong = unseen ? `How many wrong flags ${searches} searches in a gallery of ${gallery} would raise is not known.` :
    `In a gallery of ${gallery}, ${searches} searches would raise ${answers.candidates} wrong flags; one person can be flagged many times.`;
  const right = Number.isNaN(answers.share) ? "" : ` Of the flags, ${answers.flagged} would name the right person.`;
  return `${recogniser.label} at threshold ${says}${where}: the share of non-mated pairs at or below the threshold on these rendered images, ` +
    `the FMR, is ${rateWords(rates, "fmr")}; the share of mated pairs above it, the FNMR, is ${rateWords(rates, "fnmr")}. ` +
    (!parts.includes("search") ? unseen : rates.nonmated && rates.mated ? wrong + right : "");
}

// ---- controls -----------------------------------------------------------------------------------------------------

// JupyterLab takes the arrow keys from an input unless the input itself carries this attribute.
const KEYS = { "data-lm-suppress-shortcuts": "true" };

function field(label, input, help) {
  const id = unique("input");
  input.id = id;
  const parts = [html("label", { for: id }, label), input];
  if (help) {
    const note = html("span", { class: "help", id: unique("help") }, help);
    input.setAttribute("aria-describedby", note.id);
    parts.push(note);
  }
  return html("div", { class: "field" }, parts);
}

function selectField(label, options, onChange) {
  const input = html("select", KEYS, options.map(([value, text]) => html("option", { value }, text)));
  input.addEventListener("change", () => onChange(input.value));
  return { node: field(label, input), show: (value) => (input.value = value), input };
}

function numberField(label, help, limits, step, onChange) {
  const input = html("input", { type: "number", min: limits[0], max: limits[1], step, inputmode: "decimal", ...KEYS });
  // While a number is being typed it may be empty or too large: it is taken when it can be, and mended on leaving.
  input.addEventListener("input", () => input.value !== "" && input.validity.valid && onChange(input.valueAsNumber));
  let value = limits[0];
  input.addEventListener("change", () => {
    const typed = input.valueAsNumber;
    onChange(Number.isNaN(typed) ? value : Math.min(limits[1], Math.max(limits[0], typed)));
    input.value = value;
  });
  return {
    node: field(label, input, help),
    show(now) {
      value = now;
      if (input.valueAsNumber !== now) input.value = now;
    },
  };
}

// ---- the whole ----------------------------------------------------------------------------------------------------

/**
 * Draw the explorer in `el`. `data` is what course.explorer.data gives. `state`: recogniser, threshold, group,
 * gallery, prior, searches, table; what is left out gets its default. `options`: `controls` (false where others are
 * beside it), `heading` (2 to 5, the level of the headings), `parts` (of "search" and "groups", what is shown besides one
 * threshold's rates, curves and faces), `onChange(state, scene)`.
 * Returns {get, set, destroy}.
 */
export function mount(el, data, state = {}, { controls = true, heading = 2, parts = PARTS, onChange = () => {} } = {}) {
  let current;
  let drawn = {};
  let frame = 0;
  let speech = 0;

  const tag = `h${heading}`;
  // The faces come first, right below the slider: both are on one screen.
  const panels = [facesPanel(tag), distributions(tag, (threshold) => change({ threshold })), det(tag), missesPanel(tag), falseMatchesPanel(tag),
    ...(parts.includes("search") ? [flaggedPanel(tag), yearPanel(tag)] : []), ...(parts.includes("groups") ? [groupsPanel(tag)] : []), tables()];
  const table = panels.at(-1).node;

  const slider = html("input", { type: "range", ...KEYS });
  slider.addEventListener("input", () => change({ threshold: slider.valueAsNumber }));
  const exact = html("input", { type: "number", "aria-label": "threshold, as a number", step: "any", ...KEYS });
  exact.addEventListener("change", () => {
    if (Number.isFinite(exact.valueAsNumber)) change({ threshold: clamp(exact.valueAsNumber) });
    else exact.value = slider.value;
  });
  const reset = html("button", { type: "button", ...KEYS });
  reset.addEventListener("click", () => change({ threshold: defaultThreshold(data.recognisers[current.recogniser]) }));
  const toggle = html("button", { type: "button", "aria-controls": table.id, ...KEYS }, "Show as table");
  toggle.addEventListener("click", () => change({ table: !current.table }));
  const sliderId = (slider.id = unique("input"));
  const sliderLabel = html("label", { for: sliderId }, "Threshold (distance)");

  const fields = {
    recogniser: selectField("Recogniser", Object.entries(data.recognisers).map(([key, one]) => [key, `${one.label} (${one.measure})`]),
      (recogniser) => change({ recogniser, threshold: defaultThreshold(data.recognisers[recogniser]) })),
    group: selectField("Group", data.groups.map(({ key, label }) => [key, label]), (group) => change({ group })),
    gallery: numberField("People in the gallery", "", LIMITS.gallery, 1, (gallery) => change({ gallery: Math.round(gallery) })),
    searches: numberField("Searches a year", "", LIMITS.searches, 1, (searches) => change({ searches: Math.round(searches) })),
    prior: numberField("Share of searches whose person is in the gallery", "0 to 1", LIMITS.prior, "any", (prior) => change({ prior })),
  };
  const form = html("form", { class: "controls", "aria-label": "What is compared" }, Object.entries(fields).map(([key, { node }]) => {
    node.hidden = key === "group" ? !parts.includes("groups") : key !== "recogniser" && !parts.includes("search");
    return node;
  }));
  form.addEventListener("submit", (event) => event.preventDefault());

  const tiles = ["FMR", "FNMR", ...(parts.includes("search") ? ["wrong flags a year", "right among the flags"] : [])].map((label) => {
    const value = html("span", { class: "value" });
    return { value, node: html("div", { class: "tile" }, [value, html("span", {}, label)]) };
  });
  const summary = html("p", { class: "summary", role: "status", "aria-live": "polite" });
  const notice = html("p", { class: "notice", role: "alert" });
  const basis = html("p", { class: "basis" });
  const root = html("div", { class: "explorer" }, [
    notice, ...(controls ? [form] : []),
    html("div", { class: "slider" }, [sliderLabel, slider, exact, reset, toggle]),
    html("div", { class: "tiles" }, tiles.map(({ node }) => node)),
    html("div", { class: "panels" }, panels.slice(0, 1).map(({ node }) => node)), summary, table,
    html("div", { class: "panels" }, panels.slice(1, -1).map(({ node }) => node)), basis,
  ]);
  el.replaceChildren(root);

  const clamp = (threshold) => {
    const [low, high] = rangeOf(data.recognisers[current.recogniser]);
    return Math.min(high, Math.max(low, threshold));
  };

  /** What depends on the recogniser or the group alone: scales, curves, rows. */
  function setup(scene) {
    const { recogniser } = scene;
    const [low, high] = rangeOf(recogniser);
    set(slider, { min: low, max: high, step: recogniser.step });
    set(exact, { min: low, max: high });
    reset.hidden = recogniser.default === null;
    write(reset, `DeepFace's default: ${recogniser.default}`);
    reset.disabled = recogniser.default !== null && (recogniser.default < low || recogniser.default > high);
    write(basis, `Measured on ${count(recogniser.images)} rendered images of ${recogniser.groups.all.subjects} people who do not exist (${data.split} set), ` +
      `${recogniser.measure}.` + (recogniser.missed ? ` Images in which no face was found, left out of these rates: ${count(recogniser.missed)}.` : ""));
    for (const one of panels) one.setup(scene);
  }

  function draw() {
    frame = 0;
    const scene = sceneOf(data, current, parts);
    if (current.recogniser !== drawn.recogniser || current.group !== drawn.group) setup(scene);
    drawn = current;
    const { rates, answers, says } = scene;
    slider.value = scene.threshold;
    slider.setAttribute("aria-valuetext", says);
    if (document.activeElement !== exact || exact.valueAsNumber !== scene.threshold) exact.value = says;
    for (const [key, { show }] of Object.entries(fields)) show(current[key]);
    toggle.setAttribute("aria-expanded", String(current.table));
    write(toggle, current.table ? "Hide the table" : "Show as table");
    [rates.nonmated && !rates.falseMatches ? "none seen" : percent(rates.fmr), rates.mated && !rates.misses ? "none seen" : percent(rates.fnmr),
      answers.candidates, Number.isNaN(answers.share) ? answers.flagged : percent(answers.share)].slice(0, tiles.length)
      .forEach((text, i) => write(tiles[i].value, text));
    for (const one of panels) one.update(scene);
    clearTimeout(speech);
    speech = setTimeout(() => write(summary, summaryOf(scene)), SPEAK_AFTER);
    return scene;
  }

  /** Take a change. The picture follows with the next frame, however many changes come before it. */
  function change(part) {
    current = { ...current, ...part };
    notice.hidden = true;
    if (!Object.hasOwn(data.recognisers[current.recogniser].groups, current.group)) current.group = "all";
    if (!frame) frame = requestAnimationFrame(() => onChange(current, draw()));
  }

  function replace(wanted) {
    const { state: cleaned, problems } = clean(data, wanted);
    // Without controls of its own the state comes from code that has checked it: between two settings it may not fit.
    write(notice, controls ? problems.join(" ") : "");
    notice.hidden = !controls || !problems.length;
    cancelAnimationFrame(frame);
    current = cleaned;
    return draw();
  }

  write(summary, summaryOf(replace(state)));
  return {
    get: () => ({ ...current }),
    set: (part) => replace({ ...current, ...part }),
    destroy() {
      cancelAnimationFrame(frame);
      clearTimeout(speech);
      el.replaceChildren();
    },
  };
}

/** The explorer as a page: its state is read from the address, and written there. */
export function page(el, data) {
  let writing = 0;
  let own = location.hash;
  const view = mount(el, data, stateOf(location.hash), {
    onChange(state, scene) {
      clearTimeout(writing);
      writing = setTimeout(() => {
        own = hashOf(state, scene);
        history.replaceState(null, "", own);
      }, 150);
    },
  });
  // A link followed within the page, or an address typed: not our own writing.
  addEventListener("hashchange", () => location.hash !== own && view.set({ ...DEFAULTS, threshold: undefined, ...stateOf(location.hash) }));
  return view;
}

// ---- the notebook -------------------------------------------------------------------------------------------------

const TRAITS = ["recogniser", "threshold", "group", "gallery", "prior", "searches", "table"];

/** anywidget's entry point. The model's traits are the state; the slider's moves go to the kernel when it rests. */
function render({ model, el }) {
  let saving = 0;
  let telling = false;
  const read = () => Object.fromEntries(TRAITS.map((name) => [name, model.get(name)]));
  const view = mount(el, model.get("data"), read(), {
    controls: false,
    heading: 3,
    parts: model.get("parts"),
    onChange(state) {
      telling = true;
      for (const name of TRAITS) model.set(name, state[name]);
      telling = false;
      clearTimeout(saving);
      saving = setTimeout(() => model.save_changes(), 80);
    },
  });
  // Several traits may change in one message: wait for all of them.
  let waiting = false;
  const follow = () => {
    if (telling || waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      view.set(read());
    });
  };
  for (const name of TRAITS) model.on(`change:${name}`, follow);
  // The lists and numbers beside the explorer are ipywidgets, and lose their arrow keys to JupyterLab as well.
  requestAnimationFrame(() => {
    for (const input of el.closest(".jp-OutputArea-output")?.querySelectorAll("select, input") ?? []) input.dataset.lmSuppressShortcuts = "true";
  });
  return () => {
    clearTimeout(saving);
    for (const name of TRAITS) model.off(`change:${name}`, follow);
    view.destroy();
  };
}

export default { render };
