// Light or dark at once, and kept for the person on the server (a cookie for who is not signed in).
import { post } from "../post.js";

const root = document.documentElement;
const isDark = () => (root.dataset.theme ?? "") === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-behavior~=theme]");
  if (!form) return;
  event.preventDefault();
  const next = isDark() ? "light" : "dark";
  root.dataset.theme = next;
  document.dispatchEvent(new CustomEvent("desk:theme", { detail: { theme: next } }));
  post(form.action, { theme: next }).catch(() => {});
});
