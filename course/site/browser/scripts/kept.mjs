// Progress and journal, kept in this browser; and files that the reader uploaded, handed to Python.
import { open, PROGRESS, UPLOADED, merged } from "./store.mjs";

/** {save, bring, trouble}: between Python's file system and the browser's storage. */
export async function kept(FS, folder, home) {
  FS.mkdirTree(folder);
  const seen = new Map(); // name: text, as it stands in the storage for all we know
  const uploaded = new Map(); // path: when it was last changed
  let trouble = "";
  const failed = (error) => {
    trouble = `Progress and journal are not kept: ${error.name === "QuotaExceededError" ? "this browser's storage for the site is full"
      : "this browser does not let the site keep anything (a private window?)"}. What was kept before is untouched. `
      + "Download this notebook (File > Download) before you close the tab.";
    console.error(error);
  };
  const text = (name) => {
    try {
      return FS.readFile(`${folder}/${name}`, { encoding: "utf8" });
    } catch {
      return null;
    }
  };

  const save = async () => {
    const changed = FS.readdir(folder).filter((name) => name.endsWith(".json") && text(name) !== seen.get(name));
    if (!changed.length) return;
    try {
      const store = await open(PROGRESS);
      for (const name of changed) {
        const [ours, theirs] = [text(name), await store.get(name)];
        // Another tab may have written since: what both say is kept.
        const both = theirs === undefined || theirs === seen.get(name) ? ours : merged(theirs, ours);
        await store.put(name, both);
        seen.set(name, both);
        if (both !== ours) FS.writeFile(`${folder}/${name}`, both);
      }
      store.close();
      trouble = "";
    } catch (error) {
      failed(error);
    }
  };

  const bring = async () => {
    try {
      const store = await open(PROGRESS);
      for (const name of await store.keys()) {
        const content = await store.get(name);
        if (content !== seen.get(name)) {
          seen.set(name, content);
          FS.writeFile(`${folder}/${name}`, content);
        }
      }
      store.close();
    } catch (error) {
      failed(error);
    }
    try {
      const files = await open(UPLOADED);
      for (const path of await files.keys()) {
        const file = await files.get(path);
        if (file?.type !== "file" || uploaded.get(path) === file.last_modified) continue;
        const content = file.format === "base64" ? Uint8Array.from(atob(file.content), (letter) => letter.charCodeAt(0))
          : typeof file.content === "string" ? file.content : JSON.stringify(file.content);
        FS.mkdirTree(`${home}/${path}`.replace(/\/[^/]*$/, ""));
        FS.writeFile(`${home}/${path}`, content);
        uploaded.set(path, file.last_modified);
      }
      files.close();
    } catch (error) {
      console.error(error); // then there is no file to hand over
    }
  };

  await bring();
  return { save, bring, trouble: () => trouble };
}
