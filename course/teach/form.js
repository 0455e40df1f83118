"use strict";
(() => {
  const columns = COLUMNS, form = document.querySelector("form"), told = document.getElementById("told");
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  document.getElementById("new").addEventListener("click", () => {
    const random = crypto.getRandomValues(new Uint32Array(8));
    document.getElementById("code").value = [...random].map((one) => letters[one % letters.length]).join("");
  });
  for (const group of document.querySelectorAll("[data-three]")) {
    group.addEventListener("change", (event) => {
      if (group.querySelectorAll(":checked").length > 3) {
        event.target.checked = false;
        told.textContent = "Three are asked for: take one away before you choose another.";
      }
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(form), row = {}, open = [];
    for (const name of columns) row[name] = given.getAll(name).join(" ").trim();
    for (const name of columns) if (/^q\d/.test(name) && !row[name]) open.push(name.slice(1));
    for (const name of columns) {
      if (!/^v\d/.test(name)) continue;
      const part = name.slice(-1), many = row[name] ? row[name].split(" ").length : 0;
      if (part === "b" && many !== 3) row[name] = "";
    }
    // Two columns hold words, which a person reads and gives points for: they go into a file of their own, under the same code.
    const words = columns.filter((name) => /^v\d[cd]$/.test(name)).map((name) => [name, row[name]]).filter(([, text]) => text);
    for (const [name] of words) row[name] = "";
    const quoted = (text) => /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    save(`${row.code}-${given.get("when")}.csv`, `${columns.join(",")}\n${columns.map((name) => quoted(row[name])).join(",")}\n`);
    if (words.length) save(`${row.code}-${given.get("when")}-words.csv`, `code,part,words\n${words.map(([name, text]) => `${row.code},${name},${quoted(text)}`).join("\n")}\n`);
    told.textContent = (open.length ? `Saved. Left open: ${open.join(", ")}. You can still answer and save again. ` : "Saved. ") + "Hand in what was saved, and keep your code.";
  });
  function save(name, text) {
    const link = document.createElement("a");
    link.href = "data:text/csv;charset=utf-8," + encodeURIComponent(text);
    link.download = name;
    link.click();
  }
})();
