// A card about whoever is named or quoted under the pointer, the focus or the finger: what the list of names says of
// them, and of a quote how it is told, and why it is given to whom.
import { line } from "./said.js";

const SOON = 350;
const LATER = 700;

let card = null;
let about = null;
let timer = 0;
let finger = false;

export function hide() {
  clearTimeout(timer);
  about?.removeAttribute("aria-describedby");
  card?.remove();
  card = about = null;
}

// Of a quote that is cut in parts, the first carries what is known of it.
function whole(part) {
  if (part.id) return part;
  const all = [...part.closest(".prose, h2, h1").querySelectorAll(".q")];
  return all.slice(0, all.indexOf(part)).findLast((one) => one.id) ?? part;
}

export const why = (quote) => whole(quote).dataset.r ?? "";

const entryOf = (entity) => entity && document.querySelector(`.people li[data-e="${entity}"]`);

// What a card says: of a chip or a quote who speaks and why, of a name who that is.
function told(mark) {
  const quote = mark.matches(".c, .q") && mark.closest(".q");
  const entry = entryOf((quote || mark).dataset.e);
  const chip = quote && whole(quote).querySelector(":scope > .c")?.getAttribute("aria-label");
  const name = entry?.querySelector(".name").textContent.trim() ?? chip;
  const parts = [];
  if (name) parts.push(line(name[0].toUpperCase() + name.slice(1), "b"));
  if (quote && why(quote)) parts.push(line(`Here: ${why(quote)}`));
  if (entry) {
    parts.push(...[...entry.querySelectorAll(".role")].map((role) => role.cloneNode(true)));
    parts.push(line([...entry.querySelectorAll(".where a")].map((a) => a.textContent.trim()).join(" · ")));
  }
  return parts;
}

// `at` is where the pointer is, for a mark of several lines.
export function show(mark, at = null) {
  hide();
  const parts = mark.closest(".panel") ? [] : told(mark);
  if (!parts.length) return;
  card = document.createElement("div");
  card.id = "card";
  card.setAttribute("role", "tooltip");
  card.append(...parts);
  document.body.append(card);
  if (mark === document.activeElement) {
    about = mark;
    mark.setAttribute("aria-describedby", "card");
  }
  const rects = [...mark.getClientRects()];
  const pointed = rects.find((one) => at && at.clientY >= one.top && at.clientY <= one.bottom);
  // Under the line that is pointed at; else under all of it, so that it can be read with the card.
  const [first, last] = pointed ? [pointed, pointed] : [rects[0], rects.at(-1)];
  const own = card.getBoundingClientRect();
  const left = Math.max(8, Math.min(innerWidth - own.width - 8, at ? at.clientX - 16 : first.left));
  const below = last.bottom + 8 + own.height < innerHeight;
  card.style.left = `${left}px`;
  card.style.top = `${below ? last.bottom + 8 : Math.max(8, first.top - own.height - 8)}px`;
}

export function cards() {
  hide();
}

const SMALL = "a.c, .e[data-e]";
const markOf = (target) => target.closest?.(SMALL) ?? target.closest?.(".prose .q, h2 .q");

let under = null;
document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const mark = markOf(event.target);
  if (mark && mark === under) return;
  under = mark;
  hide();
  if (mark) timer = setTimeout(() => show(mark, event), mark.matches(SMALL) ? SOON : LATER);
});
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest?.(SMALL);
  if (mark && event.target.matches(":focus-visible")) show(mark);
  else hide();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("pointerdown", (event) => {
  finger = event.pointerType !== "mouse";
  hide();
}, { passive: true });
document.addEventListener("scroll", hide, { capture: true, passive: true });

// A tap shows it, where it leads nowhere else; so does a click on the mark of a speaker whom nobody names.
document.addEventListener("click", (event) => {
  const nobody = event.target.closest?.("a.c[href^='#']");
  if (nobody) {
    event.preventDefault();
    show(nobody);
    return;
  }
  const mark = finger && !event.target.closest?.("a") && markOf(event.target);
  // A quote with counterparts has its reason in the drawer.
  if (mark && !document.getElementById("drawer")) show(mark, event);
});
