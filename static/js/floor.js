// The floor's own socket: whole pictures, at most one a second, so nothing has to be repaired. What is older than five seconds
// is shaded. Paused pages keep the newest picture and show it when they go on.
const page = document.querySelector("[data-floor]");
const wall = page.dataset.floor === "wall";
const WORDS = { live: "Live", retry: "Reconnecting", off: "Disconnected", paused: "Paused" };
const STALE = 5000;
let socket = null, heard = performance.now(), attempts = 0, paused = false, newest = null;

function say(state) {
  const chip = document.getElementById("link");
  if (!chip) return;
  chip.dataset.state = state === "paused" ? "retry" : state;
  chip.querySelector("[data-text]").textContent = WORDS[state];
}

function show(frame) {
  if (!htmx.swap) return;
  const target = document.getElementById("floor");
  htmx.swap({ text: frame.content, sourceElement: target, target, swap: "none" }).then(shade);
}

function shade() {
  const floor = document.getElementById("floor");
  floor?.classList.toggle("stale", paused || performance.now() - heard > STALE);
  const button = document.getElementById("floor-pause");
  if (!button) return;
  button.setAttribute("aria-pressed", String(paused));
  button.querySelector("[data-text]").textContent = paused ? "Go on" : "Pause updates";
}

function connect() {
  const mine = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws/floor/${wall ? "?wall=1" : ""}`);
  socket = mine;
  mine.onopen = () => { attempts = 0; say(paused ? "paused" : "live"); };
  mine.onmessage = ({ data }) => {
    heard = performance.now();
    const frame = JSON.parse(data);
    if (paused) newest = frame; else show(frame);
  };
  mine.onclose = ({ code }) => {
    if (mine !== socket) return;
    socket = null;
    if (code === 4403) return say("off");
    say("retry");
    setTimeout(connect, Math.min(15000, 300 * 2 ** attempts++) * (0.5 + Math.random()));
  };
}

document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-floor-pause]")) return;
  paused = !paused;
  say(paused ? "paused" : socket ? "live" : "retry");
  if (!paused && newest) show(newest);
  newest = null;
  shade();
});

setInterval(() => {
  shade();
  if (socket?.readyState === WebSocket.OPEN && performance.now() - heard > 15000) socket.close();
}, 1000);
connect();
