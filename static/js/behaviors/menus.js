// Popover menus stand under their button; arrow keys walk through them. <details class="menuof"> closes on Esc and on a click elsewhere.
document.addEventListener(
  "toggle",
  ({ target, newState }) => {
    if (!target.matches?.(".menu[popover]") || newState !== "open") return;
    const button = document.querySelector(`[popovertarget="${target.id}"]`)?.getBoundingClientRect();
    if (!button) return;
    const top = Math.min(button.bottom + 4, innerHeight - target.offsetHeight - 8);
    const left = Math.max(8, Math.min(button.right - target.offsetWidth, innerWidth - target.offsetWidth - 8));
    Object.assign(target.style, { insetBlockStart: `${top}px`, insetInlineStart: `${left}px`, margin: "0" });
    target.querySelector("button, a")?.focus();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu");
  if (event.key === "Escape") close(event.target.closest?.("details.menuof"), true);
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key) || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("button, a")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
});

document.addEventListener("click", ({ target }) => {
  for (const open of document.querySelectorAll("details.menuof[open]")) if (!open.contains(target)) close(open);
});

// A choice in a menu closes it; the focus goes back to its button.
document.addEventListener("submit", ({ target }) => {
  close(target.closest("details.menuof"), true);
  target.closest(".menu:popover-open")?.hidePopover();
});

function close(details, withFocus = false) {
  if (!details?.open) return;
  details.open = false;
  if (withFocus) details.querySelector("summary").focus();
}

// Dialogs: <button data-opens="id">, and a button with data-closes inside.
document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  target.closest("[data-closes]")?.closest("dialog").close();
});
