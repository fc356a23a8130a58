// In a text field only Ctrl/⌘ chords that no keyboard layout uses for characters; single letters only outside fields, and they can be
// switched off (WCAG 2.1.4). Alt and Ctrl+Alt are never used: they type characters on European keyboards.
import { buttonOf, openPalette } from "./palette.js";
import { walkPanes } from "./panes.js";

const press = (name) => buttonOf(name)?.click();
// {letter: command}, as the person chose them.
const LETTERS = JSON.parse(document.body.dataset.letters ?? "{}");
const STEPS = { next: 1, previous: -1 };
const SECTIONS = { d: "desk", f: "floor", r: "reviews", k: "knowledge" };
const CHORDS = { k: openPalette, ".": () => press("use"), "/": () => help() };
let isGoing = 0;

const help = () => document.getElementById("keys")?.showModal();

function step(direction) {
  const cases = [...document.querySelectorAll(".inbox a.case")];
  if (!cases.length) return;
  const focused = cases.indexOf(document.activeElement);
  const at = focused >= 0 ? focused : cases.findIndex((c) => c.hasAttribute("aria-current"));
  cases[(at + direction + cases.length) % cases.length].focus();
}

function letter(key) {
  if (Date.now() - isGoing < 1500 && SECTIONS[key]) {
    isGoing = 0;
    document.querySelector(`[data-section="${SECTIONS[key]}"]`)?.click();
    return true;
  }
  if (key === "g") isGoing = Date.now();
  else if (STEPS[LETTERS[key]]) step(STEPS[LETTERS[key]]);
  else if (key === "/") openPalette();
  else if (key === "?") help();
  else if (LETTERS[key]) press(LETTERS[key]);
  else return false;
  return true;
}

const FIELD = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], dialog";

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const isChord = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (event.key === "F6") walkPanes(event.shiftKey ? -1 : 1);
  else if (isChord && CHORDS[event.key]) CHORDS[event.key]();
  else if (isChord || event.altKey || event.ctrlKey || event.target.closest(FIELD)) return;
  else if (document.body.dataset.keys === "off" || !letter(event.key)) return;
  event.preventDefault();
});

// Ctrl+Enter inside an action's card runs it; nothing else does.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.(".card form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-main]") ?? undefined);
});
