"use strict";
(() => {
  const root = document.documentElement, main = document.querySelector("main");
  const pages = [...document.querySelectorAll(".page")], status = document.querySelector(".bar span");
  root.classList.add("js");
  if (location.hash === "#measure") return measure();
  if (location.hash === "#notes") document.getElementById("with-notes").media = "all";
  else document.getElementById("with-notes").media = "not all";
  let now = 0, timer;

  function show(place, move = true) {
    now = Math.min(pages.length - 1, Math.max(0, place));
    pages.forEach((page, at) => page.classList.toggle("now", at === now));
    status.textContent = `${now + 1} of ${pages.length}`;
    if (move) history.replaceState(null, "", `#${now + 1}`);
    fit();
  }

  function fit() {
    const noted = main.classList.contains("with-notes"), tall = noted ? pages[now].offsetHeight : 720;
    const room = innerHeight - (noted ? 58 : 0);  // the buttons stay below the notes
    const scale = Math.min(innerWidth / 1280, room / tall);
    main.style.transform = `translate(${(innerWidth - 1280 * scale) / 2}px, ${Math.max(0, (room - tall * scale) / 2)}px) scale(${scale})`;
  }

  function awake() {
    document.body.classList.remove("quiet");
    clearTimeout(timer);
    timer = setTimeout(() => document.body.classList.add("quiet"), 4000);
  }

  const keys = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onButton = event.target.closest("button") && (event.key === " " || event.key === "Enter");
    if (onButton) return;
    if (event.key in keys) show(now + (event.shiftKey && event.key === " " ? -1 : keys[event.key]));
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(pages.length - 1);
    else if (event.key.toLowerCase() === "n") notes();
    else if (event.key.toLowerCase() === "f") full();
    else return;
    event.preventDefault();
  });
  function notes() { main.classList.toggle("with-notes"); fit(); }
  function full() { document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.(); }

  let start = null;
  addEventListener("touchstart", (event) => { start = event.touches.length === 1 ? event.touches[0] : null; awake(); }, { passive: true });
  addEventListener("touchend", (event) => {
    if (!start || event.target.closest("button")) return;
    const end = event.changedTouches[0], across = end.clientX - start.clientX, down = end.clientY - start.clientY;
    if (Math.abs(across) > 40 && Math.abs(across) > 1.5 * Math.abs(down)) show(now + (across < 0 ? 1 : -1));
    start = null;
  }, { passive: true });
  document.querySelector(".back").addEventListener("click", () => show(now - 1));
  document.querySelector(".on").addEventListener("click", () => show(now + 1));
  document.querySelector(".note").addEventListener("click", notes);
  addEventListener("resize", fit);
  addEventListener("mousemove", awake);
  addEventListener("hashchange", () => show((parseInt(location.hash.slice(1), 10) || 1) - 1, false));
  show((parseInt(location.hash.slice(1), 10) || 1) - 1, false);
  awake();

  // What a reader far from the screen needs, measured: the smallest text, and whether all of it is inside the slide.
  function measure() {
    root.classList.add("measure");
    const found = pages.map((page) => {
      const slide = page.querySelector(".slide"), frame = slide.getBoundingClientRect();
      const picture = page.querySelector(".picture"), image = picture.querySelector("img");
      const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
      let text = Infinity, words = "", cut = [];
      const inside = (box, what) => {
        if (box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)) cut.push(what);
      };
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.data.trim()) continue;
        const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
        if (size < text) { text = size; words = node.data.trim().slice(0, 40); }
        const range = document.createRange();
        range.selectNodeContents(node);
        inside(range.getBoundingClientRect(), node.data.trim().slice(0, 40));
      }
      const foot = page.querySelector(".foot").getBoundingClientRect(), ask = page.querySelector("h2").getBoundingClientRect();
      const area = picture.getBoundingClientRect(), held = image || picture.querySelector("table");
      const box = held ? held.getBoundingClientRect() : area;
      if (box.top < ask.bottom - 1) cut.push("the picture lies under the question");
      if (box.bottom > foot.top + 1) cut.push("the picture lies under the foot");
      inside(box, "the picture");
      let shown = null, scale = 0;
      if (image) {
        scale = image.naturalWidth ? Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight) : 0;
        if (!scale) cut.push("the picture is not shown");
        const natural = parseFloat(image.dataset.textPx || "0");
        shown = natural ? natural * scale : null;
      }
      const notes = page.querySelector(".notes");  // as they are printed: see notes.css
      notes.style.cssText = "display: block; font-size: 24px";
      if (notes.getBoundingClientRect().height > 516) cut.push("the notes, on their printed page");
      notes.style.cssText = "";
      return { id: page.dataset.slide, text, words, cut, pictureText: shown, scale, alt: image ? (image.alt || "") : null,
               lines: Math.round(ask.height / parseFloat(getComputedStyle(page.querySelector("h2")).lineHeight)) };
    });
    const told = document.createElement("script");
    told.id = "measured";
    told.type = "application/json";
    told.textContent = JSON.stringify(found, (key, value) => value === Infinity ? 0 : value);
    document.body.append(told);
  }
})();
