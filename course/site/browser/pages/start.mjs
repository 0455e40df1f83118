// Before anything is fetched: can this browser run it, and what would be lost?
import { open, PROGRESS } from "./store.mjs";

const tell = (name, text) => Object.assign(document.getElementById(name), { hidden: false, textContent: text });
const link = document.getElementById("open");

if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
  tell("cannot", "This browser cannot run it: it has no WebAssembly, or it is switched off (a lockdown mode does that). "
    + "Nothing is lost. Read the lesson's page instead, or open this page in another browser.");
  link.remove();
} else {
  try {
    const store = await open(PROGRESS);
    await store.put("try.txt", "kept");
    await store.remove("try.txt");
    store.close();
  } catch (error) {
    tell("loses", error?.name === "QuotaExceededError"
      ? "This browser's storage for the site is full. What you saved before is still there; what you change now is not kept. "
        + "Download your work, then remove what you do not need."
      : "This browser does not let the site keep anything: a private window does that. You can work, but what you change is gone "
        + "when the tab closes. Download the notebook (File > Download) before you close it.");
  }
  const room = await navigator.storage?.estimate?.().catch(() => null);
  if (room?.quota && room.quota - room.usage < 150e6) {
    tell("loses", `This browser leaves the site ${Math.max(0, Math.floor((room.quota - room.usage) / 1e6))} MB. That may be too little to keep `
      + "what is fetched, and your work. Download your work when you stop.");
  }
  link.addEventListener("click", () => navigator.storage?.persist?.().catch(() => false));
}

const said = document.getElementById("offline");
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("offline.js").then(async () => {
    if (!navigator.serviceWorker.controller) await new Promise((ready) => navigator.serviceWorker.addEventListener("controllerchange", ready, { once: true }));
    // This page was fetched before there was anybody to keep it.
    await Promise.allSettled([location.href, "lab.css", "start.mjs", "store.mjs", "work.html", "work.mjs", "index.json"].map((name) => fetch(name)));
    said.textContent = navigator.onLine ? "What is fetched once is kept: the same lesson opens without a network later." : "There is no network now. What was fetched before opens.";
  }, () => { said.textContent = "This browser does not keep what is fetched, so the lesson needs a network each time."; });
} else {
  said.textContent = "This browser does not keep what is fetched, so the lesson needs a network each time.";
}
