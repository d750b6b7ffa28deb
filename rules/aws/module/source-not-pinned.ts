import { declared, plain } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-module-source-not-pinned",
  title: "Module is not pinned to a commit: whoever moves the branch or tag changes it",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may push there runs code in your account at the next init.",
  controls: {},
  aliases: { checkov: ["CKV_TF_1"] },
  references: ["https://developer.hashicorp.com/terraform/language/modules/sources"],
  noFix: "Which commit is meant only the repository knows.",

  on: declared("module").where((call) => isGit(plain(call.get("source")))),
  *check(call) {
    const source = call.get("source");
    const text = String(plain(source));
    if (/[?&]ref=[0-9a-f]{40}(?:$|&)/.test(text)) return;
    yield { at: source.at };
  },

  insecure: hcl`
    module "network" {
      source = "git::https://git.acme.com/network.git?ref=v1.2.0"
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    module "network" {
      source = "git::https://git.acme.com/network.git?ref=0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"
    }
  `,
});

const isGit = (source: string | number | boolean | undefined): boolean =>
  typeof source === "string" && /^(?:git::|git@|github\.com\/|bitbucket\.org\/)|\.git(?:$|[?/])/.test(source);
