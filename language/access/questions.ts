import type { ActionData } from "../schema/actions.ts";
import { all, type Formula, is, literalsIn, some } from "./formula.ts";
import { type ActionClass, classesOf, type KnownAction, type KnownActions, knownActions } from "./known-actions.ts";
import type { SetLiteral } from "./literal.ts";
import { ownAccount, type PlainPolicy, type PlainStatement } from "./plain.ts";
import { Reasoner } from "./reasoner.ts";
import { confirms, type Request, type SettledRequest, settle, solve, symbolIn } from "./solve.ts";
import {
  allows,
  allowsNot,
  entities,
  everyone,
  granted,
  meetsFirst,
  namedIn,
  notDenied,
  type ReadPolicy,
  readPolicy,
} from "./statement.ts";
import { holeOpens, holes, isHole } from "./symbols.ts";

/** Whether a policy stands with whom it gives something to, or with what it gives. */
export type PolicyPlace = "identity" | "resource";

/** A request that shows a yes. */
export interface Witness {
  readonly action: string;
  readonly resource: string;
  readonly who: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export type Answer =
  | {
      readonly kind: "yes";
      readonly witness: Witness;
      /** AWS's actions for which it is so, where they were asked about: of the classes that were looked at. */
      readonly actions: readonly string[];
      /** Whether AWS has such a call: the action is used on such a resource. */
      readonly isCallable: boolean;
      /** What is assumed of what is not known: `var.env is prod`. */
      readonly assuming?: string;
    }
  | { readonly kind: "no" }
  | { readonly kind: "cannot tell"; readonly because: readonly string[] };

export interface AskOptions {
  /** What AWS has of actions: without it an action is any text. */
  readonly data?: ActionData | undefined;
  /** Whether to look at every class of actions, and not only for the first that will do. */
  readonly every?: boolean;
  /** Steps of the search, in all. */
  readonly budget?: number;
}

/** What the new policy allows and the old one does not. */
export function newAccess(
  before: PlainPolicy,
  after: PlainPolicy,
  place: PolicyPlace,
  options: AskOptions = {},
): Answer {
  const compare = (holes: "same" | "most"): Answer => {
    const asked = new Question(options);
    const [old, fresh] = [readPolicy(asked.reasoner, before, holes), readPolicy(asked.reasoner, after)];
    const answer = asked.ask(all(allows(fresh), allowsNot(old)), asked.universe(place));
    if (answer.kind === "yes" && old.open !== undefined) return cannotTell(`the old policy may have more: ${old.open}`);
    if (answer.kind === "no" && fresh.open !== undefined)
      return cannotTell(`the new policy may have more: ${fresh.open}`);
    return answer;
  };
  return assuming(compare, [before, after]);
}

/** An answer in which what is not known is one value each; a yes that is none where it is taken at its widest says so. */
function assuming(compare: (holes: "same" | "most") => Answer, about: object): Answer {
  const answer = compare("same");
  if (answer.kind !== "yes" || !JSON.stringify(about).includes(holeOpens)) return answer;
  return compare("most").kind === "yes"
    ? answer
    : { ...answer, assuming: "unknown values differ from the texts beside them" };
}

/** Some actions, any where none are named, on some resources. */
interface Access {
  readonly actions?: readonly string[];
  readonly resources?: readonly string[] | undefined;
}

/** Whether a policy allows one of some actions on one of some resources. */
export function accessGranted(
  policy: PlainPolicy,
  { actions = ["*"], resources }: Access,
  place: PolicyPlace,
  options: AskOptions = {},
): Answer {
  const asked = new Question(options);
  const read = readPolicy(asked.reasoner, policy);
  const answer = asked.ask(all(allows(read), on(asked.reasoner, actions, resources)), asked.universe(place));
  return unlessOpen(answer, read);
}

/** A no holds only where the whole policy is seen. */
const unlessOpen = (answer: Answer, { open }: ReadPolicy): Answer =>
  answer.kind === "no" && open !== undefined ? cannotTell(`the policy may have more: ${open}`) : answer;

/** Whether a policy of a resource lets a stranger in: a role or user of another account, organization and network, or nobody at all. */
export function publicAccess(policy: PlainPolicy, options: AskOptions = {}): Answer {
  const asked = new Question(options);
  const read = readPolicy(asked.reasoner, policy);
  const outside = readPolicy(asked.reasoner, stranger).statements.flatMap(({ literals }) => literals);
  const strangers = outside.map((literal) =>
    is(literal.dimension === "who" ? asked.whoIs([...literal.texts, "anonymous"]) : literal),
  );
  const answer = asked.ask(all(allows(read), ...strangers), [asked.isArn]);
  return unlessOpen(answer, read);
}

/** Everything that says what one principal can do. */
export interface PolicySet {
  readonly arn: string;
  readonly identity: readonly PlainPolicy[];
  readonly boundary?: PlainPolicy | undefined;
  readonly session?: PlainPolicy | undefined;
  /** One for each level of the organization. */
  readonly scps?: readonly PlainPolicy[];
  readonly rcps?: readonly PlainPolicy[];
  /** What the resource says of it. */
  readonly resource?: readonly PlainPolicy[];
  readonly isUser?: boolean;
  /** Whether principal and resource are of one account; else both sides must allow. */
  readonly isSameAccount?: boolean;
  /** Whether the resource must allow too, be it by naming the account: keys, and the trust of roles. */
  readonly delegates?: boolean;
}

/** Whether a principal can do one of some actions on one of some resources. */
export function canDo(set: PolicySet, { actions = ["*"], resources }: Access, options: AskOptions = {}): Answer {
  const asked = new Question(options);
  const { formula, open } = effective(asked, set);
  const answer = asked.ask(all(formula, on(asked.reasoner, actions, resources)), [asked.isArn]);
  if (answer.kind === "no" && open.length > 0)
    return { kind: "cannot tell", because: open.map((why) => `there may be more: ${why}`) };
  return answer;
}

/**
 * What one principal can do: identity policies within boundary, session and every level of SCPs, or what a resource's policy gives it.
 * After https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
function effective(
  asked: Question,
  {
    arn,
    identity,
    boundary,
    session,
    scps = [],
    rcps = [],
    resource = [],
    isUser = false,
    isSameAccount = true,
    delegates = false,
  }: PolicySet,
): { readonly formula: Formula; readonly open: readonly string[] } {
  const read = (policies: readonly (PlainPolicy | undefined)[]): readonly ReadPolicy[] =>
    policies.flatMap((policy) => (policy ? [readPolicy(asked.reasoner, policy)] : []));
  const own = read(identity);
  const limits = read([boundary, session]);
  const levels = read(scps);
  const resourceLevels = read(rcps);
  const theirs = read(resource);
  const each = (policies: readonly ReadPolicy[]) => policies.map((policy) => granted([policy]));
  const limited = all(...each(limits));
  const byIdentity = all(granted(own), limited);
  const named = granted(namedIn(asked.reasoner, theirs));
  const byResource = isUser ? named : all(named, limited);
  const bothSides = all(byIdentity, granted(theirs));
  const ways = !isSameAccount ? bothSides : delegates ? some(bothSides, byResource) : some(byIdentity, byResource);
  const every = [...own, ...limits, ...levels, ...resourceLevels, ...theirs];
  return {
    formula: all(is(asked.whoIs([arn])), ways, ...each(levels), ...each(resourceLevels), notDenied(...every)),
    open: every.flatMap(({ open }) => open ?? []),
  };
}

/** What one set of policies lets its principal do and another does not: by identity policies, within the boundary. */
export function newAccessOf(before: PolicySet, after: PolicySet, options: AskOptions = {}): Answer {
  const compare = (holes: "same" | "most"): Answer => {
    const asked = new Question(options);
    const read = ({ identity, boundary }: PolicySet, how: "same" | "most") => ({
      own: identity.map((policy) => readPolicy(asked.reasoner, policy, how)),
      limits: boundary ? [readPolicy(asked.reasoner, boundary, how)] : [],
    });
    const [old, fresh] = [read(before, holes), read(after, "same")];
    const can = all(
      granted(fresh.own),
      ...fresh.limits.map((one) => granted([one])),
      notDenied(...fresh.own, ...fresh.limits),
    );
    const [was, is] = [old, fresh].map(({ own, limits }) => [...own, ...limits].flatMap(({ open }) => open ?? []));
    const answer = asked.ask(all(can, some(allowsNot(...old.own), ...old.limits.map((one) => allowsNot(one)))), [
      asked.isArn,
    ]);
    if (answer.kind === "yes" && was?.[0] !== undefined)
      return { ...answer, assuming: `what is not seen did not allow it already (${was[0]})` };
    if (answer.kind === "no" && is?.[0] !== undefined && JSON.stringify(was) !== JSON.stringify(is))
      return cannotTell(`there may be more: ${is[0]}`);
    return answer;
  };
  return assuming(compare, [before, after]);
}

const cannotTell = (because: string): Answer => ({ kind: "cannot tell", because: [because] });

const statement = (fields: Partial<PlainStatement>): PlainStatement => ({
  sid: undefined,
  effect: "Allow",
  actions: undefined,
  resources: undefined,
  principals: undefined,
  conditions: [],
  ...fields,
});

function on(reasoner: Reasoner, actions: readonly string[], resources: readonly string[] | undefined): Formula {
  const wanted = statement({
    actions: { isNot: false, texts: actions },
    ...(resources && { resources: { isNot: false, texts: resources } }),
  });
  return meetsFirst(readPolicy(reasoner, { version: "2008-10-17", statements: [wanted] }));
}

const strangersAccount = "999988887777";

/** Of another account, organization and network; what it can choose freely is not named here. */
const stranger: PlainPolicy = {
  version: "2012-10-17",
  statements: [
    statement({
      principals: {
        isNot: false,
        entries: [
          {
            type: "AWS",
            ids: [`arn:aws:iam::${strangersAccount}:role/?*`, `arn:aws:iam::${strangersAccount}:user/?*`],
          },
        ],
      },
      conditions: [
        ...Object.entries({
          "aws:SourceAccount": [strangersAccount],
          "aws:SourceOwner": [strangersAccount],
          "kms:CallerAccount": [strangersAccount],
          "aws:PrincipalOrgID": ["o-stranger00"],
          "aws:SourceOrgID": ["o-stranger00"],
          "aws:SourceVpc": ["vpc-0stranger"],
          "aws:SourceVpce": ["vpce-0stranger"],
          "aws:SourceVpcArn": [`arn:aws:ec2:eu-west-1:${strangersAccount}:vpc/vpc-0stranger`],
          "s3:DataAccessPointAccount": [strangersAccount],
          "s3:DataAccessPointArn": [`arn:aws:s3:eu-west-1:${strangersAccount}:accesspoint/stranger`],
          "lambda:FunctionUrlAuthType": ["NONE", "AWS_IAM"],
          "aws:ResourceAccount": [ownAccount],
        }).map(([key, values]) => ({ operator: "StringEqualsIfExists", key, values })),
        // the name of a role's session is free
        { operator: "StringLikeIfExists", key: "aws:userid", values: ["AIDASTRANGER", "AROASTRANGER:*"] },
        { operator: "StringLikeIfExists", key: "aws:PrincipalOrgPaths", values: ["o-stranger00/*"] },
        { operator: "ArnLikeIfExists", key: "aws:SourceArn", values: [`arn:aws:*:*:${strangersAccount}:*`] },
        {
          operator: "IpAddressIfExists",
          key: "aws:SourceIp",
          values: ["203.0.113.77/32", "2001:db8:ffff::77/128"],
        },
      ],
    }),
  ],
};

/** One question, with all that is remembered while it is answered. */
class Question {
  readonly reasoner: Reasoner;
  readonly #known: KnownActions | undefined;
  readonly #every: boolean;

  constructor({ data, every = false, budget }: AskOptions) {
    this.reasoner = new Reasoner({
      ...(data && { isMultivalued: (key: string) => data.conditionKey(key)?.isMultivalued ?? !isTag(key) }),
      ...(budget !== undefined && { budget }),
    });
    this.#known = data && knownActions(data);
    this.#every = every;
  }

  /** That a resource looks like one, or begins with what Terraform does not know yet. */
  get isArn(): Formula {
    const unknown = this.reasoner.symbols.holes.map((letter) => `${letter}*`);
    return is(this.#texts("resource", ["${*}", "arn:aws:*:*:*:*", "arn:aws-*:*:*:*:*", ...unknown]));
  }

  whoIs(texts: readonly string[]): SetLiteral {
    return this.#texts("who", texts);
  }

  universe(place: PolicyPlace): readonly Formula[] {
    return [this.isArn, is(this.whoIs(place === "resource" ? everyone : entities))];
  }

  ask(formula: Formula, within: readonly Formula[]): Answer {
    const known = this.#known;
    const classes: Iterable<Partial<ActionClass> & Pick<ActionClass, "formula">> = known
      ? classesOf(formula, known)
      : [{ formula }];
    const because = new Set<string>();
    let first: Extract<Answer, { kind: "yes" }> | undefined;
    const actions: string[] = [];
    for (const one of classes) {
      const found = this.#askOne(one, within);
      if (typeof found === "string") because.add(found);
      else if (found) {
        first ??= found;
        for (const { name } of one.members?.() ?? []) actions.push(name);
        if (!this.#every) break;
      }
    }
    if (first) return { ...first, actions };
    return because.size > 0 ? { kind: "cannot tell", because: [...because] } : { kind: "no" };
  }

  /** A yes, why it cannot be told, or undefined for a no. */
  #askOne(
    { formula, first, members }: Partial<ActionClass> & Pick<ActionClass, "formula">,
    within: readonly Formula[],
  ): Extract<Answer, { kind: "yes" }> | string | undefined {
    let found = solve(this.reasoner, formula, { within });
    const symbol = symbolIn(formula);
    if (found.kind === "none" && symbol !== undefined) found = solve(this.reasoner, formula, { within, isWide: true });
    if (found.kind === "none") return undefined;
    if (found.kind === "unsure") return found.because;
    const request: Request = { ...found.request, ...(first && { action: first.name }) };
    const whole = all(formula, ...within);
    const settled = this.#settled(request, whole, false);
    if (settled) {
      const real = this.#callable(formula, members?.() ?? [], within);
      return { kind: "yes", witness: witnessOf(real ?? settled.request), actions: [], isCallable: real !== undefined };
    }
    const provided = this.#settled(request, whole, true);
    if (provided)
      return {
        kind: "yes",
        witness: witnessOf(provided.request),
        actions: [],
        isCallable: false,
        assuming: provided.holes.map(([name, value]) => `${bare(name)} is ${value}`).join(" and "),
      };
    return Object.keys(request.atoms)[0] ?? `what ${symbol === undefined ? "it says" : bare(symbol)} stands for`;
  }

  /** The request with values in place of symbols, if the formula then holds: as they are, or as what was found suggests. */
  #settled(
    request: Request,
    formula: Formula,
    guessesHoles: boolean,
  ): { readonly request: SettledRequest; readonly holes: readonly (readonly [string, string])[] } | undefined {
    if (Object.keys(request.atoms).length > 0) return undefined;
    if (!guessesHoles) {
      const settled = settle(this.reasoner, request);
      if (confirms(this.reasoner, formula, settled)) return { request: settled, holes: [] };
    }
    let left = mostGuesses;
    for (const literal of literalsIn(formula)) {
      if (literal.symbols.length === 0) continue;
      for (const value of valuesOf(request, literal))
        for (const text of literal.texts) {
          if (--left < 0) return undefined;
          const guess = this.#aligned(text, value);
          const holes = guess.filter(([name]) => isHole(name));
          if (guess.length === 0 || holes.length > 0 !== guessesHoles) continue;
          const context = Object.fromEntries(
            guess.filter(([name]) => !isHole(name)).map(([name, one]) => [name, [one]]),
          );
          const tried = { ...request, context: { ...request.context, ...context } };
          const settled = settle(this.reasoner, tried, Object.fromEntries(holes));
          if (confirms(this.reasoner, formula, settled)) return { request: settled, holes };
        }
    }
    return undefined;
  }

  /** What symbols would have to stand for so that a pattern takes a text in, as far as that is easily told. */
  #aligned(text: string, value: string): readonly (readonly [name: string, value: string])[] {
    const { symbols } = this.reasoner;
    const names = symbols.namesIn(text);
    // patterns of many stars are not worth a search that may take long
    if (names.length === 0 || (text.match(/\*/g)?.length ?? 0) > mostStars) return [];
    const letters = text
      .replace(/[.+^$(){}|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    const pattern = symbols.substitute(letters, () => "(.+?)");
    const found = new RegExp(`^${pattern}$`, "s").exec(value)?.slice(1) ?? [];
    return found.map((part, index) => [names[index] ?? "", part] as const);
  }

  /** A request on a resource that the action is really used on. */
  #callable(formula: Formula, actions: readonly KnownAction[], within: readonly Formula[]): SettledRequest | undefined {
    const byShapes = new Map(actions.map((action) => [action.shapes.join(), action]));
    for (const { name, shapes } of [...byShapes.values()].slice(0, mostShapes)) {
      const fits = is(
        this.#texts(
          "resource",
          shapes.map((shape) => shape ?? "${*}"),
        ),
      );
      const found = solve(this.reasoner, formula, { within: [...within, fits] });
      if (found.kind !== "found") continue;
      const settled = this.#settled({ ...found.request, action: name }, all(formula, ...within, fits), false);
      if (settled) return settled.request;
    }
    return undefined;
  }

  #texts(dimension: "resource" | "who", texts: readonly string[]): SetLiteral {
    return this.reasoner.literal({ dimension, type: "text", reading: "arn", texts });
  }
}

const mostGuesses = 50;
const mostStars = 8;
const mostShapes = 50;

const isTag = (key: string): boolean => /^aws:(?:principaltag|requesttag|resourcetag)\//.test(key);

/** A name without what marks it as unknown to Terraform. */
const bare = (name: string): string => (isHole(name) ? name.slice(1, -1) : name);

function valuesOf(request: Request, { dimension }: SetLiteral): readonly string[] {
  if (dimension === "action" || dimension === "resource" || dimension === "who")
    return [request[dimension] ?? ""].filter((one) => one !== "");
  return request.context[dimension.slice("key:".length)] ?? [];
}

const witnessOf = ({ action, resource, who, context }: SettledRequest): Witness => ({
  action: action ?? "*",
  resource: withoutMarks(resource ?? "*"),
  who: withoutMarks(who ?? "*"),
  context: Object.fromEntries(Object.entries(context).map(([key, values]) => [key, values.map(withoutMarks)])),
});

/** What Terraform does not know yet is told by its name. */
const withoutMarks = (text: string): string => text.replace(holes, "$1");
