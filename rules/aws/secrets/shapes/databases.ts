import type { BlockSection } from "../../../../language/model/section.ts";

/** Passwords of databases, caches, brokers and search: `type.path`; with what lets AWS manage them, where it can. */
export const databases: ReadonlyMap<string, string | undefined> = new Map([
  ["aws_db_instance.password", "manage_master_user_password"],
  ["aws_rds_cluster.master_password", "manage_master_user_password"],
  ["aws_docdb_cluster.master_password", "manage_master_user_password"],
  ["aws_redshift_cluster.master_password", "manage_master_password"],
  ["aws_redshiftserverless_namespace.admin_user_password", "manage_admin_password"],
  ["aws_docdbelastic_cluster.admin_user_password", undefined],
  ["aws_lightsail_database.master_password", undefined],
  ["aws_timestreaminfluxdb_db_instance.password", undefined],
  ["aws_timestreaminfluxdb_db_cluster.password", undefined],
  ["aws_elasticache_replication_group.auth_token", undefined],
  ["aws_elasticache_user.passwords", undefined],
  ["aws_elasticache_user.authentication_mode.passwords", undefined],
  ["aws_memorydb_user.authentication_mode.passwords", undefined],
  ["aws_mq_broker.user.password", undefined],
  ["aws_dms_endpoint.password", undefined],
  ["aws_opensearch_domain.advanced_security_options.master_user_options.master_user_password", undefined],
  ["aws_elasticsearch_domain.advanced_security_options.master_user_options.master_user_password", undefined],
]);

/** `type.path` of a setting, by the argument that is kept in the state also for its write-only twin. */
export const settingOf = ({ block }: BlockSection, path: string): string =>
  `${block.labels[0]?.text}.${path.replace(/_wo$/, "")}`;
