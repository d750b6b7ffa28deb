import type { Rule } from "../../rules/kit/rule.ts";

/** Where the rules' pages can be read. */
const pages = "https://github.com/parapet-security/parapet/blob/main/docs/rules";

/** A rule's page; of an organisation's own rule the first reference, if it has one. */
export const pageOf = ({ id, references }: Pick<Rule, "id" | "references">): string | undefined =>
  id.startsWith("aws-") ? `${pages}/${id}.md` : references[0];

/** A link that runs a command of the client. */
export const commandLink = (command: string, argument: unknown): string =>
  `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
