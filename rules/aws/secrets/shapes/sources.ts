import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Reference, Value } from "../../../../language/model/value.ts";
import { table } from "../../../../language/syntax/table.ts";
import { isTrue, plain } from "../../../kit/checks.ts";
import { isPlaceName, isSecretName, isStandInName } from "./detect.ts";
import { isNameOfSecret } from "./named.ts";

/** A secret that a value has from elsewhere. */
export interface SecretSource {
  readonly reference: Reference;
  /** Whether it is one by itself; else only what it is called where it goes can tell. */
  readonly isSure: boolean;
  /** It is the value, and not only packed in it. */
  readonly isWhole: boolean;
}

/** The secret that can be read in a value which is not written out. */
export function sourceOf(value: Value, module: Module): SecretSource | undefined {
  const whole = value.refs ?? [];
  const packed = value.state === "unknown" ? (value.madeOf ?? []) : [];
  // what a name leads to is known better than what the name says
  const made = whole.filter(({ mode }) => mode === "resource" || mode === "data");
  const found = [
    ...(made.length > 0 ? made : whole).map((reference) => judged(reference, module, true)),
    ...packed.map((reference) => judged(reference, module, false)),
  ].filter((source) => source !== undefined);
  return found.find(({ isSure }) => isSure) ?? found[0];
}

function judged(reference: Reference, module: Module, isWhole: boolean): SecretSource | undefined {
  const isSure = sureness(reference, module, isWhole);
  return isSure === undefined ? undefined : { reference, isSure, isWhole };
}

/** Whether something is a secret for sure, or may be one; undefined where it is none. */
function sureness(reference: Reference, module: Module, isWhole: boolean): boolean | undefined {
  switch (reference.mode) {
    case "resource":
    case "data":
      return ofResource(reference, module, isWhole);
    case "var":
      return ofVariable(reference, module);
    case "module": {
      const output = module.declared(reference);
      if (output ? !isTrue(output.get("sensitive")) : !isSecretName(reference.attribute)) return undefined;
      return isSecretName(reference.attribute);
    }
    default:
      return undefined;
  }
}

function ofResource(reference: Reference, module: Module, isWhole: boolean): boolean | undefined {
  const { mode, type, attribute } = reference;
  // of several fields that are kept together most are no secrets
  if (type === "aws_secretsmanager_secret_version" && /^secret_(?:string|binary)$/.test(attribute)) return isWhole;
  if (type === "aws_ssm_parameter" && attribute === "value")
    return mode === "resource" && isSecure(module.find(reference));
  // whatever is made by chance may be one
  if (type === "random_string" && attribute === "result") return false;
  const known = (mode === "data" ? read : made)[type];
  if (known) return known.includes(attribute) || undefined;
  return !type.startsWith("aws_") && isSecretName(attribute) ? true : undefined;
}

const isSecure = (parameter: Resource | undefined): boolean =>
  parameter !== undefined && plain(parameter.get("type")) === "SecureString";

function ofVariable(reference: Reference, module: Module): boolean | undefined {
  const variable = module.declared(reference);
  const { name } = reference;
  if (!variable || isPlaceName(name) || isStandInName(name) || isNameOfSecret(variable.module, `var.${name}`))
    return undefined;
  const isCalledSo = isSecretName(name);
  return isCalledSo || isTrue(variable.get("sensitive")) ? isCalledSo : undefined;
}

/** What resources hold that is secret: attributes that their providers call sensitive, but for names and public parts among them. */
const made: Readonly<Record<string, readonly string[]>> = table({
  aws_acm_certificate: ["private_key"],
  aws_amplify_app: ["access_token", "basic_auth_credentials", "oauth_token"],
  aws_amplify_branch: ["basic_auth_credentials"],
  aws_api_gateway_api_key: ["value"],
  aws_appsync_api_key: ["key"],
  aws_bedrockagentcore_api_key_credential_provider: ["api_key"],
  aws_codebuild_source_credential: ["token"],
  aws_codebuild_webhook: ["secret"],
  aws_cognito_managed_user_pool_client: ["client_secret"],
  aws_cognito_user: ["password", "temporary_password"],
  aws_cognito_user_pool_client: ["client_secret"],
  aws_connect_user: ["password"],
  aws_datasync_location_fsx_windows_file_system: ["password"],
  aws_datasync_location_object_storage: ["secret_key"],
  aws_datasync_location_smb: ["password"],
  aws_db_instance: ["password"],
  aws_directory_service_directory: ["password"],
  aws_directory_service_radius_settings: ["shared_secret"],
  aws_dms_endpoint: ["password"],
  aws_docdb_cluster: ["master_password"],
  aws_docdbelastic_cluster: ["admin_user_password"],
  aws_elasticache_replication_group: ["auth_token"],
  aws_elasticache_user: ["passwords"],
  aws_fsx_ontap_file_system: ["fsx_admin_password"],
  aws_fsx_ontap_storage_virtual_machine: ["svm_admin_password"],
  aws_grafana_workspace_api_key: ["key"],
  aws_grafana_workspace_service_account_token: ["key"],
  aws_iam_access_key: ["secret", "ses_smtp_password_v4"],
  aws_iam_server_certificate: ["private_key"],
  aws_iam_service_specific_credential: ["service_credential_secret", "service_password"],
  aws_iam_user_login_profile: ["password"],
  aws_iot_certificate: ["private_key"],
  aws_kms_ciphertext: ["plaintext"],
  aws_lightsail_bucket_access_key: ["secret_access_key"],
  aws_lightsail_database: ["master_password"],
  aws_lightsail_key_pair: ["private_key"],
  aws_rds_cluster: ["master_password"],
  aws_redshift_cluster: ["master_password"],
  aws_redshift_hsm_configuration: ["hsm_partition_password"],
  aws_redshiftserverless_namespace: ["admin_user_password"],
  aws_sns_platform_application: ["platform_credential"],
  aws_storagegateway_file_system_association: ["password"],
  aws_storagegateway_gateway: ["smb_guest_password"],
  aws_timestreaminfluxdb_db_cluster: ["password"],
  aws_timestreaminfluxdb_db_instance: ["password"],
  aws_transfer_host_key: ["host_key_body"],
  aws_vpn_connection: ["tunnel1_preshared_key", "tunnel2_preshared_key"],
  aws_wafv2_api_key: ["api_key"],
  aws_workmail_user: ["password"],
  random_password: ["result"],
  tls_private_key: ["private_key_openssh", "private_key_pem", "private_key_pem_pkcs8"],
});

/** What data sources tell that is secret. */
const read: Readonly<Record<string, readonly string[]>> = table({
  aws_codeartifact_authorization_token: ["authorization_token"],
  aws_cognito_user_pool_client: ["client_secret"],
  aws_dms_endpoint: ["password"],
  aws_ecr_authorization_token: ["authorization_token", "password"],
  aws_ecrpublic_authorization_token: ["authorization_token", "password"],
  aws_eks_cluster_auth: ["token"],
  aws_kms_secrets: ["plaintext"],
  aws_redshift_cluster_credentials: ["db_password"],
  aws_redshiftserverless_credentials: ["db_password"],
  aws_secretsmanager_random_password: ["random_password"],
});
