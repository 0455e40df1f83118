// Download my work, open my work. Nothing that is kept is ever overwritten: what comes in beside it gets a name of its own.
import { merged, open, PROGRESS, UPLOADED } from "./store.mjs";

const KIND = "face-recognition-course/work";
const [said, list, none, all] = ["said", "notebooks", "none", "all"].map((id) => document.getElementById(id));
const tell = (text) => Object.assign(said, { hidden: false, textContent: text });
const lab = await (await fetch("index.json")).json().catch(() => []);
const lesson = Object.fromEntries(lab.map((one) => [one.path, one]));

const everything = async () => {
  const work = { kind: KIND, notebooks: {}, kept: {} };
  const [files, progress] = [await open(UPLOADED), await open(PROGRESS)];
  for (const path of await files.keys()) {
    const file = await files.get(path);
    if (file?.type === "notebook" && file.content) work.notebooks[path] = file.content;
  }
  for (const name of await progress.keys()) work.kept[name] = await progress.get(name);
  files.close();
  progress.close();
  return work;
};

const save = (name, content) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const show = async () => {
  const { notebooks, kept } = await everything();
  list.replaceChildren(...Object.entries(notebooks).sort().map(([path, content]) => {
    const [item, link, get] = ["li", "a", "button"].map((name) => document.createElement(name));
    link.href = `notebooks/index.html?path=${encodeURIComponent(path)}`;
    link.textContent = lesson[path]?.title ?? path;
    Object.assign(get, { className: "quiet", textContent: "Download", onclick: () => save(path.split("/").pop(), content) });
    get.setAttribute("aria-label", `Download ${path}`);
    item.append(link, ` (${path}) `, get);
    return item;
  }));
  none.hidden = Object.keys(notebooks).length > 0;
  all.disabled = none.hidden && !Object.keys(kept).length;
};

/** null, or why this is not a notebook that the lab can open. */
const wrong = (content) => !content || !Array.isArray(content.cells) ? "it is not a notebook"
  : content.nbformat !== 4 ? `it is a notebook of format ${content.nbformat}, not 4: open it in Jupyter and save it again`
  : content.cells.some((cell) => !["code", "markdown", "raw"].includes(cell?.cell_type)) ? "a cell in it is none" : null;

const otherVersion = (path, content) => {
  const ours = lesson[path]?.ids ?? [];
  const theirs = content.cells.map((cell) => cell.metadata?.nbgrader?.grade_id).filter(Boolean);
  return ours.length > 0 && (ours.length !== theirs.length || ours.some((id) => !theirs.includes(id)));
};

const put = async (files, path, content) => {
  content.metadata = { ...content.metadata, kernelspec: { display_name: "Python (in the browser)", language: "python", name: "python" } };
  const there = await files.get(path);
  if (there && JSON.stringify(there.content) === JSON.stringify(content)) return `${path} is here already.`;
  const other = otherVersion(path, content);
  let name = path;
  for (let number = 1; other && number === 1 && name === path || await files.get(name); number++) {
    name = path.replace(/(\.ipynb)?$/, `-opened${number > 1 ? `-${number}` : ""}.ipynb`);
  }
  const now = new Date().toISOString();
  await files.put(name, { name: name.split("/").pop(), path: name, last_modified: now, created: now, format: "json", mimetype: "application/json",
    content, size: JSON.stringify(content).length, writable: true, type: "notebook" });
  return other ? `${path} was made from another version of the assignment. It lies beside yours as ${name}: copy your answers over, then hand in ${path}.`
    : name === path ? `${path} is opened.` : `You have a ${path} already. The one you opened lies beside it as ${name}.`;
};

const read = async (file) => {
  let content;
  try {
    content = JSON.parse(await file.text());
  } catch {
    return [`${file.name} cannot be read: it is not a notebook and not a file of your work. Nothing was changed.`];
  }
  const notebooks = content?.kind === KIND ? Object.entries(content.notebooks ?? {}) : [[file.name.replace(/ ?\(\d+\)(?=\.ipynb$)/, ""), content]];
  const faulty = notebooks.filter(([, one]) => wrong(one)).map(([path, one]) => `${path} is not opened: ${wrong(one)}.`);
  const told = [];
  const files = await open(UPLOADED);
  try {
    for (const [path, one] of notebooks) if (!wrong(one)) told.push(await put(files, path, one));
  } finally {
    files.close();
  }
  if (content?.kind === KIND) {
    const progress = await open(PROGRESS);
    for (const [name, text] of Object.entries(content.kept ?? {})) {
      const there = await progress.get(name);
      if (typeof text === "string") await progress.put(name, there === undefined ? text : merged(text, there));
    }
    progress.close();
    told.push("Progress and journal are joined with what is here.");
  }
  return [...told, ...faulty];
};

all.onclick = async () => save("my-work.json", await everything());
document.getElementById("file").onchange = async (event) => {
  try {
    const told = [];
    for (const file of event.target.files) told.push(...await read(file));
    tell(told.join(" "));
  } catch (error) {
    tell(error?.name === "QuotaExceededError" ? "This browser's storage for the site is full, so this was not opened. What was kept before is untouched."
      : `This was not opened (${error?.message ?? error}). What was kept before is untouched.`);
  }
  event.target.value = "";
  await show();
};

try {
  await show();
} catch (error) {
  tell("This browser does not let the site keep anything: a private window does that. There is no work here, and none is lost.");
}
