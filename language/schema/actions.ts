import { table } from "../syntax/table.ts";
import { detached } from "../syntax/text.ts";
import { matches, matchesExactly } from "./wildcards.ts";

/** What an action does to what it is used on, as AWS sorts them. */
export type AccessLevel = "List" | "Read" | "Write" | "Permissions management" | "Tagging";

/** One action of the service authorization reference. */
export interface Action {
  /** `s3:GetObject`. */
  readonly name: string;
  readonly service: string;
  readonly level: AccessLevel;
  /** What it allows: "retrieve objects from Amazon S3". */
  readonly description: string;
  /** What it can be limited to; empty where only `*` will do. */
  readonly resources: readonly ActionResource[];
  /** Names of keys, besides those of its resources. */
  readonly conditionKeys: readonly string[];
  /** Actions that it needs besides. */
  readonly dependentActions: readonly string[];
}

/** A resource type that an action can be limited to. */
export interface ActionResource {
  readonly type: string;
  /** Every call names one of these. */
  readonly required: boolean;
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

/** A kind of thing that a service keeps. */
export interface ResourceType {
  readonly service: string;
  readonly name: string;
  /** `arn:${Partition}:s3:::${BucketName}`. */
  readonly arn: string;
  readonly conditionKeys: readonly string[];
}

export type KeyType = "String" | "ARN" | "Bool" | "Numeric" | "Date" | "IPAddress" | "Binary";

/** A key of the request that a condition can test. */
export interface ConditionKey {
  /** `s3:prefix`, `aws:ResourceTag/${TagKey}`. */
  readonly name: string;
  readonly type: KeyType;
  /** A request can carry several values of it. */
  readonly isMultivalued: boolean;
  /** Empty for the global ones. */
  readonly description: string;
}

/** The service authorization reference as of a day; names are found in any case. */
export interface ActionData {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Prefixes, in order. */
  readonly services: readonly string[];
  /** "Amazon S3" for `s3`. */
  serviceName(service: string): string | undefined;
  action(name: string): Action | undefined;
  actionsOf(service: string): readonly Action[];
  /** Full names of the actions that a pattern such as `s3:Get*` takes in. */
  expand(pattern: string): readonly string[];
  /** A key by its name as written; `aws:RequestTag/team` finds `aws:RequestTag/${TagKey}`. */
  conditionKey(name: string): ConditionKey | undefined;
  /** Keys that a service's actions and resources know; those of every service under `aws`. */
  conditionKeysOf(service: string): readonly ConditionKey[];
  resourceType(service: string, name: string): ResourceType | undefined;
  resourceTypesOf(service: string): readonly ResourceType[];
}

/** How many patterns, and how many keys, are remembered: while somebody types, each letter makes another one. */
const mostRemembered = 5_000;

/** Works out each answer once. */
function remembered<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>();
  return (text) => {
    let known = answers.get(text);
    if (!known) {
      known = { answer: answer(text) };
      if (answers.size >= mostRemembered) answers.clear();
      answers.set(detached(text), known);
    }
    return known.answer;
  };
}

/** One service: its lines, each read when it is asked for. */
interface ServiceLines {
  /** Full names of its actions. */
  readonly names: readonly string[];
  /** The same without the service, in small letters. */
  readonly lower: readonly string[];
  /** All of these in one text. */
  readonly together: string;
  readonly actions: LazyLines<Action>;
  readonly resourceTypes: LazyLines<ResourceType>;
  readonly keys: readonly ConditionKey[];
  readonly exactKeys: ReadonlyMap<string, ConditionKey>;
  readonly keyPatterns: readonly { readonly pattern: RegExp; readonly key: ConditionKey }[];
}

/** Keys whose first part is no service: prefix → the service that knows them. Identity providers are known to STS. */
const adopted: Readonly<Record<string, string>> = table({
  identitycenter: "sso",
  catalog: "aws-marketplace",
  saml: "sts",
});

/** Reads the reference when it is first asked for; undefined where that fails, so that what needs it stays silent. */
export function whenAsked(read: () => string): () => ActionData | undefined {
  let loaded: { readonly data: ActionData | undefined } | undefined;
  return () => {
    loaded ??= { data: dataOrNone(read) };
    return loaded.data;
  };
}

function dataOrNone(read: () => string): ActionData | undefined {
  try {
    return actionData(read());
  } catch {
    return undefined;
  }
}

/**
 * Reads the packed reference (`npm run generate` writes it). The first line is its date; a line that begins with `=` opens a
 * service (prefix, name), `k` is a condition key (name, type, description), `r` a resource type (name, ARN, keys), `a` an action
 * (name, first letter of the level, `type!|keys|dependent actions` by `;`, keys, dependent actions, description). Keys are
 * numbers in base 36 into the `k` lines of the service. A service is decoded when it is first asked for.
 */
export function actionData(text: string): ActionData {
  const blocks = new Map<string, string>();
  for (let at = text.indexOf("\n="); at >= 0; ) {
    const next = text.indexOf("\n=", at + 1);
    blocks.set(text.slice(at + 2, text.indexOf("\t", at)), text.slice(at + 2, next < 0 ? undefined : next));
    at = next;
  }
  const decoded = new Map<string, ServiceLines>();
  const serviceOf = (prefix: string): ServiceLines | undefined => {
    const name = prefix.toLowerCase();
    const seen = decoded.get(name);
    if (seen) return seen;
    const block = blocks.get(name);
    if (block === undefined) return undefined;
    const service = decode(name, block);
    decoded.set(name, service);
    return service;
  };
  const services = [...blocks.keys()].filter((name) => name !== "aws");
  const expand = (pattern: string): readonly string[] => {
    if (pattern === "*") return expand("*:*");
    const colon = pattern.indexOf(":");
    if (colon < 0) return [];
    const prefix = pattern.slice(0, colon);
    const name = pattern.slice(colon + 1);
    const wanted = /[*?]/.test(prefix) ? services.filter((service) => matches(prefix, service)) : [prefix];
    const [literal = ""] = name.split(/[*?]/).sort((a, b) => b.length - a.length);
    return wanted.flatMap((service) => {
      const { names = [], lower = [], together = "" } = serviceOf(service) ?? {};
      if (name === "*") return names;
      // one search in all names together rules most services out
      if (!together.includes(literal)) return [];
      return names.filter((_, index) => matchesExactly(name, lower[index] ?? ""));
    });
  };
  const serviceOfKey = (name: string): ServiceLines | undefined => {
    const prefix = name.slice(0, Math.max(0, name.indexOf(":"))).toLowerCase();
    return serviceOf(adopted[prefix] ?? (prefix.includes(".") ? "sts" : prefix));
  };
  const expanded = remembered(expand);
  // `ec2:osuser` is a key of EC2 Instance Connect: its prefix is another service's. What is no key at all is looked for in the whole text.
  const lent = remembered((name: string): ConditionKey | undefined => {
    const at = text.indexOf(`\nk${name}\t`);
    return at < 0 ? undefined : conditionKey(text.slice(at + 1, text.indexOf("\n", at + 1)));
  });
  return {
    date: text.slice(0, text.indexOf("\n")),
    services,
    serviceName(service) {
      const block = blocks.get(service.toLowerCase());
      return block?.slice(block.indexOf("\t") + 1, block.indexOf("\n"));
    },
    action(name) {
      const colon = name.indexOf(":");
      return serviceOf(name.slice(0, Math.max(0, colon)))?.actions.get(name.slice(colon + 1).toLowerCase());
    },
    actionsOf: (service) => serviceOf(service)?.actions.all() ?? [],
    expand: (pattern) => expanded(pattern.toLowerCase()),
    conditionKey(name) {
      const lower = name.toLowerCase();
      for (const service of [serviceOf("aws"), serviceOfKey(lower)]) {
        const exact = service?.exactKeys.get(lower);
        if (exact) return exact;
        const similar = service?.keyPatterns.find(({ pattern }) => pattern.test(lower));
        if (similar) return similar.key;
      }
      return lent(name);
    },
    conditionKeysOf: (service) => serviceOf(service)?.keys ?? [],
    resourceType: (service, name) => serviceOf(service)?.resourceTypes.get(name.toLowerCase()),
    resourceTypesOf: (service) => serviceOf(service)?.resourceTypes.all() ?? [],
  };
}

const levels: Readonly<Record<string, AccessLevel>> = table({
  L: "List",
  R: "Read",
  W: "Write",
  P: "Permissions management",
  T: "Tagging",
});

function decode(service: string, block: string): ServiceLines {
  const [, ...lines] = block.split("\n");
  const keys: ConditionKey[] = [];
  const named = (numbers = ""): readonly string[] =>
    words(numbers).map((number) => keys[Number.parseInt(number, 36)]?.name ?? number);
  const actions = new LazyLines((line) => action(service, line, named));
  const resourceTypes = new LazyLines((line) => resourceType(service, line, named));
  const names: string[] = [];
  for (const line of lines)
    if (line.startsWith("a")) names.push(`${service}:${actions.add(line)}`);
    else if (line.startsWith("r")) resourceTypes.add(line);
    else if (line.startsWith("k")) keys.push(conditionKey(line));
  const isVariable = ({ name }: ConditionKey): boolean => placeholder.test(name);
  const lower = names.map((name) => name.slice(service.length + 1).toLowerCase());
  return {
    names,
    lower,
    together: lower.join("\n"),
    actions,
    resourceTypes,
    keys,
    exactKeys: new Map(keys.filter((key) => !isVariable(key)).map((key) => [key.name.toLowerCase(), key])),
    keyPatterns: keys.filter(isVariable).map((key) => ({ pattern: patternOf(key.name), key })),
  };
}

/** Lines by the name at their beginning, read one at a time. */
class LazyLines<Entry> {
  readonly #read: (line: string) => Entry;
  readonly #lines = new Map<string, string>();
  readonly #entries = new Map<string, Entry>();

  constructor(read: (line: string) => Entry) {
    this.#read = read;
  }

  add(line: string): string {
    const name = line.slice(1, line.indexOf("\t"));
    this.#lines.set(name.toLowerCase(), line);
    return name;
  }

  get(name: string): Entry | undefined {
    const seen = this.#entries.get(name);
    const line = this.#lines.get(name);
    if (seen !== undefined || line === undefined) return seen;
    const entry = this.#read(line);
    this.#entries.set(name, entry);
    return entry;
  }

  all(): readonly Entry[] {
    return [...this.#lines.keys()].flatMap((name) => this.get(name) ?? []);
  }
}

type NamesByNumber = (numbers?: string) => readonly string[];

const fields = (line: string): readonly string[] => line.slice(1).split("\t");

function action(service: string, line: string, named: NamesByNumber): Action {
  const [name = "", level = "", resources = "", conditionKeys, dependentActions, description = ""] = fields(line);
  let types: readonly ActionResource[] | undefined;
  return {
    name: `${service}:${name}`,
    service,
    level: levels[level] ?? "Write",
    description,
    // some actions have dozens of types with a hundred keys each
    get resources() {
      types ??= resources === "" ? [] : resources.split(";").map((packed) => resource(packed, named));
      return types;
    },
    conditionKeys: named(conditionKeys),
    dependentActions: words(dependentActions),
  };
}

function resourceType(service: string, line: string, named: NamesByNumber): ResourceType {
  const [name = "", arn = "", conditionKeys] = fields(line);
  return { service, name, arn, conditionKeys: named(conditionKeys) };
}

function conditionKey(line: string): ConditionKey {
  const [name = "", type = "", description = ""] = fields(line);
  const isMultivalued = type.startsWith("ArrayOf");
  return { name, type: (isMultivalued ? type.slice("ArrayOf".length) : type) as KeyType, isMultivalued, description };
}

function resource(packed: string, named: NamesByNumber): ActionResource {
  const [name = "", conditionKeys, dependentActions] = packed.split("|");
  return {
    type: name.replace(/!$/, ""),
    required: name.endsWith("!"),
    conditionKeys: named(conditionKeys),
    dependentActions: words(dependentActions),
  };
}

const words = (text = ""): readonly string[] => (text === "" ? [] : text.split(" "));

/** What stands for a variable part: AWS writes it in several ways. */
const placeholder = /\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/i;

/** `s3:RequestObjectTag/<key>` takes in any key. */
const patternOf = (name: string): RegExp =>
  new RegExp(
    `^${name
      .toLowerCase()
      .split(new RegExp(placeholder, "gi"))
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".+")}$`,
  );
