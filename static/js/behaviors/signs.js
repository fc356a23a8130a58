// Signs of life of others: who types (forgotten after 6 s) and who looks at the same case (after 25 s).
import { post } from "../post.js";
import { modeNow } from "./composer.js";

const TYPING = 6000;
const VIEWING = 25000;
const typing = new Map();
const viewing = new Map();

document.addEventListener("desk:sign", ({ detail }) => {
  const now = Date.now();
  if (detail.typing) typing.set(detail.typing.name, now);
  if (detail.viewing) viewing.set(detail.viewing.id, { ...detail.viewing, at: now });
  if (detail.left) viewing.delete(detail.left.id);
  render();
});

function render() {
  const now = Date.now();
  for (const [name, at] of typing) if (now - at > TYPING) typing.delete(name);
  for (const [id, { at }] of viewing) if (now - at > VIEWING) viewing.delete(id);
  const line = document.getElementById("agents-typing");
  if (!line) return;
  const names = [...typing.keys()];
  setText(line, names.length ? `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} typing…` : "");
  showViewers([...viewing.values()]);
}

function showViewers(people) {
  const box = document.getElementById("viewers");
  box.hidden = !people.length;
  if (!people.length) return;
  setText(box.querySelector(".avatar"), people[0].initials);
  const words = people.length > 1 ? `${people[0].name} and ${people.length - 1} more are viewing` : `${people[0].name} is viewing`;
  for (const text of box.querySelectorAll("[data-text]")) setText(text, words);
}

const setText = (element, text) => element.textContent === text || (element.textContent = text);

setInterval(render, 1000);

// The customer's sign comes as a fragment; it fades by itself, and a message of theirs ends it.
const customer = () => document.getElementById("customer-typing");
let fading = 0;
document.addEventListener("htmx:after:swap", () => {
  if (!customer()?.textContent.trim()) return;
  clearTimeout(fading);
  fading = setTimeout(() => customer()?.replaceChildren(), TYPING);
});
document.addEventListener("desk:frame", ({ detail }) => {
  if (!detail.content.includes('class="turn cust')) return;
  customer()?.replaceChildren();
});

const form = document.getElementById("composer");
let told = 0;
form?.addEventListener("input", () => {
  if (modeNow() !== "reply" || !form.dataset.typing || Date.now() - told < 3000) return;
  told = Date.now();
  post(form.dataset.typing, {}).catch(() => {});
});
