import type { Statement } from "../../../language/policy/policy.ts";
import { type Identifier, identifiersOf } from "./validation/principals.ts";

/** The one way in which all whom a statement names assume roles; undefined where there is none, or it cannot be told. */
export function wayOfAll(statement: Statement): string | undefined {
  const ways = new Set([...identifiersOf(statement)].filter(({ isNegated }) => !isNegated).map(wayOf));
  const [way] = ways;
  return ways.size === 1 && !statement.principals?.open ? way : undefined;
}

function wayOf({ type, text }: Identifier): string | undefined {
  if (type === "AWS" || type === "Service") return text === "*" ? undefined : "sts:AssumeRole";
  if (type !== "Federated") return undefined;
  if (/:saml-provider\//.test(text)) return "sts:AssumeRoleWithSAML";
  return /:oidc-provider\/|^[\w.-]+\.[a-z]+$/i.test(text) ? "sts:AssumeRoleWithWebIdentity" : undefined;
}
