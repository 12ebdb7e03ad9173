// Keys. Single letters can be switched off, and never take anything from a field or from the reader's software.
import { clear, step } from "./align.js";

const OFF = "abreast-keys-off";
const LINES = [
  ["n", "next shared quote, with its versions level"],
  ["p", "previous shared quote"],
  ["1 … 9", "go to a report"],
  ["Esc", "close, or show everything"],
  ["?", "this list"],
];

function stored() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

function help() {
  let dialog = document.getElementById("keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "keys";
    dialog.setAttribute("aria-label", "Keys");
    const heading = document.createElement("h2");
    heading.textContent = "Keys";
    const list = document.createElement("dl");
    for (const [key, what] of LINES) {
      const dt = document.createElement("dt");
      const dd = document.createElement("dd");
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      dt.append(kbd);
      dd.textContent = what;
      list.append(dt, dd);
    }
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = !stored();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(OFF, box.checked ? "no" : "yes");
      } catch {
        // Without storage the choice holds for no longer than this page.
      }
    });
    label.append(box, " Single letters are keys");
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(heading, list, label, close);
    document.body.append(dialog);
  }
  dialog.showModal();
}

export function keys() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Keys (?)";
  button.addEventListener("click", help);
  // In a closed panel, so that nothing on the page moves for it.
  document.querySelector("#legend")?.append(button);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog")) return;
    if (event.key === "Escape") {
      const open = document.querySelector("details.pop[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      } else if (document.querySelector(".chosen")) clear();
      else document.getElementById("unlit")?.click();
      return;
    }
    if (stored()) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "?") help();
    else if (/^[1-9]$/.test(event.key)) {
      const column = document.querySelectorAll(".column")[event.key - 1];
      column?.focus({ preventScroll: true });
      column?.scrollIntoView({ inline: "nearest", block: "nearest" });
    }
  });
}
