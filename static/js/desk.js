// The reading desk with scripts: everything here is a convenience, the page is whole without it. First what a reader may
// use at once; the rest comes as soon as there is nothing else to do.
import { align } from "./align.js";
import { remember } from "./memory.js";
import { tabs } from "./tabs.js";
import { turns } from "./turn.js";

let rest = null;

function start() {
  shown();
  align();
  tabs();
  rest?.start();
}

// Which marks are shown is kept on the device.
const SHOWN = "abreast-shown";
function shown() {
  const boxes = [...document.querySelectorAll(".toggles input")];
  try {
    const kept = JSON.parse(localStorage.getItem(SHOWN)) ?? {};
    for (const box of boxes) box.checked = kept[box.id] ?? box.checked;
  } catch {
    // Without storage they are as the page has them.
  }
}
document.addEventListener("change", (event) => {
  if (!event.target.closest(".toggles")) return;
  const now = [...document.querySelectorAll(".toggles input")].map((box) => [box.id, box.checked]);
  try {
    localStorage.setItem(SHOWN, JSON.stringify(Object.fromEntries(now)));
  } catch {
    // The choice holds for no longer than this page.
  }
});

start();
remember();
turns(start);

async function later() {
  rest = await import("./rest.js");
  rest.start();
}
if (globalThis.requestIdleCallback) requestIdleCallback(later, { timeout: 400 });
else setTimeout(later, 60);

// A panel closes when the reader turns to something else.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("#bar, #card, dialog")) return;
  for (const panel of document.querySelectorAll("details.pop[open]")) {
    if (!event.composedPath().includes(panel)) panel.open = false;
  }
});
