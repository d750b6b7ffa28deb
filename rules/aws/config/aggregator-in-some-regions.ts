import type { Section } from "../../../language/model/section.ts";
import { is, resources, setting } from "../../kit/checks.ts";
import { put, remove } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

const everywhere = setting("all_regions", is(true));

export default rule({
  id: "aws-config-aggregator-in-some-regions",
  title: "AWS Config aggregator leaves out regions",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What is set up in a region that nobody looks at is not seen here either.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_121"],
    trivy: ["AVD-AWS-0019"],
    tfsec: ["aws-config-aggregate-all-regions"],
    kics: ["ac5a0bc0-a54c-45aa-90c3-15f7703b9132"],
  },
  references: ["https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html"],

  on: resources("aws_config_configuration_aggregator").each((aggregator) =>
    ["account_aggregation_source", "organization_aggregation_source"].flatMap((type) => aggregator.sections(type)),
  ),
  *check(source: Section) {
    for (const problem of everywhere(source))
      yield {
        ...problem,
        fixes: () => [
          {
            title: "Aggregate every region",
            impact: "disruption",
            edits: [put(source, "all_regions", true), ...remove(source, "regions")],
          },
        ],
      };
  },

  insecure: hcl`
    resource "aws_config_configuration_aggregator" "main" {
      name = "main"

      account_aggregation_source {
        account_ids = ["111122223333"]
        all_regions = false
        #             ^^^^^
        regions     = ["eu-west-1"]
      }
    }
  `,
  secure: hcl`
    resource "aws_config_configuration_aggregator" "main" {
      name = "main"

      account_aggregation_source {
        account_ids = ["111122223333"]
        all_regions = true
      }
    }
  `,
});
