// Where the reader was in each story, kept on the device only: put back when the story is opened again, and told on
// the list of stories.

const KEY = "abreast-places";
const KEPT = 200;

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function write(places) {
  const latest = Object.entries(places).sort((a, b) => b[1].when - a[1].when).slice(0, KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(latest)));
  } catch {
    // Without storage nothing is remembered.
  }
}

const story = () => location.pathname.match(/\/stories\/([^/]*)/)?.[1];

// The paragraph at the top of a column, and how far it is from there.
function place(column) {
  const top = column.getBoundingClientRect().top + 80;
  for (const paragraph of column.querySelectorAll(".prose > [id]")) {
    const rect = paragraph.getBoundingClientRect();
    if (rect.bottom > top) return { id: paragraph.id, by: Math.round(top - rect.top) };
  }
  return null;
}

const putBack = (column, { id, by }) => {
  const paragraph = document.getElementById(id);
  if (paragraph) column.scrollTop = paragraph.offsetTop + by - 80;
};

// Does something that changes the height of what is read, and keeps every column where the reader is in it.
export function hold(act) {
  const places = [...document.querySelectorAll(".column")].map((one) => [one, one.scrollTop && place(one)]);
  act();
  for (const [column, at] of places) if (at) putBack(column, at);
}

// Reports whose end was in view.
const read_through = new Set();

// Notes whichever report is read to its end.
export function watch() {
  for (const column of document.querySelectorAll(".column")) {
    const last = [...column.querySelectorAll(".prose > [id]")].at(-1);
    if (!last) continue;
    const seen = new IntersectionObserver((entries) => {
      // What fits the window whole is seen, not read.
      if (entries.some((one) => one.isIntersecting) && column.scrollTop > 40) read_through.add(column.dataset.a);
    }, { root: column });
    seen.observe(last);
  }
}

export function remember() {
  const columns = [...document.querySelectorAll(".column")];
  if (!location.hash) {
    const known = read()[story()]?.columns ?? {};
    for (const column of columns) {
      if (known[column.id]) putBack(column, known[column.id]);
    }
  }
  addEventListener("pagehide", () => {
    const places = read();
    const now = {};
    for (const column of document.querySelectorAll(".column")) {
      const at = column.scrollTop > 120 && place(column);
      if (at) now[column.id] = at;
    }
    const done = [...new Set([...(places[story()]?.done ?? []), ...read_through])];
    const all = document.querySelectorAll(".column, .spines li").length;
    if (Object.keys(now).length || done.length) places[story()] = { when: Date.now(), columns: now, done, all };
    else delete places[story()];
    write(places);
  });
}

export function resume() {
  const places = read();
  for (const item of document.querySelectorAll(".shelf [data-story]")) {
    const known = places[item.dataset.story];
    if (!known) continue;
    item.hidden = false;
    if (known.done?.length >= known.all) item.textContent = "read";
  }
}
