import assert from "node:assert/strict";
import { objection } from "../analysis/fix/conformity.ts";
import { membersOf, resourceTypes } from "../language/schema/schema.ts";
import { draft } from "../scripts/new-rule/draft.ts";
import { type Wish, wish } from "../scripts/new-rule/wish.ts";
import { directory, marked, moduleOf } from "./harness/fixture.ts";

describe("npm run new-rule", () => {
  for (const [given, told] of [
    ["", "The first argument is the rule's id, aws-<service>-<what-is-wrong> in small letters."],
    [
      "aws-Foo",
      "The first argument is the rule's id, aws-<service>-<what-is-wrong> in small letters, and aws-Foo is none.",
    ],
    [
      "aws-vpclattice-open aws_vpc_lattice_service",
      "The AWS provider has no aws_vpc_lattice_service. Did you mean aws_vpclattice_service?",
    ],
    [
      "aws-vpclattice-service-open auth_typ=AWS_IAM",
      "There is no `auth_typ` in aws_vpclattice_service. Did you mean auth_type?",
    ],
    ["aws-efs-file-system-open encrypted=yes", "`encrypted` is true or false, and not yes."],
    [
      "aws-s3-bucket-x versioning=true",
      "`versioning` is a block of aws_s3_bucket. Name an attribute in it, such as versioning.enabled=true.",
    ],
    ["aws-s3-bucket-x versionin.enabled=true", "aws_s3_bucket has no block `versionin`. Did you mean versioning?"],
    [
      "aws-lambda-function-x layers=a",
      "`layers` is a list(string), which is more than attribute=value can say. Leave it out, and write the check by hand.",
    ],
  ] as const)
    it(`says what cannot be meant by "${given}"`, () => assert.equal(wish(given.split(" ")), told));

  it("takes the type from the id where it begins like one", () =>
    assert.deepEqual(wish(["aws-efs-file-system-unencrypted", "encrypted=true"]), {
      id: "aws-efs-file-system-unencrypted",
      service: "efs",
      what: "file-system-unencrypted",
      type: "aws_efs_file_system",
      demand: { path: "encrypted", value: true },
    }));

  it("writes examples that the check and the provider's schema agree with, for a bool of any type", () => {
    const failing: string[] = [];
    for (const type of resourceTypes) {
      const bool = membersOf(type).find((one) => one.kind === "attribute" && one.type === "bool");
      if (!bool) continue;
      const { insecure, secure } = examplesOf({ type, demand: { path: bool.name, value: true } });
      const { text, marks } = marked(insecure);
      const module = moduleOf({ "main.tf": secure });
      const objects = objection(module, [{ uri: `${directory}/main.tf`, start: 0, end: secure.length }]);
      if (marks.length !== 1 || text === secure || objects) failing.push(`${type}: ${objects?.says ?? insecure}`);
    }
    assert.deepEqual(failing, []);
  });

  it("marks what a check that is still to be written finds", () => {
    const { insecure, secure } = examplesOf({ type: "aws_ssm_document", demand: undefined });
    assert.match(insecure, / = "insecure"\n +# +\^{10}\n/);
    assert.equal(secure, marked(insecure).text.replace('"insecure"', '"example"'));
  });
});

/** The examples in what is written for a rule. */
function examplesOf(about: Pick<Wish, "type" | "demand">) {
  const text = draft({ id: "aws-test-thing-wrong", service: "test", what: "thing-wrong", ...about });
  const example = (name: string): string =>
    (new RegExp(` {2}${name}: hcl\`\\n([^\`]*) {2}\``).exec(text)?.[1] ?? "").replaceAll(/^ {4}/gm, "");
  return { insecure: example("insecure"), secure: example("secure") };
}
