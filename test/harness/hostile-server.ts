import { supervise } from "../../server/src/supervise.ts";

// As the server is shipped, with rules that hang and with less patience.
supervise(new URL("hostile-worker.mjs", import.meta.url), {
  patience: { working: 2, starting: 60 },
  megabytes: 256,
});
