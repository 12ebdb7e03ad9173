// A word about what has just been done, for eyes and for screen readers; and copying, on every page.

let timer = 0;

export function say(words) {
  let line = document.getElementById("said");
  if (!line) {
    line = document.createElement("p");
    line.id = "said";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  clearTimeout(timer);
  // Emptied first, so that the same words are announced again.
  line.textContent = "";
  requestAnimationFrame(() => (line.textContent = words));
  timer = setTimeout(() => (line.textContent = ""), 4000);
}

// The clipboard is there on https and on this machine only. Elsewhere a field shows the words, selected.
export async function copy(words, what) {
  try {
    await navigator.clipboard.writeText(words);
    say(`${what} copied`);
  } catch {
    const dialog = document.createElement("dialog");
    dialog.className = "copy";
    const label = document.createElement("label");
    label.textContent = `${what}: copy it from here`;
    const field = document.createElement("input");
    field.readOnly = true;
    field.value = words;
    label.append(field);
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(label, close);
    document.body.append(dialog);
    dialog.showModal();
    field.select();
  }
}

export function line(words, tag = "p") {
  const made = document.createElement(tag);
  made.textContent = words;
  return made;
}

export function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
