import { items, plain, resources } from "../../kit/checks.ts";
import { put, removeItem } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-transfer-plain-ftp",
  title: "Transfer server accepts plain FTP",
  severity: "high",
  responsibility: "customer",
  why: "Whoever listens on the way reads passwords and files.",
  controls: { "security-hub": ["Transfer.2"] },
  aliases: { checkov: ["CKV_AWS_357"] },
  references: [
    "https://docs.aws.amazon.com/transfer/latest/userguide/create-server-ftp.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/transfer-controls.html",
  ],

  on: resources("aws_transfer_server"),
  *check(server) {
    const protocols = server.get("protocols");
    for (const protocol of items(protocols)) {
      if (plain(protocol) !== "FTP") continue;
      yield {
        at: protocol.at,
        fixes: () => [
          {
            title: "Speak SFTP",
            impact: "disruption",
            edits: [items(protocols).length === 1 ? put(server, "protocols", ["SFTP"]) : removeItem(server, protocol)],
          },
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_transfer_server" "files" {
      identity_provider_type = "SERVICE_MANAGED"
      protocols              = ["SFTP", "FTP"]
      #                                 ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_transfer_server" "files" {
      identity_provider_type = "SERVICE_MANAGED"
      protocols              = ["SFTP"]
    }
  `,
});
