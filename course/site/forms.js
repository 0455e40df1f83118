"use strict";
(() => {
  const form = document.querySelector("form"), about = JSON.parse(form.dataset.about), told = document.getElementById("told");
  const place = `course-form:${about.assignment}:${about.variant}`, tasks = [...form.querySelectorAll("[data-task]")];
  let rows = 0;

  // --- fields: what stands in them, and putting it back. A field is an element with data-kind; its parts are those nearest to it.
  const near = (node) => [...node.querySelectorAll("[data-kind]")].filter((one) => one.parentElement.closest("[data-kind], [data-row], [data-task]") === node);
  const all = (node, what) => [...node.querySelectorAll(what)];
  const empty = (value) => value === undefined || (typeof value === "object" && value !== null && Object.values(value).every(empty));
  // As `fields._seen`: comments and characters that show nothing are no text.
  const seen = (text) => text.replace(/<!--[\s\S]*?-->/g, "").replace(/[\p{Cc}\p{Cf}\p{Mn}\p{Z}\u115f\u1160\u2800\u3164\uffa0]/gu, "") !== "";
  const parsed = (text) => (text === "" ? undefined : JSON.parse(text));

  function value(node) {
    switch (node.dataset.kind) {
      case "choice": {
        const list = node.querySelector("select"), on = list ? null : node.querySelector(":checked");
        return list ? parsed(list.value) : on ? JSON.parse(on.value) : undefined;
      }
      case "several": {
        const on = all(node, ":checked").map((one) => JSON.parse(one.value));
        return on.length || !("optional" in node.dataset) ? on : undefined;
      }
      case "order": {
        const on = all(node, "select").map((one) => parsed(one.value)).filter((one) => one !== undefined);
        return on.length ? on : undefined;
      }
      case "number": {
        const text = node.querySelector("input").value.trim();
        return text === "" || !Number.isFinite(Number(text)) ? undefined : Number(text);
      }
      case "rows": {
        const list = all(node.querySelector(".list"), "[data-row]").map(parts).filter((one) => !empty(one));
        return list.length ? list : undefined;
      }
      case "group":
      case "table": {
        const found = parts(node);
        return empty(found) && !("always" in node.dataset) && !Object.values(found).some(Array.isArray) ? undefined : found;
      }
      default: {
        const text = node.querySelector("input, textarea").value.trim();
        return text === "" ? undefined : text;
      }
    }
  }

  function parts(node) {
    const found = {};
    for (const one of near(node)) {
      const mine = value(one);
      if (mine !== undefined) found[one.dataset.name] = mine;
    }
    return found;
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // Puts a value back; counts what has no place here, so that nothing is lost in silence.
  function put(node, wanted) {
    const kind = node.dataset.kind;
    if (kind === "choice" || kind === "several") {
      const list = node.querySelector("select"), items = kind === "several" && Array.isArray(wanted) ? wanted : wanted === undefined ? [] : [wanted];
      const from = list ? [...list.options].filter((one) => one.value) : all(node, "input");
      let lost = 0;
      if (list) list.value = "";
      else for (const one of from) one.checked = false;
      for (const item of items) {
        const one = from.find((option) => same(JSON.parse(option.value), item));
        if (!one) lost += 1;
        else if (list) list.value = one.value;
        else one.checked = true;
      }
      return lost;
    }
    if (kind === "order") {
      const items = Array.isArray(wanted) ? wanted : [];
      let lost = 0;
      all(node, "select").forEach((list, number) => {
        const one = [...list.options].find((option) => option.value && same(JSON.parse(option.value), items[number]));
        list.value = one ? one.value : "";
        if (number < items.length && !one) lost += 1;
      });
      return lost;
    }
    if (kind === "rows") {
      const list = node.querySelector(".list"), items = Array.isArray(wanted) ? wanted.slice(0, Number(node.dataset.most)) : [];
      list.replaceChildren();
      let lost = Array.isArray(wanted) ? wanted.length - items.length : 0;
      for (const item of items.length ? items : [{}]) lost += putParts(add(node), item);
      return lost;
    }
    if (kind === "group" || kind === "table") return putParts(node, wanted);
    const control = node.querySelector("input, textarea");
    control.value = typeof wanted === "string" || typeof wanted === "number" ? String(wanted) : "";
    return wanted !== undefined && control.value !== String(wanted) ? 1 : 0;
  }

  function putParts(node, wanted) {
    const items = wanted && typeof wanted === "object" && !Array.isArray(wanted) ? wanted : {}, own = near(node), known = own.map((one) => one.dataset.name);
    return own.reduce((lost, one) => lost + put(one, items[one.dataset.name]), Object.keys(items).filter((name) => !known.includes(name)).length);
  }

  // Labels of what is asked for and still open.
  function open(node) {
    const mine = value(node), kind = node.dataset.kind;
    if ("optional" in node.dataset && empty(mine)) return [node, ...near(node)].filter((one) => one.dataset.kind === "number").flatMap(refused);
    if (kind === "group" || kind === "table") return near(node).flatMap(open);
    if (kind === "rows") {
      const list = all(node.querySelector(".list"), "[data-row]").filter((row) => !empty(parts(row)));
      return list.length ? list.flatMap((row) => near(row).flatMap(open)) : [node.dataset.label];
    }
    if (kind === "order") return !mine || new Set(mine.map((one) => JSON.stringify(one))).size < node.querySelectorAll("select").length ? [node.dataset.label] : [];
    if (kind === "number" && refused(node).length) return refused(node);
    return mine === undefined || (kind === "text" && !seen(mine)) ? [node.dataset.label] : [];
  }

  // The label of a number that stands there and cannot be taken, with what is wanted. An empty field is none.
  function refused(node) {
    const one = node.querySelector("input"), least = one.min !== "", most = one.max !== "";
    one.setAttribute("aria-invalid", String(!one.validity.valid));
    if (one.validity.valid) return [];
    const bounds = least && most ? ` from ${one.min} to ${one.max}` : least ? ` of ${one.min} or more` : most ? ` of ${one.max} or less` : "";
    return [`${node.dataset.label} (${one.step === "1" ? "a whole number" : "a number"}${bounds} is wanted)`];
  }

  // --- rows
  function add(node) {
    const list = node.querySelector(".list"), copy = document.createElement("div");
    copy.innerHTML = node.querySelector("template").innerHTML.replaceAll("ROW-", `r${(rows += 1)}-`);
    const row = copy.firstElementChild;
    list.append(row);
    numbered(node);
    return row;
  }

  function numbered(node) {
    const list = all(node.querySelector(".list"), "[data-row]");
    list.forEach((row, number) => {
      row.querySelector(".number").textContent = number + 1;
      row.querySelector(".away").setAttribute("aria-label", `Remove row ${number + 1}`);
      row.querySelector(".up").setAttribute("aria-label", `Move row ${number + 1} up`);
      row.querySelector(".up").disabled = number === 0;
    });
    node.querySelector(".more").disabled = list.length >= Number(node.dataset.most);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const node = button.closest(".rows"), row = button.closest("[data-row]");
    if (button.classList.contains("more")) add(node).querySelector("input, select, summary, textarea").focus();
    else if (button.classList.contains("away")) {
      row.remove();
      if (!node.querySelector(".list [data-row]")) add(node);
      numbered(node);
      node.querySelector(".more").focus();
    } else if (button.classList.contains("up")) {
      row.previousElementSibling.before(row);
      numbered(node);
      (button.disabled ? row.querySelector(".away") : button).focus();
    }
    changed();
  });

  // --- what the page says of itself
  function answers() {
    const found = {};
    for (const task of tasks) {
      const mine = parts(task);
      if (!empty(mine)) found[task.dataset.task] = mine;
    }
    return found;
  }

  function states() {
    const left = [];
    for (const task of tasks) {
      const wanted = (one) => Number(one.endsWith(" is wanted)")), missing = near(task).flatMap(open).sort((one, other) => wanted(other) - wanted(one)), begun = !empty(parts(task)) || task.querySelector("input[aria-invalid=true]"), title = task.querySelector("h2").textContent;
      task.querySelector(".state").textContent = !begun ? "Not begun." : missing.length ? `Still open: ${missing.slice(0, 3).join("; ")}${missing.length > 3 ? `; and ${missing.length - 3} more` : ""}.` : "Filled in.";
      if (!begun || missing.length) left.push([task.id, title]);
      const count = task.querySelector(".count");
      if (count) {
        const words = (task.querySelector("textarea").value.match(/\S+/g) || []).length, limit = Number(count.dataset.limit);
        count.textContent = `${words} word${words === 1 ? "" : "s"}${limit ? ` of at most ${limit}` : ""}.`;
        count.classList.toggle("bad", limit > 0 && words > limit);
      }
      for (const fold of all(task, "details.fold")) {
        fold.querySelector(".picked").textContent = all(fold, ":checked").map((one) => one.parentElement.textContent.trim()).join(", ") || "any";
      }
      for (const node of all(task, "[data-kind=order]")) doubled(node);
    }
    const line = document.getElementById("open-parts");
    line.replaceChildren(left.length ? "Still open, and it may be handed in so: " : "Everything is filled in.");
    left.forEach(([id, title], number) => line.append(number ? ", " : "", Object.assign(document.createElement("a"), { href: `#${id}`, textContent: title })));
  }

  function doubled(node) {
    const lists = all(node, "select"), chosen = lists.map((one) => one.value);
    for (const list of lists) {
      const twice = list.value !== "" && chosen.filter((one) => one === list.value).length > 1;
      list.setAttribute("aria-invalid", String(twice));
      list.setCustomValidity(twice ? "This stands at two places." : "");
    }
  }

  function draft() {
    return { kind: about.kind, version: about.version, assignment: about.assignment, variant: about.variant, answers: answers() };
  }

  const kept = document.getElementById("kept");
  let store = null;
  try {
    window.localStorage.setItem(`${place}:try`, "1");
    window.localStorage.removeItem(`${place}:try`);
    store = window.localStorage;
  } catch {
    kept.textContent = "This browser keeps nothing between visits (a private window, or storage is off). Save your work before you close the page.";
  }

  let waiting = 0, unsaved = false;
  function changed() {
    states();
    unsaved = true;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(keep, 200);
  }

  function keep() {
    if (!store) return;
    try {
      store.setItem(place, JSON.stringify(draft()));
      unsaved = false;
    } catch {
      store = null;
      kept.textContent = "This browser has no room left to keep your work. Save your work now, and again before you close the page.";
    }
  }

  form.addEventListener("input", (event) => {
    const group = event.target.closest("[data-most]");
    if (group && group.dataset.kind === "several" && all(group, ":checked").length > Number(group.dataset.most)) {
      event.target.checked = false;
      told.textContent = `At most ${group.dataset.most} may be chosen in “${group.dataset.label}”: take one away before you choose another.`;
    }
    changed();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("pagehide", keep);
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !store) event.preventDefault();
  });

  document.getElementById("save").addEventListener("click", () => {
    const link = document.createElement("a"), lists = all(form, "select[aria-invalid=true]"), numbers = all(form, "input[aria-invalid=true]");
    link.href = `data:application/json;charset=utf-8,${encodeURIComponent(`${JSON.stringify(draft(), null, 1)}\n`)}`;
    link.download = about.file;
    link.click();
    unsaved = false;
    const more = lists.length ? " In an order, something stands at two places: look at it once more." : "", other = numbers.length ? " A number cannot be taken: the task says which, and what is wanted." : "";
    told.textContent = `Saved as ${about.file}, in the folder of your downloads.${more}${other} Hand in that file.`;
  });

  document.getElementById("clear").addEventListener("click", () => {
    if (!window.confirm("Take away everything that is filled in on this page? What you have saved as a file stays.")) return;
    for (const task of tasks) putParts(task, {});
    changed();
    told.textContent = "The form is empty again.";
  });

  document.getElementById("open").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    if (file.size > 1 << 20) return void (told.textContent = `${file.name} is larger than 1 MB: no form saves so much. Nothing was changed.`);
    let work;
    try {
      work = JSON.parse(await file.text());
    } catch {
      return void (told.textContent = `${file.name} is not what a form saves. Nothing was changed.`);
    }
    if (!work || typeof work !== "object" || work.kind !== about.kind) return void (told.textContent = `${file.name} is not what a form saves. Nothing was changed.`);
    if (work.assignment !== about.assignment) return void (told.textContent = `${file.name} belongs to another assignment (${String(work.assignment).slice(0, 40)}). Nothing was changed.`);
    if (!(work.version <= about.version)) return void (told.textContent = `${file.name} was saved by a newer form. Nothing was changed.`);
    if (work.variant !== about.variant && !window.confirm("This file was filled in on another variant, where letters and cases differ. Take its texts over, and look at every choice again?")) return;
    if (!empty(answers()) && !window.confirm("Put the file in the place of what is filled in here?")) return;
    const lost = fill(work.answers);
    changed();
    told.textContent = `${file.name} is open.${lost ? ` ${lost} of its answers have no place in this form; the file itself is as it was.` : ""}`;
  });

  function fill(wanted) {
    const items = wanted && typeof wanted === "object" ? wanted : {}, known = tasks.map((task) => task.dataset.task);
    return tasks.reduce((lost, task) => lost + putParts(task, items[task.dataset.task]), Object.keys(items).filter((name) => !known.includes(name)).length);
  }

  // --- begin with what was kept
  let before = null;
  try {
    before = store && JSON.parse(store.getItem(place));
  } catch {
    before = null;
  }
  fill(before && before.answers);
  states();
  if (before && !empty(before.answers)) kept.textContent = "What you filled in before is here again, from this browser.";
})();
