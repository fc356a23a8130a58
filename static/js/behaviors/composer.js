// Reply and note are two fields: switching never carries text over. A send goes by HTTP with a key, waits while the page is stale,
// stands as "Not sent yet" while the link is down, and the field is emptied only when the server has it.
import { post } from "../post.js";
import { isStale, lastSeen, link, take } from "../stream.js";
import { say } from "./announcer.js";
import { notice } from "./notices.js";

const form = document.getElementById("composer");
const queue = [];
let isSending = false;

export const modeNow = () => form?.querySelector("[name=mode]:checked")?.value ?? "reply";
export const fieldOf = (mode) => form?.querySelector(`textarea[data-mode="${mode}"]`);

export function setMode(mode) {
  const radio = form?.querySelector(`[name=mode][value="${mode}"]`);
  if (!radio) return;
  radio.checked = true;
  showMode();
  fieldOf(mode).focus();
}

function showMode() {
  for (const field of form.querySelectorAll("textarea[data-mode]")) {
    field.hidden = field.dataset.mode !== modeNow();
    field.disabled = field.hidden;
  }
}

export function putReply(text, source = "") {
  setMode("reply");
  const field = fieldOf("reply");
  field.value = text;
  form.elements.suggestion && (form.elements.suggestion.value = source);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  selectGap(field);
}

// A saved reply's unfilled {{field}} is selected, and sending waits until none is left.
export function selectGap(field) {
  const gap = /\{\{[^}]*\}\}/.exec(field.value);
  if (gap) field.setSelectionRange(gap.index, gap.index + gap[0].length);
  return Boolean(gap);
}

function hint(words, isBad = false) {
  const line = document.getElementById("hint");
  line.textContent = words;
  line.classList.toggle("bad", isBad);
}

function send(isAnyway = false) {
  const mode = modeNow();
  const field = fieldOf(mode);
  const text = field.value.trim();
  if (!text) return field.focus();
  if (mode === "reply" && selectGap(field)) return hint("Fill in the marked part first", true);
  const item = {
    mode,
    text,
    key: crypto.randomUUID(),
    basis: isAnyway ? 0 : lastSeen(),
    address: mode === "note" ? form.dataset.notes : form.action,
    suggestion: form.elements.suggestion?.value ?? "",
  };
  queue.push(item);
  flush();
}

async function flush() {
  if (isSending || !queue.length) return;
  if (isStale()) return wait(queue[0]);
  isSending = true;
  const item = queue[0];
  try {
    const fields = { text: item.text, suggestion: item.suggestion, external_id: item.key };
    if (item.basis) fields.basis_seq = item.basis;
    const answer = await post(item.address, fields, { key: item.key });
    // A server in trouble says nothing about this message: the same key makes sending it again safe.
    if (answer.status >= 500 && (item.tries = (item.tries ?? 0) + 1) < 10) throw new Error("server");
    answered(item, answer);
  } catch {
    wait(item);
    setTimeout(flush, 2000);
  } finally {
    isSending = false;
  }
  if (queue.length && queue[0] !== item) flush();
}

function wait(item) {
  hint(link() === "live" ? "Waiting for the newest messages…" : "Not sent yet. It goes out when the link is back.", true);
  if (link() !== "live") showPending(item);
}

function showPending(item) {
  const id = `pending-${item.key}`;
  if (document.getElementById(id)) return;
  const line = document.getElementById("pendingturn").content.firstElementChild.cloneNode(true);
  line.id = id;
  line.querySelector("p").textContent = item.text;
  document.getElementById("turns").append(line);
}

function answered(item, { ok, data }) {
  queue.shift();
  document.getElementById(`pending-${item.key}`)?.remove();
  hint("");
  if (ok) return sent(item, data);
  if (data.code === "conversation_moved_on") return conflict(item);
  notice(data.message ?? "This was not sent.", data.advice ?? "Your text is kept. Try again.");
}

function sent(item, data) {
  const field = fieldOf(item.mode);
  if (field.value.trim() === item.text) field.value = "";
  if (form.elements.suggestion) form.elements.suggestion.value = "";
  document.dispatchEvent(new CustomEvent("desk:sent", { detail: item }));
  document.getElementById("conflict").replaceChildren();
  (data.frames ?? []).forEach(take);
  say(item.mode === "note" ? "Note saved" : "Sent");
}

// Somebody wrote in between: the card shows what, and asks.
async function conflict(item) {
  const box = document.getElementById("conflict");
  const answer = await fetch(`${form.dataset.conflict}?after=${item.basis}`);
  box.innerHTML = await answer.text();
  box.querySelector("button")?.focus();
}

// Whether this person leads the contact; the header's fragment says who does.
function showOwner() {
  const owner = document.getElementById("casestate")?.dataset;
  if (!owner) return;
  const isMine = owner.agent === document.body.dataset.user && owner.state === "connected";
  form.toggleAttribute("data-readonly", !isMine);
  form.querySelector("[name=mode][value=reply]").disabled = !isMine;
  if (!isMine && modeNow() === "reply") {
    form.querySelector("[name=mode][value=note]").checked = true;
    showMode();
  }
}

if (form) {
  showMode();
  showOwner();
  document.addEventListener("htmx:after:swap", showOwner);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  form.addEventListener("change", ({ target }) => {
    if (target.name !== "mode") return;
    showMode();
    fieldOf(modeNow()).focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && event.target.matches("textarea") && !event.defaultPrevented) {
      document.getElementById("scroller").focus();
    }
  });
  document.addEventListener("desk:link", flush);
  document.addEventListener("desk:stale", flush);
  document.addEventListener("desk:frame", flush);
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-command~=reply]")) setMode("reply");
  if (target.closest("[data-command~=note]")) setMode("note");
  if (target.closest("[data-behavior~=send-anyway]")) {
    document.getElementById("conflict").replaceChildren();
    send(true);
  }
  if (target.closest("[data-behavior~=edit-reply]")) {
    document.getElementById("conflict").replaceChildren();
    fieldOf("reply").focus();
  }
  const use = target.closest("[data-behavior~=use-text]");
  if (use) {
    putReply(use.dataset.text, use.dataset.suggestion ?? "");
    say("Placed in the message box. Review before sending");
  }
});
