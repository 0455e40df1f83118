// The training-set slider. One module for two homes: a notebook (anywidget calls `render`) and a page (`page`).
//
// Every composition was measured beforehand, so a move is a look-up: nothing is asked of a kernel or a server.
// Rates come as [estimate, low, high]; null stands for infinity.

const KEYS = { "data-lm-suppress-shortcuts": "true" }; // JupyterLab else keeps the arrow keys for itself
const FLOOR = 1e-4; // the left end of the scale of rates; "none seen" stands there

// ---- words --------------------------------------------------------------------------------------------------------

/** A share as a percentage with about two digits: 7.7%, 0.034%. */
function percent(share) {
  const value = 100 * share;
  if (value === 0 || value === 100) return `${value}%`;
  if (value >= 9.95) return `${value.toFixed(0)}%`;
  return `${Number(value.toPrecision(2))}%`;
}

const times = (value) => (value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2))));
const ofThree = (people) => Math.min(1, 3 / people);

/** Rates of one group: the numbers, and the words for them. No error seen is not a rate of 0: the rule of three. */
function rateOf([estimate, low, high], people) {
  const seen = estimate > 0;
  const upper = seen ? high : Math.max(high, ofThree(people));
  return { estimate, low, upper, seen, words: seen ? `${percent(estimate)} (${percent(low)} to ${percent(high)})` : `none seen (up to ${percent(upper)})` };
}

// ---- state --------------------------------------------------------------------------------------------------------

function sceneOf(data, state) {
  const counts = data.groups.map(({ key }) => state.counts[key]);
  const recogniser = data.recognisers[state.recogniser];
  const row = recogniser.rows[counts.join(",")];
  const before = recogniser.rows[counts.map(() => 0).join(",")];
  const groups = data.groups.map(({ key, label }, i) => ({
    key, label, count: counts[i],
    fmr: rateOf(row.fmr[i], data.reported[key]), fnmr: rateOf(row.fnmr[i], data.reported[key]),
    before: { fmr: before.fmr[i][0], fnmr: before.fnmr[i][0] },
  }));
  return { recogniser, row, groups, total: counts.reduce((sum, count) => sum + count, 0) };
}

function summaryOf({ recogniser, row, groups, total }) {
  const set = total ? `${total} people in the training set (${groups.map(({ label, count }) => `${label}: ${count}`).join(", ")}).`
    : `Nobody in the training set: ${recogniser.label} as delivered.`;
  const fmr = `FMR within each group: ${groups.map(({ label, fmr }) => `${label} ${fmr.words}`).join("; ")}.`;
  const unseen = groups.filter(({ fmr }) => !fmr.seen);
  const [ratio, low, high] = row.ratio;
  const apart = unseen.length ? "Where none was seen, no ratio can be given."
    : `The largest is ${times(ratio)} times the smallest${low === null ? "" : ` (${times(low)} to ${high === null ? "no limit" : times(high)})`}.`;
  const [missed, from, to] = row.fnmr_all;
  return `${set} ${fmr} ${apart} Misses over all: ${percent(missed)} (${percent(from)} to ${percent(to)}).`;
}

/** A state that can be shown: what does not fit is put right. */
function clean(data, wanted) {
  const recogniser = Object.hasOwn(data.recognisers, wanted.recogniser ?? "") ? wanted.recogniser : Object.keys(data.recognisers)[0];
  const counts = Object.fromEntries(data.groups.map(({ key }) => {
    const number = Number(wanted.counts?.[key] ?? 0);
    const level = Number.isFinite(number) ? number : 0;
    return [key, data.levels.reduce((best, one) => (Math.abs(one - level) < Math.abs(best - level) ? one : best))];
  }));
  return { recogniser, counts, table: wanted.table === true || wanted.table === "1" };
}

const hashOf = (state) => `#${new URLSearchParams({ recogniser: state.recogniser, ...state.counts, ...(state.table ? { table: 1 } : {}) })}`;

function stateOf(hash) {
  const { recogniser, table, ...counts } = Object.fromEntries(new URLSearchParams(hash.replace(/^#/, "")));
  return { recogniser, table, counts };
}

// ---- drawing ------------------------------------------------------------------------------------------------------

const unique = naming("mending");

/** One target: its slider, and its people: who is in, and below them who is out. */
function groupPanel(group, data, onChange) {
  // The slider moves over the levels that were measured, whatever their steps.
  const slider = html("input", { type: "range", min: 0, max: data.levels.length - 1, step: 1, id: unique("slider"), ...KEYS });
  slider.addEventListener("input", () => onChange(data.levels[slider.valueAsNumber]));
  const value = html("span");
  const faces = group.people.map((image) => {
    const { src } = data.images[image];
    return src ? html("img", { src, alt: "", loading: "lazy" }) : html("span", { class: "absent" });
  });
  const tiers = ["in", "out"].map((kind) => ({ words: html("p", { class: "tier" }), people: html("div", { class: `people ${kind}`, role: "img" }) }));
  const node = html("div", { class: "group", role: "group", "aria-label": group.label }, [
    html("label", { for: slider.id }, [html("span", {}, group.label), value]), slider,
    ...tiers.flatMap(({ words, people }) => [words, people]),
  ]);
  let shown = -1;
  return {
    node,
    update(count) {
      const place = data.levels.indexOf(count);
      if (slider.valueAsNumber !== place) slider.value = place;
      if (shown === count) return;
      set(slider, { "aria-valuetext": `${count} of ${faces.length} people in the training set` });
      write(value, `${count} people`);
      if (shown < 0) {
        tiers[0].people.append(...faces.slice(0, count));
        tiers[1].people.append(...faces.slice(count));
      } else if (count > shown) tiers[0].people.append(...faces.slice(shown, count));
      else tiers[1].people.prepend(...faces.slice(count, shown));
      [["In", count], ["Out", faces.length - count]].forEach(([word, number], i) => {
        write(tiers[i].words, number ? `${word}: ${number}` : `${word}: nobody`);
        tiers[i].people.setAttribute("aria-label", `${word === "In" ? "In the training set" : "Left out"}: ${number} rendered people, ${group.label}`);
      });
      shown = count;
    },
  };
}

/** A chart of one rate: a dot and an interval for each group, on a scale of powers of ten. */
function chart(heading, title, rate, groups, target, note) {
  const [width, left, right, top, step] = [460, 108, 64, 30, 46];
  const height = top + step * groups.length + 34;
  const toX = (share) => left + (Math.log10(Math.max(share, FLOOR) / FLOOR) / Math.log10(1 / FLOOR)) * (width - left - right);
  const titleId = unique("title");
  const caption = html("figcaption", { id: unique("caption") });
  const rows = groups.map(({ label }, i) => {
    const y = top + step * (i + 0.5);
    const parts = {
      whisker: svg("line", { class: "whisker", y1: y, y2: y }),
      before: svg("path", { class: "before" }),
      dot: svg("circle", { r: 6, cy: y }),
      value: svg("text", { class: "value", x: width - right + 8, y: y + 4 }),
    };
    return { y, ...parts, node: svg("g", {}, [svg("text", { x: left - 12, y: y + 4, "text-anchor": "end" }, label), ...Object.values(parts)]) };
  });
  const ticks = [1e-4, 1e-3, 1e-2, 1e-1, 1].map((share) => svg("g", {}, [
    svg("line", { class: "grid", x1: toX(share), x2: toX(share), y1: top - 4, y2: height - 30 }),
    svg("text", { x: toX(share), y: height - 14, "text-anchor": "middle" }, share === FLOOR ? "none seen" : `${Number((100 * share).toPrecision(1))}%`),
  ]));
  const limit = target ? [svg("line", { class: "target", x1: toX(target), x2: toX(target), y1: top - 8, y2: height - 30 }),
    svg("text", { class: "target-word", x: toX(target), y: top - 13, "text-anchor": "middle" }, "target over all pairs")] : [];
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": titleId, "aria-describedby": caption.id }, [
    ...ticks, svg("line", { class: "axis", x1: left, x2: width - right, y1: height - 30, y2: height - 30 }), ...limit, ...rows.map(({ node }) => node),
  ]);
  const node = html("figure", {}, [html(heading, { id: titleId }, title), picture, caption]);
  return {
    node,
    update(scene) {
      scene.groups.forEach((group, i) => {
        const { estimate, low, upper, seen } = group[rate];
        const { y, whisker, before, dot, value } = rows[i];
        set(whisker, { x1: toX(seen ? low : FLOOR), x2: toX(upper), class: seen ? "whisker" : "whisker open" });
        set(dot, { cx: toX(estimate), class: seen ? "dot" : "none" });
        const x = toX(group.before[rate]);
        set(before, { d: `M${x} ${y - 17}l6 7l-6 7l-6 -7z`, transform: "translate(0 -2) " });
        write(value, seen ? percent(estimate) : "none");
      });
      write(caption, `${scene.groups.map((group) => `${group.label}: ${group[rate].words}`).join("; ")}. ${note}`);
    },
  };
}

function tableOf() {
  const body = html("tbody");
  const caption = html("caption");
  const head = ["target", "in the training set", "FMR within", "95%", "FNMR", "95%"].map((text) => html("th", { scope: "col" }, text));
  const node = html("div", { class: "tables", id: unique("table"), tabindex: 0, role: "region", "aria-label": "Table of the rates" },
    html("table", {}, [caption, html("thead", {}, html("tr", {}, head)), body]));
  return {
    node,
    update({ recogniser, groups }) {
      write(caption, `${recogniser.label}, measured on the evaluation half`);
      body.replaceChildren(...groups.map(({ label, count, fmr, fnmr }) => html("tr", {}, [
        html("th", { scope: "row" }, label), html("td", {}, String(count)),
        ...[fmr, fnmr].flatMap((rate) => [html("td", {}, rate.seen ? percent(rate.estimate) : "none seen"),
          html("td", {}, rate.seen ? `${percent(rate.low)} to ${percent(rate.upper)}` : `up to ${percent(rate.upper)}`)]),
      ])));
    },
  };
}

// ---- the whole ----------------------------------------------------------------------------------------------------

/** Build the slider in `el`. Returns {get, set, destroy}. onChange(state) follows every change by the reader. */
export function mount(el, data, wanted = {}, { heading = 2, onChange = () => {} } = {}) {
  const h = `h${heading}`;
  let state = clean(data, wanted);
  let speech = 0;
  let drawn = null;

  const most = data.levels.at(-1);
  const third = data.levels.find((level) => 3 * level >= most);
  const same = (count) => Object.fromEntries(data.groups.map(({ key }) => [key, count]));
  const presets = [
    ["Nobody: as delivered", same(0)], [`${third} of each`, same(third)], [`${most} of each`, same(most)],
    ...data.groups.map(({ key, label }) => [`Only ${label}`, { ...same(0), [key]: most }]),
  ].map(([words, counts]) => {
    const node = html("button", { type: "button", ...KEYS }, words);
    node.addEventListener("click", () => change({ counts }));
    return { node, counts };
  });
  const name = unique("recogniser");
  const radios = Object.entries(data.recognisers).map(([key, { label }]) => {
    const input = html("input", { type: "radio", name, value: key, ...KEYS });
    input.addEventListener("change", () => change({ recogniser: key }));
    return { key, input, node: html("label", {}, [input, ` ${label}`]) };
  });
  const panels = data.groups.map((group) => groupPanel(group, data, (count) => change({ counts: { ...state.counts, [group.key]: count } })));
  const charts = [
    chart(h, "False matches within each group (FMR)", "fmr", data.groups, data.target, "Diamonds: as delivered."),
    chart(h, "Misses of each group (FNMR)", "fnmr", data.groups, null, "Diamonds: as delivered."),
  ];
  const table = tableOf();
  const toggle = html("button", { type: "button", "aria-controls": table.node.id, ...KEYS });
  toggle.addEventListener("click", () => change({ table: !state.table }));
  const summary = html("p", { class: "summary", role: "status", "aria-live": "polite" });
  const reported = Object.values(data.reported).reduce((sum, count) => sum + count, 0);
  const basis = html("p", { class: "basis" }, `Learnt from the templates of the people above (development half); threshold for an FMR of ${percent(data.target)} over all pairs, ` +
    `chosen on the development half by cross-fitting; measured on ${reported} other rendered people who do not exist. ` +
    "Intervals: the middle 95% when people of both halves are drawn anew, the layer learnt anew, the threshold chosen anew.");
  const root = html("div", { class: "mending" }, [
    html("fieldset", { class: "bar" }, [html("legend", {}, "Recogniser"), ...radios.map(({ node }) => node)]),
    html("div", { class: "bar", role: "group", "aria-label": "Ready-made training sets" }, presets.map(({ node }) => node)),
    html("div", { class: "groups" }, panels.map(({ node }) => node)),
    html("div", { class: "charts" }, charts.map(({ node }) => node)),
    summary, html("p", {}, toggle), table.node, basis,
  ]);
  el.replaceChildren(root);

  function draw() {
    const scene = sceneOf(data, state);
    if (drawn?.recogniser !== state.recogniser) for (const { key, input } of radios) input.checked = key === state.recogniser;
    data.groups.forEach(({ key }, i) => panels[i].update(state.counts[key]));
    for (const one of charts) one.update(scene);
    for (const { node, counts } of presets) {
      node.setAttribute("aria-pressed", String(data.groups.every(({ key }) => counts[key] === state.counts[key])));
    }
    write(toggle, state.table ? "Hide the table" : "Show as table");
    toggle.setAttribute("aria-expanded", String(state.table));
    table.node.hidden = !state.table;
    if (state.table) table.update(scene);
    clearTimeout(speech);
    if (drawn) speech = setTimeout(() => write(summary, summaryOf(scene)), SPEAK_AFTER);
    else write(summary, summaryOf(scene));
    drawn = state;
  }

  function change(part) {
    state = { ...state, ...part };
    draw();
    onChange(state);
  }

  draw();
  return {
    get: () => ({ ...state, counts: { ...state.counts } }),
    set(part) {
      state = clean(data, { ...state, ...part });
      draw();
    },
    destroy() {
      clearTimeout(speech);
      el.replaceChildren();
    },
  };
}

/** The slider as a page: its state is read from the address, and written there. */
export function page(el, data) {
  let own = location.hash;
  let writing = 0;
  const view = mount(el, data, stateOf(location.hash), {
    onChange(state) {
      clearTimeout(writing);
      writing = setTimeout(() => {
        own = hashOf(state);
        history.replaceState(null, "", own);
      }, 150);
    },
  });
  // A link followed within the page, or an address typed: not our own writing.
  addEventListener("hashchange", () => location.hash !== own && view.set({ table: false, ...stateOf(location.hash) }));
  return view;
}

/** anywidget's entry point. The model's traits are the state; a move goes to the kernel when the hand rests. */
function render({ model, el }) {
  const traits = ["recogniser", "counts", "table"];
  const read = () => Object.fromEntries(traits.map((name) => [name, model.get(name)]));
  let saving = 0;
  let telling = false;
  const view = mount(el, model.get("data"), read(), {
    heading: 3,
    onChange(state) {
      telling = true;
      for (const name of traits) model.set(name, state[name]);
      telling = false;
      clearTimeout(saving);
      saving = setTimeout(() => model.save_changes(), 80);
    },
  });
  const follow = () => telling || view.set(read());
  for (const name of traits) model.on(`change:${name}`, follow);
  return () => {
    clearTimeout(saving);
    for (const name of traits) model.off(`change:${name}`, follow);
    view.destroy();
  };
}

export default { render };
