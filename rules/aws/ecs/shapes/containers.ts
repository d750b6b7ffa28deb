import type { Resource } from "../../../../language/model/resource.ts";
import type { Mapping } from "../../../../language/model/value.ts";
import { jsonObjects } from "../../../kit/json-attribute.ts";

/** The containers of a task definition. */
export const containers = (definition: Resource): readonly Mapping[] =>
  jsonObjects(definition, "container_definitions");
