import { fact } from "../query/engine.ts";
import { parseHcl } from "../syntax/parse-hcl.ts";
import { table } from "../syntax/table.ts";
import type { SourceFile } from "../syntax/tree.ts";

/** What rules can be told of a registry's module without its code: what it creates, and which input sets what. */
export interface StandIn {
  /** `rds` of `terraform-aws-modules/rds/aws`; with a submodule `iam//modules/iam-account`. */
  readonly name: string;
  /** The first and the last major version that it is true of. */
  readonly majors: readonly [first: number, last: number];
  /**
   * Each input with its default, where that is the same in all of these versions. An input that is used in `resources` and not
   * listed here is unknown where the call does not set it.
   */
  readonly inputs: { readonly [name: string]: Default };
  /**
   * Resource blocks as the module would fill them in. A setting that is left out is unknown; one that the module never sets is
   * `null`. Only settings that the module hands on by no other logic than is written belong here.
   */
  readonly resources: string;
  /** Companion types of which the module makes no more for its own resources than stand here. */
  readonly complete?: readonly string[];
}

type Default = string | number | boolean | null | readonly Default[] | { readonly [name: string]: Default };

const scheme = "stand-in:";

/** Whether a place is in a stand-in, which no editor can open. */
export const isInStandIn = ({ uri }: { readonly uri: string }): boolean => uri.startsWith(scheme);

const files = fact((_: StandIn) => new Map<string, SourceFile>());

/** A stand-in as the only file of the module at an address; the same object each time, so that nothing is derived from it twice. */
export function fileOf(standIn: StandIn, address: string): SourceFile {
  const own = files(standIn);
  let file = own.get(address);
  if (!file) {
    const [parsed = read(standIn)] = own.values();
    file = { ...parsed, uri: `${scheme}/${address}/${standIn.name}.tf` };
    own.set(address, file);
  }
  return file;
}

// A broken tree says that more may be set than can be seen: whatever a stand-in leaves out is then unknown, not absent.
function read(standIn: StandIn): SourceFile {
  const file = parseHcl("", textOf(standIn));
  return { ...file, chunks: file.chunks.map(({ start, tree }) => ({ start, tree: { ...tree, broken: true } })) };
}

/** A plain default tells the input's type. */
const types: Partial<Record<string, string>> = table({ boolean: "bool", number: "number", string: "string" });

// JSON reads as Terraform but for what begins a template
const literal = (value: Default): string => JSON.stringify(value).replaceAll(/[$%](?=\{)/g, "$&$&");

function textOf({ inputs, resources }: StandIn): string {
  const names = new Set([...resources.matchAll(/\bvar\.(\w+)/g)].map(([, name = ""]) => name));
  const variables = [...names].map((name) => {
    const value = inputs[name];
    const type = types[typeof value];
    const lines = [
      ...(type ? [`type = ${type}`] : []),
      ...(value === undefined ? [] : [`default = ${literal(value)}`]),
    ];
    return `variable "${name}" {\n${lines.join("\n")}\n}\n`;
  });
  return [...variables, resources].join("\n");
}
