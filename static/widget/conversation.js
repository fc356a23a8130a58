// The conversation without its looks. Turns have gap-free positions: whatever arrives twice is dropped, whatever is
// missing is fetched. What the customer does stands in the store until the server has it, and goes out in order.
import { call, newId, Refused } from "./api.js";

const POLL = 3000, POLL_HIDDEN = 15000, SILENCE = 45000, LONGEST_WAIT = 20000;
const backOff = (failures) => Math.min(LONGEST_WAIT, 500 * 2 ** failures) * (0.5 + Math.random() / 2);

export class Conversation {
  /** `show` draws: turn, pending, unsent, refused, gone, state, link and begun. */
  constructor(site, store, show) {
    Object.assign(this, { site, store, show, last: 0, failures: 0, misses: 0, heard: 0, typedAt: 0, ticket: "" });
  }

  get id() { return this.store.read().conversation; }
  get socketIsOpen() { return this.socket?.readyState === WebSocket.OPEN; }

  start() {
    for (const item of this.store.read().unsent) this.show.pending(item);
    const wake = () => { if (!document.hidden) { this.flush(); this.look(); } };
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    this.flush();
    this.look();
  }

  // What the customer does

  say(text) { this.put({ client_id: newId(), text }); }
  askForPerson() { this.put({ client_id: newId(), person: true }); }
  put(item) {
    this.store.add(item);
    this.show.pending(item);
    this.flush();
  }

  again(id) {
    const { unsent } = this.store.read();
    this.store.change({ unsent: unsent.map((item) => (item.client_id === id ? { ...item, refused: "" } : item)) });
    this.flush();
  }

  discard(id) {
    this.store.drop(id);
    this.show.gone(id);
  }

  typing() {
    if (!this.id || Date.now() - this.typedAt < 3000) return;
    this.typedAt = Date.now();
    this.ask("POST", "typing/", {}).catch(() => {});
  }

  async leave() {
    if (!this.id) return;
    await this.ask("POST", "closure/", {}).then((told) => this.learn(told.state), () => {});
  }

  // Sending, in order, one at a time

  async flush() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.retry);
    try {
      for (let item; (item = this.store.read().unsent.find((each) => !each.refused)); ) await this.deliver(item);
      this.failures = 0;
    } catch (refusal) {
      this.wait(refusal);
    } finally {
      this.sending = false;
    }
  }

  async deliver(item) {
    try {
      await this.open();
      const told = await this.ask("POST", item.person ? "person/" : "turns/", { client_id: item.client_id, text: item.text });
      this.store.drop(item.client_id);
      this.show.link("live");
      if (item.person) this.show.gone(item.client_id);
      if (told.turn) this.take(told.turn);
      if (told.state) this.learn(told.state);
    } catch (refusal) {
      if (!(refusal instanceof Refused) || refusal.again) throw refusal;
      this.refuse(item, refusal);
    }
  }

  refuse(item, refusal) {
    if ([401, 404].includes(refusal.status) && this.id) return this.forget({ token: "", conversation: "" });
    if (refusal.status === 409 && !item.person && this.id) return this.forget({ conversation: "" });
    const { unsent } = this.store.read();
    const refused = refusal.message || "?";
    this.store.change({ unsent: unsent.map((each) => (each.client_id === item.client_id ? { ...each, refused } : each)) });
    this.show.refused(item.client_id, refused);
  }

  /** The conversation is over or unknown: the next thing said opens a new one. */
  forget(changes) {
    this.store.change(changes);
    this.last = 0;
    this.hangUp();
  }

  wait(refusal) {
    const after = refusal.after ? refusal.after * 1000 : backOff(this.failures++);
    this.show.link(refusal.status === 429 ? refusal.message : "off");
    for (const item of this.store.read().unsent) if (!item.refused) this.show.unsent(item.client_id);
    this.retry = setTimeout(() => this.flush(), after);
  }

  async open() {
    if (this.id) return;
    const kept = this.store.read();
    const about = { site: this.site, name: kept.name, email: kept.email, language: navigator.language.slice(0, 2) };
    const told = await call("POST", "conversations/", kept.token, about);
    this.store.change({ token: told.token, conversation: told.conversation });
    this.show.begun();
    this.learn(told.state);
    this.look();
  }

  ask(method, path, body) { return call(method, `conversations/${this.id}/${path}`, this.store.read().token, body); }

  // Hearing

  take(turn) {
    if (turn.position <= this.last) return;
    if (turn.position > this.last + 1) { this.fetch(); return; }
    this.last = turn.position;
    if (turn.client_id) this.store.drop(turn.client_id);
    this.show.turn(turn);
  }

  learn(state) {
    if (state.socket) this.ticket = state.socket;
    this.show.state(state);
    if (state.last > this.last) this.fetch();
  }

  /** Everything after the last turn known here, and how things stand. One fetch at a time. */
  fetch() {
    this.fetching ??= this.read().finally(() => { this.fetching = null; });
    return this.fetching;
  }

  async read() {
    const id = this.id;
    for (let more = true; more && id && id === this.id; ) {
      const told = await this.ask("GET", `turns/?after=${this.last}`).catch((refusal) => this.missed(refusal));
      if (!told || id !== this.id) return;
      this.misses = 0;
      this.show.link("live");
      for (const turn of told.turns) if (turn.position === this.last + 1) this.take(turn);
      more = told.more;
      if (!more) { this.ticket = told.state.socket; this.show.state(told.state); }
    }
  }

  missed(refusal) {
    if ([401, 404].includes(refusal.status)) this.forget({ token: "", conversation: "" });
    else if (++this.misses > 1) this.show.link("off");
  }

  /** The watch: with a socket nothing but its liveness; without one it polls and tries to open one. */
  async look() {
    clearTimeout(this.watch);
    if (this.socketIsOpen && Date.now() - this.heard > SILENCE) this.hangUp();
    if (this.id && !this.socketIsOpen) {
      await this.fetch();
      this.dial();
    }
    if (this.misses && navigator.onLine) this.flush();
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.look(), document.hidden ? POLL_HIDDEN : POLL);
  }

  dial() {
    if (!this.id || !this.ticket || this.socket || Date.now() < (this.dialAt || 0)) return;
    const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/ws/widget/${this.ticket}/`);
    this.socket = socket;
    this.dialled = (this.dialled || 0) + 1;
    socket.onopen = () => { this.heard = Date.now(); this.dialled = 0; this.fetch(); this.flush(); };
    socket.onmessage = (event) => { if (socket === this.socket) this.hear(JSON.parse(event.data)); };
    socket.onclose = () => { if (socket === this.socket) this.hangUp(); };
  }

  hangUp() {
    const socket = this.socket;
    this.socket = null;
    this.dialAt = Date.now() + backOff(this.dialled || 0);
    if (socket) { socket.onclose = null; socket.close(); }
  }

  hear(frame) {
    this.heard = Date.now();
    if (frame.turn) this.take({ ...frame.turn, position: frame.seq });
    if (frame.state) this.learn(frame.state);
    if (frame.typing) this.show.typing(frame.typing);
  }
}
