// The conversation stays at its end unless the reader scrolled away; then a pill counts what came.
import { say } from "./announcer.js";

const scroller = document.getElementById("scroller");
const turns = document.getElementById("turns");
const pill = document.getElementById("newpill");
let isAtEnd = true;
let missed = 0;
let room = "";

const toEnd = () => (scroller.scrollTop = scroller.scrollHeight);
const roomNow = () => `${scroller.clientHeight} ${scroller.scrollHeight}`;

function added(elements) {
  if (isAtEnd) toEnd();
  else count(elements.length);
  const customers = elements.filter((e) => e.matches(".turn.cust"));
  if (customers.length) say(`New message from ${customers.at(-1).querySelector(".who")?.textContent ?? "the customer"}`);
}

function count(more) {
  missed += more;
  pill.hidden = false;
  pill.lastElementChild.textContent = `${missed} new message${missed > 1 ? "s" : ""}`;
}

if (scroller && turns) {
  scroller.addEventListener(
    "scroll",
    () => {
      // The word of a scroll comes late: where the room has changed meanwhile, it says nothing of where the reader was.
      if (room === roomNow()) isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
      room = roomNow();
      if (!isAtEnd) return;
      missed = 0;
      pill.hidden = true;
    },
    { passive: true },
  );
  new MutationObserver((changes) => {
    const elements = changes.flatMap((c) => [...c.addedNodes]).filter((n) => n.nodeType === 1);
    if (elements.length) added(elements);
  }).observe(turns, { childList: true });
  // A zoom, a longer draft or a banner takes height away: the newest words stay in view.
  const size = new ResizeObserver((entries) => {
    if (isAtEnd && entries.some(({ target }) => target === scroller)) toEnd();
    room = roomNow();
  });
  size.observe(scroller);
  size.observe(turns);
  pill.addEventListener("click", toEnd);
  if (!location.hash) toEnd();
}
