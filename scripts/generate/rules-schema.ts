import { profiles, severities } from "../../analysis/config/config.ts";
import { costs, idPattern, neededFields, responsibilities } from "../../analysis/own-rules/rule-file.ts";
import { resourceTypes } from "../../language/schema/schema.ts";
import { frameworkNames, impacts } from "../../rules/kit/rule.ts";

const scalar = { type: ["string", "number", "boolean"] };
const text = { type: "string", minLength: 1 };
const words = (items: object) => ({ anyOf: [items, { type: "array", minItems: 1, items }] });
const refer = (name: string, description: string) => ({ description, allOf: [{ $ref: `#/definitions/${name}` }] });

const type = { enum: [...resourceTypes] };
/** A block of a resource, which no list can hold all of. */
const block = { type: "string", pattern: "^aws_\\w+\\.\\w+" };

const testsOfValue = {
  is: { ...scalar, description: "The value must be this; it is what the fix writes." },
  isNot: { ...scalar, description: "The value must not be this." },
  oneOf: {
    ...words(scalar),
    description: "The value must be one of these, letter for letter; the fix writes the first.",
  },
  noneOf: { ...words(scalar), description: "The value must be none of these." },
  atLeast: { type: "number", description: "The value must be this or more; it is what the fix writes." },
  atMost: { type: "number", description: "The value must be this or less; it is what the fix writes." },
  matches: {
    ...text,
    description:
      "A regular expression, RE2 as in Terraform's `regex`, that must match somewhere: `^` and `$` tie it to the ends.",
  },
  contains: { ...scalar, description: "The list must have this item; the fix adds it." },
  lacks: {
    ...scalar,
    description: "The list must not have this item; the fix removes it, or puts `fix.write` in its place.",
  },
  set: { const: true, description: "There must be a value, or a block." },
  absent: { const: true, description: "There must be no value, or no block; the fix removes it." },
};

const tests = Object.keys(testsOfValue);

const condition = {
  type: "object",
  additionalProperties: false,
  properties: {
    setting: {
      ...text,
      description:
        "A setting by its path from what `on` names: `encrypted`, `root_block_device.encrypted`, `tags.Owner`.",
    },
    ...testsOfValue,
    default: { description: "What the provider takes where the setting is not written.", ...words(scalar) },
    message: {
      ...text,
      maxLength: 300,
      description: "What to say of it; else it follows from the test, or is the title.",
    },
    companion: {
      description: "Another resource must stand beside this one and point to it.",
      type: "object",
      additionalProperties: false,
      required: ["type", "via"],
      properties: {
        type: { ...type, description: "The type of the other." },
        via: { ...text, description: "Its attribute that names this one." },
        attribute: {
          type: "string",
          pattern: "^\\w+$",
          default: "id",
          description: "What of this one is written there.",
        },
        body: { type: "object", description: "What else a new one holds; a text `${…}` is written as code." },
        check: refer("conditions", "What is demanded of those that there are."),
      },
    },
    all: refer("conditions", "All of these must hold."),
    any: refer("conditions", "One of these must hold; each is offered as a fix."),
    not: refer("condition", "This must not hold."),
  },
  oneOf: [
    { required: ["setting"], oneOf: tests.map((test) => ({ required: [test] })) },
    ...["companion", "all", "any", "not"].map((kind) => ({
      required: [kind],
      not: { anyOf: ["default", ...tests].map((name) => ({ required: [name] })) },
    })),
  ],
};

const rule = {
  type: "object",
  additionalProperties: false,
  required: neededFields,
  properties: {
    id: {
      type: "string",
      pattern: idPattern,
      maxLength: 80,
      description: "What suppressions and `.parapet.yaml` call it; `acme-rds-deletable`, never `aws-…`.",
    },
    title: { ...text, maxLength: 120, description: "What is wrong, as a fact without a full stop." },
    severity: { enum: severities, description: "How bad it is." },
    why: { ...text, maxLength: 1000, description: "What is lost, in one or two short sentences." },
    on: {
      description: "The resource types it looks at, or a block in them: `aws_instance.root_block_device`.",
      ...words({ anyOf: [type, block] }),
    },
    where: refer("conditions", "Looks only at what all of this is known to hold for."),
    check: refer("conditions", "What is demanded."),
    fix: {
      description: "How the fix is called and what it does to what is deployed; `none` where there is none.",
      anyOf: [
        { const: "none" },
        {
          type: "object",
          additionalProperties: false,
          properties: {
            title: { ...text, maxLength: 120, description: "An imperative without a full stop." },
            impact: {
              enum: impacts,
              default: "update",
              description: "What it does to what is deployed, raised to what the provider says.",
            },
            write: {
              description: "The value to write where none follows from `check`; a text `${…}` is written as code.",
            },
            placeholder: {
              const: true,
              description: "The value is to be overtyped, and never written without asking.",
            },
          },
          dependencies: { placeholder: ["write"] },
        },
      ],
    },
    noFix: { ...text, maxLength: 1000, description: "Why there is no fix." },
    profile: { enum: profiles, default: "recommended", description: "Which profile turns it on." },
    responsibility: { enum: responsibilities, default: "customer", description: "Whose job it is." },
    cost: { enum: costs, default: "free", description: "What following it costs." },
    controls: {
      description: "The numbers of what it fulfils, by framework.",
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(
        frameworkNames.map((one) => [one, words({ type: "string", pattern: "^[\\w.()/-]+$" })]),
      ),
    },
    aliases: { description: "Other tools' ids for it.", ...words({ type: "string", pattern: "^[\\w.-]+$" }) },
    references: { description: "Pages that say so.", ...words({ type: "string", pattern: "^https://" }) },
    insecure: {
      ...text,
      description: "Terraform that it finds fault with, each finding underlined by a comment line of ^^^.",
    },
    secure: { ...text, description: "The same put right, letter for letter as the fixes write it." },
  },
  dependencies: {
    fix: {
      anyOf: [
        { properties: { fix: { const: "none" } }, required: ["noFix"] },
        { properties: { fix: { type: "object" } }, not: { required: ["noFix"] } },
      ],
    },
  },
};

/** The JSON schema of the files in `.parapet/rules`, from which editors complete them. */
export const rulesSchema = (): object => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Rules of one's own for Parapet (.parapet/rules/*.yaml)",
  anyOf: [{ $ref: "#/definitions/rule" }, { type: "array", items: { $ref: "#/definitions/rule" } }],
  definitions: {
    rule,
    condition,
    conditions: words({ $ref: "#/definitions/condition" }),
  },
});
