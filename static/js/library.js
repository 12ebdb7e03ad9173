// The list of stories with scripts: which of them the reader has begun.
import { resume } from "./memory.js";

resume();
