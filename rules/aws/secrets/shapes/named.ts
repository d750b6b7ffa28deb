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

/** The code of all of them in a module, of what its locals put in, and of what it hands to modules that do so. */
const names = memo(
  (module: Module): readonly string[] => {
    const own = [
      ...codes(naming.resource, (type) => module.ofType(type)),
      ...codes(naming.data, (type) => module.data(type)),
    ];
    const handed = [...module.children.values()].flatMap(handedOver);
    const found = new Set([...own, ...handed]);
    // what is added while it is gone over is gone over as well
    for (const code of found)
      for (const [, name = ""] of code.matchAll(/\blocal\.([\w-]+)/g)) {
        const local = module.local(name);
        found.add((local && sourceText(local.section, name)) ?? "");
      }
    return [...found];
  },
  { equals: areSame },
);

/** The arguments of a call that the called module calls secrets by. */
const handedOver = (called: Module): readonly string[] =>
  (called.call?.body.items ?? []).flatMap((item) =>
    called.call && item.kind === "attribute" && isNameOfSecret(called, `var.${item.name.text}`)
      ? (sourceText(called.call, item.name.text) ?? [])
      : [],
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
