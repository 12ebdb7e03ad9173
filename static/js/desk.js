// The reading desk with scripts: everything here is a convenience, the page is whole without it.
import { align } from "./align.js";
import { cards } from "./cards.js";
import { keys } from "./keys.js";
import { remember } from "./memory.js";
import { tabs } from "./tabs.js";
import { turns } from "./turn.js";

function start() {
  align();
  cards();
  tabs();
}

start();
keys();
remember();
turns(start);

// A panel closes when the reader turns to something else.
document.addEventListener("click", (event) => {
  for (const panel of document.querySelectorAll("details.pop[open]")) {
    if (!panel.contains(event.target)) panel.open = false;
  }
});
