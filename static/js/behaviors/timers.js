// One tick a second for every timer, by the server's clock. The server writes the moment; the text without script is that moment.
import { sayNow } from "./announcer.js";

let offset = 0;
const setClock = (now) => (offset = now - Date.now());
if (document.body.dataset.now) setClock(Number(document.body.dataset.now));
document.addEventListener("desk:clock", ({ detail }) => detail.now && setClock(detail.now));

export const serverNow = () => Date.now() + offset;

export function words(seconds) {
  const s = Math.abs(Math.trunc(seconds));
  if (s >= 86400) return `${Math.floor(s / 86400)} d`;
  if (s >= 3600) return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, "0")}`;
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function countDown(element) {
  const left = (Date.parse(element.dataset.deadline) - serverNow()) / 1000;
  const isOver = left < 0;
  set(element, isOver ? `overdue ${words(left)}` : words(Math.ceil(left)));
  const timer = element.closest(".timer, .chip, .offer");
  if (!timer) return;
  const whole = Number(element.dataset.whole ?? 0);
  timer.classList.toggle("bad", isOver);
  timer.classList.toggle("warn", !isOver && whole > 0 && left <= whole * 0.2);
  if (isOver && element.dataset.breach && !element.dataset.told) {
    element.dataset.told = "yes";
    sayNow(element.dataset.breach);
  }
}

function drain(bar) {
  const left = Math.max(0, (Date.parse(bar.dataset.until) - serverNow()) / 1000);
  bar.value = Math.min(bar.max, left);
}

export function tick() {
  document.querySelectorAll("[data-deadline]").forEach(countDown);
  document.querySelectorAll("[data-since]").forEach((e) => set(e, words((serverNow() - Date.parse(e.dataset.since)) / 1000)));
  document.querySelectorAll("progress[data-until]").forEach(drain);
}

tick();
setInterval(tick, 1000);
document.addEventListener("htmx:after:swap", tick);
