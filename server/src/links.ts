/** Where the rules' pages can be read. */
const pages = "https://github.com/parapet-security/parapet/blob/main/docs/rules";

export const pageOf = (rule: { readonly id: string }): string => `${pages}/${rule.id}.md`;

/** A link that runs a command of the client. */
export const commandLink = (command: string, argument: unknown): string =>
  `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
