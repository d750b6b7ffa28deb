// One request against policies in JSON, straight from the user guide: nothing of it is shared with the engine that it judges.

export interface Principal {
  readonly type: "AWS" | "Service" | "Federated" | "CanonicalUser" | "anonymous";
  readonly id: string;
}

export interface TestRequest {
  readonly action: string;
  readonly resource: string;
  readonly principal: Principal;
  /** By key in small letters. */
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
}

export type Texts = string | readonly string[];

export type PrincipalElement = "*" | Readonly<Record<string, Texts>>;

export interface TestStatement {
  Effect: "Allow" | "Deny";
  Action?: Texts;
  NotAction?: Texts;
  Resource?: Texts;
  NotResource?: Texts;
  Principal?: PrincipalElement;
  NotPrincipal?: PrincipalElement;
  Condition?: Record<string, Record<string, Texts>>;
}

export interface TestPolicy {
  Version: "2012-10-17";
  Statement: TestStatement[];
}

const list = (value: Texts | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const expressions = new Map<string, RegExp>();

function like(pattern: string, text: string, flags = "s"): boolean {
  const key = flags + pattern;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const known = expressions.get(key) ?? new RegExp(`^${source}$`, flags);
  expressions.set(key, known);
  return known.test(text);
}

/** Policy variables with what the request has for them; undefined where it has nothing. */
function filled(text: string, { context }: TestRequest): string | undefined {
  let isMissing = false;
  const whole = text.replace(/\$\{([\w-]+:[\w/:-]+)\}/g, (_, name: string) => {
    const value = context[name.toLowerCase()]?.[0];
    isMissing ||= value === undefined;
    return value ?? "";
  });
  return isMissing ? undefined : whole;
}

const address = (text: string): number => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const moment = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Date.parse(text) / 1000);

type Comparison = (value: string, wanted: string) => boolean;

const arnLike: Comparison = (value, wanted) => {
  if (wanted === "*") return true;
  const [a, b] = [value.split(":"), wanted.split(":")];
  return (
    [0, 1, 2, 3, 4].every((at) => like(b[at] ?? "", a[at] ?? "")) && like(b.slice(5).join(":"), a.slice(5).join(":"))
  );
};

const comparisons: Readonly<Record<string, Comparison>> = {
  stringequals: (value, wanted) => value === wanted,
  stringlike: (value, wanted) => like(wanted, value),
  stringequalsignorecase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  bool: (value, wanted) => value === wanted,
  numericequals: (value, wanted) => Number(value) === Number(wanted),
  numericlessthan: (value, wanted) => Number(value) < Number(wanted),
  numericlessthanequals: (value, wanted) => Number(value) <= Number(wanted),
  numericgreaterthan: (value, wanted) => Number(value) > Number(wanted),
  numericgreaterthanequals: (value, wanted) => Number(value) >= Number(wanted),
  datelessthan: (value, wanted) => moment(value) < moment(wanted),
  dategreaterthanequals: (value, wanted) => moment(value) >= moment(wanted),
  ipaddress: (value, wanted) => {
    const [base = "", bits = "32"] = wanted.split("/");
    const size = 2 ** (32 - Number(bits));
    return !value.includes(":") && Math.floor(address(value) / size) === Math.floor(address(base) / size);
  },
  arnlike: arnLike,
  arnequals: arnLike,
};

const negations: Readonly<Record<string, string>> = {
  stringnotequals: "stringequals",
  stringnotlike: "stringlike",
  notipaddress: "ipaddress",
  numericnotequals: "numericequals",
  arnnotlike: "arnlike",
  arnnotequals: "arnlike",
};

/** What a request has under a key; who asks is told by the principal. */
function valuesOf(key: string, { principal, context }: TestRequest): readonly string[] | undefined {
  const isArn = principal.type === "AWS";
  if (key === "aws:principalarn") return isArn ? [principal.id] : undefined;
  if (key === "aws:principalaccount" && isArn) return [principal.id.split(":")[4] ?? ""];
  return context[key];
}

function conditionHolds(operator: string, key: string, wanted: readonly string[], request: TestRequest): boolean {
  const [, quantifier, written = "", ifExists] = /^(?:(For\w+):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const name = written.toLowerCase();
  const given = valuesOf(key.toLowerCase(), request);
  if (name === "null") return (given === undefined) === (wanted[0] === "true");
  const positive = negations[name];
  if (given === undefined) {
    if (quantifier !== undefined) return quantifier === "ForAllValues";
    return ifExists !== undefined || positive !== undefined;
  }
  const compare = comparisons[positive ?? name];
  if (!compare) throw new Error(`no operator ${operator}`);
  const test = (value: string): boolean => {
    const fits = wanted.some((one) => {
      const text = filled(one, request);
      return text !== undefined && compare(value, text);
    });
    return positive === undefined ? fits : !fits;
  };
  if (quantifier === "ForAllValues") return given.every(test);
  return quantifier === "ForAnyValue" ? given.some(test) : test(given[0] ?? "");
}

function isPrincipal(element: PrincipalElement, { type, id }: Principal): boolean {
  if (element === "*") return true;
  return Object.entries(element).some(([kind, ids]) =>
    list(ids).some((wanted) => {
      if (kind === "AWS" && wanted === "*") return true;
      if (kind !== type) return false;
      if (wanted === "*" || wanted === id) return true;
      const account = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(wanted)?.[1];
      return kind === "AWS" && account !== undefined && id.split(":")[4] === account;
    }),
  );
}

/** Resources are compared part by part; a star at the end of fewer parts takes in the parts that follow. */
function isOnResource(pattern: string, resource: string): boolean {
  if (!pattern.startsWith("arn:")) return like(pattern, resource);
  const count = Math.min(6, pattern.split(":").length);
  if (count < 6 && !pattern.endsWith("*")) return false;
  const parts = (text: string) => [
    ...text.split(":").slice(0, count - 1),
    text
      .split(":")
      .slice(count - 1)
      .join(":"),
  ];
  const given = parts(resource);
  return parts(pattern).every((part, at) => like(part, given[at] ?? ""));
}

function applies(statement: TestStatement, request: TestRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement;
  const some = (patterns: Texts | undefined, fits: (pattern: string) => boolean) =>
    list(patterns).some((pattern) => {
      const text = filled(pattern, request);
      return text !== undefined && fits(text);
    });
  const isAction = (pattern: string) => like(pattern, request.action, "is");
  const isResource = (pattern: string) => isOnResource(pattern, request.resource);
  if (Action !== undefined && !some(Action, isAction)) return false;
  if (NotAction !== undefined && some(NotAction, isAction)) return false;
  if (Resource !== undefined && !some(Resource, isResource)) return false;
  if (NotResource !== undefined && some(NotResource, isResource)) return false;
  if (Principal !== undefined && !isPrincipal(Principal, request.principal)) return false;
  if (NotPrincipal !== undefined && isPrincipal(NotPrincipal, request.principal)) return false;
  return Object.entries(Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => conditionHolds(operator, key, list(values), request)),
  );
}

const some = (policies: readonly TestPolicy[], effect: "Allow" | "Deny", request: TestRequest): boolean =>
  policies.some(({ Statement }) => Statement.some((one) => one.Effect === effect && applies(one, request)));

export const evaluate = (policy: TestPolicy, request: TestRequest): boolean =>
  some([policy], "Allow", request) && !some([policy], "Deny", request);

export interface TestSet {
  readonly identity: readonly TestPolicy[];
  readonly boundary: TestPolicy | undefined;
  readonly scps: readonly TestPolicy[];
  readonly resource: readonly TestPolicy[];
  readonly isUser: boolean;
  readonly isSameAccount: boolean;
  readonly delegates: boolean;
}

/** The flow chart of the user guide. */
export function evaluateSet(set: TestSet, request: TestRequest): boolean {
  const { identity, boundary, scps, resource, isUser, isSameAccount, delegates } = set;
  if (some([...identity, ...(boundary ? [boundary] : []), ...scps, ...resource], "Deny", request)) return false;
  if (scps.some((scp) => !some([scp], "Allow", request))) return false;
  const isBounded = !boundary || some([boundary], "Allow", request);
  const byIdentity = some(identity, "Allow", request) && isBounded;
  const byName = (one: TestStatement) =>
    one.Effect === "Allow" && applies(one, request) && isNamed(one.Principal, request.principal);
  const direct = resource.some(({ Statement }) => Statement.some(byName)) && (isUser || isBounded);
  if (!isSameAccount) return byIdentity && some(resource, "Allow", request);
  if (delegates) return direct || (byIdentity && some(resource, "Allow", request));
  return byIdentity || direct;
}

/** Whether a statement names somebody by himself: to name his account leaves it to his own policies. */
function isNamed(element: PrincipalElement | undefined, principal: Principal): boolean {
  if (element === "*") return true;
  const { AWS, ...others } = element ?? {};
  return isPrincipal({ ...others, AWS: list(AWS).filter((id) => !/^\d{12}$/.test(id)) }, principal);
}
