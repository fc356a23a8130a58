// Refusals and failures of commands, shown until they are closed. Nothing that the screen shows already is repeated here.
import { sayNow } from "./announcer.js";

export function notice(message, advice = "") {
  const box = document.getElementById("notices");
  const item = document.getElementById("notice").content.firstElementChild.cloneNode(true);
  item.querySelector("[data-message]").textContent = message;
  item.querySelector("[data-advice]").textContent = advice;
  box.append(item);
  sayNow(`${message} ${advice}`);
}

document.addEventListener("click", ({ target }) => target.closest("[data-behavior~=close-notice]")?.closest(".refusal").remove());

const failed = () => notice("The server did not answer.", "Nothing was changed as far as this page knows. Try again.");
document.addEventListener("htmx:response:error", ({ detail }) => detail.ctx.response.status >= 500 && failed());
document.addEventListener("htmx:error", ({ detail }) => detail.ctx && failed());
