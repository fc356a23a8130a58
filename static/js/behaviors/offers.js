// A new offer: the title counts it, a short tone plays where the person asked for it, one tab speaks.
import { say } from "./announcer.js";

const title = document.title;
const known = new Set([...document.querySelectorAll(".offer[data-offer]")].map((o) => o.dataset.offer));

document.addEventListener("htmx:after:swap", () => {
  const offers = [...document.querySelectorAll(".offer[data-offer]")];
  document.title = offers.length ? `(${offers.length}) ${title}` : title;
  const fresh = offers.filter((o) => !known.has(o.dataset.offer));
  for (const offer of fresh) {
    known.add(offer.dataset.offer);
    say(`New contact offered: ${offer.querySelector("h3")?.textContent}`);
  }
  if (fresh.length && document.body.dataset.sound === "on") once(tone);
  if (!document.hasFocus()) fresh.forEach(notify);
});

// Allowed in the preferences, for this browser. Several tabs with one offer make one notice: they share its tag.
function notify(offer) {
  if (localStorage["desk:notices"] !== "on" || globalThis.Notification?.permission !== "granted") return;
  const body = offer.querySelector(".muted").textContent.trim();
  const shown = new Notification("New contact offered", { body, tag: `offer-${offer.dataset.offer}` });
  shown.onclick = () => (window.focus(), shown.close());
}

// Of several tabs only the holder of the lock plays.
const once = (play) => navigator.locks?.request("agentdesk-sound", { ifAvailable: true }, async (lock) => lock && play());

async function tone() {
  const audio = new AudioContext();
  const gain = new GainNode(audio, { gain: 0.08 });
  const wave = new OscillatorNode(audio, { frequency: 660 });
  wave.connect(gain).connect(audio.destination);
  wave.start();
  wave.stop(audio.currentTime + 0.18);
  await new Promise((done) => setTimeout(done, 400));
  await audio.close();
}
