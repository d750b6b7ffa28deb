/** AWS's managed policies as of a day. */
export interface ManagedPolicies {
  /** `YYYY-MM-DD`: when the latest of them was changed. */
  readonly date: string;
  /** The document of a policy by its name, as JSON reads it; undefined where there was none of that name. */
  document(name: string): unknown;
}

/**
 * Reads the packed policies (`scripts/generate/managed-policies.ts` writes them): the date and the version of their source, then a line
 * for each, with its name and its document.
 */
export function managedPolicies(text: string): ManagedPolicies {
  return {
    date: text.slice(0, text.indexOf("\t")),
    document(name) {
      const start = text.indexOf(`\n${name}\t`);
      if (start < 0 || /[\n\t]/.test(name)) return undefined;
      const from = start + name.length + 2;
      return JSON.parse(text.slice(from, text.indexOf("\n", from)));
    },
  };
}
