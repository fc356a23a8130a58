// One script tag puts the chat on any page:
//   <script src="https://desk.example/widget.js" data-site="KEY" defer></script>
// It works under the host's strict CSP (no inline style, no innerHTML) and shares no style with the host.
(() => {
  const WORDS = { open: "Chat with us", close: "Close the chat", title: "Chat", unread: "new" };
  const tag = document.currentScript;
  const site = tag && tag.dataset.site;
  if (!site || window.agentDeskChat) return;
  const base = new URL(tag.src).origin;
  const label = tag.dataset.label || WORDS.open;

  const CSS = `
    :host{all:initial;color-scheme:light dark}
    .pop{position:fixed;inset:auto 1rem 5rem auto;inline-size:min(24rem,calc(100vw - 2rem));block-size:min(38rem,calc(100dvh - 6.5rem));
      border:0;border-radius:.875rem;box-shadow:0 0 0 1px rgb(0 0 0/.08),0 16px 48px rgb(0 0 0/.24);z-index:2147483000;background:Canvas}
    .pop[hidden]{display:none}
    button{position:fixed;inset:auto 1rem 1rem auto;display:inline-flex;align-items:center;gap:.5rem;min-block-size:3rem;padding:0 1.125rem;
      border:0;border-radius:1.5rem;background:#2450b2;color:#fff;font:600 .9375rem/1 system-ui,sans-serif;cursor:pointer;z-index:2147483001;
      box-shadow:0 4px 16px rgb(0 0 0/.25)}
    button:hover{background:#1d4296}
    button:focus-visible{outline:3px solid #2450b2;outline-offset:3px;box-shadow:0 0 0 3px #fff}
    svg{inline-size:1.25rem;block-size:1.25rem;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
    b{padding:.2rem .45rem;border-radius:1rem;background:#fff;color:#1d4296;font-size:.75rem}
    b:empty{display:none}
    @media (forced-colors:active){button{border:1px solid ButtonText}}
    @media (max-width:30rem){.pop{inset:0;inline-size:100vw;block-size:100dvh;border-radius:0}.pop:not([hidden])~button{display:none}}
  `;

  const make = (name, attributes = {}, svg = false) => {
    const el = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) el.setAttribute(key, value);
    return el;
  };
  const kept = {
    read: (key) => { try { return sessionStorage.getItem(`agentdesk.${key}`); } catch { return null; } },
    write: (key, value) => { try { sessionStorage.setItem(`agentdesk.${key}`, value); } catch { /* blocked storage: forget */ } },
  };

  const host = make("agentdesk-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];

  const frame = make("iframe", { class: "pop", title: WORDS.title, id: "frame", hidden: "" });
  const button = make("button", { type: "button", "aria-expanded": "false", "aria-controls": "frame" });
  const icon = make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, true);
  icon.append(make("path", { d: "M21 12a8 8 0 0 1-8 8H4l2-3.2A8 8 0 1 1 21 12Z" }, true));
  const text = make("span");
  const unread = make("b");
  text.textContent = label;
  button.append(icon, text, unread);
  root.append(frame, button);

  const load = () => { if (!frame.src) frame.src = `${base}/widget/frame/?site=${encodeURIComponent(site)}`; };
  const tell = (what) => frame.contentWindow && frame.contentWindow.postMessage({ agentdesk: what }, base);
  const toggle = (open) => {
    load();
    frame.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    text.textContent = open ? WORDS.close : label;
    kept.write("open", open ? "1" : "");
    tell(open ? "opened" : "closed");
    if (open) { unread.textContent = ""; frame.focus(); } else button.focus();
  };

  button.addEventListener("click", () => toggle(frame.hidden));
  frame.addEventListener("load", () => { if (!frame.hidden) tell("opened"); });
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== base || !event.data) return;
    const { agentdesk, count } = event.data;
    if (agentdesk === "close") toggle(false);
    if (agentdesk === "active") kept.write("active", "1");
    if (agentdesk === "unread" && frame.hidden) unread.textContent = count ? `${count} ${WORDS.unread}` : "";
  });

  const begin = () => {
    document.body.append(host);
    if (kept.read("open")) toggle(true);
    else if (kept.read("active")) load();
  };
  window.agentDeskChat = { open: () => toggle(true), close: () => toggle(false) };
  if (document.body) begin(); else addEventListener("DOMContentLoaded", begin);
})();
