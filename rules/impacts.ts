import type { Impact, Rule } from "./kit/rule.ts";
import { speakingOf } from "./profiles.ts";

/** Why the first fix of some rules has its impact, in a sentence that is true of each of them. */
interface ImpactReason {
  readonly impact: Impact;
  readonly why: string;
  /** Ids, and patterns of ids with `*`; a rule that is named goes by that, whatever patterns take it in. */
  readonly rules: readonly string[];
}

/** Who or what would notice: known of every `disruption`, and of whatever else is not plain from its impact. */
export const impactReasons: readonly ImpactReason[] = [
  {
    impact: "disruption",
    why: "A peer that speaks no TLS 1.2 is cut off.",
    rules: ["aws-*-old-tls", "aws-transfer-policy-old"],
  },
  {
    impact: "disruption",
    why: "A peer that speaks no TLS is cut off.",
    rules: [
      "aws-*-plain-http",
      "aws-*-tls-disabled",
      "aws-*-tls-not-required",
      "aws-*-without-tls",
      "aws-elb-classic-without-certificate",
      "aws-s3-bucket-allows-plain-http",
      "aws-transfer-plain-ftp",
    ],
  },
  {
    impact: "disruption",
    why: "Whoever calls it without showing who they are is refused.",
    rules: [
      "aws-apigateway-*-open*",
      "aws-cognito-guests-admitted",
      "aws-lambda-url-open",
      "aws-neptune-cluster-without-iam-authentication",
      "aws-elasticache-replication-group-without-authentication",
    ],
  },
  {
    impact: "disruption",
    why: "Whoever comes from outside of what is admitted then is cut off.",
    rules: [
      "aws-*-public",
      "aws-*-open-to-world",
      "aws-*-public-access*",
      "aws-*-cors-open",
      "aws-rds-publicly-accessible",
      "aws-s3-*acl*",
      "aws-vpc-default-security-group-*",
      "aws-vpc-endpoint-policy-open",
      "aws-vpc-endpoint-service-takes-anyone",
    ],
  },
  {
    impact: "disruption",
    why: "What goes to another place than is named then is cut off.",
    rules: [
      "aws-ec2-egress-open-on-every-port",
      "aws-redshift-traffic-outside-vpc",
      "aws-vpc-acl-unused",
      "aws-vpc-without-firewall",
    ],
  },
  {
    impact: "disruption",
    why: "Nobody gets in by it any more where the network fails.",
    rules: ["aws-ec2-serial-console-on"],
  },
  {
    impact: "disruption",
    why: "Whoever works with the state has to run `terraform init -reconfigure` once.",
    rules: ["aws-s3-state-encryption-off"],
  },
  {
    impact: "disruption",
    why: "A program whose SDK knows only IMDSv1, or that asks from a container, gets no credentials any more.",
    rules: [
      "aws-ec2-imdsv1-by-default",
      "aws-ec2-imdsv2-not-required",
      "aws-ec2-instance-allows-imdsv1",
      "aws-ec2-metadata-beyond-instance",
    ],
  },
  {
    impact: "disruption",
    why: "It runs on another version, or on other machines, which the code has to fit.",
    rules: [
      "aws-ecs-platform-pinned",
      "aws-eks-version-ended",
      "aws-elasticache-redis-without-encryption",
      "aws-lambda-runtime-ended",
      "aws-mq-version-old",
      "aws-rds-file-read-hole",
      "aws-rds-log-fdw-hole",
      "aws-vpc-nat-instance",
      "aws-*-upgrades-off",
      "aws-elasticbeanstalk-updates-off",
    ],
  },
  {
    impact: "disruption",
    why: "Connections go to another port or address, or by another network.",
    rules: [
      "aws-cloudfront-default-certificate",
      "aws-ec2-default-security-group",
      "aws-ecs-service-with-public-ip",
      "aws-lambda-outside-vpc",
      "aws-rds-without-subnet-group",
      "aws-vpc-database-in-public-subnet",
      "aws-vpc-endpoint-unreachable",
      "aws-ec2-launch-template-with-public-ip",
      "aws-elasticache-replication-group-without-tls",
    ],
  },
  {
    impact: "disruption",
    why: "It restarts, or is rebuilt behind its name, and cannot be reached meanwhile.",
    rules: [
      "aws-opensearch-domain-unencrypted",
      "aws-opensearch-nodes-without-tls",
      "aws-opensearch-without-fine-grained-access",
      "aws-rds-certificate-outdated",
      "aws-sagemaker-notebook-allows-imdsv1",
      "aws-sagemaker-notebook-with-root",
    ],
  },
  {
    impact: "disruption",
    why: "Whatever reads or sends there needs rights to the key.",
    rules: [
      "aws-*-without-own-key",
      "aws-cloudtrail-trail-without-kms-key",
      "aws-codebuild-artifacts-unencrypted",
      "aws-codebuild-logs-unencrypted",
      "aws-eks-secrets-unencrypted",
      "aws-glue-catalog-unencrypted",
      "aws-s3-bucket-without-kms-encryption",
      "aws-sns-topic-unencrypted",
      "aws-ssm-parameter-plain",
    ],
  },
  {
    impact: "disruption",
    why: "Requests that get through today are refused.",
    rules: [
      "aws-s3-caller-keys-allowed",
      "aws-waf-*",
      "aws-*-without-waf",
      "aws-apigateway-method-without-validation",
      "aws-elb-desync-only-watched",
      "aws-elb-invalid-headers-passed-on",
    ],
  },
  {
    impact: "disruption",
    why: "Somebody has to hand in the secret in another way, and to rotate it for everybody who uses it.",
    rules: ["aws-secrets-*"],
  },
  {
    impact: "disruption",
    why: "The password changes for everybody who uses it.",
    rules: ["aws-secretsmanager-rotation-too-rare", "aws-secretsmanager-secret-not-rotated"],
  },
  {
    impact: "disruption",
    why: "What needs the rights that go fails.",
    rules: [
      "aws-batch-container-privileged",
      "aws-iam-*",
      "aws-ec2-role-shared-with-public-instance",
      "aws-qldb-ledger-allows-everything",
    ],
  },
  {
    impact: "disruption",
    why: "It can only be read while its data is written anew, which takes hours.",
    rules: ["aws-redshift-cluster-unencrypted", "aws-redshift-encryption-left-to-version"],
  },
  {
    impact: "disruption",
    why: "Airflow's workers are replaced, with the tasks that run there.",
    rules: ["aws-mwaa-*-not-logged"],
  },
  {
    impact: "disruption",
    why: "What is started there later, and has no other way out, does not reach the internet.",
    rules: ["aws-vpc-subnet-assigns-public-ip"],
  },
  {
    impact: "disruption",
    why: "Somebody has to agree to each that comes later.",
    rules: ["aws-vpc-transit-gateway-takes-anyone"],
  },
  {
    impact: "disruption",
    why: "It cannot be taken back, and each account of the organization may have to agree.",
    rules: ["aws-organizations-without-policies"],
  },
  {
    impact: "disruption",
    why: "One that names its regions is another to the provider while it changes.",
    rules: ["aws-config-aggregator-in-some-regions"],
  },
  {
    impact: "disruption",
    why: "It shows on the bill: what it records or moves is paid for by the piece.",
    rules: [
      "aws-cloudtrail-data-events-match-no-bucket",
      "aws-cloudtrail-s3-data-events-left-out",
      "aws-cloudtrail-trail-in-one-region",
      "aws-config-global-types-not-recorded",
      "aws-config-recorder-*",
      "aws-dynamodb-table-without-scaling",
      "aws-ecs-without-container-insights",
      "aws-eks-without-control-plane-logs",
      "aws-elb-zones-apart",
      "aws-guardduty-*",
      "aws-networkfirewall-without-logging",
      "aws-opensearch-without-masters",
      "aws-rds-instance-in-one-zone",
      "aws-securityhub-account-without-standards",
      "aws-vpc-without-flow-log",
    ],
  },
  {
    impact: "disruption",
    why: "Images and snapshots of disks that are made from then on cannot be shared with other accounts.",
    rules: ["aws-ebs-encryption-by-default-off"],
  },
  {
    impact: "disruption",
    why: "A change waits for more people.",
    rules: ["aws-codecommit-*"],
  },
  {
    impact: "disruption",
    why: "It does from then on what somebody has switched off.",
    rules: ["aws-cloudfront-disabled", "aws-cloudwatch-alarm-silent"],
  },
  {
    impact: "disruption",
    why: "Logs that are older than a year are deleted.",
    rules: ["aws-cloudwatch-retention-not-written"],
  },
  {
    impact: "disruption",
    why: "Browsers remember it for a year, and come to no subdomain without HTTPS meanwhile.",
    rules: ["aws-cloudfront-hsts-weak"],
  },
  {
    impact: "disruption",
    why: "Viewers get another page, or are told not to frame or embed it.",
    rules: ["aws-cloudfront-without-default-object", "aws-cloudfront-without-response-headers"],
  },
  {
    impact: "disruption",
    why: "Instances that the load balancer finds unhealthy are ended.",
    rules: ["aws-autoscaling-health-unchecked"],
  },
  {
    impact: "disruption",
    why: "Results are written to another place than the client asks for.",
    rules: ["aws-athena-workgroup-overridden"],
  },
  {
    impact: "disruption",
    why: "Another image may be found, and what is made of it is rebuilt.",
    rules: ["aws-ec2-image-of-anyone"],
  },
  {
    impact: "disruption",
    why: "AWS refuses it until the account's settings name a role by which API Gateway writes logs.",
    rules: ["aws-apigateway-stage-logs-nothing", "aws-apigateway-stage-without-logging"],
  },
  {
    impact: "disruption",
    why: "A push to a tag that there is already is refused.",
    rules: ["aws-ecr-tags-mutable"],
  },
  {
    impact: "disruption",
    why: "A deployment needs room for the new tasks beside the old ones, and a service that was off costs money.",
    rules: ["aws-ecs-service-may-run-empty"],
  },
];

/** The reason for the impact of a rule's first fix: by name, else by the first pattern that takes the rule in. */
export function impactReason({ id }: Pick<Rule, "id">, impact: Impact): ImpactReason | undefined {
  return speakingOf(
    id,
    impactReasons.filter((reason) => reason.impact === impact),
  );
}
