/** Who secures what in one AWS service; completes the sentences "AWS: …" and "You: …". */
export interface Service {
  readonly name: string;
  /** Security of the cloud. */
  readonly aws: string;
  /** Security in the cloud. */
  readonly you: string;
  /** How resource types of the service begin, without `aws_`; the longest that fits counts. */
  readonly types: readonly string[];
}

/**
 * The shared responsibility model by service: the more of the stack AWS runs, the less is left to the customer, and
 * what is left is always access and data. After https://aws.amazon.com/compliance/shared-responsibility-model/ and the
 * "Security" chapters of the services' own guides.
 */
const services: readonly Service[] = [
  {
    name: "EC2",
    aws: "hypervisor, host hardware, the physical network",
    you: "guest OS patches, what listens on it, its role, metadata access, user data",
    types: [
      "instance",
      "ami",
      "launch_template",
      "launch_configuration",
      "key_pair",
      "spot_",
      "ec2_",
      "eip",
      "placement_group",
      "network_interface",
    ],
  },
  {
    name: "Auto Scaling",
    aws: "launching and replacing instances, health checks",
    you: "the launch template, the image and its patches, what the instances may do",
    types: ["autoscaling_"],
  },
  {
    name: "EBS",
    aws: "durability in one zone, wiping of returned disks",
    you: "encryption and its key, snapshots and with whom they are shared",
    types: ["ebs_", "volume_attachment", "snapshot_create_volume_permission"],
  },
  {
    name: "VPC",
    aws: "isolation between networks, routers, physical links",
    you: "security groups, NACLs, routes, which subnets are public, flow logs",
    types: [
      "vpc",
      "subnet",
      "security_group",
      "default_",
      "network_acl",
      "route",
      "internet_gateway",
      "egress_only_internet_gateway",
      "nat_gateway",
      "flow_log",
      "main_route_table_association",
      "vpn_",
      "customer_gateway",
      "dx_",
      "ec2_transit_gateway",
      "ec2_managed_prefix_list",
      "ec2_client_vpn_",
      "ec2_traffic_mirror_",
      "ec2_network_insights_",
      "ec2_local_gateway",
      "ec2_carrier_gateway",
      "ec2_subnet_cidr_reservation",
    ],
  },
  {
    name: "S3",
    aws: "durability over several zones, patching, the default encryption of new objects",
    you: "public access, bucket policies, choice of key, versioning, TLS only, logging",
    types: ["s3", "s3control_"],
  },
  {
    name: "S3 Glacier",
    aws: "durability, encryption at rest with its own keys",
    you: "vault policies, vault locks, retrieval rights",
    types: ["glacier_"],
  },
  {
    name: "RDS",
    aws: "OS and engine patching of the host, storage durability, failover mechanics",
    you: "encryption and its key, network access, accounts and grants, backups kept, maintenance window, TLS",
    types: ["db_", "rds_"],
  },
  {
    name: "DynamoDB",
    aws: "servers, patching, replication over three zones, encryption at rest",
    you: "item and table access, choice of key, point-in-time recovery, deletion protection",
    types: ["dynamodb_", "dax_"],
  },
  {
    name: "DocumentDB",
    aws: "host and engine patching, six copies of the storage",
    you: "encryption at creation, TLS, network access, audit logs, backups kept",
    types: ["docdb"],
  },
  {
    name: "Neptune",
    aws: "host and engine patching, six copies of the storage",
    you: "encryption at creation, IAM database authentication, network access, audit logs",
    types: ["neptune"],
  },
  {
    name: "Redshift",
    aws: "node hardware, OS and warehouse patching, replacement of failed nodes",
    you: "encryption, public access, TLS, audit logs, users and grants, snapshots kept",
    types: ["redshift"],
  },
  {
    name: "ElastiCache",
    aws: "host patching, replacement of failed nodes",
    you: "encryption at rest and in transit, AUTH or user groups, subnet and security groups, backups",
    types: ["elasticache_", "memorydb_"],
  },
  {
    name: "OpenSearch Service",
    aws: "node patching and replacement, storage hardware",
    you: "access policy, fine-grained access, VPC placement, encryption, TLS, audit logs",
    types: ["opensearch", "elasticsearch_", "opensearchserverless_"],
  },
  {
    name: "EFS",
    aws: "file servers, durability over several zones",
    you: "encryption at creation, TLS on mount, file system policy, access points, backups",
    types: ["efs_"],
  },
  {
    name: "FSx",
    aws: "file servers, their patches, hardware",
    you: "keys, network access, file permissions, backups kept",
    types: ["fsx_"],
  },
  {
    name: "Backup",
    aws: "running the schedules, storing recovery points durably",
    you: "what is backed up and for how long, vault key and lock, testing that it restores",
    types: ["backup_"],
  },
  {
    name: "IAM",
    aws: "checking every request against the policies, the sign-in service itself",
    you: "who may do what: policies, roles rather than keys, MFA, removal of what is unused",
    types: ["iam_", "accessanalyzer_"],
  },
  {
    name: "IAM Identity Center",
    aws: "sign-in portal, short-lived credentials",
    you: "assignments, permission sets, MFA rules, session length",
    types: ["ssoadmin_", "identitystore_"],
  },
  {
    name: "Organizations",
    aws: "enforcing the policies in every account",
    you: "service control policies, account structure, the root users' credentials",
    types: ["organizations_", "account_", "controltower_"],
  },
  {
    name: "Cognito",
    aws: "user store, password hashing, token signing",
    you: "password and MFA policy, app clients, allowed callbacks, what an identity may do in the account",
    types: ["cognito_"],
  },
  {
    name: "KMS",
    aws: "hardware security modules, which key material never leaves unencrypted",
    you: "key policy, grants, rotation, deletion window",
    types: ["kms_"],
  },
  {
    name: "CloudHSM",
    aws: "module hardware and firmware, encrypted backups of the cluster",
    you: "users of the modules and their passwords, the keys in them, modules in several zones, client software",
    types: ["cloudhsm_"],
  },
  {
    name: "Secrets Manager",
    aws: "encrypted storage, running the rotation schedule, availability",
    you: "who may read a secret, its key, rotation, keeping the value out of code and state",
    types: ["secretsmanager_"],
  },
  {
    name: "Systems Manager",
    aws: "agents' channel, encrypted transport, running the jobs",
    you: "who may open sessions, session logs, SecureString and its key, documents you share",
    types: ["ssm_", "ssmcontacts_", "ssmincidents_"],
  },
  {
    name: "Certificate Manager",
    aws: "guarding private keys, renewing what it has issued",
    you: "domain validation, key algorithm, where a certificate is used, renewing imported ones",
    types: ["acm_", "acmpca_"],
  },
  {
    name: "CloudTrail",
    aws: "taking in events, delivering them, signing digests",
    you: "all regions, data events, log validation, the key, guarding the bucket the logs lie in",
    types: ["cloudtrail"],
  },
  {
    name: "CloudWatch",
    aws: "taking in and storing logs and metrics, encrypted at rest",
    you: "what is logged, for how long, the key of log groups, alarms and who hears them",
    types: ["cloudwatch_"],
  },
  {
    name: "EventBridge",
    aws: "delivering events, retries, encryption at rest",
    you: "bus policies, targets' roles, dead-letter queues",
    types: ["cloudwatch_event_", "scheduler_", "pipes_", "schemas_"],
  },
  {
    name: "GuardDuty",
    aws: "collecting and analysing the signals, keeping threat lists current",
    you: "turning it on in every region, its protection plans, acting on what it finds",
    types: ["guardduty_"],
  },
  {
    name: "Security Hub",
    aws: "running the checks, collecting findings",
    you: "turning it on, choosing standards, working off the findings",
    types: ["securityhub_"],
  },
  {
    name: "Config",
    aws: "recording changes, evaluating the rules",
    you: "recording all types, delivery channel, rules, remediation",
    types: ["config_"],
  },
  {
    name: "Inspector",
    aws: "vulnerability data, scanning",
    you: "turning it on, patching what it finds",
    types: ["inspector"],
  },
  {
    name: "Macie",
    aws: "classifying objects, keeping detectors current",
    you: "turning it on, choosing buckets, acting on what it finds",
    types: ["macie"],
  },
  {
    name: "WAF",
    aws: "filtering at the edge, upkeep of managed rule groups",
    you: "which rules block, where the web ACL is attached, logging, fixing the application behind it",
    types: ["waf"],
  },
  {
    name: "Shield",
    aws: "absorbing network and transport layer attacks",
    you: "Advanced protection where it is needed, an application that stands the load, contacts",
    types: ["shield_"],
  },
  {
    name: "Network Firewall",
    aws: "firewall nodes, scaling, patches",
    you: "rule groups, routes that lead through it, logging",
    types: ["networkfirewall_"],
  },
  {
    name: "Lambda",
    aws: "servers, OS and runtime patches, isolation between functions",
    you: "the code and its libraries, its role, who may invoke it, secrets in its environment, a supported runtime",
    types: ["lambda_"],
  },
  {
    name: "ECS",
    aws: "control plane; on Fargate also hosts and their OS",
    you: "images, task roles, secrets, networking; on EC2 also the hosts' patches",
    types: ["ecs_"],
  },
  {
    name: "ECR",
    aws: "registry, storage, scanning engine",
    you: "what is in the images, scan on push, immutable tags, repository policy",
    types: ["ecr"],
  },
  {
    name: "EKS",
    aws: "Kubernetes control plane and etcd, their patches",
    you: "cluster version, endpoint access, secrets encryption, RBAC, nodes, workloads, control plane logs",
    types: ["eks_"],
  },
  {
    name: "Elastic Beanstalk",
    aws: "platform versions, provisioning",
    you: "applying platform updates, the application, instance profile, secrets in settings",
    types: ["elastic_beanstalk_"],
  },
  {
    name: "App Runner",
    aws: "hosts, runtime, load balancing, TLS",
    you: "the image and its libraries, instance role, public or private ingress",
    types: ["apprunner_"],
  },
  {
    name: "Batch",
    aws: "scheduling, control plane",
    you: "images, job roles, compute environments and their networks",
    types: ["batch_"],
  },
  {
    name: "Elastic Load Balancing",
    aws: "balancer hosts, scaling, TLS libraries",
    you: "listeners, TLS policy, certificates, access logs, deletion protection, who can reach it",
    types: ["lb", "alb", "elb", "load_balancer_"],
  },
  {
    name: "API Gateway",
    aws: "endpoints, scaling, protection from floods",
    you: "authorizers, throttling, TLS version, logging, resource policy",
    types: ["api_gateway_", "apigatewayv2_"],
  },
  {
    name: "AppSync",
    aws: "endpoint, scaling, TLS",
    you: "authorization of every field, API keys, logging, the data sources' roles",
    types: ["appsync_"],
  },
  {
    name: "CloudFront",
    aws: "edge locations, TLS stack, absorbing floods",
    you: "viewer protocol, lowest TLS version, origin access, WAF, logging",
    types: ["cloudfront_"],
  },
  {
    name: "Route 53",
    aws: "name servers and their availability",
    you: "records that still point somewhere, DNSSEC, query logs, who may change a zone, domain lock",
    types: ["route53"],
  },
  {
    name: "SNS",
    aws: "delivery, storage over several zones",
    you: "topic policy, key, TLS to subscribers, who may subscribe",
    types: ["sns_"],
  },
  {
    name: "SQS",
    aws: "storage over several zones, availability",
    you: "queue policy, encryption, TLS only, dead-letter queue",
    types: ["sqs_"],
  },
  {
    name: "Amazon MQ",
    aws: "broker hosts, their patches in your window",
    you: "broker users, public access, key, minor upgrades, audit logs",
    types: ["mq_"],
  },
  {
    name: "MSK",
    aws: "broker hosts, patches, replacement",
    you: "encryption between brokers and clients, authentication, network access, broker logs",
    types: ["msk"],
  },
  {
    name: "Kinesis",
    aws: "shards over three zones, availability",
    you: "encryption, who may put and read, retention",
    types: ["kinesis_", "kinesisanalyticsv2_"],
  },
  {
    name: "Step Functions",
    aws: "running state machines, durability of their state",
    you: "the role, logging level, what is passed as input",
    types: ["sfn_"],
  },
  {
    name: "Glue",
    aws: "job runners, catalog storage",
    you: "catalog policy and encryption, connection passwords, job roles, job bookmarks' key",
    types: ["glue_"],
  },
  {
    name: "Athena",
    aws: "query engine",
    you: "where results lie and their encryption, workgroup settings, access to the data",
    types: ["athena_"],
  },
  {
    name: "EMR",
    aws: "provisioning, EMR releases",
    you: "security configuration, node patches, public access, Kerberos, logs",
    types: ["emr"],
  },
  {
    name: "SageMaker AI",
    aws: "managed hosts, their patches",
    you: "notebook internet and root access, keys, execution role, VPC, the model and its data",
    types: ["sagemaker_"],
  },
  {
    name: "Bedrock",
    aws: "model hosting, isolation of prompts",
    you: "guardrails, who may invoke which model, invocation logs, what agents may do",
    types: ["bedrock"],
  },
  {
    name: "DMS",
    aws: "replication hosts, patches",
    you: "public access, endpoint TLS, credentials, key",
    types: ["dms_"],
  },
  {
    name: "Transfer Family",
    aws: "endpoints, scaling, availability",
    you: "protocols, security policy, users' scope, logging",
    types: ["transfer_"],
  },
  {
    name: "WorkSpaces",
    aws: "hosts, streaming gateway",
    you: "desktop patches, volume encryption, directory, which devices may connect",
    types: ["workspaces"],
  },
  {
    name: "CodeBuild and CodePipeline",
    aws: "build hosts, fresh for each build",
    you: "what a build may do, secrets in its environment, artifact encryption, privileged mode, who can trigger it",
    types: ["codebuild_", "codepipeline", "codecommit_", "codeartifact_", "codedeploy_", "codestar"],
  },
  {
    name: "CloudFormation",
    aws: "running stacks, drift detection",
    you: "what templates create, the stack's role, parameters that hold secrets, stack policies",
    types: ["cloudformation_"],
  },
  {
    name: "SES",
    aws: "sending hosts, reputation of shared addresses",
    you: "DKIM and SPF, TLS, who may send as a domain",
    types: ["ses"],
  },
  {
    name: "AppConfig",
    aws: "delivery of configuration",
    you: "who may deploy, validators, key",
    types: ["appconfig_"],
  },
  {
    name: "Lightsail",
    aws: "hosts, hypervisor",
    you: "guest OS patches, firewall ports, snapshots, database access",
    types: ["lightsail_"],
  },
  {
    name: "Directory Service",
    aws: "domain controllers, their patches, replication",
    you: "passwords and their policy, trusts, MFA, who may join, LDAPS",
    types: ["directory_service_"],
  },
  {
    name: "MWAA",
    aws: "scheduler and worker hosts, their patches",
    you: "web server access, DAG code, execution role, key, logs",
    types: ["mwaa_"],
  },
  {
    name: "IoT Core",
    aws: "message broker, TLS endpoints",
    you: "device certificates and policies, what a device may publish, updates of the devices",
    types: ["iot"],
  },
  {
    name: "Storage Gateway and DataSync",
    aws: "the service's side of the transfer, its encryption",
    you: "the appliance and its network, shares' access, credentials, keys",
    types: ["storagegateway_", "datasync_"],
  },
  {
    name: "Global Accelerator",
    aws: "anycast edge, absorbing floods",
    you: "what the endpoints admit, flow logs",
    types: ["globalaccelerator_"],
  },
  {
    name: "Resource Access Manager",
    aws: "granting exactly what is shared",
    you: "what is shared and with whom, also outside the organization",
    types: ["ram_"],
  },
  {
    name: "Detective",
    aws: "building the behaviour graph",
    you: "turning it on, investigating what it shows",
    types: ["detective_"],
  },
  {
    name: "Firewall Manager",
    aws: "applying policies to new accounts and resources",
    you: "the policies, and the accounts left out of them",
    types: ["fms_"],
  },
  {
    name: "Keyspaces",
    aws: "servers, patching, replication over three zones",
    you: "table access, key, point-in-time recovery",
    types: ["keyspaces_"],
  },
  {
    name: "Timestream",
    aws: "servers, storage tiers, encryption at rest",
    you: "access, key, retention, public reach of InfluxDB instances",
    types: ["timestream"],
  },
  {
    name: "X-Ray",
    aws: "taking in and storing traces",
    you: "what traces reveal, key, who may read them",
    types: ["xray_"],
  },
  {
    name: "Image Builder",
    aws: "running the pipelines",
    you: "recipes, base images and their age, the instance profile, with whom images are shared",
    types: ["imagebuilder_"],
  },
  {
    name: "Amplify",
    aws: "build and hosting infrastructure",
    you: "branch access, environment secrets, the application",
    types: ["amplify_"],
  },
  {
    name: "Verified Access",
    aws: "evaluating every request",
    you: "trust providers, policies, logs",
    types: ["verifiedaccess_"],
  },
  {
    name: "Service Discovery",
    aws: "name lookup and its availability",
    you: "who may register and discover, namespaces that are public",
    types: ["service_discovery_"],
  },
  {
    name: "AppFlow",
    aws: "running the flows, their servers and the network between connectors",
    you: "connector credentials, key, which fields flow where",
    types: ["appflow_"],
  },
  {
    name: "CloudSearch",
    aws: "search instances, patching, scaling",
    you: "access policies, HTTPS and TLS versions, what is indexed",
    types: ["cloudsearch_"],
  },
  {
    name: "CodeGuru Reviewer",
    aws: "reading the code and forgetting it",
    you: "which repositories it may read, key",
    types: ["codegurureviewer_"],
  },
  {
    name: "Comprehend",
    aws: "servers and models",
    you: "the texts, keys for models and volumes, the role that reads them",
    types: ["comprehend_"],
  },
  {
    name: "Connect",
    aws: "telephony, servers, availability",
    you: "recordings and their key, agents' access, retention",
    types: ["connect_"],
  },
  {
    name: "Data Lifecycle Manager",
    aws: "running the schedules",
    you: "what is copied where, encryption of copies, with whom they are shared",
    types: ["dlm_"],
  },
  {
    name: "Kendra",
    aws: "index servers, scaling, encryption at rest",
    you: "data sources, key, who may search what",
    types: ["kendra_"],
  },
  {
    name: "QLDB",
    aws: "the journal and its proofs, servers, storage",
    you: "permissions by table, key, protection from deletion",
    types: ["qldb_"],
  },
];

/** The shared responsibility model's own page. */
export const responsibilityPage = "https://aws.amazon.com/compliance/shared-responsibility-model/";

const prefixes = services
  .flatMap((service) => service.types.map((type) => ({ prefix: `aws_${type}`, service })))
  .sort((a, b) => b.prefix.length - a.prefix.length);

/** The service of a Terraform resource type; undefined where it is not AWS's or is not told here. */
export const serviceOf = (type: string): Service | undefined =>
  prefixes.find(({ prefix }) => type.startsWith(prefix))?.service;
