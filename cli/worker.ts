import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMainThread, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { whenAsked } from "../language/schema/actions.ts";
import { managedPolicies } from "../language/schema/managed-policies.ts";
import { rules } from "../rules/index.ts";
import { type AccessFlags, type AccessQuestion, checkAccess as answered } from "./access.ts";
import { type AccessDiffFlags, diffAccess as diffed } from "./access-diff.ts";
import { type AccessFormat, accessOf as askedOf, whoCan as askedWho } from "./access-who.ts";
import { workerMark } from "./hire.ts";
import { type Exit, type Io, messageOf } from "./io.ts";
import type { Hire } from "./job.ts";
import { testRules as heldToExamples } from "./test-rules.ts";
import { serve, type WorkEnvironment, worker } from "./work.ts";

export { tellChecklist } from "./checklist.ts";
export { explain, listRules } from "./commands.ts";
export { tellReport } from "./report/report.ts";

/** AWS's reference lies beside the bundle; run from its sources, the command line does without it. */
const reference =
  typeof __dirname === "undefined"
    ? () => undefined
    : whenAsked(() => gunzipSync(readFileSync(join(__dirname, "iam-data.gz"))).toString("latin1"));

/** AWS's managed policies, beside the bundle as well. */
const managed =
  typeof __dirname === "undefined"
    ? () => managedPolicies(readFileSync(join(import.meta.dirname, "../language/schema/managed-policies.txt"), "utf8"))
    : () => managedPolicies(gunzipSync(readFileSync(join(__dirname, "managed-policies.gz"))).toString("utf8"));

/** Answers a question about a policy. */
export const checkAccess = (question: AccessQuestion, flags: AccessFlags, io: Io): Exit =>
  answered(question, flags, { actions: reference, ...io });

/** Tells how access has changed. */
export const diffAccess = (directory: string, flags: AccessDiffFlags, io: Io): Exit =>
  diffed(directory, flags, { actions: reference, managed, ...io });

/** Tells who may do something, and what somebody may do. */
export const whoCan = (action: string, resource: string, directory: string, format: AccessFormat, io: Io): Exit =>
  askedWho(action, resource, directory, format, { actions: reference, managed, ...io });

export const accessOf = (address: string, directory: string, format: AccessFormat, io: Io): Exit =>
  askedOf(address, directory, format, { actions: reference, managed, ...io });

/** Holds a directory's own rules to their examples. */
export const testRules = (directory: string, io: Io): Exit => heldToExamples(directory, { actions: reference, ...io });

/** A worker in the same thread, which nothing can end: for running from the sources. */
export const inProcess =
  (surroundings: Partial<WorkEnvironment>): Hire =>
  (heard, lost) => {
    // What goes from thread to thread elsewhere is copied here too, so that it is the same.
    const follow = worker({ rules, actions: () => undefined, ...surroundings }, (word) => heard(structuredClone(word)));
    return {
      give: (order) =>
        setImmediate(() => {
          try {
            follow(structuredClone(order));
          } catch (error) {
            lost(`failed: ${messageOf(error)}`);
          }
        }),
      end: () => undefined,
    };
  };

if (!isMainThread && workerData === workerMark) serve({ rules, actions: reference });
