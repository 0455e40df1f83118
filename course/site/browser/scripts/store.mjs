// The browser's storage (IndexedDB) as a few functions that can be waited for.

/** Progress and journal: texts by file name. */
export const PROGRESS = { name: "Face recognition course: progress", store: "files" };
/** JupyterLite's own: notebooks and uploaded files, by path. */
export const UPLOADED = { name: "Face recognition course", store: "files" };

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  request.onblocked = () => reject(new Error("another tab holds the storage"));
});

export async function open({ name, store }) {
  let database = await done(indexedDB.open(name));
  if (!database.objectStoreNames.contains(store)) {
    const next = database.version + 1;
    database.close();
    const request = indexedDB.open(name, next);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    database = await done(request);
  }
  database.onversionchange = () => database.close();
  const objects = (mode) => database.transaction(store, mode).objectStore(store);
  return {
    get: (key) => done(objects("readonly").get(key)),
    keys: () => done(objects("readonly").getAllKeys()),
    put: (key, value) => new Promise((resolve, reject) => {
      const transaction = database.transaction(store, "readwrite");
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
      transaction.objectStore(store).put(value, key);
    }),
    remove: (key) => done(objects("readwrite").delete(key)),
    close: () => database.close(),
  };
}

/** Two JSON texts of the same kind as one: everything that either says; where they differ, ours. */
export function merged(theirs, ours) {
  const both = (a, b) => {
    if (Array.isArray(a) && Array.isArray(b)) {
      const told = new Set(a.map((one) => JSON.stringify(one)));
      return [...a, ...b.filter((one) => !told.has(JSON.stringify(one)))];
    }
    if (a && b && typeof a === "object" && typeof b === "object") {
      return Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) =>
        [key, key in a && key in b ? both(a[key], b[key]) : key in b ? b[key] : a[key]]));
    }
    return b;
  };
  try {
    return JSON.stringify(both(JSON.parse(theirs), JSON.parse(ours)), null, 1);
  } catch {
    return ours;
  }
}
