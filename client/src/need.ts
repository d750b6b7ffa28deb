// Decides without VS Code, so that it can be tested without it.

/** What a document's name and language say of whether the server is needed. */
export type Need = "always" | "for policies" | "never";

const ours = new Set(["terraform", "terraform-vars", "opentofu"]);

/** Terraform always needs it; JSON, which lies about everywhere, only where a policy may stand in it. */
export function needOf({ languageId, path }: { readonly languageId: string; readonly path: string }): Need {
  if (ours.has(languageId) || /\.(?:tf|tofu|tfvars)(?:\.json)?$/i.test(path)) return "always";
  if (/(?:^|\/)\.parapet\.yaml$|(?:^|\/)\.parapet\/rules\/[^/]+\.ya?ml$/.test(path)) return "always";
  return languageId === "json" || languageId === "jsonc" ? "for policies" : "never";
}

const naming = /"Statement"/i;

/** Whether a text looks like a policy. */
export const looksLikePolicy = (text: string): boolean => naming.test(text);

/** How far around what is typed one has to look to see whether it makes a policy of a text. */
export const reach = '"Statement"'.length - 1;

/** Whether there is Terraform among the files of a directory. */
export const isTerraformIn = (names: readonly string[]): boolean =>
  names.some((name) => /\.(?:tf|tofu)(?:\.json)?$/i.test(name));
