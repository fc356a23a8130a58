// A form that came over the socket has no token of its own; the page's is added when it is sent.
import { csrf } from "../post.js";

document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method === "post" && !formData.has("csrfmiddlewaretoken")) formData.set("csrfmiddlewaretoken", csrf());
});

// <select data-behavior="submit-on-change"> sends its form at once.
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-behavior~=submit-on-change]")) target.form.requestSubmit();
});

// A second press while the first is under way is the same press; htmx and the commands see to their own.
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (event.timeStamp - sent.get(form) < 2000) event.preventDefault();
  else setTimeout(() => event.defaultPrevented || sent.set(form, event.timeStamp));
});
