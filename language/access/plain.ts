/** Stands for the account that policies are applied in, which is none of those that code names. */
export const ownAccount = "111122223333";

/** A policy as it is asked about: what its text says, in whatever notation that was. */
export interface PlainPolicy {
  readonly version: string | undefined;
  readonly statements: readonly PlainStatement[];
  /** Why there may be more in it than is seen. */
  readonly open?: string;
}

export interface PlainStatement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly actions: PlainElement | undefined;
  readonly resources: PlainElement | undefined;
  readonly principals: PlainPrincipals | undefined;
  readonly conditions: readonly PlainCondition[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface PlainElement {
  readonly isNot: boolean;
  readonly texts: readonly string[];
}

/** `Principal` or `NotPrincipal`; a bare star is one of the type `*`. */
export interface PlainPrincipals {
  readonly isNot: boolean;
  readonly entries: readonly { readonly type: string; readonly ids: readonly string[] }[];
}

export interface PlainCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Reads a policy in JSON; a text says why it is none. */
export function plainPolicy(json: unknown): PlainPolicy | string {
  if (!isObject(json)) return "a policy is an object";
  const { Version: version, Statement: statement } = json;
  if (version !== undefined && typeof version !== "string") return "`Version` is a text";
  if (statement === undefined) return "there is no `Statement`";
  const statements: PlainStatement[] = [];
  for (const one of list(statement)) {
    const read = plainStatement(one);
    if (typeof read === "string") return read;
    statements.push(read);
  }
  return { version, statements };
}

function plainStatement(json: unknown): PlainStatement | string {
  if (!isObject(json)) return "a statement is an object";
  const { Sid: sid, Effect: effect, Condition: condition = {} } = json;
  if (effect !== "Allow" && effect !== "Deny") return "`Effect` is `Allow` or `Deny`";
  const actions = elementOf(json, "Action");
  const resources = elementOf(json, "Resource");
  const principals = principalsOf(json);
  const conditions = conditionsOf(condition);
  for (const read of [actions, resources, principals, conditions]) if (typeof read === "string") return read;
  return {
    sid: typeof sid === "string" ? sid : undefined,
    effect,
    actions: actions as PlainElement | undefined,
    resources: resources as PlainElement | undefined,
    principals: principals as PlainPrincipals | undefined,
    conditions: conditions as readonly PlainCondition[],
  };
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function texts(value: unknown): readonly string[] | undefined {
  const found = list(value).map((one) =>
    typeof one === "string" || typeof one === "number" || typeof one === "boolean" ? String(one) : undefined,
  );
  return found.every((one) => one !== undefined) ? found : undefined;
}

function elementOf(fields: Fields, name: "Action" | "Resource"): PlainElement | undefined | string {
  const [plain, not] = [fields[name], fields[`Not${name}`]];
  if (plain !== undefined && not !== undefined) return `a statement has \`${name}\` or \`Not${name}\`, not both`;
  const value = plain ?? not;
  if (value === undefined) return undefined;
  const found = texts(value);
  return found ? { isNot: plain === undefined, texts: found } : `\`${name}\` is a text or a list of texts`;
}

function principalsOf(fields: Fields): PlainPrincipals | undefined | string {
  const { Principal: plain, NotPrincipal: not } = fields;
  if (plain !== undefined && not !== undefined) return "a statement has `Principal` or `NotPrincipal`, not both";
  const value = plain ?? not;
  if (value === undefined) return undefined;
  const isNot = plain === undefined;
  if (value === "*") return { isNot, entries: [{ type: "*", ids: ["*"] }] };
  if (!isObject(value)) return "`Principal` is `*` or an object";
  const entries: { type: string; ids: readonly string[] }[] = [];
  for (const [type, ids] of Object.entries(value)) {
    const found = texts(ids);
    if (!found) return "principals are texts";
    entries.push({ type, ids: found });
  }
  return { isNot, entries };
}

function conditionsOf(value: unknown): readonly PlainCondition[] | string {
  if (!isObject(value)) return "`Condition` is an object";
  const found: PlainCondition[] = [];
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) return `\`${operator}\` is an object`;
    for (const [key, written] of Object.entries(keys)) {
      const values = texts(written);
      if (!values) return `values of \`${key}\` are texts`;
      found.push({ operator, key, values });
    }
  }
  return found;
}
