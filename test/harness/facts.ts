import type { rule } from "../../rules/kit/rule.ts";

/** What a rule says of itself, without what it does. */
type Facts = Omit<Parameters<typeof rule>[0], "on" | "check">;

/** What a rule says of itself that is made up for a test, which names what matters to it. */
export const facts = (id: string, named: Partial<Facts> = {}): Facts => ({
  id,
  title: id,
  severity: "high",
  responsibility: "customer",
  why: "",
  controls: {},
  aliases: {},
  references: [],
  insecure: "",
  secure: "",
  ...named,
});
