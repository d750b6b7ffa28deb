import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import { memo, memoBy } from "../../../language/query/engine.ts";
import { plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** Who a key is of, as it is written. */
const userOf = (key: Resource): string => {
  const user = key.get("user");
  return (user.refs ?? []).map(({ type, name }) => `${type}.${name}`).join() || String(plain(user) ?? "");
};

/** The first key of each user, by addresses. */
const firstKeys = memo((root: Module) => {
  const first = new Map<string, Resource>();
  for (const key of [...root.tree()].flatMap(resources("aws_iam_access_key"))) {
    const before = first.get(userOf(key));
    if (!before || key.address < before.address) first.set(userOf(key), key);
  }
  return first;
});

const firstKey = memoBy((root: Module, user: string) => firstKeys(root).get(user));

export default rule({
  id: "aws-iam-several-access-keys",
  title: "User has more than one access key",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Each key is a secret that can leak, and the second one is forgotten.",
  controls: { "cis-aws-3.0": ["1.13"] },
  aliases: { trivy: ["AVD-AWS-0167"], kics: ["3561130e-9c5f-485b-9e16-2764c82763e5"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"],

  noFix: "Which of the keys is in use has to be seen first; then the other one goes.",

  on: resources("aws_iam_access_key"),
  *check(key) {
    const own = userOf(key);
    if (own === "") return;
    const first = firstKey(key.module.root, own);
    if (!first || first.address >= key.address) return;
    yield {
      at: key.header,
      related: [{ at: first.header, message: "The same user has this key" }],
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
