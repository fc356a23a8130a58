// F6 walks through the panes; on small screens three tabs choose one of them.
const PANES = [
  [".inbox", ".inbox a.case[aria-current], .inbox a.case, .inbox .scroll"],
  [".convbody", "#scroller"],
  [".composer", ".composer textarea:not([hidden])"],
  [".assist", ".assist .scroll"],
];

export function walkPanes(step) {
  const panes = PANES.filter(([pane]) => document.querySelector(pane)?.offsetParent !== null && document.querySelector(pane));
  if (!panes.length) return document.getElementById("main")?.focus();
  const at = panes.findIndex(([pane]) => document.querySelector(pane).contains(document.activeElement));
  const [, target] = panes[(at + step + panes.length) % panes.length];
  for (const selector of target.split(", ")) {
    const element = document.querySelector(selector);
    if (element) return element.focus();
  }
}

document.addEventListener("click", ({ target }) => {
  const tab = target.closest("[data-go]");
  if (!tab) return;
  document.querySelector(".desk").dataset.view = tab.dataset.go;
  for (const other of document.querySelectorAll("[data-go]")) other.setAttribute("aria-pressed", other === tab);
});

// A wrap-up that begins stands at the top of the assist column: whoever had scrolled away is brought there once.
let hadWrapUp = Boolean(document.querySelector("#panel-wrapup form"));
document.addEventListener("htmx:after:swap", () => {
  const hasWrapUp = Boolean(document.querySelector("#panel-wrapup form"));
  if (hasWrapUp && !hadWrapUp) document.querySelector(".assist .scroll").scrollTop = 0;
  hadWrapUp = hasWrapUp;
});
