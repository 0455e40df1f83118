"use strict";
(() => {
  const known = JSON.parse(document.getElementById("known").textContent);
  for (const form of document.querySelectorAll("form[data-text]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { faults, hints } = known[form.dataset.text], status = form.querySelector("[role=status]");
      const said = Object.fromEntries([...new FormData(form)].filter(([, kind]) => kind));
      const names = Object.keys(said), named = Object.keys(faults).filter((name) => name in said), told = [];
      const sound = names.filter((name) => !(name in faults)).length;
      if (names.length > 4) told.push(`${names.length} sentences are named; 4 have a fault. Which would you let stand?`);
      if (sound) told.push(`${sound} of the sentences that you name can stand.`);
      for (const name of named) if (said[name] !== faults[name]) told.push(`${name}: there is a fault, of another kind. ${hints[name]}`);
      const missed = Object.keys(faults).length - named.length;
      if (missed) told.push(`${missed} of the 4 faults ${missed > 1 ? "are" : "is"} not named yet.`);
      status.replaceChildren(...(told.length ? told : ["All four. Now mend one in your own words."]).map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    });
  }
})();
