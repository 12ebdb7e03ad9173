// Columns that go together: while one is scrolled, the others follow, in proportion between the places that they
// share.

const KEY = "abreast-locked";
const LINE = 0.35;

let on = false;
let driver = null;
let known = new Map();

const columns = () => [...document.querySelectorAll(".column")];

function stored() {
  try {
    return localStorage.getItem(KEY) === "yes";
  } catch {
    return false;
  }
}

// The first place of every shared thing of a column, as its height in the whole text.
function places(column) {
  const top = column.getBoundingClientRect().top - column.scrollTop;
  const found = new Map();
  for (const one of column.querySelectorAll(".prose [data-u], .prose [data-k]")) {
    const keys = one.dataset.u ? [`u${one.dataset.u}`] : one.dataset.k.split(" ");
    for (const key of keys) if (!found.has(key)) found.set(key, one.getClientRects()[0].top - top);
  }
  return found;
}

// Pairs of heights that rise in both columns: of those that cross, the longest row that does not.
export function rising(pairs) {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const best = sorted.map(() => 1);
  const from = sorted.map(() => -1);
  let last = -1;
  for (let at = 0; at < sorted.length; at += 1) {
    for (let before = 0; before < at; before += 1) {
      const rises = sorted[before][0] < sorted[at][0] && sorted[before][1] < sorted[at][1];
      if (rises && best[before] + 1 > best[at]) [best[at], from[at]] = [best[before] + 1, before];
    }
    if (last < 0 || best[at] > best[last]) last = at;
  }
  const row = [];
  for (; last >= 0; last = from[last]) row.unshift(sorted[last]);
  return row;
}

function way(one, other) {
  const key = `${one.id} ${other.id}`;
  if (!known.has(key)) {
    const there = places(other);
    const pairs = [...places(one)].filter(([name]) => there.has(name)).map(([name, y]) => [y, there.get(name)]);
    known.set(key, [[0, 0], ...rising(pairs), [one.scrollHeight, other.scrollHeight]]);
  }
  return known.get(key);
}

function follow() {
  const line = driver.clientHeight * LINE;
  const at = driver.scrollTop + line;
  for (const other of columns()) {
    if (other === driver) continue;
    const row = way(driver, other);
    const next = Math.max(1, row.findIndex(([y]) => y >= at));
    const [[y1, z1], [y2, z2]] = [row[next - 1], row[next]];
    const there = z1 + ((z2 - z1) * (at - y1)) / Math.max(1, y2 - y1);
    // At the very top all stand at their tops.
    other.scrollTop = driver.scrollTop < 1 ? 0 : there - line;
  }
}

export function lock(to = !on) {
  on = to;
  known = new Map();
  try {
    localStorage.setItem(KEY, on ? "yes" : "no");
  } catch {
    // Without storage the choice holds for no longer than this page.
  }
  const box = document.getElementById("t-lock");
  if (box) box.checked = on;
  return on;
}

// The box stands in a closed panel, so that nothing moves for it.
export function locking() {
  known = new Map();
  on = stored();
  const form = document.querySelector(".choose")?.closest("form");
  if (form && !document.getElementById("t-lock")) {
    const label = document.createElement("label");
    label.className = "lock";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.id = "t-lock";
    box.checked = on;
    box.addEventListener("change", () => lock(box.checked));
    label.append(box, " Scroll all columns together");
    form.after(label);
  }
  for (const column of columns()) {
    for (const kind of ["wheel", "pointerdown", "touchstart", "keydown", "focusin"]) {
      column.addEventListener(kind, () => (driver = column), { passive: true });
    }
    column.addEventListener("scroll", () => on && column === driver && follow(), { passive: true });
  }
}

addEventListener("resize", () => (known = new Map()));
