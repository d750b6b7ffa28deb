import { alb } from "./modules/alb.ts";
import { apigatewayV2 } from "./modules/apigateway-v2.ts";
import { autoscaling } from "./modules/autoscaling.ts";
import { cloudfront } from "./modules/cloudfront.ts";
import { cloudwatch } from "./modules/cloudwatch.ts";
import { dynamodbTable } from "./modules/dynamodb-table.ts";
import { ec2Instance } from "./modules/ec2-instance.ts";
import { ecr } from "./modules/ecr.ts";
import { efs } from "./modules/efs.ts";
import { eks } from "./modules/eks.ts";
import { elasticache } from "./modules/elasticache.ts";
import { elb } from "./modules/elb.ts";
import { iam } from "./modules/iam.ts";
import { kms } from "./modules/kms.ts";
import { lambda } from "./modules/lambda.ts";
import { mskKafkaCluster } from "./modules/msk-kafka-cluster.ts";
import { opensearch } from "./modules/opensearch.ts";
import { rds } from "./modules/rds.ts";
import { rdsAurora } from "./modules/rds-aurora.ts";
import { redshift } from "./modules/redshift.ts";
import { s3Bucket } from "./modules/s3-bucket.ts";
import { secretsManager } from "./modules/secrets-manager.ts";
import { securityGroup } from "./modules/security-group.ts";
import { sns } from "./modules/sns.ts";
import { sqs } from "./modules/sqs.ts";
import { stepFunctions } from "./modules/step-functions.ts";
import { vpc } from "./modules/vpc.ts";
import type { StandIn } from "./stand-in.ts";

/** Every stand-in there is. */
export const standIns: readonly StandIn[] = [
  ...alb,
  ...apigatewayV2,
  ...autoscaling,
  ...cloudfront,
  ...cloudwatch,
  ...dynamodbTable,
  ...ec2Instance,
  ...ecr,
  ...efs,
  ...eks,
  ...elasticache,
  ...elb,
  ...iam,
  ...kms,
  ...lambda,
  ...mskKafkaCluster,
  ...opensearch,
  ...rds,
  ...rdsAurora,
  ...redshift,
  ...s3Bucket,
  ...secretsManager,
  ...securityGroup,
  ...sns,
  ...sqs,
  ...stepFunctions,
  ...vpc,
];
