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

const story = () => location.pathname.split("/")[2];

// The paragraph at the top of a column, and how far it is from there.
function place(column) {
  const top = column.getBoundingClientRect().top + 80;
  for (const paragraph of column.querySelectorAll(".prose > [id]")) {
    const rect = paragraph.getBoundingClientRect();
    if (rect.bottom > top) return { id: paragraph.id, by: Math.round(top - rect.top) };
  }
  return null;
}

export function remember() {
  const columns = [...document.querySelectorAll(".column")];
  if (!location.hash) {
    const known = read()[story()]?.columns ?? {};
    for (const column of columns) {
      const was = known[column.id];
      const paragraph = was && document.getElementById(was.id);
      if (paragraph) column.scrollTop = paragraph.offsetTop + was.by - 80;
    }
  }
  addEventListener("pagehide", () => {
    const places = read();
    const now = {};
    for (const column of document.querySelectorAll(".column")) {
      const at = column.scrollTop > 120 && place(column);
      if (at) now[column.id] = at;
    }
    if (Object.keys(now).length) places[story()] = { when: Date.now(), columns: now };
    else delete places[story()];
    write(places);
  });
}

export function resume() {
  const places = read();
  for (const item of document.querySelectorAll(".shelf [data-story]")) {
    if (places[item.dataset.story]) item.hidden = false;
  }
}
