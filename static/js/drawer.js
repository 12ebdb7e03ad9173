// On a phone: what other reports have of a chosen quote or passage comes up from below, for they are not in view.
import { clear } from "./align.js";
import { button } from "./said.js";

const narrow = () => !matchMedia("(min-width: 48rem)").matches;

function shut() {
  document.getElementById("drawer")?.remove();
}

function open({ anchor, matches, without }) {
  shut();
  if (!narrow()) return;
  const drawer = document.createElement("aside");
  drawer.id = "drawer";
  drawer.setAttribute("aria-label", "In other reports");
  drawer.append(button("Close", () => {
    shut();
    clear();
  }));
  const list = document.createElement("ul");
  for (const match of matches.filter((one) => one !== anchor)) {
    const li = document.createElement("li");
    const column = match.closest(".column");
    const name = column.querySelector(".outlet b").textContent.trim();
    const words = document.createElement("blockquote");
    words.textContent = match.textContent;
    li.append(words, button(name, () => {
      shut();
      column.scrollIntoView({ inline: "start", block: "nearest" });
      match.scrollIntoView({ inline: "nearest", block: "center" });
    }));
    list.append(li);
  }
  drawer.append(list);
  if (without.length) {
    const none = document.createElement("p");
    none.className = "meta";
    none.textContent = `Not found in ${without.map((one) => one.querySelector(".outlet b").textContent.trim()).join(", ")}`;
    drawer.append(none);
  }
  document.body.append(drawer);
}

document.addEventListener("chosen", (event) => open(event.detail));
document.addEventListener("cleared", shut);
