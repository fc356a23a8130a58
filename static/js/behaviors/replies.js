// "/" at the start of a line opens the saved replies: type to narrow, arrows and Enter to take one, Esc to leave.
import { selectGap, setMode } from "./composer.js";

const list = document.getElementById("replies");
const field = document.querySelector('textarea[data-mode="reply"]');
let start = -1;
let asked = 0;

const options = () => [...list.querySelectorAll("[role=option]")];
const isOpen = () => !list.hidden;

function wordBefore() {
  const before = field.value.slice(0, field.selectionStart);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return /^\/[\w-]*$/.test(line) ? { from: before.length - line.length, words: line.slice(1) } : null;
}

async function open(words, from) {
  start = from;
  const mine = ++asked;
  const answer = await fetch(`${list.dataset.source}?q=${encodeURIComponent(words)}`).catch(() => null);
  if (mine !== asked || !answer?.ok) return;
  list.innerHTML = await answer.text();
  list.hidden = false;
  select(options()[0]);
}

function close() {
  asked++;
  list.hidden = true;
  field.removeAttribute("aria-activedescendant");
}

function select(option) {
  for (const other of options()) other.setAttribute("aria-selected", other === option);
  if (option) field.setAttribute("aria-activedescendant", option.id);
  option?.scrollIntoView({ block: "nearest" });
}

function choose(option) {
  field.setRangeText(option.dataset.text, start, field.selectionStart, "end");
  close();
  field.focus();
  selectGap(field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

if (list && field) {
  field.addEventListener("input", () => {
    const word = wordBefore();
    word ? open(word.words, word.from) : close();
  });
  field.addEventListener("keydown", (event) => {
    if (!isOpen()) return;
    const shown = options();
    const at = shown.findIndex((o) => o.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) select(shown[(at + step + shown.length) % shown.length]);
    else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey && !event.metaKey && shown[at]) choose(shown[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    choose(option);
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-behavior~=saved-replies]")) return;
    setMode("reply");
    open("", field.selectionStart);
  });
}
