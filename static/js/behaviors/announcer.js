// What a screen reader hears: at most one polite message in 4 s, merged; alerts at once.
const PAUSE = 4000;
let waiting = [];
let last = -PAUSE;
let timer = 0;

export function say(message) {
  waiting.push(message);
  clearTimeout(timer);
  timer = setTimeout(flush, Math.max(0, PAUSE - (performance.now() - last)));
}

export function sayNow(message) {
  put("saynow", message);
}

function flush() {
  last = performance.now();
  put("say", waiting.length > 2 ? `${waiting.length} updates. Latest: ${waiting.at(-1)}` : waiting.join(". "));
  waiting = [];
}

function put(id, message) {
  const region = document.getElementById(id);
  if (region) region.textContent = message;
}
