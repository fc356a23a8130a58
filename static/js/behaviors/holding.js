// Holds back swaps that would pull something away from under the pointer: inside a pane with an open menu or a text selection,
// and of suggestions while they are paused. The newest of each target is kept and swapped in later.
const held = new Map();

const isPaused = () => document.querySelector(".assist")?.classList.contains("paused") ?? false;

function isBusy(target) {
  if (isPaused() && target.closest("#panel-suggestions")) return true;
  if (target.querySelector(":popover-open")) return true;
  const selection = getSelection();
  return Boolean(selection && !selection.isCollapsed && target.contains(selection.anchorNode) && !editing(target));
}

const editing = (target) => target.contains(document.activeElement) && document.activeElement.matches("input, textarea");

document.addEventListener("htmx:before:swap", ({ detail }) => {
  const keep = detail.tasks.filter((task) => !hold(task));
  detail.tasks.splice(0, detail.tasks.length, ...keep);
});

function hold(task) {
  const { target } = task;
  if (task.type !== "partial" || !(target instanceof Element) || !/Morph|HTML/.test(task.swapSpec.style)) return false;
  if (!target.id || !isBusy(target)) return false;
  const box = document.createElement("div");
  box.append(task.fragment.cloneNode(true));
  held.set(target.id, { html: box.innerHTML, swap: task.swapSpec.style });
  return true;
}

export function release() {
  for (const [id, { html, swap }] of [...held]) {
    const target = document.getElementById(id);
    if (target && isBusy(target)) continue;
    held.delete(id);
    if (target) htmx.swap({ text: html, sourceElement: target, target, swap });
  }
}

document.addEventListener("toggle", release, true);
document.addEventListener("selectionchange", () => held.size && release());

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-behavior~=pause]");
  if (!button) return;
  const isNowPaused = document.querySelector(".assist").classList.toggle("paused");
  button.setAttribute("aria-pressed", isNowPaused);
  document.getElementById("pausedchip").hidden = !isNowPaused;
  release();
});
