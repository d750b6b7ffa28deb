import type { PlainPolicy } from "../../../language/access/plain.ts";
import { plainPolicy } from "../../../language/access/plain.ts";
import { type Answer, type AskOptions, canDo, newAccess, type Witness } from "../../../language/access/questions.ts";
import type { ActionData } from "../../../language/schema/actions.ts";
import { actionData } from "../../../language/schema/actions.ts";
import { type Random, random } from "../../harness/random.ts";
import {
  evaluate,
  evaluateSet,
  type Principal,
  type TestPolicy,
  type TestRequest,
  type TestSet,
  type TestStatement,
} from "./evaluator.ts";

// Random policies, and the small universe of requests in which a no must hold.

const services: Readonly<Record<string, readonly string[]>> = { s: ["Get", "GetAll", "Put"], t: ["Get", "Run"] };

/** A made-up reference of AWS with five actions, which name no resource. */
const fewActions: ActionData = actionData(
  [
    "2026-01-01",
    ...Object.entries(services).flatMap(([service, names]) => [
      `=${service}\t${service}`,
      ...names.map((name) => `a${name}\tR\t\t\t\t`),
    ]),
    "",
  ].join("\n"),
);

const actions = Object.entries(services).flatMap(([service, names]) => names.map((name) => `${service}:${name}`));

const resources = ["a", "ab", "b", "ba", "a/b", "b/a/b", "abab"].map((name) => `arn:aws:s:::${name}`);

const role: Principal = { type: "AWS", id: "arn:aws:iam::111111111111:role/r" };

const principals: readonly Principal[] = [
  role,
  { type: "AWS", id: "arn:aws:iam::222222222222:user/u" },
  { type: "Service", id: "ec2.amazonaws.com" },
  { type: "Federated", id: "accounts.google.com" },
  { type: "anonymous", id: "" },
];

const values: Readonly<Record<string, readonly (readonly string[] | undefined)[]>> = {
  "aws:SourceIp": [undefined, ["10.0.0.1"], ["10.1.2.3"], ["192.168.0.1"]],
  "s:Number": [undefined, ["1"], ["2"], ["3"]],
  "aws:SecureTransport": [undefined, ["true"], ["false"]],
  "aws:TagKeys": [undefined, ["a"], ["b"], ["ab"], ["a", "b"], ["a", "ab", "b"]],
  "s:Text": [undefined, ["a"], ["ab"], ["B"], ["b"]],
  "aws:CurrentTime": [undefined, ["2024-01-01T00:00:00Z"], ["2025-06-01T00:00:00Z"]],
  "aws:SourceArn": [undefined, ["arn:aws:s:::a"], ["arn:aws:sns:x:1:b"]],
  "aws:username": [["a"], ["b"], ["ab"]],
};

const actionPatterns = ["*", "s:*", "s:Get", "S:get*", "s:?et", "*:Get", "t:*", "s:*t", "t:R*", "s:Put", "*t"];

const resourcePatterns = [
  "*",
  "arn:aws:*",
  "arn:aws:s:*",
  "arn:aws:*:*:*:a*",
  "arn:*:s:*::*b",
  ...["*", "a*", "*b", "a?", "?", "a/*", "*/b", "*a*", "ab", "b", "?a*", "a*b"].map((name) => `arn:aws:s:::${name}`),
  ...["", "/*"].map((end) => `arn:aws:s:::$\{aws:username}${end}`),
  "arn:aws:s:::*${aws:username}",
];

type Operators = Readonly<Record<string, readonly string[]>>;

const ofText: Operators = {
  StringEquals: ["a", "ab", "b", "${aws:username}"],
  StringLike: ["a*", "*b", "?", "*", "b?"],
  StringNotEquals: ["a", "b"],
  StringNotLike: ["a*", "*b"],
  StringEqualsIgnoreCase: ["B", "Ab"],
};

const operators: Readonly<Record<string, Operators>> = {
  "aws:SourceIp": {
    IpAddress: ["10.0.0.0/8", "10.1.0.0/16", "10.0.0.1/32", "192.168.0.0/16", "0.0.0.0/0"],
    NotIpAddress: ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/1"],
  },
  "s:Number": {
    NumericEquals: ["1", "2"],
    NumericLessThan: ["2", "3"],
    NumericGreaterThanEquals: ["2", "1"],
    NumericNotEquals: ["1"],
    NumericLessThanEquals: ["2", "1"],
    NumericGreaterThan: ["1", "2"],
  },
  "aws:SecureTransport": { Bool: ["true", "false"] },
  "aws:TagKeys": ofText,
  "s:Text": ofText,
  "aws:CurrentTime": {
    DateLessThan: ["2024-06-01T00:00:00Z", "2025-06-01T00:00:00Z"],
    DateGreaterThanEquals: ["2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"],
  },
  "aws:SourceArn": {
    ArnLike: ["arn:aws:s:*:*:a", "arn:aws:*:*:*:*", "arn:*:b", "arn:aws:sns:?:1:b"],
    ArnNotLike: ["arn:aws:s:*:*:*", "arn:aws:*:*:*:b"],
  },
};

const ofPrincipal: Operators = {
  ArnLike: ["arn:aws:iam::111111111111:role/*", "arn:aws:iam::*:user/u", "*"],
  ArnNotLike: ["arn:aws:iam::111111111111:*"],
  StringEquals: ["arn:aws:iam::222222222222:user/u"],
};

const account = "111111111111";

const principalElements: readonly NonNullable<TestStatement["Principal"]>[] = [
  "*",
  { AWS: "*" },
  { AWS: account },
  { AWS: [role.id, "222222222222"] },
  { Service: "ec2.amazonaws.com" },
  { Federated: "*" },
  { AWS: "arn:aws:iam::222222222222:user/u", Service: "ec2.amazonaws.com" },
];

interface Settings {
  readonly hasVariables: boolean;
  /** In percent of the statements. */
  readonly conditions: number;
  readonly keys: readonly string[];
}

type Kind = "identity" | "resource";

class Maker {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = random(seed);
  }

  chance(percent: number): boolean {
    return this.#random.chance(percent);
  }

  settings(): Settings {
    return {
      hasVariables: this.chance(40),
      conditions: this.#random.pick([0, 40, 70]),
      keys: this.#several(Object.keys(operators), 2),
    };
  }

  policy(kind: Kind, settings: Settings): TestPolicy {
    const count = 1 + this.#random.below(4);
    return { Version: "2012-10-17", Statement: Array.from({ length: count }, () => this.#statement(kind, settings)) };
  }

  /** Another version of a policy. */
  near(policy: TestPolicy, other: TestPolicy): TestPolicy {
    return {
      ...policy,
      Statement: [...policy.Statement.filter(() => this.chance(80)), ...other.Statement.slice(0, 1)],
    };
  }

  #several<T>(from: readonly T[], most = 3): T[] {
    return Array.from({ length: 1 + this.#random.below(most) }, () => this.#random.pick(from));
  }

  #statement(kind: Kind, { hasVariables, conditions, keys }: Settings): TestStatement {
    const isUsable = (text: string) => hasVariables || !text.includes("$");
    const statement: TestStatement = { Effect: this.chance(70) ? "Allow" : "Deny" };
    statement[this.chance(88) ? "Action" : "NotAction"] = this.#several(actionPatterns);
    statement[this.chance(88) ? "Resource" : "NotResource"] = this.#several(resourcePatterns.filter(isUsable));
    if (kind === "resource") {
      const name = this.chance(92) || statement.Effect === "Allow" ? "Principal" : "NotPrincipal";
      statement[name] = this.#random.pick(principalElements);
    }
    if (!this.chance(conditions)) return statement;
    const all: Record<string, Record<string, readonly string[]>> = {};
    for (let left = this.#random.below(3); left >= 0; left--) {
      const key = kind === "resource" && this.chance(15) ? "aws:PrincipalArn" : this.#random.pick(keys);
      const [operator, wanted] = this.#condition(key, isUsable);
      all[operator] = { ...all[operator], [key]: wanted };
    }
    statement.Condition = all;
    return statement;
  }

  #condition(key: string, isUsable: (text: string) => boolean): readonly [operator: string, values: readonly string[]] {
    if (this.chance(12)) return ["Null", [this.#random.pick(["true", "false"])]];
    const known = key === "aws:PrincipalArn" ? ofPrincipal : (operators[key] ?? {});
    let operator = this.#random.pick(Object.keys(known));
    const wanted = this.#several((known[operator] ?? []).filter(isUsable), 2);
    if (key === "aws:TagKeys") operator = `${this.#random.pick(["ForAllValues", "ForAnyValue"])}:${operator}`;
    if (this.chance(20) && !operator.startsWith("ForAny")) operator += "IfExists";
    return [operator, wanted];
  }
}

/** Every request of the small universe. */
function* requests(kind: Kind, keys: readonly string[]): Iterable<TestRequest> {
  let contexts: Record<string, readonly string[]>[] = [{}];
  for (const key of keys)
    contexts = contexts.flatMap((context) =>
      (values[key] ?? []).map((value) => (value ? { ...context, [key.toLowerCase()]: value } : context)),
    );
  for (const action of actions)
    for (const resource of resources)
      for (const principal of kind === "resource" ? principals : [role])
        for (const context of contexts) yield { action, resource, principal, context };
}

function requestOf({ action, resource, who, context }: Witness): TestRequest {
  const [, kind, id = ""] = /^(?:(service|federated|canonical|anonymous)\|?)?(.*)$/.exec(who) ?? [];
  const types = {
    service: "Service",
    federated: "Federated",
    canonical: "CanonicalUser",
    anonymous: "anonymous",
  } as const;
  const type = kind === undefined ? "AWS" : types[kind as keyof typeof types];
  return { action, resource, context, principal: { type, id: who === "*" ? role.id : id } };
}

function plain(policy: TestPolicy): PlainPolicy {
  const read = plainPolicy(policy);
  if (typeof read === "string") throw new Error(read);
  return read;
}

/** How answers and the evaluator went together. */
export interface Comparison {
  readonly counts: Readonly<Record<Answer["kind"], number>>;
  /** What the engine cannot tell although nothing in it is unknown. */
  readonly untold: number;
  readonly mismatches: readonly object[];
}

/** Random pairs and sets of policies: a yes must be confirmed by the evaluator, a no by every request of the small universe. */
export function compare(pairs: number, seed: number): Comparison {
  const maker = new Maker(seed);
  const counts = { yes: 0, no: 0, "cannot tell": 0 };
  let untold = 0;
  const mismatches: object[] = [];
  const judge = (
    answer: Answer,
    truth: TestRequest | undefined,
    isSo: (request: TestRequest) => boolean,
    about: object,
  ) => {
    counts[answer.kind]++;
    if (answer.kind === "yes" && !isSo(requestOf(answer.witness))) mismatches.push({ answer, about });
    if (answer.kind === "no" && truth) mismatches.push({ answer, truth, about });
    if (answer.kind === "cannot tell" && !JSON.stringify(about).includes("${")) untold++;
  };
  const first = (all: Iterable<TestRequest>, isSo: (request: TestRequest) => boolean) => {
    for (const request of all) if (isSo(request)) return request;
    return undefined;
  };
  const known: AskOptions = { data: fewActions };
  for (let number = 0; number < pairs && mismatches.length < 3; number++) {
    const kind: Kind = maker.chance(35) ? "resource" : "identity";
    const settings = maker.settings();
    const keys = [...new Set([...settings.keys, ...(settings.hasVariables ? ["aws:username"] : [])])];
    const before = maker.policy(kind, settings);
    const other = maker.policy(kind, settings);
    const after = maker.chance(40) ? maker.near(before, other) : other;
    const isNew = (request: TestRequest) => evaluate(after, request) && !evaluate(before, request);
    const truth = first(requests(kind, keys), isNew);
    judge(newAccess(plain(before), plain(after), kind, known), truth, isNew, { before, after });
    if (number % 4 === 0)
      judge(newAccess(plain(before), plain(after), kind), truth, isNew, { before, after, actions: "text" });
    if (number % 4 === 1) {
      const set = setOf(maker, settings);
      const isAble = (request: TestRequest) =>
        request.action.toLowerCase().startsWith("s:") && evaluateSet(set, request);
      const answer = canDo(
        {
          ...set,
          arn: role.id,
          identity: set.identity.map(plain),
          boundary: set.boundary && plain(set.boundary),
          scps: set.scps.map(plain),
          resource: set.resource.map(plain),
        },
        { actions: ["s:*"] },
        known,
      );
      judge(answer, first(requests("identity", keys), isAble), isAble, set);
    }
  }
  return { counts, untold, mismatches };
}

const setOf = (maker: Maker, settings: Settings): TestSet => ({
  identity: [maker.policy("identity", settings)],
  boundary: maker.chance(50) ? maker.policy("identity", settings) : undefined,
  scps: maker.chance(50) ? [maker.policy("identity", settings)] : [],
  resource: maker.chance(60) ? [maker.policy("resource", settings)] : [],
  isUser: false,
  isSameAccount: maker.chance(80),
  delegates: maker.chance(20),
});
