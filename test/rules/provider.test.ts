import assert from "node:assert/strict";
import { admits, majors } from "../../rules/kit/provider.ts";
import { moduleOf } from "../harness/fixture.ts";

describe("the provider's major versions", () => {
  it("are read from a constraint", () => {
    for (const [constraint, five, six] of [
      ["~> 5.31", true, false],
      [">= 5.0", true, true],
      [">= 5.0, < 6.0.0", true, false],
      ["< 6.2", true, true],
      ["6.1.0", false, true],
      ["~> 5", true, true],
      ["> 4, != 5.1", true, true],
      ["<= 5.99", true, false],
    ] as const)
      assert.deepEqual([admits(constraint, 5), admits(constraint, 6)], [five, six], constraint);
  });

  it("are those that the configuration admits, and all where it does not say", () => {
    const terraform = (inside: string) => moduleOf({ "main.tf": `terraform {\n${inside}\n}\n` });
    const aws = (version: string) =>
      terraform(`required_providers {\n aws = {\n source = "hashicorp/aws"\n version = "${version}"\n }\n }`);
    assert.deepEqual(majors(aws("~> 6.0")), [6]);
    assert.deepEqual(majors(aws("~> 5.0")), [5]);
    assert.deepEqual(majors(aws("~> 4.0")), [5, 6]);
    assert.deepEqual(majors(terraform('required_version = ">= 1.5"')), [5, 6]);
  });
});
