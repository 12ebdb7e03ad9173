// The settings beside the text: the form of their page, at work at once. They are kept in a cookie that only the server
// can set, so that pages come in them from the start.
import { hold } from "./memory.js";
import { button, say } from "./said.js";

const link = () => document.querySelector(".site a[href*=settings]");

// Asks for the page of the settings, with a choice or without, and takes on what it stands in.
async function ask(query = "") {
  const answer = await fetch(link().href + query, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, next] = [document.documentElement, page.documentElement.className];
  if (now.className !== next) hold(() => (now.className = next));
  return page;
}

// One after another: each choice is added to what the cookie holds by then.
let last = Promise.resolve();

export function choose(name, value) {
  const failed = () => say("The server does not answer");
  last = last.then(() => ask(`?${name}=${value}`)).then(() => true, failed);
  return last;
}

async function open() {
  const form = (await ask()).querySelector("form.settings");
  form.querySelector("p")?.remove();
  form.addEventListener("change", (event) => choose(event.target.name, event.target.value));
  form.addEventListener("submit", (event) => event.preventDefault());
  const dialog = document.createElement("dialog");
  dialog.id = "type";
  dialog.setAttribute("aria-labelledby", "type-h");
  const heading = document.createElement("h2");
  heading.id = "type-h";
  heading.textContent = "Type and colours";
  dialog.append(heading, form, button("Close", () => dialog.close()));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function settings() {
  document.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const asked = event.target.closest?.("a[href]");
    if (!asked || asked.href !== link()?.href) return;
    event.preventDefault();
    open().catch(() => location.assign(asked.href));
  });
}
