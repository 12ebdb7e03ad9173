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

export function choose(element) {
  const found = keysOf(element);
  unmark();
  if (!found) return;
  const own = found.anchor.closest(".column");
  const line = found.anchor.getClientRects()[0].top;
  const matches = [];
  const without = [];
  for (const column of columns()) {
    const match = column === own ? found.anchor : column.querySelector(found.selector);
    if (match) {
      match.classList.add("chosen");
      matches.push(match);
      if (column !== own && onDesk()) level(column, match, line);
    } else {
      column.classList.add("without");
      without.push(column);
    }
  }
  chosen = { anchor: found.anchor, matches };
  if (found.anchor.id) history.replaceState(history.state, "", `#${found.anchor.id}`);
  const detail = { anchor: found.anchor, matches, without };
  found.anchor.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail }));
  if (onDesk() && wide()) setTimeout(threads, calm.matches ? 0 : 200);
}

function unmark() {
  chosen = null;
  for (const element of document.querySelectorAll(".chosen, .without")) element.classList.remove("chosen", "without");
  document.getElementById("threads")?.remove();
}

export function clear() {
  unmark();
  for (const column of columns()) {
    const room = Number(column.dataset.room ?? 0);
    if (!room && !column.dataset.tail) continue;
    column.style.removeProperty("--room");
    column.style.removeProperty("--tail");
    column.scrollTop -= room;
    delete column.dataset.room;
    delete column.dataset.tail;
  }
  document.dispatchEvent(new CustomEvent("cleared"));
}

// Scrolls one column, and nothing else, until `match` stands at the height of `line`. What stands too near to the top
// or the end of its column gets room there, for as long as something is chosen.
function level(column, match, line) {
  const by = match.getClientRects()[0].top - line;
  const lacks = Math.max(0, Math.ceil(-(column.scrollTop + by)));
  if (lacks) {
    const room = Number(column.dataset.room ?? 0) + lacks;
    column.dataset.room = room;
    column.style.setProperty("--room", `${room}px`);
    column.scrollTop += lacks;
  }
  const over = Math.ceil(column.scrollTop + by - (column.scrollHeight - column.clientHeight));
  if (over > 0) {
    const tail = Number(column.dataset.tail ?? 0) + over;
    column.dataset.tail = tail;
    column.style.setProperty("--tail", `${tail}px`);
  }
  const from = column.scrollTop;
  if (calm.matches || document.hidden) {
    column.scrollTop = from + by;
    return;
  }
  const start = performance.now();
  const step = (now) => {
    const part = Math.max(0, Math.min(1, (now - start) / 180));
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
    const y1 = inside(from.top + from.height / 2);
    const y2 = inside(to.top + to.height / 2);
    // In the gutters only: a thread never runs over words.
    const x1 = left.closest(".prose").getBoundingClientRect().right + 2;
    const x2 = right.closest(".prose").getBoundingClientRect().left - 4;
    const path = document.createElementNS(SVG, "path");
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
  // Each statement at its first place, and each paragraph that has a counterpart and no such statement.
  const seen = new Set();
  const shared = [...column.querySelectorAll(".prose [data-u][id], .prose > [data-k]")].filter((one) => {
    if (!one.dataset.u) return !one.querySelector("[data-u]");
    return !seen.has(one.dataset.u) && seen.add(one.dataset.u);
  });
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
