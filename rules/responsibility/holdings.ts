/** What goes with a resource of a type when it is destroyed, and how to keep it. */
interface Holding {
  readonly what: string;
  readonly keep: string;
}

const snapshot: Holding = { what: "its data", keep: "take a snapshot first" };
const backup: Holding = { what: "its data", keep: "back them up first" };
const cache: Holding = { what: "what it has cached", keep: "expect what is behind it to be asked more" };
const copy = (what: string): Holding => ({ what, keep: "copy them first" });

/** Types that hold what Terraform cannot create anew. */
const holdings: Readonly<Record<string, Holding>> = {
  aws_backup_vault: copy("its recovery points"),
  aws_cloudtrail_event_data_store: copy("its events"),
  aws_cloudwatch_log_group: copy("its logs"),
  aws_codeartifact_domain: copy("its packages"),
  aws_cognito_user_pool: copy("its users"),
  aws_dax_cluster: cache,
  aws_db_instance: snapshot,
  aws_directory_service_directory: copy("its users and groups"),
  aws_docdb_cluster: snapshot,
  aws_dynamodb_table: backup,
  aws_dynamodb_table_replica: { what: "the replica's data", keep: "see that the other replicas have them" },
  aws_ebs_volume: snapshot,
  aws_ecr_repository: copy("its images"),
  aws_efs_file_system: backup,
  aws_elasticache_cluster: cache,
  aws_elasticache_replication_group: snapshot,
  aws_fsx_lustre_file_system: backup,
  aws_fsx_ontap_file_system: backup,
  aws_fsx_openzfs_file_system: backup,
  aws_fsx_windows_file_system: backup,
  aws_instance: { what: "its root disk", keep: "take a snapshot first" },
  aws_kendra_index: { what: "its index", keep: "expect all documents to be read again" },
  aws_kinesis_stream: copy("its records"),
  aws_kinesis_video_stream: copy("its recordings"),
  aws_memorydb_cluster: snapshot,
  aws_mq_broker: copy("its messages"),
  aws_msk_cluster: copy("its messages"),
  aws_neptune_cluster: snapshot,
  aws_opensearch_domain: snapshot,
  aws_rds_cluster: snapshot,
  aws_redshift_cluster: snapshot,
  aws_s3_bucket: copy("its objects"),
  aws_sagemaker_domain: copy("its users' files"),
  aws_sagemaker_notebook_instance: copy("the files on its disk"),
  aws_sqs_queue: copy("its messages"),
  aws_workspaces_workspace: copy("its user's files"),
};

/** What is lost with a resource of a type; undefined where Terraform creates it as it was. */
export const holdingOf = (type: string): Holding | undefined => holdings[type];
