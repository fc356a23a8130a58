// Desktop notices belong to a browser, not to a person: the choice stays here. The browser is asked only on a click.
const card = document.getElementById("desktop-notices");
const button = card.querySelector("button");
const WORDS = {
  on: ["They are on.", "Switch them off"],
  off: ["They are off.", "Switch them on"],
  denied: ["Your browser blocks them for this site. Allow notifications in its settings, then reload.", ""],
};

function state() {
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && localStorage["desk:notices"] === "on" ? "on" : "off";
}

function show() {
  const [words, action] = WORDS[state()];
  card.querySelector("[data-text]").textContent = words;
  button.textContent = action;
  button.hidden = !action;
}

button.addEventListener("click", async () => {
  const isOn = state() === "on";
  if (!isOn) await Notification.requestPermission();
  localStorage["desk:notices"] = isOn ? "off" : "on";
  show();
});

if ("Notification" in window) {
  card.hidden = false;
  show();
}
