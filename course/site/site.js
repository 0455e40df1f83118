// A table wider than the page scrolls sideways. Let it take the focus, so that the arrow keys can scroll it.
const reach = () => document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset div.output").forEach((box) => {
  if (box.scrollWidth > box.clientWidth && !box.hasAttribute("tabindex")) {
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Wide table, scrolls sideways");
  }
});
document.querySelectorAll(".md-search[role=dialog]").forEach((box) => box.setAttribute("aria-label", "Search"));
addEventListener("load", () => {
  reach();
  new MutationObserver(reach).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", reach);
});
