import { toBool, toNumber, toText } from "../convert.ts";
import { fails, failure } from "../failure.ts";
import { unify } from "../unify.ts";
import { type Entry, known, type Scalar, unknown, type Value } from "../value.ts";
import { type CallSite, type Functions, isNull, list, mapping, type TerraformFunction, without } from "./call.ts";
import { set } from "./collections.ts";

/** Terraform's conversions, and the functions that ask whether an expression stands. */
export const types: Functions = {
  can: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || !on) return failure(call.at);
    const outcome = succeeds(on, call);
    return outcome === undefined ? unknown(call.at) : known(outcome, call.at);
  },
  ephemeralasnull: same,
  nonsensitive: same,
  sensitive: same,
  tobool: converted(toBool),
  tolist: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "list") return passedOn(on, call);
    const items = unify(on.items);
    return items ? list(items, call, on.open) : failure(call.at);
  },
  tomap: (args, call) => {
    const [on] = args;
    if (args.length !== 1 || on?.state !== "mapping") return passedOn(on, call);
    const values = unify([...on.entries.values()].map(({ value }) => value));
    if (!values) return failure(call.at);
    const entries = new Map<string, Entry>();
    let i = 0;
    for (const [name, { key, value }] of on.entries) entries.set(name, { key, value: values[i++] ?? value });
    return mapping(entries, call, on.open);
  },
  tonumber: converted(toNumber),
  toset: (args, call) => {
    const [on] = args;
    return args.length === 1 && on?.state === "list" ? set(on.items, call, on.open) : passedOn(on, call);
  },
  tostring: converted(toText),
  try: (args, call) => {
    for (const arg of args) {
      const outcome = succeeds(arg, call);
      if (outcome !== false) return arg.state === "absent" ? unknown(call.at) : arg;
    }
    return failure(call.at);
  },
};

function same(args: readonly Value[], call: CallSite): Value {
  const [on] = args;
  return args.length === 1 && on ? on : failure(call.at);
}

/** A null is one of every type, and what is not known stays what it refers to. */
function passedOn(on: Value | undefined, call: CallSite): Value {
  return on && (isNull(on) || (on.state === "unknown" && on.refs)) ? on : without(on, call);
}

function converted(convert: (value: Scalar) => Scalar | undefined): TerraformFunction {
  return (args, call) => {
    const [on] = args;
    if (args.length !== 1 || !on) return failure(call.at);
    if (on.state === "unknown" && !fails(on)) return convert === toText ? on : passedOn(on, call);
    if (on.state !== "known" || on.value === null) return passedOn(on, call);
    const value = convert(on.value);
    if (value !== undefined) return value === on.value ? on : { ...on, value };
    // The exact digits of a number may not be known; everything else would be refused.
    return convert === toText ? unknown(call.at) : failure(call.at);
  };
}

/** Whether Terraform accepts what a value came from: false for a refusal anywhere in it, undefined when only apply can tell. */
function succeeds(value: Value, call: CallSite): boolean | undefined {
  if (!call.spend(1)) return undefined;
  if (fails(value)) return false;
  if (value.state === "unknown" || value.state === "absent") return undefined;
  if (value.state === "known") return true;
  let outcome: boolean | undefined = value.open ? undefined : true;
  const children = value.state === "list" ? value.items : value.entries.values();
  for (const child of children) {
    const inner = succeeds("key" in child ? child.value : child, call);
    if (inner === false) return false;
    if (inner === undefined) outcome = undefined;
  }
  return outcome;
}
