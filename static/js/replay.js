// The address names the event that is shown, so that it can be sent to somebody and Back goes one step back.
const shown = () => document.getElementById("replay")?.dataset.at;

document.addEventListener("htmx:after:swap", () => {
  if (!shown() || new URLSearchParams(location.search).get("at") === shown()) return;
  history.pushState(null, "", `?at=${shown()}`);
});
addEventListener("popstate", () => location.reload());
