// The list of stories while others are still being read: what has come is added behind the rest. Nothing that is on the
// page moves, and the focus stays where it is.
import { resume } from "./memory.js";

const EVERY = 2000;

// What may be replaced: nobody is in it.
const idle = (part) => part && !part.contains(document.activeElement);

function take(page) {
  const shelf = document.querySelector(".shelf");
  for (const story of [...page.querySelectorAll(".shelf > li")].slice(shelf.children.length)) shelf.append(story);
  resume();
  const [pager, next] = [document.querySelector(".pager"), page.querySelector(".pager")];
  if (!pager && next) shelf.after(next);
  else if (next && idle(pager)) pager.replaceWith(next);
  for (const place of [".opening .meta", "#still"]) {
    const [part, now] = [document.querySelector(place), page.querySelector(place)];
    if (now && idle(part)) part.replaceWith(now);
  }
}

async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-cache" });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const done = page && !page.querySelector("#still");
    if (page) take(page);
    if (done) {
      // The line stays, so that the list below it does.
      const line = document.querySelector("#still");
      if (idle(line)) line.textContent = "All stories are read.";
      return;
    }
  } catch {
    // The server may be back at the next look.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
