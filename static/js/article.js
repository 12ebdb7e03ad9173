// One report with scripts: links to what is selected, own highlights and notes.
import { keys } from "./keys.js";
import { own, owning } from "./own.js";
import { settings } from "./type.js";

own();
owning();
keys();
settings();
