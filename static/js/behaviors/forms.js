// A form that came over the socket has no token of its own; the page's is added when it is sent.
import { csrf } from "../post.js";

document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method === "post" && !formData.has("csrfmiddlewaretoken")) formData.set("csrfmiddlewaretoken", csrf());
});

// <select data-behavior="submit-on-change"> sends its form at once.
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-behavior~=submit-on-change]")) target.form.requestSubmit();
});
