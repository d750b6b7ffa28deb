import type { Module } from "../../../../language/model/module.ts";
import type { BlockSection } from "../../../../language/model/section.ts";
import { areSame, memo } from "../../../../language/query/engine.ts";
import { sourceText } from "../../../kit/source-text.ts";

/** The attributes that say what a secret is called or where it is kept, of resources and of data sources. */
const naming = {
  resource: { aws_secretsmanager_secret: ["name", "name_prefix"], aws_ssm_parameter: ["name"] },
  data: {
    aws_secretsmanager_secret: ["name"],
    aws_secretsmanager_secret_version: ["secret_id"],
    aws_ssm_parameter: ["name"],
  },
};

/** The code of all of them in a module. */
const names = memo(
  (module: Module): readonly string[] => [
    ...codes(naming.resource, (type) => module.ofType(type)),
    ...codes(naming.data, (type) => module.data(type)),
  ],
  { equals: areSame },
);

const codes = (
  attributes: Readonly<Record<string, readonly string[]>>,
  of: (type: string) => readonly BlockSection[],
): readonly string[] =>
  Object.entries(attributes).flatMap(([type, paths]) =>
    of(type).flatMap((section) => paths.flatMap((path) => sourceText(section, path) ?? [])),
  );

/** Whether a module calls a secret by what is written at a path, `var.db_password`: then that is its name, and no secret. */
export const isNameOfSecret = (module: Module, path: string): boolean =>
  names(module).some((code) => code.includes(path) && new RegExp(`\\b${path}(?![\\w.-])`).test(code));
