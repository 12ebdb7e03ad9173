// A card about whoever is named or quoted under the pointer or the focus: what the list of names says of them.

let card = null;
let timer = 0;

function hide() {
  clearTimeout(timer);
  card?.remove();
  card = null;
}

function show(mark) {
  hide();
  if (mark.closest(".panel")) return;
  const entry = document.querySelector(`.people li[data-e="${mark.dataset.e}"]`);
  if (!entry) return;
  card = document.createElement("div");
  card.id = "card";
  card.setAttribute("role", "tooltip");
  const name = document.createElement("b");
  name.textContent = entry.querySelector(".name").textContent.trim();
  card.append(name);
  for (const role of entry.querySelectorAll(".role")) card.append(role.cloneNode(true));
  const where = document.createElement("p");
  where.textContent = [...entry.querySelectorAll(".where a")].map((a) => a.textContent.trim()).join(" · ");
  card.append(where);
  const rule = mark.closest("[data-r]")?.dataset.r;
  if (rule) {
    const why = document.createElement("p");
    why.textContent = `Here: ${rule}`;
    card.append(why);
  }
  document.body.append(card);
  const rect = mark.getClientRects()[0];
  const own = card.getBoundingClientRect();
  const left = Math.max(8, Math.min(innerWidth - own.width - 8, rect.left));
  const below = rect.bottom + 8 + own.height < innerHeight;
  card.style.left = `${left}px`;
  card.style.top = `${below ? rect.bottom + 8 : rect.top - own.height - 8}px`;
}

export function cards() {
  hide();
}

const markOf = (target) => target.closest?.("a.c, .e[data-e]");

document.addEventListener("pointerover", (event) => {
  const mark = markOf(event.target);
  clearTimeout(timer);
  if (!mark) return hide();
  const about = mark.dataset.e ? mark : mark.closest("[data-e]");
  if (about && event.pointerType === "mouse") timer = setTimeout(() => show(about), 350);
});
document.addEventListener("focusin", (event) => {
  const mark = markOf(event.target);
  const about = mark && (mark.dataset.e ? mark : mark.closest("[data-e]"));
  if (about && event.target.matches(":focus-visible")) show(about);
  else hide();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("scroll", hide, { capture: true, passive: true });

// A tap shows it, where it does not lead anywhere.
document.addEventListener("click", (event) => {
  const mark = event.pointerType === "touch" && event.target.closest?.("span.e[data-e]");
  if (mark) show(mark);
});
