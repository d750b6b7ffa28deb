// A thread does not read TypeScript because the one that starts it does.
import { register } from "tsx/esm/api";

register();
const { serveInThread } = await import("../../server/src/thread.ts");
const { hostileRules } = await import("./hostile-rules.ts");
serveInThread(hostileRules);
