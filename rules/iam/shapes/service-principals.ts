import { editDistance } from "../../../language/schema/closest.ts";

/**
 * The principals of AWS's services, without their end: those that AWS's managed policies name (as of 2026-08-26), and those that its guides
 * have roles and policies for besides. There are more: of what is not here nothing is known.
 */
const names: ReadonlySet<string> = new Set(
  `
access-analyzer access-grants.s3 account account-access acm aco-automation agent-registry agent.wellarchitected
agentless.inspector2 aiops airflow airflow-serverless ami.inspector2 amplify apidestinations.events apigateway
appfabric appflow application-autoscaling application-insights application-signals.cloudwatch
application-transformation appmesh apprunner appstream.application-autoscaling appsync aps artifact
assets.marketplace athena auditmanager autoscaling aws-artifact-account-sync aws-external-anthropic aws-mcp
backup batch batchoperations.s3 bcm-data-exports bedrock bedrock-agentcore bedrock-mantle billingreports braket
budgets bugbust build.apprunner cassandra cassandra-streams cassandra.application-autoscaling channels.lex
channels.lexv2 chatbot chime cleanrooms cleanrooms-ml cloud9 clouddirectory cloudformation cloudfront cloudhsm
cloudsearch cloudtrail cloudwatch codeartifact codebuild codecatalyst codecatalyst-runner codecommit
codeconnections codedeploy codeguru-profiler codeguru-reviewer codeguru-security codepipeline codestar
codestar-connections codestar-notifications cognito-identity cognito-identity-us-gov cognito-idp comprehend
comprehend.application-autoscaling compute-optimizer config config-conforms config-multiaccountsetup connect
connect-campaigns context.cloudtrail continuousexport.discovery contract.iq contributorinsights.dynamodb
controltower cost-optimization-hub.bcm credentials.iot custom-resource.application-autoscaling custom.rds
custom.rds-preview databrew dataexchange datapipeline datasync datazone datazonecontrol dax deepracer
delivery.logs detective devops-guru directconnect directquery.opensearchservice dlm dms
dmsintegration.migrationhub dnssec-route53 docdb-elastic drs drt.shield ds dsql dynamodb
dynamodb.application-autoscaling ebs.csi.eks ec2 ec2-images ec2.application-autoscaling
ec2.application-status-checks ec2.capacitymanager ec2fastlaunch ec2fleet ec2scheduled ec2sqlha ecr ecs
ecs-compute ecs-tasks ecs.application-autoscaling edgelambda eks eks-connector eks-fargate eks-fargate-pods
eks-nodegroup elasticache elasticache.application-autoscaling elasticbeanstalk elasticfilesystem
elasticloadbalancing elasticmapreduce elastictranscoder email.cognito-idp emr-containers emr-serverless
entityresolution es event-processor.health events events.managedservices events.rds events.workmail evidently
export.rds finops-agent firehose fis fms forecast frauddetector fsx gamelift geo globalaccelerator glue grafana
greengrass guardduty health healthlake imagebuilder ingress.eks inspector inspector2 internetmonitor iot
iotanalytics iotevents iotfleetwise iotmanagedintegrations iotroborunner iotsitewise iottwinmaker iotwireless
ivs job.sagemaker justintimeaccess.ssm kafka kafka.application-autoscaling kafkaconnect kendra kinesis
kinesisanalytics kinesisreplication.dynamodb kinesisvideo kms lakeformation lambda lambda.alarms.cloudwatch
lambda.application-autoscaling launchwizard lex lexv2 license-management.marketplace
license-manager.member-account lightsail logdelivery.elasticloadbalancing logger.cloudfront logging.s3 logs
lookoutequipment lookoutmetrics m2 machinelearning macie macie2 maintenance.elasticbeanstalk
malware-protection-plan.guardduty malware-protection.guardduty managedblockchain managedupdates.elasticbeanstalk
management.chatbot mediaconnect mediaconvert medialive mediapackage mediapackagev2 mediastore mediatailor
medical-imaging member.org.stacksets.cloudformation memorydb metrics.wellarchitected mgn migrationhub
migrationhub-orchestrator migrationhub-strategy monitoring monitoring.rds monitoring.thinclient monitron mpa mq
neptune-graph neptune.application-autoscaling network-connectors.lambda network-firewall
network-security-director network-security-manager network.bedrock-agentcore networkmanager nimble notifications
notifications.ssm observability.aoss observabilityadmin odb omics opensearchservice ops.apigateway ops.athena
ops.emr-serverless opsworks opsworks-cm organizations orgsdatasync.servicecatalog osis osis-pipelines outposts
panorama partnercentral-account-management permission.iq personalize pinpoint pipes pods.eks polly
private-marketplace.marketplace profile proton q qldb quicksight ram rds rds.application-autoscaling redshift
redshift-data redshift-serverless refactor-spaces rekognition remediation.config replication.cassandra
replication.dynamodb replication.ecr replication.lexv2 replication.s3tables replicator.lambda
reporting.trustedadvisor resale-authorization.marketplace researchstudio resiliencehub resource-explorer-2
resource-groups resource-snapshot-job.partnercentral-selling restore-testing.backup robomaker rolesanywhere
route53 route53resolver rum runtime-identity.bedrock-agentcore runtime-instances.bedrock-agentcore s3
s3.data-source.lustre.fsx s3express sagemaker sagemaker-geospatial sagemaker.application-autoscaling
scaler.lambda scheduler schema-conversion.dms schemas scraper.aps sdmp secretsmanager security-ir securityagent
securityhub securityhubv2 securitylake serverlessrepo service.eks servicecatalog servicecatalog-appregistry
servicediscovery servicequotas ses sgp.eks shield sms sms-voice smsintegration.migrationhub snowball sns spot
spotfleet sqlworkbench sqs ssm ssm-contacts ssm-guiconnect ssm-incidents ssm-quicksetup ssm-sap ssm.integrations
sso stacksets.cloudformation states storage-lens.s3 storagegateway streams.metrics.cloudwatch support
supportplans swf sync.proton synthetics tasks.apprunner telemetry-enablement.observabilityadmin
telemetry-pipelines.observabilityadmin textract thirdparty.config thirdparty.inspector2 timestream-influxdb
transcribe transfer transform-custom transitgateway translate triage.security-ir trustedadvisor
user-attribute-cost-allocation-data verified-access vmie voiceid vpc-flow-logs vpc-lattice waf waf-regional
wafv2 wellarchitected workdocs worklink workmail workspaces workspaces-instances workspaces-web xray
`
    .trim()
    .split(/\s+/),
);

/** Alexa's, which alone end otherwise (https://docs.aws.amazon.com/lambda/latest/dg/services-alexa.html). */
const others: ReadonlySet<string> = new Set(["alexa-appkit.amazon.com", "alexa-connectedhome.amazon.com"]);

/** The ends that AWS gives in its partitions. */
export const ends: readonly string[] = [
  "amazonaws.com",
  "amazonaws.com.cn",
  "amazonaws.eu",
  "aws.internal",
  "c2s.ic.gov",
  "sc2s.sgov.gov",
];

/** The principal that is surely meant by a name that no service has: the end is wrong, or one letter. */
export function principalMeant(text: string): string | undefined {
  const [, service = "", region = "", end = ""] =
    /^([a-z\d.-]+?)(\.[a-z]{2}(?:-[a-z]+)+-\d)?\.((?:amaz|aws\.|c2s\.|sc2s\.)[a-z.]*)$/.exec(text) ?? [];
  if (service === "" || others.has(text)) return undefined;
  const meant = names.has(service) ? service : misspelt(service);
  const right = ends.includes(end) ? end : "amazonaws.com";
  return meant === undefined || (meant === service && end === right) ? undefined : `${meant}${region}.${right}`;
}

/** In fewer letters one is too much of a name to be a slip. */
const fewest = 5;

/** AWS has names that differ in a number or a hyphen. */
const lettersOf = (name: string): string => name.replaceAll(/[\d-]/g, "");

function misspelt(service: string): string | undefined {
  if (service.length < fewest) return undefined;
  const [only, ...more] = [...names].filter(
    (name) => name.length >= fewest && editDistance(service, name, 1) !== undefined,
  );
  return only !== undefined && more.length === 0 && lettersOf(only) !== lettersOf(service) ? only : undefined;
}
