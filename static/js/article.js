// One report with scripts: links to what is selected, own highlights and notes.
import { keys } from "./keys.js";
import { own, owning } from "./own.js";

own();
owning();
keys();
