import { rds } from "./rds.ts";
import type { StandIn } from "./stand-in.ts";

/** Every stand-in there is. */
export const standIns: readonly StandIn[] = [...rds];
