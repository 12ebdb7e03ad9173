// The reading desk with scripts: everything here is a convenience, the page is whole without it.
import { align } from "./align.js";
import { cards } from "./cards.js";
import "./drawer.js";
import { keys } from "./keys.js";
import { locking } from "./lock.js";
import { remember, watch } from "./memory.js";
import { own, owning } from "./own.js";
import { shaping } from "./shape.js";
import { tabs } from "./tabs.js";
import { turns } from "./turn.js";
import { settings } from "./type.js";

function start() {
  shown();
  align();
  cards();
  tabs();
  own();
  locking();
  shaping();
  watch();
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
keys();
owning();
remember();
settings();
turns(start);

// A panel closes when the reader turns to something else.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("#bar, #card, dialog")) return;
  for (const panel of document.querySelectorAll("details.pop[open]")) {
    if (!event.composedPath().includes(panel)) panel.open = false;
  }
});
