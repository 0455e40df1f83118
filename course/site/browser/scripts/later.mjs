// The course's images and arrays: each lies in Python's file system under its name and size, and is fetched when it is first read.

/** Lays out what ``files.json`` at ``base`` lists ({name: bytes}) under ``root``. */
export async function later(FS, root, base, say) {
  const answer = await fetch(new URL("files.json", base));
  if (!answer.ok) throw new Error(`the list of the course's files cannot be read (${answer.status})`);
  for (const [name, size] of Object.entries(await answer.json())) {
    const path = `${root}/${name}`;
    const [folder, last] = [path.slice(0, path.lastIndexOf("/")), path.slice(path.lastIndexOf("/") + 1)];
    FS.mkdirTree(folder);
    const node = FS.createFile(folder, last, {}, true, true);
    node.usedBytes = size;
    const become = (value) => Object.defineProperty(node, "contents", { value, writable: true, configurable: true });
    Object.defineProperty(node, "contents", {
      configurable: true,
      get() {
        const content = fetched(new URL(name.replace(/(^|\/)\./g, "$1"), base)) // as put_course in assemble.py names it;
        if (content?.byteLength !== size) {
          say(`${name} could not be fetched. Run the cell again when the site can be reached.`);
          throw new FS.ErrnoError(29); // input/output error
        }
        become(content);
        return content;
      },
      set: become,
    });
  }
}

/** A file's bytes, at once: Python waits for what it reads. A worker may ask so. */
function fetched(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  request.responseType = "arraybuffer";
  try {
    request.send();
  } catch {
    return null;
  }
  return request.status === 200 ? new Uint8Array(request.response) : null;
}
