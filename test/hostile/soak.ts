import { parseArgs } from "node:util";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  CodeActionRequest,
  CompletionRequest,
  DocumentSymbolRequest,
  HoverRequest,
  InlayHintRequest,
} from "vscode-languageserver/node";
import { marked } from "../../analysis/own-rules/marks.ts";
import { rules } from "../../rules/index.ts";
import { type Client, connect, folder } from "../harness/client.ts";
import { type Random, random } from "../harness/random.ts";

// `npm run soak -- --edits 30000 [--seed 7]`: drives a server as somebody does who types for weeks, and measures what it keeps.

const { values } = parseArgs({ options: { edits: { type: "string", default: "30000" }, seed: { type: "string" } } });
const total = Number(values.edits);
const seed = Number(values.seed ?? 1);

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** What it may keep more at the end than after a tenth: either, whichever is more. */
const [mostMore, mostShare] = [10_000_000, 0.1];

const examples = rules.flatMap(({ insecure, secure, file = "main.tf" }) =>
  file.endsWith(".tf") ? [marked(insecure).text, secure] : [],
);
const policies = rules.flatMap(({ insecure, file = "" }) => (file.endsWith(".json") ? [marked(insecure).text] : []));

/** One policy with the statements of several, and an ARN in each. */
function gathered(texts: readonly string[]): string {
  const statements = texts.flatMap((text) => (JSON.parse(text) as { readonly Statement: readonly object[] }).Statement);
  const own = statements.map((statement, index) => ({ ...statement, Resource: `arn:aws:s3:::bucket-${index}/*` }));
  return `${JSON.stringify({ Version: "2012-10-17", Statement: own }, undefined, 2)}\n`;
}

const uriOf = (name: string): string => `${folder}/${name}`;
const several = (from: readonly string[], count: number): string => from.slice(0, count).join("\n");

/** A module of several files that calls another, beside settings, by URI. */
const files = new Map<string, string>(
  Object.entries({
    "main.tf": `${several(examples, 12)}\nmodule "child" {\n  source = "./child"\n  name   = local.name\n}\n`,
    "more.tf": several(examples.slice(40), 12),
    "locals.tf": 'locals {\n  name = "x-${var.name}"\n}\n\nvariable "name" {\n  default = "a"\n}\n',
    "terraform.tfvars": 'name = "b"\n',
    "policy.json": gathered(policies.slice(0, 8)),
    "child/main.tf": `variable "name" {}\n\n${several(examples.slice(80), 8)}`,
    "closed.tf": several(examples.slice(120), 6),
    ".parapet.yaml": "profile: all\n",
  }).map(([name, text]) => [uriOf(name), text]),
);
const edited = [
  "main.tf",
  "more.tf",
  "locals.tf",
  "terraform.tfvars",
  "policy.json",
  "child/main.tf",
  ".parapet.yaml",
].map(uriOf);

const languageOf = (uri: string): string =>
  uri.endsWith(".json") ? "json" : uri.endsWith(".yaml") ? "yaml" : "terraform";

/** Edits that each have a text of their own, so that whatever is kept by a text adds up. */
class Typist {
  readonly #client: Client;
  readonly #chance: Random;
  readonly #open = new Set<string>();
  edits = 0;
  #words = 0;

  constructor(client: Client, chance: Random) {
    this.#client = client;
    this.#chance = chance;
  }

  async step(): Promise<void> {
    const r = this.#chance;
    const uri = r.pick(edited);
    if (!this.#open.has(uri)) await this.#opened(uri);
    const text = this.#client.text(uri);
    if (text.length > 2 * (files.get(uri)?.length ?? 0) + 1_000)
      await this.#replace(uri, 0, text.length, files.get(uri) ?? "");
    else await this.#edit(uri, text);
    if (r.chance(60)) await this.#client.diagnostics(uri);
    if (r.chance(10)) await this.#ask(uri);
    if (r.chance(5)) await this.#client.save(uri);
    if (r.below(500) === 0) await this.#closed(uri);
    if (r.chance(2)) await this.#touched();
    if (r.chance(1)) await this.#client.configured();
  }

  async #opened(uri: string): Promise<void> {
    this.#open.add(uri);
    await this.#client.open(uri, files.get(uri) ?? "", languageOf(uri));
  }

  async #closed(uri: string): Promise<void> {
    this.#open.delete(uri);
    await this.#client.close(uri);
  }

  async #replace(uri: string, start: number, end: number, text: string): Promise<void> {
    this.edits++;
    await this.#client.change(uri, this.#client.range(uri, start, end), text);
  }

  async #edit(uri: string, text: string): Promise<void> {
    const r = this.#chance;
    const at = r.below(text.length + 1);
    const word = this.#word();
    const line = text.indexOf("\n", at) + 1 || text.length;
    switch (r.below(14)) {
      case 0:
        return this.#replace(uri, at, Math.min(text.length, at + 1 + r.below(30)), "");
      case 1:
        return this.#replace(uri, line, line, `# parapet:ignore aws-${word}-* -- ${word}\n`);
      case 2:
        return this.#replace(uri, line, line, `tags = { ${word} = "${word}" }\n`);
      case 3:
        return this.#replace(uri, line, line, `\nlocals {\n  ${word} = upper("${word}")\n}\n`);
      case 4:
        return this.#replace(
          uri,
          line,
          line,
          `\nresource "aws_s3_bucket" "${word}" {\n  bucket = "${word}-\${local.${word}}"\n}\n`,
        );
      case 5:
        return this.#replace(
          uri,
          line,
          line,
          `${r.pick(["policy", "user_data"])} = <<EOF\n{"Statement": [{"Effect": "Allow", "Action": "${word}:*", "Resource": "*"}]}\nEOF\n`,
        );
      case 6:
        return this.#replace(uri, 0, text.length, files.get(uri) ?? "");
      case 7: {
        const name = /"[\w.-]+"/.exec(text.slice(at));
        const from = at + (name?.index ?? 0);
        return this.#replace(uri, from, from + (name?.[0].length ?? 0), `"${word}"`);
      }
      case 8:
        return this.#replace(uri, line, line, `\nresource "aws_s3_bucket" "b" {\n  bucket = file("${word}.txt")\n}\n`);
      case 9:
        return this.#replace(uri, line, line, `\nmodule "${word}" {\n  source = "./${word}"\n}\n`);
      case 10:
        return this.#replace(
          uri,
          line,
          line,
          `\nresource "aws_${word}" "b" {\n  bucket = regexall("${word}", "a")\n}\n`,
        );
      case 11:
        return this.#swap(uri, text, /"arn:[^"]*"/g, `"arn:aws:s3:::${word}/*"`);
      case 12:
        return this.#swap(uri, text, /"\w+:[*A-Z]\w*"/g, `"s3:${word}*"`);
      default:
        return this.#replace(uri, at, at, r.pick([" ", "a", '"', "{", "}", "\n", word]));
    }
  }

  async #swap(uri: string, text: string, what: RegExp, by: string): Promise<void> {
    const all = [...text.matchAll(what)];
    if (all.length === 0) return;
    const { index, 0: old } = this.#chance.pick(all);
    await this.#replace(uri, index, index + old.length, by);
  }

  async #ask(uri: string): Promise<void> {
    const { connection } = this.#client;
    const textDocument = { uri };
    const { length } = this.#client.text(uri);
    const at = this.#chance.below(length + 1);
    const range = this.#client.range(uri, at, Math.min(length, at + 200));
    const position = range.start;
    await connection.sendRequest(HoverRequest.type, { textDocument, position });
    await connection.sendRequest(CompletionRequest.type, { textDocument, position });
    await connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    await connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    const actions = await connection.sendRequest(CodeActionRequest.type, {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    const [action] = actions ?? [];
    if (action && "data" in action) await this.#client.resolve(action);
  }

  /** Long enough that the engine keeps the text which it was cut from. */
  #word(): string {
    return `some-new-word-${this.#words++}`;
  }

  /** Files come, change and go on the disk, some that cannot be read. */
  async #touched(): Promise<void> {
    const word = this.#word();
    const [changed, other] = [uriOf("closed.tf"), uriOf(`${word}.tf`)];
    files.set(changed, `${several(examples.slice(120), 6)}\n# ${word}\n`);
    disk.set(changed, files.get(changed) ?? "");
    disk.set(
      other,
      this.#chance.chance(50) ? { reason: `cannot be read, for ${word} holds it` } : `locals {\n  ${word} = 1\n}\n`,
    );
    await this.#client.touched(["changed", changed], ["created", other]);
    await this.#client.diagnostics([...this.#open][0] ?? changed);
    disk.delete(other);
    await this.#client.touched(["deleted", other]);
  }
}

const disk = new Map<string, string | { readonly reason: string }>(files);
const client = await connect({ rules, files: disk, now: () => performance.now() });
const typist = new Typist(client, random(seed));

async function settled(): Promise<number> {
  // what follows an edit by a moment
  await new Promise((resolve) => setTimeout(resolve, 300));
  // what the client keeps is not the server's
  for (const kept of [client.logged, client.statuses, client.read, client.registered]) kept.length = 0;
  client.published.clear();
  collect();
  collect();
  // the code that the engine makes of functions grows until all of them have been called often
  const spaces = getHeapSpaceStatistics().filter(({ space_name: name }) => !name.startsWith("code"));
  return spaces.reduce((sum, { space_used_size: used }) => sum + used, 0);
}

let first = 0;
let last = 0;
for (let tenth = 1; tenth <= 10; tenth++) {
  while (typist.edits < (total * tenth) / 10) await typist.step();
  last = await settled();
  if (tenth === 1) first = last;
  console.log(`${typist.edits} edits: ${(last / 1e6).toFixed(1)} MB kept`);
}
await client.stop();
const more = last - first;
const isFlat = more <= Math.max(mostMore, first * mostShare);
console.log(
  `seed ${seed}: ${(more / 1e6).toFixed(1)} MB more at the end than after a tenth${isFlat ? "" : ": it leaks"}`,
);
process.exit(isFlat ? 0 : 1);
