// Aligned reading: choosing a quote or a passage brings its counterparts in the other columns level with it. The
// reader's own column never moves.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const SVG = "http://www.w3.org/2000/svg";

let chosen = null;

const columns = () => [...document.querySelectorAll(".column")];
const onDesk = () => matchMedia("(min-height: 30.01rem)").matches;
const wide = () => matchMedia("(min-width: 48rem)").matches;

// What lines up: quotes by utterance, paragraphs by matching sentences.
function keysOf(element) {
  const quote = element.closest?.("[data-u]");
  if (quote) return { anchor: quote, selector: `[data-u="${quote.dataset.u}"]` };
  const paragraph = element.closest?.("[data-k]");
  if (!paragraph) return null;
  const selector = paragraph.dataset.k.split(" ").map((key) => `[data-k~="${key}"]`).join(", ");
  return { anchor: paragraph, selector };
}

export function choose(element, options = {}) {
  const found = keysOf(element);
  clear();
  if (!found) return;
  const own = found.anchor.closest(".column");
  const line = found.anchor.getClientRects()[0].top;
  const matches = [];
  for (const column of columns()) {
    const match = column === own ? found.anchor : column.querySelector(found.selector);
    if (match) {
      match.classList.add("chosen");
      matches.push(match);
      if (column !== own && onDesk()) level(column, match, line);
    } else {
      column.classList.add("without");
    }
  }
  chosen = { anchor: found.anchor, matches };
  if (found.anchor.id) history.replaceState(history.state, "", `#${found.anchor.id}`);
  if (!options.quiet) found.anchor.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
  if (onDesk() && wide()) setTimeout(threads, calm.matches ? 0 : 200);
}

export function clear() {
  chosen = null;
  for (const element of document.querySelectorAll(".chosen, .without")) element.classList.remove("chosen", "without");
  document.getElementById("threads")?.remove();
}

// Scrolls one column, and nothing else, until `match` stands at the height of `line`.
function level(column, match, line) {
  const by = match.getClientRects()[0].top - line;
  const from = column.scrollTop;
  if (calm.matches || document.hidden) {
    column.scrollTop = from + by;
    return;
  }
  const start = performance.now();
  const step = (now) => {
    const part = Math.min(1, (now - start) / 180);
    column.scrollTop = from + by * (1 - (1 - part) ** 3);
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

// Lines from each counterpart to the next, in the gutters.
function threads() {
  document.getElementById("threads")?.remove();
  if (!chosen || chosen.matches.length < 2) return;
  const desk = document.getElementById("main").getBoundingClientRect();
  const svg = document.createElementNS(SVG, "svg");
  svg.id = "threads";
  svg.setAttribute("aria-hidden", "true");
  const inside = (y) => Math.max(desk.top + 40, Math.min(desk.bottom - 8, y));
  for (let at = 1; at < chosen.matches.length; at += 1) {
    const [left, right] = [chosen.matches[at - 1], chosen.matches[at]];
    const a = left.closest(".column").getBoundingClientRect();
    const b = right.closest(".column").getBoundingClientRect();
    if (a.left < desk.left - 1 || b.right > desk.right + 1) continue;
    const from = left.getClientRects()[0];
    const to = right.getClientRects()[0];
    const x1 = Math.max(...[...left.getClientRects()].slice(0, 1).map((rect) => rect.right)) + 4;
    const y1 = inside(from.top + from.height / 2);
    const y2 = inside(to.top + to.height / 2);
    const path = document.createElementNS(SVG, "path");
    const x2 = to.left - 4;
    const mid = a.right;
    path.setAttribute("d", `M${x1} ${y1} H${mid - 12} C${mid + 6} ${y1} ${mid - 6} ${y2} ${mid + 12} ${y2} H${x2}`);
    svg.append(path);
  }
  document.body.append(svg);
}

// n and p: the next or previous thing that this column shares with another.
export function step(by) {
  const active = document.activeElement?.closest?.(".column");
  const column = chosen?.anchor.closest(".column") ?? active ?? columns()[0];
  if (!column) return;
  const shared = [...column.querySelectorAll(".prose [data-u]")].filter(
    (quote, at, all) => quote.id && all.findIndex((other) => other.dataset.u === quote.dataset.u) === at,
  );
  if (!shared.length) return;
  const here = shared.indexOf(chosen?.anchor);
  const next = shared[here < 0 ? (by > 0 ? 0 : shared.length - 1) : (here + by + shared.length) % shared.length];
  const area = column.getBoundingClientRect();
  const top = next.getClientRects()[0].top - area.top;
  if (top < 90 || top > area.height * 0.6) column.scrollTop += top - area.height * 0.3;
  choose(next);
}

export function align() {
  chosen = null;
  document.getElementById("threads")?.remove();
  for (const column of columns()) {
    column.addEventListener("scroll", () => document.getElementById("threads")?.remove(), { passive: true });
  }
}

document.addEventListener("click", (event) => {
  const target = event.target;
  if (!target.closest?.(".prose") || target.closest("a, button, summary")) return;
  if (String(getSelection()).length) return;
  const found = keysOf(target);
  if (!found || found.anchor === chosen?.anchor) clear();
  else choose(target);
});

// A link to a version elsewhere brings it beside the reader's place instead of to the top of its column.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".note a[href^='#']");
  if (!link || !wide() || !onDesk()) return;
  const target = document.getElementById(link.hash.slice(1));
  const paragraph = link.closest(".note").previousElementSibling;
  const own = target && [...document.querySelectorAll(`[data-u="${target.dataset.u}"]`)].find((q) => {
    const block = q.closest("p");
    for (let note = link.closest(".note"); note; note = note.previousElementSibling) if (note === block) return true;
    return false;
  });
  if (!target || !paragraph) return;
  event.preventDefault();
  history.replaceState(history.state, "", link.hash);
  target.closest(".column").scrollIntoView({ block: "nearest", inline: "nearest" });
  if (own) choose(own);
});
