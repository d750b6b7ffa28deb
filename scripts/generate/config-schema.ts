import { levels, profiles } from "../../analysis/config/config.ts";
import { frameworkNames, type Rule } from "../../rules/kit/rule.ts";

/** The JSON schema of `.parapet.yaml`, from which editors complete it. */
export const configSchema = (rules: readonly Rule[]): object => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Parapet's configuration (.parapet.yaml)",
  type: "object",
  additionalProperties: false,
  properties: {
    enable: { type: "boolean", default: true, description: "Whether anything here is checked." },
    profile: {
      enum: profiles,
      default: "recommended",
      description: "`recommended` is loud about what matters and quiet about taste; `all` turns every rule on.",
    },
    rules: {
      type: "object",
      description: "By a rule's id, another tool's id for it, or a glob such as `aws-s3-*`: a severity, or off.",
      properties: Object.fromEntries(
        rules.map(({ id, title, severity }) => [
          id,
          { description: `${title} (${severity})`, $ref: "#/definitions/level" },
        ]),
      ),
      additionalProperties: { $ref: "#/definitions/level" },
    },
    frameworks: {
      type: "array",
      items: { enum: frameworkNames },
      description: "Only rules with a control of one of these frameworks are on; all where it is empty.",
    },
    exclude: {
      type: "array",
      items: { type: "string", minLength: 1 },
      description: "Globs of files and folders that are not checked, such as `examples` or `**/test/**`.",
    },
  },
  definitions: { level: { enum: [...levels, false] } },
});
