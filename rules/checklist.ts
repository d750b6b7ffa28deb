import type { Resource } from "../language/model/resource.ts";
import type { Section } from "../language/model/section.ts";
import type { Edit } from "../language/syntax/text.ts";
import type { SourceBody } from "../language/write/source.ts";
import { carriedBy } from "./kit/carried.ts";
import { companions, type Demand, holds, includes, is, isNot, oneOf } from "./kit/checks.ts";
import { resourceBeside } from "./kit/placement.ts";
import type { CostTier } from "./kit/rule.ts";

/** The groups of the guide's production checklist, in its order. */
export const checklistGroups = {
  identity: "Identity and access",
  network: "Network security",
  data: "Data protection",
  monitoring: "Monitoring and incident response",
} as const;

export type ChecklistGroup = keyof typeof checklistGroups;

/** What a resource shows of an item: that it is met, that only `terraform apply` can know, or nothing. */
export type Shown = "met" | "unknown" | "nothing";

/** Resources that can show that an item is met. */
export interface Proof {
  readonly types: readonly string[];
  shows(resource: Resource): Shown;
}

/** What nobody can read from code: a person looks, and says so for some time. */
export interface ByHand {
  readonly question: string;
  /** How long the answer holds. */
  readonly days: number;
  /** The controls of Security Hub that it is the answer to. */
  readonly controls?: readonly string[];
}

/** A resource that meets an item where it is missing: one that works as it is written, and that nothing deployed notices. */
export interface MissingResource {
  /** An imperative without a full stop. */
  readonly title: string;
  /** Adds it beside another one. */
  write(after: Section): Edit;
}

/** One row of the production checklist. */
export interface ChecklistItem {
  readonly id: string;
  readonly group: ChecklistGroup;
  readonly title: string;
  /** The rules whose findings say that it is not met: ids, patterns of ids with `*`, and after `!` what a pattern leaves out. */
  readonly rules: readonly string[];
  readonly proofs: readonly Proof[];
  /** What is said where the code shows neither. */
  readonly missing: string;
  readonly missingResource?: MissingResource;
  readonly byHand?: ByHand;
  readonly cost: CostTier;
  /** What the cost of this control grows with. */
  readonly costGrowsWith: string;
  /** Completes "You: …" and "AWS: …" of the shared responsibility model. */
  readonly you: string;
  readonly aws: string;
}

/** A resource without neighbours, which is called `main`. */
const missing = (title: string, type: string, body: SourceBody): MissingResource => ({
  title,
  write: (after) => resourceBeside(after, type, body, "main").edit,
});

/** Resources of these types prove it by being there without a finding. */
const judged = (...types: readonly string[]): Proof => ({ types, shows: () => "met" });

/** What proves nothing where it may not be there. */
const certainly = ({ types, shows }: Proof): Proof => ({
  types,
  shows(resource) {
    const shown = shows(resource);
    return shown === "met" && !resource.certain ? "unknown" : shown;
  },
});

/** Resources of these types prove it by being there. */
const there = (...types: readonly string[]): Proof => certainly(judged(...types));

/** Resources of some types prove it by a setting, which counts as the provider's default where it is not written. */
const set = (types: string, path: string, demand: Demand, fallback?: string | number | boolean): Proof => ({
  types: types.split(" "),
  shows(resource) {
    const value = resource.get(path);
    if (value.state === "unknown") return "unknown";
    return holds(value, demand, fallback) ? "met" : "nothing";
  },
});

/** Resources of a type prove it by another one that points to them. */
const beside = (type: string, companion: string, via: string): Proof => ({
  types: [type],
  shows(resource) {
    const { found, certain } = companions(resource, companion, via);
    if (found.some((other) => other.certain)) return "met";
    return certain ? "nothing" : "unknown";
  },
});

/** Every one of several proofs of one resource. */
const every = (...proofs: readonly Proof[]): Proof => ({
  types: proofs[0]?.types ?? [],
  shows(resource) {
    const shown = proofs.map((proof) => proof.shows(resource));
    if (shown.includes("nothing")) return "nothing";
    return shown.includes("unknown") ? "unknown" : "met";
  },
});

/** Policies prove it where all that they say is in view: what is wrong in it is found by rules. */
const policyInView: Proof = {
  types: ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"],
  shows(resource) {
    return carriedBy(resource.module, [resource]).some(({ open }) => !open) ? "met" : "unknown";
  },
};

/** A listener that takes TLS only, or sends on to one that does. */
const tlsListener: Proof = {
  types: ["aws_lb_listener", "aws_alb_listener"],
  shows(listener) {
    const protocol = listener.get("protocol");
    if (protocol.state === "unknown") return "unknown";
    return holds(protocol, oneOf("HTTPS", "TLS")) && protocol.state === "known" ? "met" : "nothing";
  },
};

const publicAccessBlock = (type: string): Proof =>
  every(
    ...["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map((guard) =>
      set(type, guard, is(true)),
    ),
  );

/** The guide's production checklist with its action items, and what Parapet sees of each. */
export const checklist: readonly ChecklistItem[] = [
  {
    id: "mfa-for-all-users",
    group: "identity",
    title: "MFA enabled for all users",
    rules: [
      "aws-iam-user-without-mfa",
      "aws-iam-group-without-mfa",
      "aws-iam-trust-without-mfa",
      "aws-cognito-without-mfa",
    ],
    proofs: [set("aws_cognito_user_pool", "mfa_configuration", oneOf("ON"))],
    missing: "Code does not show whether people sign in with a second factor.",
    byHand: {
      question: "Does everyone who signs in, the root user included, need a second factor?",
      days: 90,
      controls: ["IAM.5", "IAM.9", "IAM.19"],
    },
    cost: "free",
    costGrowsWith: "nothing but the price of hardware keys, where they are used",
    you: "who may sign in, and with what",
    aws: "the sign-in service and the check of the second factor",
  },
  {
    id: "no-root-use",
    group: "identity",
    title: "No root account usage",
    rules: ["aws-iam-root-access-key", "aws-cloudwatch-root-use-unwatched"],
    proofs: [set("aws_iam_organizations_features", "enabled_features", includes("RootCredentialsManagement"))],
    missing: "Code does not show whether the root user is in use.",
    byHand: {
      question: "Has the root user no access keys, and has nobody used it since the last review?",
      days: 90,
      controls: ["IAM.4"],
    },
    cost: "free",
    costGrowsWith: "nothing",
    you: "to lock the root user away and to watch it",
    aws: "the log of everything that it does",
  },
  {
    id: "access-reviews",
    group: "identity",
    title: "Regular IAM access reviews",
    rules: ["aws-organizations-without-access-analyzer"],
    proofs: [there("aws_accessanalyzer_analyzer")],
    missing: "Nobody has said when access was reviewed last.",
    byHand: {
      question: "Were all users, roles and their permissions reviewed, and the unused ones removed?",
      days: 90,
      controls: ["IAM.8", "IAM.22"],
    },
    cost: "free",
    costGrowsWith: "roles and users, where an analyzer of unused access runs; that of external access is free",
    you: "the review, and what comes of it",
    aws: "the record of when permissions were last used",
  },
  {
    id: "least-privilege",
    group: "identity",
    title: "IAM permissions follow least privilege",
    rules: [
      "aws-iam-full-admin",
      "aws-iam-every-action",
      "aws-iam-admin-attached",
      "aws-iam-iam-wildcard",
      "aws-iam-action-wildcard",
      "aws-iam-data-unscoped",
      "aws-iam-pass-role-unscoped",
      "aws-iam-privilege-escalation",
      "aws-iam-lateral-movement",
      "aws-iam-credentials-exposed",
      "aws-iam-not-action-allowed",
      "aws-iam-not-resource-allowed",
    ],
    proofs: [policyInView],
    missing: "There is no IAM policy in this code.",
    cost: "free",
    costGrowsWith: "nothing",
    you: "every policy",
    aws: "its evaluation at each request",
  },
  {
    id: "services-use-roles",
    group: "identity",
    title: "Service accounts use roles, not users",
    rules: [
      "aws-iam-access-key",
      "aws-iam-several-access-keys",
      "aws-iam-user-policy-attached",
      "aws-secrets-in-provider",
    ],
    proofs: [there("aws_iam_instance_profile", "aws_iam_openid_connect_provider", "aws_eks_pod_identity_association")],
    missing: "There is neither a user with keys nor a role of a service in this code.",
    cost: "free",
    costGrowsWith: "nothing",
    you: "which role each service has",
    aws: "issuing and renewing its temporary credentials",
  },
  {
    id: "cross-account-access",
    group: "identity",
    title: "Cross-account access properly configured",
    rules: [
      "aws-iam-trust-public",
      "aws-iam-trust-cross-account",
      "aws-iam-trust-not-principal",
      "aws-iam-public-principal",
      "aws-iam-confused-deputy",
      "aws-iam-oidc-*",
      "aws-sns-policy-cross-account",
      "aws-vpc-transit-gateway-takes-anyone",
    ],
    proofs: [judged("aws_iam_role")],
    missing: "There is no role in this code that another account could assume.",
    cost: "free",
    costGrowsWith: "nothing",
    you: "whom each role and each resource trusts, and under which condition",
    aws: "who a caller is",
  },

  {
    id: "private-databases",
    group: "network",
    title: "Private subnets for databases",
    rules: [
      "aws-rds-publicly-accessible",
      "aws-vpc-database-in-public-subnet",
      "aws-redshift-cluster-public",
      "aws-neptune-instance-public",
      "aws-dms-instance-public",
      "aws-mq-broker-public",
      "aws-msk-public",
      "aws-opensearch-outside-vpc",
      "aws-ec2-database-port-open-to-world",
    ],
    proofs: [
      set(
        "aws_db_instance aws_rds_cluster_instance aws_neptune_cluster_instance aws_dms_replication_instance",
        "publicly_accessible",
        is(false),
        false,
      ),
      // these have no public addresses at all
      there(
        "aws_elasticache_replication_group",
        "aws_elasticache_cluster",
        "aws_docdb_cluster",
        "aws_memorydb_cluster",
      ),
    ],
    missing: "There is no database in this code.",
    cost: "free",
    costGrowsWith: "nothing",
    you: "in which subnets databases lie, and whether they have public addresses",
    aws: "that a private subnet has no way in",
  },
  {
    id: "security-groups",
    group: "network",
    title: "Security groups follow least privilege",
    rules: [
      "aws-ec2-*-open-to-world",
      "aws-ec2-egress-open-on-every-port",
      "aws-vpc-default-security-group-admits-traffic",
    ],
    proofs: [judged("aws_security_group", "aws_default_security_group")],
    missing: "There is no security group in this code.",
    cost: "free",
    costGrowsWith: "nothing",
    you: "every rule of every group",
    aws: "that nothing else passes",
  },
  {
    id: "network-acls",
    group: "network",
    title: "NACLs configured as defense in depth",
    rules: ["aws-vpc-acl-*", "aws-vpc-default-acl-open-to-world"],
    proofs: [judged("aws_network_acl", "aws_default_network_acl")],
    missing: "Subnets have the VPC's own ACL, which admits everything.",
    cost: "free",
    costGrowsWith: "nothing",
    you: "what a subnet refuses whatever its groups admit",
    aws: "that it is refused",
  },
  {
    id: "flow-logs",
    group: "network",
    title: "VPC Flow Logs enabled",
    rules: ["aws-vpc-without-flow-log"],
    proofs: [beside("aws_vpc", "aws_flow_log", "vpc_id"), there("aws_flow_log")],
    missing: "There is no VPC in this code, and no flow log.",
    cost: "basic",
    costGrowsWith: "traffic: gigabytes of log that are delivered and kept",
    you: "that it is on, where it goes, who reads it",
    aws: "recording it without slowing traffic down",
  },
  {
    id: "no-direct-internet",
    group: "network",
    title: "No direct internet access to private resources",
    rules: [
      "aws-ec2-instance-with-public-ip",
      "aws-ec2-launch-template-with-public-ip",
      "aws-ec2-launch-configuration-with-public-ip",
      "aws-ecs-service-with-public-ip",
      "aws-eks-endpoint-open-to-world",
      "aws-sagemaker-notebook-on-internet",
      "aws-mwaa-public",
    ],
    proofs: [
      there("aws_nat_gateway", "aws_vpc_endpoint", "aws_ec2_instance_connect_endpoint"),
      set("aws_instance", "associate_public_ip_address", is(false)),
    ],
    missing: "There is no machine in this code, and no way out for a private one.",
    cost: "basic",
    costGrowsWith: "NAT gateways by the hour and the gigabyte; endpoints in place of them",
    you: "which machines have public addresses, and how administrators get to the others",
    aws: "NAT gateways, endpoints and Session Manager",
  },

  {
    id: "encryption-at-rest",
    group: "data",
    title: "Encryption at rest enabled",
    rules: ["aws-*-unencrypted", "!aws-iam-*", "aws-ebs-encryption-by-default-off", "aws-rds-storage-unencrypted"],
    proofs: [
      set(
        "aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster",
        "storage_encrypted",
        is(true),
        false,
      ),
      set("aws_ebs_volume aws_efs_file_system", "encrypted", is(true), false),
      certainly(set("aws_ebs_encryption_by_default", "enabled", is(true), true)),
      set("aws_elasticache_replication_group", "at_rest_encryption_enabled", is(true), false),
      set("aws_redshift_cluster", "encrypted", is(true), false),
      set("aws_opensearch_domain aws_elasticsearch_domain", "encrypt_at_rest.enabled", is(true), false),
      // S3 and DynamoDB encrypt whatever the code says
      judged("aws_s3_bucket", "aws_dynamodb_table"),
    ],
    missing: "There is no store of data in this code.",
    missingResource: missing("Encrypt every new disk", "aws_ebs_encryption_by_default", { enabled: true }),
    cost: "basic",
    costGrowsWith: "requests to KMS, where keys are one's own; the encryption itself is free",
    you: "that it is on, and with whose key",
    aws: "the encryption, and the keys that are its own",
  },
  {
    id: "encryption-in-transit",
    group: "data",
    title: "Encryption in transit enforced",
    rules: [
      "aws-*-plain-http",
      "aws-*-old-tls",
      "aws-*-without-tls",
      "aws-*-tls-disabled",
      "aws-*-tls-not-required",
      "aws-transfer-plain-ftp",
      "aws-s3-bucket-allows-plain-http",
    ],
    proofs: [
      tlsListener,
      set("aws_elasticache_replication_group", "transit_encryption_enabled", is(true), false),
      set(
        "aws_cloudfront_distribution",
        "default_cache_behavior.viewer_protocol_policy",
        oneOf("redirect-to-https", "https-only"),
      ),
    ],
    missing: "There is nothing in this code that people or services connect to.",
    cost: "free",
    costGrowsWith: "nothing: ACM's public certificates are free",
    you: "that plain connections are refused, and old versions of TLS with them",
    aws: "TLS at its endpoints, and renewing ACM's certificates",
  },
  {
    id: "automated-backups",
    group: "data",
    title: "Regular automated backups",
    rules: [
      "aws-*-backups-too-short",
      "aws-*-without-backups",
      "aws-redshift-snapshots-off",
      "aws-dynamodb-table-without-recovery",
    ],
    proofs: [
      there("aws_backup_plan", "aws_dlm_lifecycle_policy"),
      set("aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster", "backup_retention_period", isNot(0)),
      set("aws_dynamodb_table", "point_in_time_recovery.enabled", is(true), false),
      set("aws_s3_bucket_versioning", "versioning_configuration.status", oneOf("Enabled")),
    ],
    missing: "There is nothing in this code that could be backed up.",
    cost: "basic",
    costGrowsWith: "gigabytes of backups and how long they are kept",
    you: "what is backed up, how often, and for how long",
    aws: "taking and keeping the copies",
  },
  {
    id: "restore-tested",
    group: "data",
    title: "Backup restoration tested",
    rules: [],
    proofs: [there("aws_backup_restore_testing_plan")],
    missing: "Nobody has said when a backup was restored last.",
    byHand: { question: "Was a backup of each kind of data restored and looked at?", days: 180 },
    cost: "basic",
    costGrowsWith: "what is restored, for as long as it stands",
    you: "to try it before it is needed",
    aws: "that what was kept can be read back",
  },
  {
    id: "secrets-in-secrets-manager",
    group: "data",
    title: "Secrets stored in AWS Secrets Manager",
    rules: ["aws-secrets-in-*", "aws-ssm-secret-sent-away", "aws-ssm-parameter-plain"],
    proofs: [
      there("aws_secretsmanager_secret"),
      set("aws_db_instance aws_rds_cluster", "manage_master_user_password", is(true), false),
      set("aws_ssm_parameter", "type", oneOf("SecureString")),
    ],
    missing: "There is no secret in this code, and no place for one.",
    cost: "basic",
    costGrowsWith: "secrets by the month, and requests for them",
    you: "that every secret is there and nowhere else, and who may read it",
    aws: "keeping it encrypted, and rotating it on order",
  },
  {
    id: "s3-public-access-blocks",
    group: "data",
    title: "S3 bucket public access blocked",
    rules: [
      "aws-s3-bucket-without-public-access-block",
      "aws-s3-public-access-block-incomplete",
      "aws-s3-bucket-acl-*",
      "aws-s3-access-point-public",
    ],
    proofs: [
      publicAccessBlock("aws_s3_bucket_public_access_block"),
      certainly(publicAccessBlock("aws_s3_account_public_access_block")),
    ],
    missing: "There is no bucket in this code.",
    cost: "free",
    costGrowsWith: "nothing",
    you: "the block, for each bucket or for the account",
    aws: "that it overrules every policy and ACL",
  },

  {
    id: "cloudtrail",
    group: "monitoring",
    title: "CloudTrail enabled in all regions",
    rules: [
      "aws-cloudtrail-trail-in-one-region",
      "aws-cloudtrail-trail-stopped",
      "aws-cloudtrail-logs-not-validated",
      "aws-cloudtrail-bucket-public",
    ],
    proofs: [
      certainly(
        every(
          set("aws_cloudtrail", "is_multi_region_trail", is(true), false),
          set("aws_cloudtrail", "enable_logging", is(true), true),
        ),
      ),
    ],
    missing: "There is no trail in this code.",
    cost: "basic",
    costGrowsWith: "events: the first copy of management events is free, data events are not",
    you: "that a trail is on, covers every region, and who can alter its logs",
    aws: "recording every call",
  },
  {
    id: "guardduty",
    group: "monitoring",
    title: "GuardDuty threat detection active",
    rules: ["aws-guardduty-detector-disabled", "aws-guardduty-protection-disabled"],
    proofs: [
      certainly(set("aws_guardduty_detector", "enable", is(true), true)),
      there("aws_guardduty_organization_configuration"),
    ],
    missing: "There is no detector in this code.",
    missingResource: missing("Add a detector", "aws_guardduty_detector", { enable: true }),
    cost: "basic",
    costGrowsWith: "events and gigabytes of log that it looks at",
    you: "that it is on, and that somebody acts on what it finds",
    aws: "the detection",
  },
  {
    id: "security-hub",
    group: "monitoring",
    title: "Security Hub for compliance monitoring",
    rules: ["aws-securityhub-account-without-standards"],
    proofs: [
      there("aws_securityhub_account", "aws_securityhub_account_v2", "aws_securityhub_organization_configuration"),
    ],
    missing: "Security Hub is not switched on in this code.",
    missingResource: missing("Switch Security Hub on", "aws_securityhub_account", {}),
    cost: "basic",
    costGrowsWith: "checks: resources times standards",
    you: "which standards apply, and what comes of the findings",
    aws: "the checks",
  },
  {
    id: "config",
    group: "monitoring",
    title: "AWS Config set up for compliance monitoring",
    rules: ["aws-config-*"],
    proofs: [
      {
        types: ["aws_config_configuration_recorder"],
        shows(recorder) {
          const { found, certain } = companions(recorder, "aws_config_configuration_recorder_status", "name");
          const [status] = found;
          if (!status) return certain ? "nothing" : "unknown";
          const isEnabled = status.get("is_enabled");
          if (isEnabled.state === "unknown") return "unknown";
          return holds(isEnabled, is(true)) && isEnabled.state === "known" ? "met" : "nothing";
        },
      },
    ],
    missing: "There is no recorder in this code.",
    cost: "basic",
    costGrowsWith: "changes that are recorded, and rules that are evaluated",
    you: "that it records every type, and what it should look like",
    aws: "the history of every resource",
  },
  {
    id: "incident-response",
    group: "monitoring",
    title: "Incident response plan documented",
    rules: [],
    proofs: [there("aws_ssmincidents_response_plan")],
    missing: "Nobody has said that there is a plan.",
    byHand: { question: "Is there a plan that says who does what, and was it played through?", days: 365 },
    cost: "free",
    costGrowsWith: "nothing but time",
    you: "the plan, and the exercise",
    aws: "its own side: telling what it sees",
  },
  {
    id: "security-assessments",
    group: "monitoring",
    title: "Regular security assessments",
    rules: [],
    proofs: [there("aws_inspector2_enabler", "aws_inspector2_organization_configuration")],
    missing: "Nobody has said when security was assessed last.",
    byHand: { question: "Was the environment assessed, and were the findings dealt with?", days: 90 },
    cost: "basic",
    costGrowsWith: "machines, images and functions that Inspector scans; the hours of testers",
    you: "the assessment, and what comes of it",
    aws: "assessments of the cloud itself, which it publishes in AWS Artifact",
  },
];
