// Run notebooks under Node with the packages that the browser gets: one JSON line a notebook.
//
//     node run.mjs FOLDER CHECKOUT NOTEBOOK...
//
// FOLDER: what the lab has in static/pyodide. CHECKOUT: where data and weights lie. A cell gets only the packages that the lab
// would have loaded for it.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, checkout, ...notebooks] = process.argv.slice(2).map((name) => path.resolve(name));
const beside = (name) => import(pathToFileURL(path.join(folder, name)));
const { loadPyodide } = await beside("pyodide.mjs");
const { packagesFor, RECOGNISER } = await beside("needs.mjs");

const started = JSON.parse(fs.readFileSync(path.join(folder, "start.json"), "utf8"));
const began = Date.now();
const py = await loadPyodide({
  indexURL: folder, packages: started, lockFileURL: path.join(folder, "pyodide-lock.json"), packageCacheDir: folder,
  env: { HOME: "/home/pyodide", MPLBACKEND: "module://matplotlib_inline.backend_inline", COURSE_CACHE: "/tmp/cache", COURSE_PROGRESS: "/tmp/progress.json" },
  stdout: () => {}, stderr: () => {},
});
const site = py.runPython("import course; from pathlib import Path; str(Path(course.__file__).parent.parent)");
for (const name of ["data", ".weights"]) {
  fs.existsSync(path.join(checkout, name)) && py.runPython(`import shutil; shutil.rmtree("${site}/${name}", ignore_errors=True)`);
  py.FS.mkdirTree(`${site}/${name}`);
  py.mountNodeFS(`${site}/${name}`, fs.realpathSync(path.join(checkout, name)));
}
process.stderr.write(`Python started in ${(Date.now() - began) / 1000} s\n`);
py.runPython(fs.readFileSync(new URL("cells.py", import.meta.url), "utf8"));
const runCell = py.globals.get("run_cell");
const quiet = { messageCallback: () => {}, errorCallback: () => {} };

for (const notebook of notebooks) {
  py.globals.get("begin")();
  const cells = JSON.parse(fs.readFileSync(notebook, "utf8")).cells.filter((cell) => cell.cell_type === "code");
  const told = [];
  for (const cell of cells) {
    const code = [cell.source].flat().join("");
    await py.loadPackage(packagesFor(code), quiet);
    await py.loadPackagesFromImports(code, quiet);
    if (RECOGNISER.test(code) && !globalThis.courseNetworks) globalThis.courseNetworks = await (await beside("networks.mjs")).networks();
    const before = process.cpuUsage();
    const [error, printed] = runCell(code).toJs();
    const used = process.cpuUsage(before); // microseconds of a processor, which other work on the machine does not change
    told.push({ id: cell.id, error, printed, seconds: (used.user + used.system) / 1e6 });
  }
  console.log(JSON.stringify({ notebook: path.basename(notebook), cells: told, packages: Object.keys(py.loadedPackages) }));
}
process.exit(0);
