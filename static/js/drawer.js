// On a phone: what other reports have of a chosen quote or passage comes up from below, for they are not in view.
import { clear } from "./align.js";
import { why } from "./cards.js";
import { button, line } from "./said.js";

const narrow = () => !matchMedia("(min-width: 48rem)").matches;

const nameOf = (column) => column.querySelector(".outlet b").textContent.trim();

function shut() {
  document.getElementById("drawer")?.remove();
}

function open({ anchor, matches, without }) {
  shut();
  if (!narrow()) return;
  const drawer = document.createElement("aside");
  drawer.id = "drawer";
  drawer.setAttribute("aria-labelledby", "drawer-h");
  const head = document.createElement("header");
  const heading = document.createElement("h2");
  heading.id = "drawer-h";
  heading.textContent = "In other reports";
  head.append(heading, button("Close", () => {
    shut();
    clear();
  }));
  drawer.append(head);
  const speaker = anchor.matches(".q") && why(anchor);
  if (speaker) drawer.append(line(`Here: ${speaker}`));
  const list = document.createElement("ul");
  for (const match of matches.filter((one) => one !== anchor)) {
    const li = document.createElement("li");
    const column = match.closest(".column");
    const words = document.createElement("blockquote");
    words.dir = "auto";
    words.textContent = match.textContent;
    li.append(button(nameOf(column), () => {
      shut();
      column.scrollIntoView({ inline: "start", block: "nearest" });
      match.scrollIntoView({ inline: "nearest", block: "center" });
    }), words);
    list.append(li);
  }
  drawer.append(list);
  if (without.length) {
    drawer.append(line(`Not found in ${without.map(nameOf).join(", ")}`));
  }
  document.body.append(drawer);
  // What was chosen stays in sight above it.
  const hidden = anchor.getBoundingClientRect().bottom + 24 - drawer.getBoundingClientRect().top;
  if (hidden > 0) anchor.closest(".column").scrollTop += hidden + Math.min(80, innerHeight / 12);
}

document.addEventListener("chosen", (event) => open(event.detail));
document.addEventListener("cleared", shut);
