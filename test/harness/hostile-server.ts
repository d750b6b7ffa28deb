import { join } from "node:path";
import { supervise } from "../../server/src/supervise.ts";

// As the server is shipped, bundled, with rules that hang and with as much patience as the test has.
const working = Number(process.env["PATIENCE"]);
supervise(join(__dirname, "hostile-worker.cjs"), { patience: { working, starting: 60 }, megabytes: 256 });
