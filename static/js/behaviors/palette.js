// Ctrl/⌘+K: every command, and cases and articles by search. Commands press the button that the page shows for them.
const dialog = document.getElementById("palette");
const field = document.getElementById("pq");
const list = document.getElementById("popts");
const found = document.getElementById("pfound");
let asked = 0;

export function openPalette() {
  if (!dialog || dialog.open) return;
  for (const option of list.querySelectorAll("[data-run]")) option.hidden = !buttonOf(option.dataset.run);
  field.value = "";
  found.replaceChildren();
  narrow("");
  dialog.showModal();
}

export const buttonOf = (name) => document.querySelector(`[data-command~="${name}"]:not([disabled])`);

const options = () => [...list.querySelectorAll("[role=option]")].filter((o) => !o.hidden && !o.dataset.out);

function select(option) {
  for (const other of list.querySelectorAll("[aria-selected=true]")) other.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option?.id ?? "");
}

function narrow(words) {
  for (const option of list.querySelectorAll("[data-run], [data-go-to]")) {
    if (option.closest("#pfound")) continue;
    const fits = option.textContent.toLowerCase().includes(words);
    fits ? delete option.dataset.out : (option.dataset.out = "yes");
    option.classList.toggle("vhidden", !fits);
  }
  tidy();
  select(options()[0]);
}

// A heading stands over options only; with none at all the palette says so.
function tidy() {
  for (const group of list.querySelectorAll("[role=group]")) group.hidden = !options().some((o) => group.contains(o));
  document.getElementById("pnone").hidden = options().length > 0;
}

async function search(words) {
  const mine = ++asked;
  if (words.length < 2) return found.replaceChildren(), tidy();
  const answer = await fetch(`${dialog.dataset.search}?q=${encodeURIComponent(words)}`).catch(() => null);
  if (mine !== asked || !answer?.ok) return;
  found.innerHTML = await answer.text();
  tidy();
  if (!list.querySelector("[aria-selected=true]")) select(options()[0]);
}

function run(option) {
  dialog.close();
  if (option.dataset.goTo) location.assign(option.dataset.goTo);
  else buttonOf(option.dataset.run)?.click();
}

let pause = 0;
field?.addEventListener("input", () => {
  const words = field.value.trim().toLowerCase();
  narrow(words);
  clearTimeout(pause);
  pause = setTimeout(search, 150, words);
});
field?.addEventListener("keydown", (event) => {
  const shown = options();
  const at = shown.findIndex((o) => o.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    select(shown[(at + step + shown.length) % shown.length]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (shown[at]) run(shown[at]);
  }
});
list?.addEventListener("click", ({ target }) => {
  const option = target.closest("[role=option]");
  if (option) run(option);
});
dialog?.addEventListener("click", ({ target }) => target === dialog && dialog.close());
document.addEventListener("click", ({ target }) => target.closest("[data-behavior~=palette]") && openPalette());
