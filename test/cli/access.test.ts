import { deepEqual, equal, match } from "node:assert/strict";
import { bench } from "./harness.ts";

interface AnswerReport {
  readonly answer: string;
  readonly witness?: { readonly action: string; readonly resource: string; readonly who: string };
  readonly callable?: boolean;
  readonly because: readonly string[];
}

const reading = (resource: string, action = "s3:GetObject") => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: resource }],
});

describe("parapet access check", () => {
  const { write, run } = bench();

  const asked = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await run("access", "check", ...args, "--format", "json");
    return { code, stderr, ...(JSON.parse(stdout) as AnswerReport) };
  };

  const policies = (files: Readonly<Record<string, unknown>>) =>
    write(Object.fromEntries(Object.entries(files).map(([name, json]) => [name, JSON.stringify(json)])));

  it("finds no new access in what was only written otherwise", async () => {
    policies({
      "old.json": reading("arn:aws:s3:::a/*", "s3:Get*"),
      "new.json": {
        Version: "2012-10-17",
        Statement: [
          { Sid: "one", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::a/*"] },
          { Sid: "rest", Effect: "Allow", Action: ["s3:get*"], Resource: ["arn:aws:s3:::a/*"] },
        ],
      },
    });
    deepEqual(await asked("no-new-access", "--policy", "new.json", "--reference", "old.json"), {
      code: 0,
      stderr: "",
      answer: "no",
      because: [],
    });
  });

  it("shows new access by a request", async () => {
    policies({ "old.json": reading("arn:aws:s3:::a/*"), "new.json": reading("arn:aws:s3:::a*") });
    const { code, answer, witness, callable } = await asked(
      "no-new-access",
      "--policy",
      "new.json",
      "--reference",
      "old.json",
    );
    equal(code, 1);
    equal(answer, "yes");
    equal(callable, true);
    equal(witness?.action, "s3:GetObject");
    match(witness?.resource ?? "", /^arn:aws:s3:::a(?!\/)[^/]*\//);
  });

  it("asks for actions and resources", async () => {
    policies({ "policy.json": reading("arn:aws:s3:::a/*", "s3:*") });
    const ask = (...more: readonly string[]) => asked("access-not-granted", "--policy", "policy.json", ...more);
    equal((await ask("--actions", "s3:PutObject,s3:DeleteObject")).code, 1);
    equal((await ask("--actions", "ec2:RunInstances")).code, 0);
    equal((await ask("--resources", "arn:aws:s3:::b/x")).code, 0);
    equal((await ask("--actions", "s3:PutObject", "--resources", "arn:aws:s3:::b/x,arn:aws:s3:::a/x")).code, 1);
  });

  it("tells whether strangers get in", async () => {
    const of = (condition: object) => ({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*", Condition: condition }],
    });
    policies({
      "open.json": of({ StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } }),
      "closed.json": of({ StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } }),
    });
    equal((await asked("no-public-access", "--policy", "closed.json", "--kind", "resource")).code, 0);
    const { code, witness } = await asked("no-public-access", "--policy", "open.json", "--kind", "resource");
    equal(code, 1);
    match(witness?.who ?? "", /^arn:aws:iam::999988887777:role\/x$/);
  });

  it("says when it cannot be told, and why", async () => {
    policies({
      "old.json": reading("arn:aws:s3:::a/*"),
      "new.json": {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::b/*",
            Condition: { StringAlmost: { "aws:PrincipalTag/team": "red" } },
          },
        ],
      },
    });
    const { code, answer, because } = await asked("no-new-access", "--policy", "new.json", "--reference", "old.json");
    equal(code, 3);
    equal(answer, "cannot-tell");
    match(String(because), /StringAlmost/);
  });

  for (const [what, args, said] of [
    ["a file that is not there", ["no-public-access", "--policy", "none.json"], /none\.json/],
    ["what is no JSON", ["no-public-access", "--policy", "text.json"], /text\.json: is no JSON/],
    ["what is no policy", ["no-public-access", "--policy", "list.json"], /list\.json: a policy is an object/],
    ["a comparison with nothing", ["no-new-access", "--policy", "good.json"], /--reference/],
    ["a question that nobody answers", ["no-worry", "--policy", "good.json"], /Allowed choices/],
  ] as const)
    it(`exits with 2 over ${what}`, async () => {
      write({ "text.json": "{", "list.json": "[]", "good.json": JSON.stringify(reading("*")) });
      const { code, stderr } = await run("access", "check", ...args);
      equal(code, 2);
      match(stderr, said);
    });

  it("is told for people", async () => {
    policies({ "policy.json": reading("arn:aws:s3:::a/*") });
    const { stdout } = await run("access", "check", "access-not-granted", "--policy", "policy.json");
    match(stdout, /^yes\n {2}action {4}s3:GetObject\n {2}resource {2}arn:aws:s3:::a\//);
  });
});
