// The page of facts: search and filters. What is chosen stands in the address, so a link can point at it.
const form = document.getElementById("facts-filter");
if (form) {
  const groups = [...document.querySelectorAll("details.facts")].map((box) => {
    let heading = box.previousElementSibling;
    return { box, heading, count: box.querySelector("summary"), rows: [...box.querySelectorAll("li")] };
  });
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[’‘]/g, "'");
  const texts = new Map(groups.flatMap(({ rows }) => rows.map((row) => [row, plain(row.textContent)])));
  const total = texts.size;
  const status = form.querySelector("[role=status]");

  const show = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const words = plain(wanted.q).split(/\s+/).filter(Boolean);
    const active = Object.values(wanted).some(Boolean);
    let shown = 0;
    for (const { box, heading, count, rows } of groups) {
      let here = 0;
      for (const row of rows) {
        const fits = (!wanted.topic || wanted.topic === box.dataset.topic)
          && (!wanted.lesson || row.dataset.lesson.split(" ").includes(wanted.lesson))
          && (!wanted.kind || row.dataset.kind === wanted.kind)
          && (!wanted.status || row.dataset.status === wanted.status)
          && words.every((word) => texts.get(row).includes(word));
        row.hidden = !fits;
        here += fits;
      }
      box.hidden = heading.hidden = !here;
      box.open = active && here > 0;
      count.textContent = here === rows.length ? `${here} rows` : `${here} of ${rows.length} rows`;
      shown += here;
    }
    status.textContent = active ? `${shown} of ${total} rows fit.` : `${total} rows. Open a list, or search.`;
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
    const address = location.pathname + (query ? `?${query}` : "") + location.hash;
    if (location.protocol !== "file:") history.replaceState(null, "", address);
  };

  const goto = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!row || !texts.has(row)) return;
    if (row.hidden) { form.reset(); show(); }
    row.closest("details").open = true;
    row.scrollIntoView({ block: "center" });
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  addEventListener("hashchange", goto);
  show();
  goto();
}
