// Where the kernel looks for Pyodide: the same, with the course's files, the reader's work and what a cell needs.
import { loadPyodide as load } from "./pyodide.mjs";
import { kept } from "./kept.mjs";
import { later } from "./later.mjs";
import { packagesFor, RECOGNISER } from "./needs.mjs";

const here = (name) => new URL(name, import.meta.url).href;
const HOME = "/home/pyodide";
const KEPT = `${HOME}/.kept`;
const OFTEN = 500; // ms; this waits while a cell runs

export async function loadPyodide(options) {
  const py = await load({
    ...options,
    indexURL: here("./"),
    lockFileURL: here("pyodide-lock.json"),
    env: {
      HOME,
      MPLBACKEND: "module://matplotlib_inline.backend_inline",
      COURSE_PROGRESS: `${KEPT}/progress.json`,
      COURSE_JOURNAL: `${KEPT}/journal.json`,
      COURSE_CACHE: "/tmp/course",
    },
  });
  const say = (text) => {
    py.globals.set("_said", text);
    py.runPython("import sys; print(_said, file=sys.stderr); del _said, sys");
  };
  const root = py.runPython("import sysconfig; sysconfig.get_path('purelib')");
  await later(py.FS, root, here("../../course/"), say);
  const work = await kept(py.FS, KEPT, HOME);
  setInterval(work.save, OFTEN);

  const quiet = { messageCallback: () => {}, errorCallback: (text) => console.error(text) };
  const usual = py.loadPackagesFromImports.bind(py);
  let recogniser = null;
  // The kernel calls this before each cell.
  py.loadPackagesFromImports = async (code) => {
    await work.save();
    await work.bring();
    if (work.trouble()) say(work.trouble());
    if (RECOGNISER.test(code) && !recogniser) {
      recogniser = import("./networks.mjs").then(({ networks }) => networks());
      try {
        globalThis.courseNetworks = await recogniser;
      } catch (error) {
        recogniser = null;
        console.error(error);
        say(`The recogniser could not be fetched (${error.message ?? error}). Run the cell again when the site can be reached.`);
      }
    }
    try {
      await py.loadPackage(packagesFor(code), quiet);
      await usual(code, quiet);
    } catch (error) {
      say(`A package could not be fetched (${error.message ?? error}). Run the cell again when the site can be reached.`);
    }
  };
  return py;
}
