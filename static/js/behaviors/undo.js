// A form with data-behavior="undoable" is sent 5 s after it was submitted, unless Undo is pressed. Leaving the page sends it at once.
import { post } from "../post.js";
import { say } from "./announcer.js";

const PAUSE = 5000;
let pending = null;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-behavior~=undoable]");
  if (!form || form.dataset.sure) return;
  event.preventDefault();
  if (pending) return;
  const bar = document.getElementById("undobar").content.firstElementChild.cloneNode(true);
  bar.querySelector("[data-text]").textContent = form.dataset.doing;
  document.body.append(bar);
  bar.querySelector("button").focus();
  say(`${form.dataset.doing} Undo is possible for 5 seconds`);
  pending = { form, bar, timer: setTimeout(go, PAUSE) };
});

function stop() {
  clearTimeout(pending.timer);
  pending.bar.remove();
  pending = null;
}

function go() {
  const { form } = pending;
  stop();
  form.dataset.sure = "yes";
  form.submit();
}

document.addEventListener("click", ({ target }) => {
  if (pending && target.closest("[data-behavior~=undo]")) {
    pending.form.querySelector("button")?.focus();
    stop();
  }
});
addEventListener("pagehide", () => {
  if (!pending) return;
  const { form } = pending;
  stop();
  post(form.action, new FormData(form), { keepalive: true }).catch(() => {});
});
