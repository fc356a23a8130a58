// What is typed survives reload, crash and transfer: in this tab after 250 ms, on the server after 2 s, each mode apart.
import { post } from "../post.js";
import { fieldOf } from "./composer.js";

const form = document.getElementById("composer");
const timers = { reply: {}, note: {} };
const keyOf = (mode) => `draft:${form.dataset.case}:${mode}`;

function keep(mode) {
  const field = fieldOf(mode);
  sessionStorage.setItem(keyOf(mode), JSON.stringify({ text: field.value, version: Number(field.dataset.version) }));
}

async function save(mode) {
  const field = fieldOf(mode);
  const text = field.value;
  const address = form.dataset.drafts.replace("MODE", mode);
  try {
    const { ok, status, data } = await post(address, { text, version: field.dataset.version }, { method: "PUT" });
    if (ok) saved(field, mode, data.version);
    else if (status === 409) takeNewer(field, data.details ?? data);
  } catch {
    timers[mode].server = setTimeout(save, 5000, mode);
  }
}

function saved(field, mode, version) {
  field.dataset.version = version;
  keep(mode);
  document.getElementById("hint").textContent = field.value ? "Draft saved" : "";
}

// The same person wrote in another window: that version stands on the server, this text stays in the field.
function takeNewer(field, { version, text }) {
  field.dataset.version = version;
  if (!field.value.includes(text)) field.value = `${text}\n${field.value}`.trim();
}

function changed(mode) {
  clearTimeout(timers[mode].tab);
  clearTimeout(timers[mode].server);
  timers[mode].tab = setTimeout(keep, 250, mode);
  timers[mode].server = setTimeout(save, 2000, mode);
}

function restore(mode) {
  const field = fieldOf(mode);
  const kept = JSON.parse(sessionStorage.getItem(keyOf(mode)) ?? "null");
  if (kept && kept.version >= Number(field.dataset.version) && kept.text !== field.value) {
    field.value = kept.text;
    changed(mode);
  }
}

if (form) {
  for (const mode of ["reply", "note"]) {
    restore(mode);
    fieldOf(mode).addEventListener("input", () => changed(mode));
  }
  document.addEventListener("desk:sent", ({ detail }) => {
    clearTimeout(timers[detail.mode].tab);
    clearTimeout(timers[detail.mode].server);
    fieldOf(detail.mode).dataset.version = Number(fieldOf(detail.mode).dataset.version) + 1;
    keep(detail.mode);
    save(detail.mode);
  });
  addEventListener("pagehide", () => ["reply", "note"].forEach((mode) => fieldOf(mode).value && keep(mode)));
}
