import { deepEqual } from "node:assert/strict";
import { Estate, isEntered, isRoot, joined, type Said } from "../../analysis/run/estate.ts";
import { open } from "../../analysis/run/project.ts";
import { filesOf } from "../harness/fixture.ts";

/** Calls by name, the innermost first, as places. */
const through = (...calls: readonly string[]) => calls.map((uri) => ({ uri, start: 0, end: 1 }));

const said = (address: string, calls: readonly string[] = [], isSuppressed = false, start = 0): Said => ({
  rule: { id: "rule" },
  at: { uri: "file:///m/main.tf", start, end: start + 1 },
  message: "message",
  address,
  through: through(...calls),
  suppression: isSuppressed ? {} : undefined,
});

const addresses = (...findings: readonly Said[]) =>
  joined(findings).map(({ address, suppression }) => (suppression ? `(${address})` : address));

describe("findings of several roots", () => {
  it("are told as the call gives them, in whatever order the roots come", () => {
    const [own, called] = [said("b"), said("module.m.b", ["a/m"])];
    deepEqual(addresses(own, called), ["module.m.b"]);
    deepEqual(addresses(called, own), ["module.m.b"]);
  });

  it("stay suppressed where the call says so", () => {
    deepEqual(addresses(said("b"), said("module.m.b", ["a/m"], true)), ["(module.m.b)"]);
    // what stands in no block has the same address for the module and for who calls it
    deepEqual(addresses(said("policy.json"), said("policy.json", ["a/m"], true)), ["(policy.json)"]);
  });

  it("are open for one call where only another is suppressed", () => {
    const findings = [said("module.m.b", ["a/m"], true), said("module.n.b", ["a/n"])];
    deepEqual(addresses(...findings), ["(module.m.b)", "module.n.b"]);
    // two roots give their call the same name
    deepEqual(addresses(said("module.m.b", ["a/m"], true), said("module.m.b", ["z/m"])), ["module.m.b"]);
  });

  it("are told by the longest way of calls, and only where it is the same way", () => {
    const [middle, outer] = [said("module.m.b", ["a/m"]), said("module.a.module.m.b", ["a/m", "r/a"])];
    deepEqual(addresses(middle, outer, said("b")), ["module.a.module.m.b"]);
    deepEqual(addresses(said("module.m.b", ["c/m"]), outer), ["module.a.module.m.b", "module.m.b"]);
  });

  it("are told once each, by place", () => {
    deepEqual(addresses(said("late", [], false, 9), said("b"), said("b")), ["b", "late"]);
  });
});

describe("an estate", () => {
  it("knows which variables calls set of a module", () => {
    const files = filesOf({
      "a/main.tf": 'module "m" {\n  source = "../m"\n  x      = 1\n}\n',
      "b/main.tf": 'module "m" {\n  source = "../m"\n  y      = 1\n}\n',
      "m/main.tf": 'variable "x" {}\nvariable "y" {}\nvariable "z" {}\n',
    });
    const estate = new Estate();
    for (const name of ["a", "b", "m"]) estate.add(open(files, `file:///module/${name}`));
    deepEqual([...(estate.given("file:///module/m") ?? [])].sort(), ["source", "x", "y"]);
    deepEqual(estate.given("file:///module/a"), undefined);
  });

  it("has roots where there is something that is read and not hidden", () => {
    deepEqual([["main.tf"], ["x.auto.tfvars"], ["policy.json"], ["readme.md"], [".main.tf"], []].map(isRoot), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    deepEqual(["modules", ".terraform", ".github", "node_modules"].filter(isEntered), ["modules"]);
  });
});
