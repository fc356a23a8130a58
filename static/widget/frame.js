// The chat's looks. Every sentence comes from the page's #words (cases/channels/widget/words.py).
import { Conversation } from "./conversation.js";
import { openStore } from "./store.js";

const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const { site, limit } = document.body.dataset;
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const list = $("turns"), log = $("log"), box = $("text"), notice = $("notice");
const store = openStore(site);
let unread = 0, isOpen = parent === window, closed = false, hush;

const make = (name, className, text) => {
  const el = document.createElement(name);
  if (className) el.className = className;
  if (text !== undefined) el.textContent = text;
  return el;
};
const tell = (agentdesk, more = {}) => parent !== window && parent.postMessage({ agentdesk, ...more }, "*");
const pendingOf = (id) => list.querySelector(`[data-client="${CSS.escape(id)}"]`);
const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 60;
const toEnd = () => { log.scrollTop = log.scrollHeight; wasAtEnd = true; };
// Who reads the newest words keeps them in sight when the head grows, a phone's keyboard opens or the font comes. The word of
// a scroll comes late: where the room has changed meanwhile, it says nothing of where the reader was.
let wasAtEnd = true, room = "";
const roomNow = () => `${log.clientHeight} ${log.scrollHeight}`;
const isReadingEnd = () => room === roomNow() ? atEnd() : wasAtEnd;
log.addEventListener("scroll", () => { wasAtEnd = isReadingEnd(); room = roomNow(); });
const keep = new ResizeObserver(() => { if (wasAtEnd) toEnd(); room = roomNow(); });
for (const part of [log, ...log.children]) keep.observe(part);

function bubble(side, who, text, at) {
  const li = make("li", `turn ${side}`);
  const head = make("p", "who", who);
  if (at) {
    const time = make("time", "", new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    time.dateTime = at;
    head.append(" ", time);
  }
  li.append(head, make("p", "text", text));
  return li;
}

function action(text, run) {
  const button = make("button", "link", text);
  button.type = "button";
  button.addEventListener("click", run);
  return button;
}

const show = {
  turn(turn) {
    const stick = wasAtEnd = isReadingEnd();
    const mine = turn.speaker === "customer";
    const li = bubble(mine ? "me" : turn.speaker, mine ? say("you") : turn.name, turn.text, turn.at);
    li.id = `t${turn.position}`;
    for (const source of turn.sources || []) li.append(make("p", "source", say("source", { title: source })));
    const pending = turn.client_id && pendingOf(turn.client_id);
    if (pending) pending.remove();
    list.insertBefore(li, list.querySelector(".pending"));
    if (!mine) { show.typing(null); if (!isOpen) tell("unread", { count: ++unread }); }
    if (stick || mine) toEnd();
  },
  pending(item) {
    if (pendingOf(item.client_id)) return;
    const li = item.person ? make("li", "line pending", say("asking_person")) : bubble("me pending", say("you"), item.text);
    li.dataset.client = item.client_id;
    const state = make("p", "state", say("sending"));
    li.append(state);
    list.append(li);
    if (item.refused) show.refused(item.client_id, item.refused);
    toEnd();
  },
  unsent(id) { pendingOf(id)?.querySelector(".state").replaceChildren(say("not_sent")); },
  refused(id, reason) {
    const state = pendingOf(id)?.querySelector(".state");
    if (!state) return;
    state.classList.add("bad");
    state.replaceChildren(say("refused", { reason }), " ",
      action(say("again"), () => { state.classList.remove("bad"); state.replaceChildren(say("sending")); chat.again(id); }), " ",
      action(say("discard"), () => chat.discard(id)));
  },
  gone(id) { pendingOf(id)?.remove(); },
  begun() {
    if (list.querySelector(".turn:not(.pending)")) {
      for (const el of list.querySelectorAll("[id]")) el.removeAttribute("id");
      list.insertBefore(make("li", "line", say("new_conversation")), list.querySelector(".pending"));
    }
    $("about").hidden = true;
    tell("active");
  },
  state(state) {
    closed = state.answers === "closed";
    $("who").textContent = say(`who_${state.answers}`, state);
    document.body.dataset.answers = state.answers;
    $("person").hidden = state.answers === "person" || state.answers === "waiting" || closed;
    $("leave").hidden = closed;
    $("about").hidden = true;
    if (state.typing !== undefined) show.typing(state.typing);
  },
  typing(name) {
    clearTimeout(hush);
    $("typing").textContent = name ? say("typing", { name }) : "";
    if (name) hush = setTimeout(() => show.typing(null), 6000);
  },
  link(how) {
    const text = how === "live" ? "" : how === "off" ? say("offline") : how;
    if (notice.textContent !== text) notice.textContent = text;
  },
};

const chat = new Conversation(site, store, show);

function send(event) {
  event.preventDefault();
  const text = box.value.trim();
  if (!text || text.length > limit) return measure();
  if (!store.read().conversation) store.change({ name: $("name").value.trim(), email: $("email").value.trim() });
  chat.say(text);
  box.value = "";
  measure();
  box.focus();
}

function measure() {
  const left = limit - box.value.trim().length;
  const text = left < 0 ? say("too_long", { over: -left, limit }) : left < 200 ? say("left", { left }) : "";
  $("count").textContent = text;
  $("count").classList.toggle("bad", left < 0);
  box.setAttribute("aria-invalid", String(left < 0));
}

$("write").addEventListener("submit", send);
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
});
box.addEventListener("input", () => { measure(); chat.typing(); });
$("person").addEventListener("click", () => { $("person").hidden = true; chat.askForPerson(); box.focus(); });
$("leave").addEventListener("click", () => chat.leave());
$("close").addEventListener("click", () => tell("close"));
addEventListener("keydown", (event) => { if (event.key === "Escape") tell("close"); });
addEventListener("message", (event) => {
  if (event.source !== parent || !event.data) return;
  if (event.data.agentdesk === "opened") { isOpen = true; unread = 0; toEnd(); box.focus(); }
  if (event.data.agentdesk === "closed") isOpen = false;
});
// Until here the page takes nothing, because nothing would send it.
box.readOnly = $("send").disabled = $("person").disabled = false;
if (parent === window) $("close").hidden = true;
if (store.read().conversation) $("about").hidden = true;
chat.start();
