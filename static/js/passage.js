// Words of a report: from what a reader selects to a link that names them, and back to their place on the page. The
// same rules as the server has (src/view/passage.rs): word for word, in one place, or not at all.

const LONG = 160;
const START = 80;
const AROUND = 24;

export const SHEETS = ".column, .sheet";

// The text of a report as the server has it: paragraphs joined by blank lines.
export function read(sheet) {
  const parts = [];
  let text = "";
  for (const block of sheet.querySelectorAll(".prose > :is(p, h3)[id], .prose > blockquote[id] > p")) {
    if (text) text += "\n\n";
    parts.push({ block, start: text.length });
    text += block.textContent;
  }
  return { sheet, text, parts };
}

function checksum(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16);
}

// Where a point of the document lies in the text.
function offset(report, node, at) {
  for (const { block, start } of report.parts) {
    if (block === node || block.contains(node)) {
      const range = document.createRange();
      range.setStart(block, 0);
      range.setEnd(node, at);
      return start + range.toString().length;
    }
    const place = document.createRange();
    place.selectNode(block);
    if (place.comparePoint(node, at) < 0) return start;
  }
  return report.text.length;
}

// The place of a range of the document, without the blanks around it.
export function placeOf(report, range) {
  let start = offset(report, range.startContainer, range.startOffset);
  let end = offset(report, range.endContainer, range.endOffset);
  while (start < end && /\s/.test(report.text[start])) start += 1;
  while (end > start && /\s/.test(report.text[end - 1])) end -= 1;
  return end > start ? { start, end } : null;
}

export function passageAt(report, { start, end }) {
  const words = report.text.slice(start, end);
  const points = [...words];
  const long = points.length > LONG;
  const passage = { at: report.sheet.dataset.a, quote: long ? points.slice(0, START).join("") : words };
  if (long) Object.assign(passage, { length: String(points.length), sum: checksum(words) });
  for (let around = AROUND; ; around *= 4) {
    passage.before = [...report.text.slice(0, start)].slice(-around).join("");
    passage.after = [...report.text.slice(end, end + 2 * around)].slice(0, around).join("");
    if (around > report.text.length || find(report, passage)) return passage;
  }
}

export function find(report, passage) {
  const { quote, before = "", after = "", length, sum } = passage;
  const found = [];
  for (let at = report.text.indexOf(before + quote); at >= 0; at = report.text.indexOf(before + quote, at + 1)) {
    const start = at + before.length;
    let end = start + quote.length;
    if (length) {
      end = start + [...report.text.slice(start, start + 2 * length)].slice(0, length).join("").length;
      if (checksum(report.text.slice(start, end)) !== sum) continue;
    }
    if (report.text.startsWith(after, end)) found.push({ start, end });
  }
  return found.length === 1 ? found[0] : null;
}

// The range of the document at a place of the text.
export function rangeAt(report, { start, end }) {
  const point = (at) => {
    const part = report.parts.findLast((one) => one.start <= at);
    const walk = document.createTreeWalker(part.block, NodeFilter.SHOW_TEXT);
    let left = at - part.start;
    let node = walk.nextNode();
    while (node && left > node.length) {
      left -= node.length;
      node = walk.nextNode() ?? node;
    }
    return [node ?? part.block, node ? left : 0];
  };
  const range = document.createRange();
  range.setStart(...point(start));
  range.setEnd(...point(end));
  return range;
}

// The address of this view with the passage in it.
export function linkTo(passage, page = location) {
  const query = new URLSearchParams(page.search);
  for (const name of ["at", "quote", "before", "after", "length", "sum"]) {
    query.delete(name);
    if (passage[name]) query.set(name, passage[name]);
  }
  return `${page.origin ?? location.origin}${page.pathname}?${query}#here`;
}
