// Keys. Single letters can be switched off, and never take anything from a field or from the reader's software.
import { clear, step } from "./align.js";
import { show } from "./cards.js";
import { lock } from "./lock.js";
import { copyLink, highlight } from "./own.js";
import { say } from "./said.js";
import { move } from "./shape.js";
import { choose } from "./type.js";

const OFF = "abreast-keys-off";
const SIZES = ["small", "medium", "large", "huge"];
const LINES = [
  ["n", "next shared quote or passage, its versions level", true],
  ["p", "previous one", true],
  ["1 … 9", "go to a report", true],
  ["< >", "move this report to the left or right", true],
  ["x", "close this report", true],
  ["w", "why: who speaks in the chosen quote, and how that is known", true],
  ["k", "scroll all columns together, or not", true],
  ["l", "copy a link to what is selected or chosen", false],
  ["h", "highlight it", false],
  ["m", "add a note to it", false],
  ["+ −", "larger or smaller type", false],
  ["Esc", "close, or show everything", false],
  ["?", "this list", false],
];

async function resize(by) {
  const now = SIZES.findIndex((size) => document.documentElement.classList.contains(`z-${size}`));
  const next = SIZES[now + by];
  if (next && (await choose("size", next))) say(`Type: ${next}`);
}

const columnAt = () => document.activeElement?.closest?.(".column") ?? document.querySelector(".column");

// The quote that is chosen, has the focus, or is linked to.
function reason() {
  const quote = document.querySelector(".prose .q:focus-within, .prose .q.chosen:target") ?? document.querySelector(".prose .q.chosen") ?? document.querySelector(".prose .q:target");
  if (quote) show(quote);
  else say("Choose a quote first, with n or a click");
}

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
    const desk = document.querySelector(".column");
    for (const [key, what] of LINES.filter(([, , onDesk]) => desk || !onDesk)) {
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
  document.querySelector("#legend, section#own")?.append(button);
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
    const acts = {
      n: () => step(1),
      p: () => step(-1),
      "<": () => move(columnAt(), -1),
      ">": () => move(columnAt(), 1),
      x: () => columnAt()?.querySelector(".close")?.click(),
      w: reason,
      k: () => say(lock() ? "Columns scroll together" : "Each column scrolls by itself"),
      l: copyLink,
      h: () => highlight(),
      m: () => highlight(true),
      "+": () => resize(1),
      "-": () => resize(-1),
      "?": help,
    };
    if (Object.hasOwn(acts, event.key)) {
      event.preventDefault();
      acts[event.key]();
    } else if (/^[1-9]$/.test(event.key)) {
      const column = document.querySelectorAll(".column")[event.key - 1];
      column?.focus({ preventScroll: true });
      column?.scrollIntoView({ inline: "nearest", block: "nearest" });
    }
  });
}
