import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** Policies of years before this one still take what newer ones leave out, as of 2026-11. */
const oldest = 2024;

export default rule({
  id: "aws-transfer-policy-old",
  title: "Transfer server accepts outdated ciphers",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Old key exchanges and ciphers can be broken by whoever records the traffic.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_380"] },
  references: ["https://docs.aws.amazon.com/transfer/latest/userguide/security-policies.html"],

  on: resources("aws_transfer_server"),
  *check(server) {
    const policy = server.get("security_policy_name");
    const year = Number(/(\d{4})-\d{2}$/.exec(String(plain(policy) ?? "2018-11"))?.[1] ?? Number.NaN);
    if (policy.state === "unknown" || Number.isNaN(year) || year >= oldest) return;
    yield {
      at: policy.at,
      ...relatedTo(policy),
      fixes: () => [
        {
          title: "Take the policy of 2025",
          impact: "disruption",
          edits: [put(server, "security_policy_name", "TransferSecurityPolicy-2025-03")],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_transfer_server" "files" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      identity_provider_type = "SERVICE_MANAGED"
    }
  `,
  secure: hcl`
    resource "aws_transfer_server" "files" {
      identity_provider_type = "SERVICE_MANAGED"
      security_policy_name   = "TransferSecurityPolicy-2025-03"
    }
  `,
});
