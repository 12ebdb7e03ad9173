// The columns themselves: drawn to another place by their heads, made wider or narrower at their edges. Where they
// stand is in the address; how wide they are is not.
import { go } from "./turn.js";

const LEAST = 240;
const widths = new Map();

const main = () => document.getElementById("main");
const columns = () => [...document.querySelectorAll(".column")];

function address(order) {
  const query = new URLSearchParams(location.search);
  for (const name of ["columns", "from", "at", "quote", "before", "after", "length", "sum"]) query.delete(name);
  const rest = query.toString();
  return `?columns=${order.join(",")}${rest ? `&${rest}` : ""}`;
}

// Moves a column by so many places.
export function move(column, by) {
  const order = columns().map((one) => one.dataset.a);
  const at = order.indexOf(column?.dataset.a);
  const to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return;
  order.splice(to, 0, ...order.splice(at, 1));
  go(address(order));
}

function dragging(column) {
  const head = column.querySelector(".outlet b");
  head.draggable = true;
  head.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", column.dataset.a);
    event.dataTransfer.effectAllowed = "move";
  });
  column.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("text/plain")) return;
    event.preventDefault();
    column.classList.add("over");
  });
  column.addEventListener("dragleave", () => column.classList.remove("over"));
  column.addEventListener("drop", (event) => {
    event.preventDefault();
    column.classList.remove("over");
    const order = columns().map((one) => one.dataset.a);
    const from = order.indexOf(event.dataTransfer.getData("text/plain"));
    const to = order.indexOf(column.dataset.a);
    if (from >= 0 && from !== to) {
      order.splice(to, 0, ...order.splice(from, 1));
      go(address(order));
    }
  });
}

function apply() {
  const all = columns();
  if (!all.some((one) => widths.has(one.dataset.a))) {
    main().style.gridTemplateColumns = "";
  } else {
    const spines = document.querySelectorAll(".spines li").length;
    const parts = all.map((one) => (widths.has(one.dataset.a) ? `${widths.get(one.dataset.a)}px` : "minmax(var(--each, var(--column)), 1fr)"));
    main().style.gridTemplateColumns = parts.join(" ") + (spines ? ` calc(${spines} * var(--spine))` : "");
  }
  for (const handle of document.querySelectorAll(".edge")) {
    const column = document.getElementById(handle.dataset.of);
    handle.style.left = `${column.offsetLeft + column.offsetWidth}px`;
    handle.setAttribute("aria-valuenow", column.offsetWidth);
  }
}

function edge(column) {
  const handle = document.createElement("div");
  handle.className = "edge";
  handle.dataset.of = column.id;
  handle.tabIndex = 0;
  handle.setAttribute("role", "separator");
  handle.setAttribute("aria-orientation", "vertical");
  handle.setAttribute("aria-valuemin", LEAST);
  handle.setAttribute("aria-valuemax", 1200);
  handle.setAttribute("aria-label", `Width of ${column.querySelector(".outlet b").textContent}`);
  const set = (width) => {
    widths.set(column.dataset.a, Math.round(Math.max(LEAST, Math.min(1200, width))));
    apply();
  };
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    const [from, width] = [event.clientX, column.offsetWidth];
    const drag = (move) => set(width + move.clientX - from);
    handle.addEventListener("pointermove", drag);
    handle.addEventListener("pointerup", () => handle.removeEventListener("pointermove", drag), { once: true });
  });
  handle.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") set(column.offsetWidth - 24);
    else if (event.key === "ArrowRight") set(column.offsetWidth + 24);
    else return;
    event.preventDefault();
  });
  handle.addEventListener("dblclick", () => {
    widths.delete(column.dataset.a);
    apply();
  });
  return handle;
}

export function shaping() {
  if (!matchMedia("(min-width: 48rem) and (min-height: 30.01rem)").matches) return;
  const all = columns();
  if (all.length < 2) return;
  all.forEach(dragging);
  main().append(...all.map(edge));
  apply();
}

addEventListener("resize", () => document.querySelector(".edge") && apply());
