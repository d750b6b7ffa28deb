import { rules } from "../../rules/index.ts";
import { serveInThread } from "./thread.ts";

serveInThread(rules);
