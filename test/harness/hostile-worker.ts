import { serveInThread } from "../../server/src/thread.ts";
import { hostileRules } from "./hostile-rules.ts";

serveInThread(hostileRules);
