import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of outside truth, which is no part of the project; undefined where it is not there. */
export const shared: string | undefined = [
  process.env["PARAPET_SHARED"],
  resolve(import.meta.dirname, "../../../shared"),
]
  .filter((path) => path !== undefined)
  .find((path) => existsSync(join(path, "corpus")));

export interface Sample {
  readonly name: string;
  readonly text: string;
}

interface InlineCase {
  readonly id: string;
  readonly hcl: string;
}

interface TrivyCheck {
  readonly id: string;
  readonly secure: readonly string[];
  readonly insecure: readonly string[];
}

/** All Terraform of the corpus: Checkov's fixtures and inline cases, Trivy's examples. */
export function terraformSamples(): readonly Sample[] {
  if (shared === undefined) return [];
  const corpus = join(shared, "corpus");
  const fixtures = [...files(join(corpus, "checkov/fixtures"), ".tf")].map((path) => ({
    name: path.slice(corpus.length + 1),
    text: readFileSync(path, "utf8"),
  }));
  const inline = json<readonly InlineCase[]>(join(corpus, "checkov/inline.json"));
  const trivy = json<readonly TrivyCheck[]>(join(corpus, "trivy.json"));
  return [
    ...fixtures,
    ...inline.map(({ id, hcl }, index) => ({ name: `inline ${index} ${id}`, text: hcl })),
    ...trivy.flatMap(({ id, secure, insecure }) =>
      [...secure, ...insecure].map((text, index) => ({ name: `trivy ${id} ${index}`, text })),
    ),
  ];
}

function* files(folder: string, extension: string): Iterable<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path, extension);
    else if (path.endsWith(extension)) yield path;
  }
}

function json<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}
