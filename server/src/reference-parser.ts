/** What HashiCorp's parser says of a text. */
export type Verdict =
  | { readonly state: "valid"; readonly json: unknown }
  | {
      readonly state: "invalid";
      /** From 1, columns in grapheme clusters. */
      readonly line: number;
      readonly column: number;
      readonly endLine: number;
      readonly endColumn: number;
      readonly message: string;
    }
  | { readonly state: "unavailable" };

/** Somebody who knows the language better than we do, and may not be there. */
export interface ReferenceParser {
  parse(text: string): Promise<Verdict>;
  dispose(): Promise<void>;
}

/** For where HashiCorp's parser cannot run. */
export const noReferenceParser: ReferenceParser = {
  parse: async () => ({ state: "unavailable" }),
  dispose: async () => undefined,
};
