import { table } from "../../../language/syntax/table.ts";

/**
 * The actions that AWS's managed policies name most often, by service, the most frequent first: by how many of the 1,388 policies of
 * 2025-02-22 allow an action by its full name; the alphabet decides between equals. The policies are as https://github.com/z0ph/MAMIP
 * records them (commit de4971a).
 */
const names: Readonly<Record<string, string>> = table({
  s3: "GetObject ListBucket ListAllMyBuckets PutObject GetBucketLocation CreateBucket DeleteObject GetBucketPolicy GetBucketAcl PutBucketPolicy GetObjectVersion DeleteBucket AbortMultipartUpload GetEncryptionConfiguration ListBucketVersions GetBucketVersioning",
  ec2: "DescribeSubnets DescribeSecurityGroups DescribeVpcs DescribeInstances CreateTags DescribeNetworkInterfaces CreateNetworkInterface DeleteNetworkInterface DescribeAvailabilityZones DescribeRouteTables CreateSecurityGroup TerminateInstances AuthorizeSecurityGroupIngress DescribeImages DescribeVpcEndpoints DescribeSnapshots",
  iam: "PassRole CreateServiceLinkedRole GetRole ListRoles GetRolePolicy ListAttachedRolePolicies GetInstanceProfile ListRolePolicies GetPolicy ListUsers GetPolicyVersion GetUser ListInstanceProfiles DeleteRole AttachRolePolicy DeleteServiceLinkedRole",
  sts: "AssumeRole GetCallerIdentity GetServiceBearerToken SetContext TagSession GetAccessKeyInfo SetSourceIdentity DecodeAuthorizationMessage GetSessionToken",
  lambda:
    "ListFunctions InvokeFunction GetFunction CreateFunction GetFunctionConfiguration DeleteFunction ListVersionsByFunction GetPolicy ListAliases UpdateFunctionCode ListEventSourceMappings ListTags GetAlias UpdateFunctionConfiguration TagResource GetLayerVersion",
  dynamodb:
    "DescribeTable ListTables DescribeLimits Scan ListTagsOfResource DescribeContinuousBackups ListStreams DescribeTimeToLive DeleteTable DescribeStream GetItem ListBackups CreateTable ListGlobalTables PutItem Query",
  sqs: "GetQueueAttributes GetQueueUrl ListQueues ReceiveMessage SendMessage CreateQueue DeleteMessage ListQueueTags DeleteQueue TagQueue SetQueueAttributes ChangeMessageVisibility ListDeadLetterSourceQueues AddPermission ListMessageMoveTasks PurgeQueue",
  sns: "ListTopics Publish GetTopicAttributes ListSubscriptionsByTopic CreateTopic ListSubscriptions Subscribe SetTopicAttributes Unsubscribe DeleteTopic GetSubscriptionAttributes GetSMSSandboxAccountStatus GetDataProtectionPolicy ListTagsForResource GetEndpointAttributes GetPlatformApplicationAttributes",
  kms: "DescribeKey ListAliases Decrypt ListKeys GenerateDataKey CreateGrant Encrypt GenerateDataKeyWithoutPlaintext ListGrants ListKeyPolicies ListRetirableGrants ReEncryptFrom ListResourceTags ReEncryptTo GetKeyPolicy GetKeyRotationStatus",
  logs: "CreateLogGroup PutLogEvents CreateLogStream DescribeLogGroups DescribeLogStreams GetLogEvents GetLogDelivery PutRetentionPolicy ListLogDeliveries FilterLogEvents StartQuery CreateLogDelivery DeleteLogDelivery DeleteLogGroup DescribeResourcePolicies GetQueryResults",
  secretsmanager:
    "GetSecretValue CreateSecret DescribeSecret ListSecrets DeleteSecret TagResource PutSecretValue ListSecretVersionIds UpdateSecret PutResourcePolicy GetRandomPassword GetResourcePolicy RotateSecret UpdateSecretVersionStage DeleteResourcePolicy UntagResource",
  ssm: "GetAutomationExecution DescribeDocument SendCommand GetDocument StartAutomationExecution GetCommandInvocation DescribeInstanceInformation AddTagsToResource GetParameters PutParameter GetParameter GetServiceSetting ListDocuments ListTagsForResource DescribeParameters DescribeAssociation",
  ecr: "BatchGetImage GetAuthorizationToken GetDownloadUrlForLayer DescribeRepositories BatchCheckLayerAvailability GetRepositoryPolicy DescribeImages ListImages CreateRepository GetLifecyclePolicy ListTagsForResource CompleteLayerUpload DescribeRegistry InitiateLayerUpload PutImage UploadLayerPart",
  ecs: "DescribeClusters ListClusters DescribeServices DescribeTaskDefinition ListServices ListTasks TagResource DescribeTasks ListContainerInstances CreateCluster DescribeContainerInstances ListTaskDefinitions RegisterTaskDefinition ListTaskDefinitionFamilies DeleteCluster DescribeCapacityProviders",
  rds: "DescribeDBInstances DescribeDBClusters ListTagsForResource DescribeDBEngineVersions DescribeDBClusterSnapshots DescribeDBSubnetGroups DescribeDBSnapshots DescribeDBSecurityGroups DescribeOptionGroups DescribeOrderableDBInstanceOptions DescribeDBParameterGroups DescribeDBClusterParameterGroups DescribeAccountAttributes DescribeEventSubscriptions DescribeDBClusterParameters DescribeDBParameters",
  cloudwatch:
    "DescribeAlarms PutMetricData GetMetricData GetMetricStatistics PutMetricAlarm DeleteAlarms ListMetrics DescribeAlarmsForMetric DescribeAlarmHistory ListDashboards GetDashboard DescribeAnomalyDetectors GetInsightRuleReport GenerateQuery GetMetricStream ListMetricStreams",
  events:
    "DescribeRule PutRule PutTargets DeleteRule RemoveTargets ListTargetsByRule DisableRule EnableRule ListRuleNamesByTarget ListRules ListConnections ListEventBuses ListApiDestinations ListArchives ListEndpoints DescribeApiDestination",
  states:
    "ListStateMachines DescribeStateMachine DescribeExecution GetExecutionHistory ListActivities DescribeActivity ListStateMachineAliases ListStateMachineVersions ListTagsForResource StartExecution UpdateStateMachine DescribeMapRun DescribeStateMachineAlias DescribeStateMachineForExecution ListExecutions ListMapRuns",
});

const places: ReadonlyMap<string, number> = new Map(
  Object.entries(names).flatMap(([service, actions]) =>
    actions.split(" ").map((action, place) => [`${service}:${action}`, place] as const),
  ),
);

/** Whether policies are often about a service. */
export const isUsualService = (service: string): boolean => service in names;

/** How many actions of a service are usual at most. */
export const mostUsual = 16;

/** The place of an action among the usual ones of its service, the most usual being 0; undefined for all others. */
export const usualPlace = (action: string): number | undefined => places.get(action);
