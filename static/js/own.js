// A reader's own highlights and notes: kept on this device only, shown in the text without touching it, listed in the
// panel of notes, given out as Markdown or JSON.
import { SHEETS, find, linkTo, passageAt, placeOf, rangeAt, read } from "./passage.js";
import { button, copy, say } from "./said.js";

const KEY = "abreast-own";

let bar = null;

function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function keep(entries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
    return true;
  } catch {
    say("This device keeps nothing: its storage is switched off or full");
    return false;
  }
}

const storyPath = () => location.pathname.match(/^.*\/stories\/[^/]*/)?.[0] ?? "";
const here = () => all().filter((entry) => entry.story === storyPath());
const sheetOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest(SHEETS);
const outletOf = (sheet) => sheet.querySelector(".outlet b, .outletname b")?.textContent.trim() ?? "";
const panel = () => document.querySelector("#own .panel, section#own");

// What is selected, else what was chosen in a column.
function picked() {
  const selection = getSelection();
  if (selection.rangeCount && !selection.isCollapsed) {
    const range = selection.getRangeAt(0);
    const sheet = sheetOf(range.startContainer);
    if (sheet && sheet.contains(range.startContainer) && sheet.querySelector(".prose")) {
      const report = read(sheet);
      const limited = range.cloneRange();
      if (!sheet.contains(range.endContainer)) limited.setEndAfter(sheet.querySelector(".prose").lastElementChild);
      const place = placeOf(report, limited);
      return place && { report, place };
    }
  }
  const chosen = [...document.querySelectorAll(".chosen")].find((one) => one.id && location.hash === `#${one.id}`);
  const block = chosen ?? document.querySelector(".prose > :target");
  if (!block) return null;
  const report = read(sheetOf(block));
  const range = document.createRange();
  range.selectNodeContents(block);
  const place = placeOf(report, range);
  return place && { report, place };
}

export function copyLink() {
  const found = picked();
  copy(found ? linkTo(passageAt(found.report, found.place)) : location.href, found ? "Link to this passage" : "Link to this view");
  away();
}

export function highlight(withNote = false) {
  const found = picked();
  if (!found) return say("Select some words first");
  const { report, place } = found;
  const passage = passageAt(report, place);
  const entries = all();
  const known = entries.find((one) => one.story === storyPath() && linkTo(one.passage) === linkTo(passage));
  const entry = known ?? {
    story: storyPath(),
    title: document.querySelector("[data-story]")?.dataset.story ?? document.title,
    outlet: outletOf(report.sheet),
    text: report.text.slice(place.start, place.end),
    passage,
    note: "",
    when: new Date().toISOString(),
  };
  if (!known) entries.push(entry);
  if (!keep(entries)) return;
  getSelection().removeAllRanges();
  away();
  own();
  if (!withNote) return say("Highlighted; it is in your notes");
  const holder = document.getElementById("own");
  if (holder?.matches("details")) holder.open = true;
  panel()?.querySelector(`[data-when="${entry.when}"] textarea`)?.focus();
}

function away() {
  bar?.remove();
  bar = null;
}

function offer() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !picked()) return away();
  if (!bar) {
    bar = document.createElement("div");
    bar.id = "bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "The selected words");
    bar.append(button("Copy link", copyLink), button("Highlight", () => highlight()), button("Note", () => highlight(true)));
    // A press on the bar must not take the selection away.
    bar.addEventListener("pointerdown", (event) => event.preventDefault());
    document.body.append(bar);
  }
  const rects = selection.getRangeAt(0).getClientRects();
  const last = rects[rects.length - 1];
  if (!last) return away();
  const { width, height } = bar.getBoundingClientRect();
  bar.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, last.right - width / 2))}px`;
  bar.style.top = `${last.bottom + 10 + height < innerHeight ? last.bottom + 10 : Math.max(8, last.top - height - 10)}px`;
}

function download(name, kind, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: kind }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function markdown(entries) {
  const lines = [];
  for (const story of new Set(entries.map((entry) => entry.story))) {
    const own = entries.filter((entry) => entry.story === story);
    lines.push(`# ${own[0].title}`, "");
    for (const { text, outlet, note, passage } of own) {
      lines.push(...text.split("\n").map((line) => `> ${line}`.trimEnd()), ">", `> — [${outlet}](${linkTo(passage, { pathname: story, search: "" })})`, "");
      if (note) lines.push(note, "");
    }
  }
  return lines.join("\n");
}

function item(entry, reports) {
  const li = document.createElement("li");
  li.dataset.when = entry.when;
  const words = document.createElement("blockquote");
  words.textContent = entry.text.length > 240 ? `${entry.text.slice(0, 240)} …` : entry.text;
  const from = document.createElement("p");
  from.className = "meta";
  const report = reports.find((one) => one.sheet.dataset.a === entry.passage.at);
  const lost = report && !find(report, entry.passage);
  if (lost) from.textContent = `${entry.outlet} · this passage has changed`;
  else {
    const link = document.createElement("a");
    link.href = linkTo(entry.passage, { pathname: entry.story, search: "" });
    link.textContent = entry.outlet || "go to it";
    from.append(link);
  }
  const label = document.createElement("label");
  const note = document.createElement("textarea");
  note.rows = 2;
  note.value = entry.note;
  note.setAttribute("aria-label", `Note to: ${entry.text.slice(0, 60)}`);
  note.placeholder = "your note";
  note.addEventListener("change", () => {
    const entries = all();
    const kept = entries.find((one) => one.when === entry.when);
    if (kept) kept.note = note.value;
    if (keep(entries)) say("Note kept on this device");
  });
  label.append(note);
  const gone = button("Delete", () => {
    keep(all().filter((one) => one.when !== entry.when));
    own();
  });
  gone.setAttribute("aria-label", `Delete the note to: ${entry.text.slice(0, 60)}`);
  li.append(words, from, label, gone);
  return li;
}

// Shows the highlights, and lists them.
export function own() {
  const entries = here();
  const reports = entries.length ? [...document.querySelectorAll(SHEETS)].map(read) : [];
  if (globalThis.Highlight && CSS.highlights) {
    const ranges = [];
    for (const report of reports) {
      for (const entry of entries.filter((one) => one.passage.at === report.sheet.dataset.a)) {
        const place = find(report, entry.passage);
        if (place) ranges.push(rangeAt(report, place));
      }
    }
    CSS.highlights.set("own", new Highlight(...ranges));
  }
  const place = panel();
  if (!place) return;
  const heading = place.querySelector("h2");
  const lead = document.createElement("p");
  lead.className = "meta";
  lead.textContent = entries.length
    ? "On this device only. Nobody else sees them."
    : "Select words in a report to highlight them, to add a note or to copy a link. Kept on this device only.";
  const list = document.createElement("ul");
  list.className = "own";
  list.append(...entries.map((entry) => item(entry, reports)));
  const out = document.createElement("p");
  out.className = "out";
  if (all().length) {
    const give = (which, name) => [
      button(`${name}: Markdown`, () => download("notes.md", "text/markdown", markdown(which()))),
      button("JSON", () => download("notes.json", "application/json", JSON.stringify(which(), null, 2))),
    ];
    if (entries.length) out.append(...give(here, "This story"));
    out.append(...give(all, "All stories"));
  }
  place.replaceChildren(heading, lead, list, out);
}

export function owning() {
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 120);
  });
  document.addEventListener("scroll", away, { capture: true, passive: true });
  addEventListener("storage", (event) => event.key === KEY && own());
}
