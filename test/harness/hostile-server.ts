import { join } from "node:path";
import { supervise } from "../../server/src/supervise.ts";

// As the server is shipped, bundled, with rules that hang and with less patience.
supervise(join(__dirname, "hostile-worker.cjs"), { patience: { working: 2, starting: 60 }, megabytes: 256 });
