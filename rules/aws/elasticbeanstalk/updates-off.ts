import { holds, is, resources } from "../../kit/checks.ts";
import { addBlock, proposal, put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** AWS takes no updates without a time and a level. */
const together = [
  { namespace: "aws:elasticbeanstalk:managedactions", name: "ManagedActionsEnabled", value: "true" },
  { namespace: "aws:elasticbeanstalk:managedactions", name: "PreferredStartTime", value: proposal("Sun:02:00") },
  { namespace: "aws:elasticbeanstalk:managedactions:platformupdate", name: "UpdateLevel", value: "patch" },
] as const;

export default rule({
  id: "aws-elasticbeanstalk-updates-off",
  title: "Elastic Beanstalk environment gets no automatic platform updates",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Known holes stay open until somebody closes them by hand.",
  controls: { "security-hub": ["ElasticBeanstalk.2"] },
  aliases: { checkov: ["CKV_AWS_340"] },
  references: [
    "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html",
  ],

  on: resources("aws_elastic_beanstalk_environment"),
  *check(environment) {
    const own = environment
      .sections("setting")
      .filter((setting) => holds(setting.get("name"), is("ManagedActionsEnabled")));
    if (environment.isOpen("setting") || own.some((setting) => holds(setting.get("value"), is(true)))) return;
    const [off] = own;
    yield {
      at: off ? off.get("value").at : environment.header,
      fixes: () => [
        {
          title: "Take patches on Sundays at 2:00 UTC",
          impact: "disruption",
          edits: [
            ...(off ? [put(off, "value", "true")] : []),
            ...together
              .filter(({ name }) => !environment.sections("setting").some((each) => holds(each.get("name"), is(name))))
              .map(({ namespace, name, value }) => addBlock(environment, "setting", { namespace, name, value })),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_elastic_beanstalk_environment" "shop" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      application = "shop"
      name        = "shop"
    }
  `,
  secure: hcl`
    resource "aws_elastic_beanstalk_environment" "shop" {
      application = "shop"
      name        = "shop"

      setting {
        namespace = "aws:elasticbeanstalk:managedactions"
        name      = "ManagedActionsEnabled"
        value     = "true"
      }

      setting {
        namespace = "aws:elasticbeanstalk:managedactions"
        name      = "PreferredStartTime"
        value     = "Sun:02:00"
      }

      setting {
        namespace = "aws:elasticbeanstalk:managedactions:platformupdate"
        name      = "UpdateLevel"
        value     = "patch"
      }
    }
  `,
});
