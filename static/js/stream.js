// The one socket of a page: server → browser only. Commands go by HTTP.
//
//   {stream, seq, content}        a frame; content holds <hx-partial> elements
//   {beat: {stream: seq}, now}    every 10 s, the true ends of the streams
//   {stream, content}             a sign that is not kept (the customer types)
//   {typing: …} {viewing: …}      signs of life of colleagues
//   {reload} {gone: address}      too much was missed; the right to see the case has ended
//
// Early frames wait 150 ms for the one before them; then the hole is repaired with GET changes/?after=N, which gives the same
// frames. Silence of 2.5 beats counts as a dead link: the browser itself may take a minute to notice.
import { Order } from "./order.js";

const BEAT = 10000;
const HOLD = 150;
const SHOW_LOSS_AFTER = 1500;

const wire = document.getElementById("wire");
const caseStream = wire?.dataset.case ? `case:${wire.dataset.case}` : null;
const order = new Order({
  ...(caseStream && { [caseStream]: Number(wire.dataset.after) }),
  desk: Number(wire?.dataset.desk ?? 0),
});

let socket = null;
let heard = 0;
let attempts = 0;
let lossTimer = 0;
let retryTimer = 0;
let repairing = null;
let state = "idle";

export const link = () => state;
export const lastSeen = () => (caseStream ? order.last.get(caseStream) : 0);
// A stale page must not send: what it shows may be out of date.
export const isStale = () => state !== "live" || repairing !== null || (caseStream !== null && order.hasHole(caseStream));

function tell(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

function setState(next, detail = {}) {
  if (state === next) return;
  state = next;
  document.documentElement.dataset.link = next;
  tell("desk:link", { state: next, ...detail });
}

async function show(frame) {
  if (!frame.content) return;
  try {
    await htmx.swap({ text: frame.content, sourceElement: wire, target: wire, swap: "none" });
  } catch (error) {
    console.error("frame not shown", frame.stream, frame.seq, error);
    setState("off", { reason: "step" });
  }
}

let showing = Promise.resolve();
export function take(frame) {
  for (const ready of order.take(frame)) {
    showing = showing.then(() => show(ready)).then(() => tell("desk:frame", ready));
  }
  if (order.hasHole(frame.stream)) setTimeout(() => order.hasHole(frame.stream) && repair(), HOLD);
  return showing;
}

export function repair() {
  repairing ??= fetchChanges().finally(() => {
    repairing = null;
    tell("desk:stale");
  });
  return repairing;
}

async function fetchChanges() {
  if (!caseStream) return;
  tell("desk:stale");
  try {
    const answer = await fetch(`${wire.dataset.changes}?after=${order.last.get(caseStream)}`, {
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) return;
    const { frames, reload } = await answer.json();
    if (reload) location.reload();
    else frames.forEach(take);
  } catch {
    // No network: the socket's own retry brings us back here.
  }
}

function onMessage(event) {
  heard = performance.now();
  const message = JSON.parse(event.data);
  if (message.beat) {
    tell("desk:clock", { now: message.now });
    if (order.behind(message.beat).includes(caseStream)) repair();
  } else if (message.seq) take(message);
  else if (message.stream) show(message);
  else if (message.reload) location.reload();
  else if (message.gone) leave(message.gone);
  else tell("desk:sign", message);
}

// The right to see this case has ended.
function leave(address) {
  location.assign(address);
}

function connect() {
  clearTimeout(retryTimer);
  const query = new URLSearchParams({ desk: order.last.get("desk") });
  if (caseStream) {
    query.set("case", wire.dataset.case);
    query.set("after", order.last.get(caseStream));
  }
  const mine = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws/desk/?${query}`);
  socket = mine;
  heard = performance.now();
  mine.onopen = () => mine === socket && opened();
  mine.onmessage = (event) => mine === socket && onMessage(event);
  mine.onclose = (event) => mine === socket && lost(event.code);
}

function opened() {
  attempts = 0;
  clearTimeout(lossTimer);
  lossTimer = 0;
  setState("live");
}

function lost(code) {
  socket = null;
  if (code === 4401 || code === 4403) return setState("off", { reason: "rights" });
  lossTimer ||= setTimeout(() => setState("retry"), SHOW_LOSS_AFTER);
  const delay = Math.min(15000, 300 * 2 ** attempts++);
  retryTimer = setTimeout(connect, delay * (0.5 + Math.random()));
}

// Drops a socket without waiting for its close event, which may take a minute.
function drop() {
  const dead = socket;
  if (!dead) return;
  lost(1006);
  dead.close();
}

function check() {
  if (performance.now() - heard >= BEAT * 2.5) drop();
}

export function retryNow() {
  attempts = 0;
  if (!socket) connect();
}

if (wire) {
  connect();
  setInterval(check, 1000);
  addEventListener("online", () => (check(), retryNow()));
  addEventListener("offline", drop);
  document.addEventListener("visibilitychange", () => document.hidden || check());
}
