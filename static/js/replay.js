// The address names the event that is shown, so that it can be sent to somebody and Back goes one step back.
const shown = () => document.getElementById("replay")?.dataset.at;

// The timeline is longer than the screen: it follows the event that is shown.
const follow = () => document.querySelector(".rstep[aria-current]")?.scrollIntoView({ block: "nearest" });
follow();

document.addEventListener("htmx:after:swap", () => {
  follow();
  if (!shown() || new URLSearchParams(location.search).get("at") === shown()) return;
  history.pushState(null, "", `?at=${shown()}`);
});
addEventListener("popstate", () => location.reload());
