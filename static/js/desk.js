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

function start() {
  align();
  cards();
  tabs();
  own();
  locking();
  shaping();
  watch();
}

start();
keys();
owning();
remember();
turns(start);

// A panel closes when the reader turns to something else.
document.addEventListener("click", (event) => {
  for (const panel of document.querySelectorAll("details.pop[open]")) {
    if (!event.composedPath().includes(panel)) panel.open = false;
  }
});
