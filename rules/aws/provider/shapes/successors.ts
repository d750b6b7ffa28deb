import { table } from "../../../../language/syntax/table.ts";

/**
 * What takes the place of what version 6 of the provider no longer has.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade
 */
const successors: Readonly<Record<string, string>> = table({
  "aws_batch_compute_environment.compute_environment_name": "name",
  "aws_batch_compute_environment.compute_environment_name_prefix": "name_prefix",
  "aws_eip.vpc": "domain",
  "aws_instance.cpu_core_count": "cpu_options.core_count",
  "aws_instance.cpu_threads_per_core": "cpu_options.threads_per_core",
  "aws_redshift_cluster.logging": "aws_redshift_logging",
  "aws_redshift_cluster.snapshot_copy": "aws_redshift_snapshot_copy",
  "aws_spot_instance_request.cpu_core_count": "cpu_options.core_count",
  "aws_spot_instance_request.cpu_threads_per_core": "cpu_options.threads_per_core",
  "data.aws_batch_compute_environment.compute_environment_name": "name",
});

/** A sentence that ends with what takes the place of an argument that is gone. */
export const goneIn = (told: string, path: string): string => {
  const to = successors[path];
  return to === undefined ? told : `${told}; \`${to}\` takes its place`;
};
