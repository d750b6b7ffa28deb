import { addTo } from "../multimap.ts";
import { table } from "../syntax/table.ts";
import type { PolicyKind } from "./policy.ts";

/** The attributes of the AWS provider that take a policy, by what the policy then is (provider 6.66 and 5.99). */
const attributes: Readonly<Partial<Record<PolicyKind, readonly string[]>>> = {
  identity: [
    "aws_iam_policy.policy",
    "aws_iam_role_policy.policy",
    "aws_iam_user_policy.policy",
    "aws_iam_group_policy.policy",
    "aws_iam_role.inline_policy.policy",
    "aws_ssoadmin_permission_set_inline_policy.inline_policy",
  ],
  trust: ["aws_iam_role.assume_role_policy"],
  session: [
    "aws_eks_pod_identity_association.policy",
    "aws_rolesanywhere_profile.session_policy",
    "aws_transfer_access.policy",
    "aws_transfer_user.policy",
  ],
  "vpc-endpoint": ["aws_vpc_endpoint.policy", "aws_vpc_endpoint_policy.policy"],
  resource: [
    "aws_acmpca_policy.policy",
    "aws_api_gateway_domain_name.policy",
    "aws_api_gateway_rest_api.policy",
    "aws_api_gateway_rest_api_policy.policy",
    "aws_backup_vault_policy.policy",
    "aws_bedrockagentcore_resource_policy.policy",
    "aws_cloudsearch_domain_service_access_policy.access_policy",
    "aws_cloudwatch_event_bus_policy.policy",
    "aws_cloudwatch_log_delivery_destination_policy.delivery_destination_policy",
    "aws_cloudwatch_log_destination_policy.access_policy",
    "aws_cloudwatch_log_resource_policy.policy_document",
    "aws_codeartifact_domain_permissions_policy.policy_document",
    "aws_codeartifact_repository_permissions_policy.policy_document",
    "aws_codebuild_resource_policy.policy",
    "aws_dsql_cluster_policy.policy",
    "aws_dynamodb_resource_policy.policy",
    "aws_ecr_registry_policy.policy",
    "aws_ecr_repository_creation_template.repository_policy",
    "aws_ecr_repository_policy.policy",
    "aws_ecrpublic_repository_policy.policy",
    "aws_efs_file_system_policy.policy",
    "aws_elasticsearch_domain.access_policies",
    "aws_elasticsearch_domain_policy.access_policies",
    "aws_fsx_s3_access_point_attachment.s3_access_point.policy",
    "aws_glacier_vault.access_policy",
    "aws_glacier_vault_lock.policy",
    "aws_glue_resource_policy.policy",
    "aws_kinesis_resource_policy.policy",
    "aws_kms_external_key.policy",
    "aws_kms_key.policy",
    "aws_kms_key_policy.policy",
    "aws_kms_replica_external_key.policy",
    "aws_kms_replica_key.policy",
    "aws_lambda_resource_policy.policy",
    "aws_media_store_container_policy.policy",
    "aws_msk_cluster_policy.policy",
    "aws_networkfirewall_resource_policy.policy",
    "aws_oam_sink_policy.policy",
    "aws_opensearch_domain.access_policies",
    "aws_opensearch_domain_policy.access_policies",
    "aws_organizations_resource_policy.content",
    "aws_osis_resource_policy.policy",
    "aws_pinpointsmsvoicev2_resource_policy.policy",
    "aws_prometheus_resource_policy.policy_document",
    "aws_redshift_resource_policy.policy",
    "aws_redshiftserverless_resource_policy.policy",
    "aws_s3_access_point.policy",
    "aws_s3_bucket.policy",
    "aws_s3_bucket_policy.policy",
    "aws_s3control_access_grants_instance_resource_policy.policy",
    "aws_s3control_access_point_policy.policy",
    "aws_s3control_bucket_policy.policy",
    "aws_s3control_multi_region_access_point_policy.details.policy",
    "aws_s3control_object_lambda_access_point_policy.policy",
    "aws_s3files_file_system_policy.policy",
    "aws_s3tables_table_bucket_policy.resource_policy",
    "aws_s3tables_table_policy.resource_policy",
    "aws_s3vectors_vector_bucket_policy.policy",
    "aws_sagemaker_model_package_group_policy.resource_policy",
    "aws_schemas_registry_policy.policy",
    "aws_secretsmanager_secret.policy",
    "aws_secretsmanager_secret_policy.policy",
    "aws_ses_identity_policy.policy",
    "aws_sesv2_email_identity_policy.policy",
    "aws_sns_topic.policy",
    "aws_sns_topic_policy.policy",
    "aws_sqs_queue.policy",
    "aws_sqs_queue_policy.policy",
    "aws_vpclattice_auth_policy.policy",
    "aws_vpclattice_resource_policy.policy",
    "aws_xray_resource_policy.policy_document",
  ],
  scp: ["aws_organizations_policy.content"],
};

interface PolicyAttribute {
  readonly path: string;
  readonly kind: PolicyKind;
}

/** Resource type → its attributes that take policies. */
export const policyAttributes: ReadonlyMap<string, readonly PolicyAttribute[]> = index();

function index(): Map<string, PolicyAttribute[]> {
  const found = new Map<string, PolicyAttribute[]>();
  for (const kind of Object.keys(attributes) as PolicyKind[])
    for (const attribute of attributes[kind] ?? []) {
      const dot = attribute.indexOf(".");
      const type = attribute.slice(0, dot);
      const slot = { path: attribute.slice(dot + 1), kind };
      addTo(found, type, slot);
    }
  return found;
}

/** Policies of AWS Organizations that are written in IAM's language, by `type`. */
export const organizationKinds: Readonly<Record<string, PolicyKind>> = table({
  SERVICE_CONTROL_POLICY: "scp",
  RESOURCE_CONTROL_POLICY: "rcp",
});
