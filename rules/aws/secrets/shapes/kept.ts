import type { Resource } from "../../../../language/model/resource.ts";
import { isSameReference } from "../../../../language/model/same-value.ts";
import { table } from "../../../../language/syntax/table.ts";
import { concat, expression, putAll } from "../../../kit/edits.ts";
import { addressBeside } from "../../../kit/placement.ts";
import type { Fix } from "../../../kit/rule.ts";
import { buildVariables, holdsPlace } from "./build-variables.ts";
import { fromSecret, variableAt } from "./containers.ts";
import { subject } from "./fixes.ts";
import { fetching, grant, roleAt, stored } from "./reader.ts";
import type { Held } from "./sinks.ts";
import type { SecretSource } from "./sources.ts";

/** Where a secret is kept, as the module calls it. */
interface Kept {
  readonly address: string;
  readonly store: Store;
  /** Of several fields the one that is read. */
  readonly field: string | undefined;
}

interface Store {
  readonly name: string;
  /** What CodeBuild calls it. */
  readonly type: "PARAMETER_STORE" | "SECRETS_MANAGER";
  /** What holds the secret. */
  readonly attribute: string;
  readonly reading: string;
}

const stores: Readonly<Record<string, Store>> = table({
  aws_secretsmanager_secret_version: {
    name: "Secrets Manager",
    type: "SECRETS_MANAGER",
    attribute: "secret_string",
    reading: "secretsmanager:GetSecretValue",
  },
  aws_ssm_parameter: {
    name: "Parameter Store",
    type: "PARAMETER_STORE",
    attribute: "value",
    reading: "ssm:GetParameters",
  },
});

/** Fixes that hand over where a secret is kept in its place, for services that fetch it there. */
export function* fromWhereKept(resource: Resource, held: Held, source: SecretSource): Iterable<Fix> {
  const kept = held.isPart ? undefined : keptAt(resource, held, source);
  if (!kept) return;
  if (resource.type === "aws_ecs_task_definition") yield* forContainer(resource, held, kept);
  else if (resource.type === "aws_codebuild_project") yield* forBuild(resource, held, kept);
}

/** The store that a secret is read from, or that the module puts it in. */
function keptAt(resource: Resource, held: Held, { reference, isWhole }: SecretSource): Kept | undefined {
  const { module } = resource;
  if (reference.module !== module.address) return undefined;
  const own = stores[reference.type]
    ? module.find(reference)
    : Object.entries(stores)
        .flatMap(([type, { attribute }]) => module.ofType(type).map((one) => ({ one, value: one.get(attribute) })))
        .find(({ value }) => value.refs?.some((other) => isSameReference(other, reference)))?.one;
  const store = own && stores[own.type];
  const address = own && addressBeside(own, resource);
  if (!store || address === undefined) return undefined;
  if (isWhole) return { address, store, field: undefined };
  const field = fieldOf(resource, held);
  // a parameter is read as a whole
  return field === undefined || store.type === "PARAMETER_STORE" ? undefined : { address, store, field };
}

/** What is read of an object, by the code: `jsondecode(…)["password"]`. */
export function fieldOf({ file }: Resource, { value: { at } }: Held): string | undefined {
  if (at.uri !== file.uri) return undefined;
  const [, quoted, plain] = /(?:\["([\w-]+)"\]|\.([\w-]+))\s*$/.exec(file.text.slice(at.start, at.end)) ?? [];
  return quoted ?? plain;
}

function* forContainer(resource: Resource, held: Held, kept: Kept): Iterable<Fix> {
  const variable = variableAt(resource, held.value.at);
  if (!variable || (kept.field !== undefined && variable.form === "heredoc")) return;
  const { address, store, field } = kept;
  const from = field === undefined ? `${address}.arn` : `"\${${address}.arn}:${field}::"`;
  const { name } = stored(resource, subject(variable.name));
  yield {
    title: `Fill it from ${store.name} when the container starts`,
    impact: "replacement",
    edits: [...fromSecret(variable, from), ...fetching(resource, name, kept, store.reading)],
  };
}

function* forBuild(resource: Resource, held: Held, kept: Kept): Iterable<Fix> {
  const variable = buildVariables(resource).find((each) => holdsPlace(each, held.value.at));
  if (!variable) return;
  const { address, store, field } = kept;
  const role = roleAt(resource, "service_role");
  yield {
    title: `Read it from ${store.name} when the build starts`,
    impact: "disruption",
    edits: [
      ...putAll(variable, {
        type: store.type,
        value:
          store.type === "PARAMETER_STORE"
            ? expression(`${address}.name`)
            : concat(expression(`${address}.arn`), field === undefined ? "" : `:${field}`),
      }),
      ...(role === undefined
        ? []
        : [grant(resource, stored(resource, subject(held.name)).name, role, [kept], store.reading)]),
    ],
  };
}
