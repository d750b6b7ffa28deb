import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import {
  allows,
  type Condition,
  type Principal,
  pieces,
  type Statement,
  textOf,
  textWith,
} from "../../../language/policy/policy.ts";
import { memo } from "../../../language/query/engine.ts";
import { carriedBy } from "../../kit/carried.ts";
import { plain } from "../../kit/checks.ts";
import { hole } from "./claims.ts";
import { isHeldOnlyBy } from "./escalation/paths.ts";

/** Completes "depends on …" of the rules that ask so. */
export const administered =
  "whether it is a role for administrators or deployments that only somebody in particular can assume";

/** Whether all who hold a policy are roles for administrators or deployments which nobody else can assume: then their trust is what to look at. */
export const isForAdministering = ({ policy }: Statement, module: Module): boolean =>
  isHeldOnlyBy(module, policy, ({ identity }) => identity !== undefined && administers(identity));

/** The same, where roles of continuous integration count, too: whoever makes them administrator outright has decided. */
export const isForDeploying = ({ policy }: Statement, module: Module): boolean =>
  isHeldOnlyBy(module, policy, ({ identity }) => identity !== undefined && deploys(identity));

/** Whether a role is called after administrators or deployments, and only somebody in particular can assume it. */
const administers = memo((role: Resource): boolean => isCalled(role, administering) && isGuarded(role));

/** The same of roles of continuous integration, too. */
export const deploys = memo((role: Resource): boolean => isCalled(role, administering, integrating) && isGuarded(role));

const administering =
  /(?:^|-)(?:admin(?:istrator)?s?|break-?glass|emergency|terraform(?:er)?|tofu|atlantis|spacelift|deploy(?:er|ment|ments)?|apply|iac|provision(?:er|ing)?|bootstrap)(?![a-z])/;

const integrating = /(?:^|-)(?:ci|ci-?cd|github|gitlab|gha)(?![a-z])/;

const isCalled = (role: Resource, ...forms: readonly RegExp[]): boolean =>
  role.type === "aws_iam_role" &&
  [role.name, ...pieces(role.get("name"))].some((name) => {
    const words =
      name
        ?.replaceAll(/([a-z\d])([A-Z])/g, "$1-$2")
        .replaceAll(/[_ ]/g, "-")
        .toLowerCase() ?? "";
    return forms.some((form) => form.test(words));
  });

/** Whether every statement of a role's trust names who can assume it. */
function isGuarded(role: Resource): boolean {
  const trust = carriedBy(role.module, [role]).filter(({ kind }) => kind === "trust");
  const statements = trust.flatMap((policy) => policy.statements).filter((statement) => allows(statement));
  return statements.length > 0 && trust.every(({ open }) => !open) && statements.every(namesCallers);
}

function namesCallers({ principals, conditions, open }: Statement): boolean {
  if (open || !principals || principals.open || principals.values.length === 0) return false;
  const asked = conditions?.values ?? [];
  return principals.values.every((principal) => isNamed(principal, asked));
}

function isNamed({ type, identifiers }: Principal, asked: readonly Condition[]): boolean {
  const { values, open } = identifiers;
  if (open || values.length === 0) return false;
  switch (textOf(type)) {
    case "AWS":
      return values.every(isOne) || asked.some(asksForSecondFactor);
    case "Federated":
      return values.every((value) => /saml[-_]provider/.test(told(value))) || asked.some(namesSubject);
    default:
      return false;
  }
}

/** One role or user; what is read from elsewhere, as by a reference to a role, is one, too. */
const isOne = (value: Value): boolean =>
  /^arn:[^*?]*:(?:iam|sts):[^*?]*:(?:role|user|assumed-role)\/[^*?]+$|^aws_iam_(?:role|user)$/.test(told(value));

/** What is known of a value: its text with holes, else the type that it refers to. */
function told(value: Value): string {
  const text = textWith(value, hole);
  const [reference] = value.refs ?? [];
  return text === hole && reference ? reference.type : text;
}

const asksForSecondFactor = ({ operator, key, values }: Condition): boolean =>
  textOf(key)?.toLowerCase() === "aws:multifactorauthpresent" &&
  textOf(operator) === "Bool" &&
  values.values.every((value) => plain(value) === "true" || plain(value) === true);

/** Whether the provider's subject is one, and not a pattern that takes in others. */
const namesSubject = ({ operator, key, values }: Condition): boolean =>
  /:sub$/i.test(textOf(key) ?? "") &&
  /^String(?:Equals|Like)$/.test(textOf(operator) ?? "") &&
  !values.open &&
  values.values.length > 0 &&
  values.values.every((value) => pieces(value).every((piece) => piece === undefined || !/[*?]/.test(piece)));
