import type { Value } from "../../language/model/value.ts";
import { anywhere, plain, resources } from "../kit/checks.ts";
import { removeBlock } from "../kit/edits.ts";
import { hcl, rule } from "../kit/rule.ts";

export default rule({
  id: "aws-iam-several-access-keys",
  title: "User has more than one access key",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Each key is a secret that can leak, and the second one is forgotten.",
  controls: { "cis-aws-3.0": ["1.13"] },
  aliases: ["AVD-AWS-0167", "3561130e-9c5f-485b-9e16-2764c82763e5"],
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"],

  on: resources("aws_iam_access_key"),
  *check(key) {
    const user = key.get("user");
    const names = (value: Value) =>
      (value.refs ?? []).map(({ type, name }) => `${type}.${name}`).join() || String(plain(value) ?? "");
    const own = names(user);
    if (own === "") return;
    const first = anywhere(key, "aws_iam_access_key").find(
      (other) => other.address < key.address && names(other.get("user")) === own,
    );
    if (!first) return;
    yield {
      at: key.header,
      related: [{ at: first.header, message: "The same user has this key" }],
      fixes: () => [{ title: "Remove the second key", impact: "replacement", edits: [removeBlock(key)] }],
    };
  },

  insecure: hcl`
    resource "aws_iam_access_key" "first" {
      user = "deploy"
    }

    resource "aws_iam_access_key" "second" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      user = "deploy"
    }
  `,
  secure: hcl`
    resource "aws_iam_access_key" "first" {
      user = "deploy"
    }
  `,
});
