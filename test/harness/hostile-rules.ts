import { type Rule, rule } from "../../rules/kit/rule.ts";
import { volume } from "../server/rules.ts";
import { facts } from "./facts.ts";

/** What a rule does when it meets a resource of a type. */
const on = (type: string, id: string, what: () => void): Rule =>
  rule({
    ...facts(id, { severity: "low", references: ["https://docs.aws.amazon.com/"] }),
    on: (module) => module.ofType(type),
    check() {
      what();
      return [];
    },
  });

/** A rule that works, and three that must be stopped from outside. */
export const hostileRules: readonly Rule[] = [
  volume,
  on("test_endless", "aws-test-endless", () => {
    for (;;);
  }),
  on("test_memory", "aws-test-memory", () => {
    for (const kept: unknown[] = []; ; ) kept.push(new Array(1_000_000).fill(kept.length));
  }),
  on("test_background", "aws-test-background", () => {
    void Promise.reject(new Error("in the background"));
    setTimeout(() => {
      throw new Error("in a timer");
    });
  }),
];
