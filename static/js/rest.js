// What the reading desk can do besides: cards, keys, own notes, columns that are drawn or go together, settings.
import { cards } from "./cards.js";
import "./drawer.js";
import { keys } from "./keys.js";
import { locking } from "./lock.js";
import { watch } from "./memory.js";
import { own, owning } from "./own.js";
import { shaping } from "./shape.js";
import { settings } from "./type.js";

export function start() {
  cards();
  own();
  locking();
  shaping();
  watch();
}

owning();
settings();
keys();
