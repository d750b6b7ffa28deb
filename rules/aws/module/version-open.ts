import { declared, plain } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-module-version-open",
  title: "Module's version is not pinned: every init takes the newest",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The next init runs code that nobody here has read.",
  controls: {},
  aliases: { checkov: ["CKV_TF_2"] },
  references: ["https://developer.hashicorp.com/terraform/language/modules/sources"],

  on: declared("module").where((call) => isRemote(plain(call.get("source")))),
  *check(call) {
    const [source, version] = [call.get("source"), call.get("version")];
    const text = String(plain(source));
    if (
      version.state !== "absent" ||
      /[?&](?:ref|tag)=(?:[\w./-]*?v?\d+(?:\.\d+)*[\w.-]*|[0-9a-f]{7,40})(?:$|&)/.test(text)
    )
      return;
    yield {
      at: source.at,
      fixes: () =>
        /[:@]|\.git|^github|^bitbucket/.test(text)
          ? []
          : [{ title: "Fix the version", impact: "none", edits: [put(call, "version", stop("1.0.0"))] }],
    };
  },

  insecure: hcl`
    module "network" {
      source = "app.terraform.io/acme/network/aws"
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    module "network" {
      source = "app.terraform.io/acme/network/aws"

      version = "1.0.0"
    }
  `,
});

const isRemote = (source: string | number | boolean | undefined): boolean =>
  typeof source === "string" && !/^\.{0,2}\//.test(source) && source !== "";
