import type { Statement } from "../../../language/policy/policy.ts";

/** Reads something of a statement once, whichever rule asks first: a statement never changes. */
export function perStatement<Part>(
  read: (statement: Statement) => Iterable<Part>,
): (statement: Statement) => readonly Part[] {
  const known = new WeakMap<Statement, readonly Part[]>();
  return (statement) => {
    let parts = known.get(statement);
    if (!parts) {
      parts = [...read(statement)];
      known.set(statement, parts);
    }
    return parts;
  };
}
