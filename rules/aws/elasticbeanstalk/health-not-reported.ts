import { holds, is, resources } from "../../kit/checks.ts";
import { addBlock, put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticbeanstalk-health-not-reported",
  title: "Elastic Beanstalk environment does not report its health",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A break-in or a failure is noticed late.",
  controls: { "security-hub": ["ElasticBeanstalk.1"] },
  aliases: { checkov: ["CKV_AWS_312"] },
  references: [
    "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html",
  ],

  on: resources("aws_elastic_beanstalk_environment"),
  *check(environment) {
    const own = environment
      .sections("setting")
      .filter((setting) => holds(setting.get("name"), is("HealthStreamingEnabled")));
    if (environment.isOpen("setting") || own.some((setting) => holds(setting.get("value"), is(true)))) return;
    const [off] = own;
    yield {
      at: off ? off.get("value").at : environment.header,
      fixes: () => [
        {
          title: "Report it",
          impact: "update",
          edits: [
            off
              ? put(off, "value", "true")
              : addBlock(environment, "setting", {
                  namespace: "aws:elasticbeanstalk:cloudwatch:logs:health",
                  name: "HealthStreamingEnabled",
                  value: "true",
                }),
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
        namespace = "aws:elasticbeanstalk:cloudwatch:logs:health"
        name      = "HealthStreamingEnabled"
        value     = "true"
      }
    }
  `,
});
