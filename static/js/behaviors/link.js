// Says in words how the link stands: the chip in the top bar and the banner above the conversation.
import { retryNow } from "../stream.js";
import { say, sayNow } from "./announcer.js";

const WORDS = { live: "Live", retry: "Reconnecting", off: "Disconnected", idle: "Connecting" };
let alarm = 0;

document.addEventListener("desk:link", ({ detail }) => {
  const chip = document.getElementById("link");
  if (chip) {
    chip.dataset.state = detail.state;
    chip.querySelector("[data-text]").textContent = WORDS[detail.state];
  }
  banner(detail);
  announce(detail.state);
});

function banner({ state, reason }) {
  const box = document.getElementById("offline");
  if (!box) return;
  box.hidden = state === "live" || state === "idle";
  const words = {
    rights: "You are signed out or may no longer see this. Sign in again; what you wrote is kept.",
    step: "This page fell out of step. Reload it; what you wrote is kept.",
  };
  box.querySelector("[data-text]").textContent =
    words[reason] ?? "You can keep typing, nothing you write is lost. Suggestions are paused.";
}

function announce(state) {
  clearTimeout(alarm);
  if (state === "retry") alarm = setTimeout(() => sayNow("The connection is lost. Reconnecting."), 3500);
  if (state === "live") say("Connected");
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-behavior~=retry]")) return;
  if (document.documentElement.dataset.link === "off") location.reload();
  else retryNow();
});
