/**
 * The controls of Security Hub that belong to a standard or that rules stand for: control, whether it is one of AWS Foundational Security Best
 * Practices, the numbers of CIS AWS Foundations 5.0.0, 3.0.0 and 1.4.0, of PCI DSS 4.0.1 and of NIST 800-53 r5, title. From "Related requirements" and
 * the comparison of CIS's versions in https://docs.aws.amazon.com/securityhub/latest/userguide as of September 2026; titles, and which
 * standards there are, from its control reference as of March 2026.
 */
export const table = `
Account.1 | yes | 1.2 | 1.2 | | | CM-2 CM-2(2) | Security contact information should be provided for an AWS account
Account.2 | | | | | | CA-9(1) CM-2 | AWS account should be part of an AWS Organizations organization
ACM.1 | yes | | | | 4.2.1 | SC-28(3) SC-7(16) | Imported and ACM-issued certificates should be renewed after a specified time period
ACM.2 | yes | | | | 4.2.1 | | RSA certificates managed by ACM should use a key length of at least 2,048 bits
APIGateway.1 | yes | | | | | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-7(8) | API Gateway REST and WebSocket API execution logging should be enabled
APIGateway.2 | yes | | | | | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | API Gateway REST API stages should be configured to use SSL certificates for backend authentication
APIGateway.3 | yes | | | | | CA-7 | API Gateway REST API stages should have AWS X-Ray tracing enabled
APIGateway.4 | yes | | | | | AC-4(21) | API Gateway should be associated with a WAF Web ACL
APIGateway.5 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | API Gateway REST API cache data should be encrypted at rest
APIGateway.8 | yes | | | | | AC-3 CM-2 CM-2(2) | API Gateway routes should specify an authorization type
APIGateway.9 | yes | | | | 10.4.2 | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-7(8) | Access logging should be configured for API Gateway V2 Stages
APIGateway.10 | yes | | | | | | API Gateway V2 integrations should use HTTPS for private connections
AppSync.2 | yes | | | | 10.4.2 | | AWS AppSync should have field-level logging enabled
AppSync.5 | yes | | | | | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6 | AWS AppSync GraphQL APIs should not be authenticated with API keys
Athena.4 | yes | | | | | | Athena workgroups should have logging enabled
AutoScaling.1 | yes | | | | | CA-7 CP-2(2) SI-2 | Auto Scaling groups associated with a load balancer should use ELB health checks
AutoScaling.2 | yes | | | | | CP-10 CP-2(2) CP-6(2) SC-36 SC-5(2) SI-13(5) | Amazon EC2 Auto Scaling group should cover multiple Availability Zones
AutoScaling.3 | yes | | | | 2.2.6 | AC-3 AC-3(15) AC-3(7) AC-6 CA-9(1) CM-2 | Auto Scaling group launch configurations should configure EC2 instances to require Instance Metadata Service Version 2 (IMDSv2)
Autoscaling.5 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Amazon EC2 instances launched using Auto Scaling group launch configurations should not have Public IP addresses
AutoScaling.6 | yes | | | | | CP-10 CP-2(2) CP-6(2) SC-36 SC-5(2) SI-13(5) | Auto Scaling groups should use multiple instance types in multiple Availability Zones
AutoScaling.9 | yes | | | | | CA-9(1) CM-2 CM-2(2) | EC2 Auto Scaling groups should use EC2 launch templates
Backup.1 | yes | | | | | CP-9(8) SI-12 | AWS Backup recovery points should be encrypted at rest
CloudFormation.3 | yes | | | | | | CloudFormation stacks should have termination protection enabled
CloudFormation.4 | yes | | | | | | CloudFormation stacks should have associated service roles
CloudFront.1 | yes | | | | 2.2.6 | SC-7(11) SC-7(16) | CloudFront distributions should have a default root object configured
CloudFront.3 | yes | | | | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | CloudFront distributions should require encryption in transit
CloudFront.4 | yes | | | | | CP-10 SC-36 SC-5(2) SI-13(5) | CloudFront distributions should have origin failover configured
CloudFront.5 | yes | | | | 10.4.2 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | CloudFront distributions should have logging enabled
CloudFront.6 | yes | | | | 6.4.2 | AC-4(21) | CloudFront distributions should have WAF enabled
CloudFront.7 | yes | | | | | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | CloudFront distributions should use custom SSL/TLS certificates
CloudFront.8 | yes | | | | | CA-9(1) CM-2 | CloudFront distributions should use SNI to serve HTTPS requests
CloudFront.9 | yes | | | | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | CloudFront distributions should encrypt traffic to custom origins
CloudFront.10 | yes | | | | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | CloudFront distributions should not use deprecated SSL protocols between edge locations and custom origins
CloudFront.12 | yes | | | | 2.2.6 | CM-2 CM-2(2) | CloudFront distributions should not point to non-existent S3 origins
CloudFront.13 | yes | | | | | | CloudFront distributions should use origin access control
CloudFront.15 | yes | | | | | | CloudFront distributions should use the recommended TLS security policy
CloudFront.16 | yes | | | | | | CloudFront distributions should use origin access control for Lambda function URL origins
CloudFront.17 | yes | | | | | | CloudFront distributions should use trusted key groups for signed URLs and cookies
CloudTrail.1 | yes | 3.1 | 3.1 | 3.1 | | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) AU-14(1) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) SA-8(22) | CloudTrail should be enabled and configured with at least one multi-Region trail that includes read and write management events
CloudTrail.2 | yes | 3.5 | 3.5 | 3.7 | 10.3.2 | AU-9 CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | CloudTrail should have encryption at-rest enabled
CloudTrail.3 | | | | | 10.2.1 | | At least one CloudTrail trail should be enabled
CloudTrail.4 | yes | 3.2 | 3.2 | 3.2 | 10.3.2 | AU-9 SI-4 SI-7(1) SI-7(3) SI-7(7) | CloudTrail log file validation should be enabled
CloudTrail.5 | yes | | | 3.4 | | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(1) AU-6(3) AU-6(4) AU-6(5) AU-7(1) CA-7 SC-7(9) SI-20 SI-3(8) SI-4(20) SI-4(5) SI-7(8) | CloudTrail trails should be integrated with Amazon CloudWatch Logs
CloudTrail.6 | | | | 3.3 | 1.4.4 | | Ensure the S3 bucket used to store CloudTrail logs is not publicly accessible
CloudTrail.7 | | 3.4 | 3.4 | 3.6 | 10.2.1 | | Ensure S3 bucket access logging is enabled on the CloudTrail S3 bucket
CloudWatch.1 | | | | 4.3 | | | A log metric filter and alarm should exist for usage of the "root" user
CloudWatch.2 | | | | | | | Ensure a log metric filter and alarm exist for unauthorized API calls
CloudWatch.3 | | | | | | | Ensure a log metric filter and alarm exist for Management Console sign-in without MFA
CloudWatch.4 | | | | 4.4 | | | Ensure a log metric filter and alarm exist for IAM policy changes
CloudWatch.5 | | | | 4.5 | | | Ensure a log metric filter and alarm exist for CloudTrail configuration changes
CloudWatch.6 | | | | 4.6 | | | Ensure a log metric filter and alarm exist for AWS Management Console authentication failures
CloudWatch.7 | | | | 4.7 | | | Ensure a log metric filter and alarm exist for disabling or scheduled deletion of customer created CMKs
CloudWatch.8 | | | | 4.8 | | | Ensure a log metric filter and alarm exist for S3 bucket policy changes
CloudWatch.9 | | | | 4.9 | | | Ensure a log metric filter and alarm exist for AWS Config configuration changes
CloudWatch.10 | | | | 4.10 | | | Ensure a log metric filter and alarm exist for security group changes
CloudWatch.11 | | | | 4.11 | | | Ensure a log metric filter and alarm exist for changes to Network Access Control Lists (NACL)
CloudWatch.12 | | | | 4.12 | | | Ensure a log metric filter and alarm exist for changes to network gateways
CloudWatch.13 | | | | 4.13 | | | Ensure a log metric filter and alarm exist for route table changes
CloudWatch.14 | | | | 4.14 | | | Ensure a log metric filter and alarm exist for VPC changes
CloudWatch.15 | | | | | | AU-6(1) AU-6(5) CA-7 IR-4(1) IR-4(5) SI-2 SI-20 SI-4(12) SI-4(5) | CloudWatch alarms should have specified actions configured
CloudWatch.16 | | | | | | AU-10 AU-11 AU-6(3) AU-6(4) CA-7 SI-12 | CloudWatch log groups should be retained for a specified time period
CloudWatch.17 | | | | | | AU-6(1) AU-6(5) CA-7 SI-2 SI-4(12) | CloudWatch alarm actions should be enabled
CodeBuild.1 | yes | | | | 8.3.2 | SA-3 | CodeBuild Bitbucket source repository URLs should not contain sensitive credentials
CodeBuild.2 | yes | | | | 8.3.2 | IA-5(7) SA-3 | CodeBuild project environment variables should not contain clear text credentials
CodeBuild.3 | yes | | | | 10.3.2 | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SI-7(6) | CodeBuild S3 logs should be encrypted
CodeBuild.4 | yes | | | | | AC-2(12) AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) AU-9(7) CA-7 SC-7(9) SI-3(8) SI-4 SI-4(20) SI-7(8) | CodeBuild project environments should have a logging configuration
CodeBuild.7 | yes | | | | | | CodeBuild report group exports should be encrypted at rest
Cognito.1 | yes | | | | | | Cognito user pools should have threat protection activated with full function enforcement mode for standard authentication
Cognito.2 | yes | | | | | | Cognito identity pools should not allow unauthenticated identities
Cognito.3 | yes | | | | | | Password policies for Cognito user pools should have strong configurations
Cognito.4 | yes | | | | | | Cognito user pools should have threat protection activated with full function enforcement mode for custom authentication
Cognito.5 | yes | | | | | | MFA should be enabled for Cognito user pools
Cognito.6 | yes | | | | | | Cognito user pools should have deletion protection enabled
Config.1 | yes | 3.3 | 3.3 | 3.5 | | CM-3 CM-6(1) CM-8 CM-8(2) | AWS Config should be enabled and use the service-linked role for resource recording
Connect.2 | yes | | | | | | Amazon Connect instances should have CloudWatch logging enabled
DataFirehose.1 | yes | | | | | AC-3 AU-3 SC-12 SC-13 SC-28 | Firehose delivery streams should be encrypted at rest
DataSync.1 | yes | | | | | | DataSync tasks should have logging enabled
DMS.1 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Database Migration Service replication instances should not be public
DMS.6 | yes | | | | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5) | DMS replication instances should have automatic minor version upgrade enabled
DMS.7 | yes | | | | 10.4.2 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | DMS replication tasks for the target database should have logging enabled
DMS.8 | yes | | | | 10.4.2 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | DMS replication tasks for the source database should have logging enabled
DMS.9 | yes | | | | 4.2.1 | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) | DMS endpoints should use SSL
DMS.10 | yes | | | | 7.3.1 | AC-2 AC-3 AC-6 AC-17 IA-2 IA-5 | DMS endpoints for Neptune databases should have IAM authorization enabled
DMS.11 | yes | | | | 7.3.1 | AC-3 AC-6 IA-2 IA-5 | DMS endpoints for MongoDB should have an authentication mechanism enabled
DMS.12 | yes | | | | 4.2.1 | SC-8 SC-13 | DMS endpoints for Redis OSS should have TLS enabled
DMS.13 | yes | | | | | | DMS replication instances should be configured to use multiple Availability Zones
DocumentDB.1 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | Amazon DocumentDB clusters should be encrypted at rest
DocumentDB.2 | yes | | | | 3.2.1 | SI-12 | Amazon DocumentDB clusters should have an adequate backup retention period
DocumentDB.3 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Amazon DocumentDB manual cluster snapshots should not be public
DocumentDB.4 | yes | | | | 10.3.3 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | Amazon DocumentDB clusters should publish audit logs to CloudWatch Logs
DocumentDB.5 | yes | | | | | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2) | Amazon DocumentDB clusters should have deletion protection enabled
DocumentDB.6 | yes | | | | | | Amazon DocumentDB clusters should be encrypted in transit
DynamoDB.1 | yes | | | | | CP-10 CP-2(2) CP-6(2) SC-36 SC-5(2) SI-13(5) | DynamoDB tables should automatically scale capacity with demand
DynamoDB.2 | yes | | | | | CP-10 CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5) | DynamoDB tables should have point-in-time recovery enabled
DynamoDB.3 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | DynamoDB Accelerator (DAX) clusters should be encrypted at rest
DynamoDB.4 | | | | | | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5) | DynamoDB tables should be present in a backup plan
DynamoDB.6 | yes | | | | | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2) | DynamoDB tables should have deletion protection enabled
DynamoDB.7 | yes | | | | 4.2.1 | AC-17 SC-8 SC-13 SC-23 | DynamoDB Accelerator clusters should be encrypted in transit
EC2.1 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | EBS snapshots should not be publicly restorable
EC2.2 | yes | 5.5 | 5.4 | 5.3 | | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5) | VPC default security groups should not allow inbound or outbound traffic
EC2.3 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | Attached EBS volumes should be encrypted at-rest
EC2.4 | yes | | | | | CA-9(1) CM-2 CM-2(2) | Stopped EC2 instances should be removed after a specified time period
EC2.6 | yes | 3.7 | 3.7 | 3.9 | | AC-4(26) AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SI-7(8) | VPC flow logging should be enabled in all VPCs
EC2.7 | yes | 5.1.1 | 2.2.1 | 2.2.1 | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | EBS default encryption should be enabled
EC2.8 | yes | 5.7 | 5.6 | | 2.2.6 | AC-3 AC-3(15) AC-3(7) AC-6 | EC2 instances should use Instance Metadata Service Version 2 (IMDSv2)
EC2.9 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | EC2 instances should not have a public IPv4 address
EC2.10 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) | Amazon EC2 should be configured to use VPC endpoints that are created for the Amazon EC2 service
EC2.12 | | | | | | CM-8(1) | Unused EC2 EIPs should be removed
EC2.13 | | | | | 1.3.1 | AC-4 AC-4(21) CM-7 SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5) | Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 22
EC2.14 | | | | | 1.3.1 | | Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 3389
EC2.15 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | EC2 subnets should not automatically assign public IP addresses
EC2.16 | yes | | | | 1.2.7 | CM-8(1) | Unused Network Access Control Lists should be removed
EC2.17 | yes | | | | | AC-4(21) | EC2 instances should not use multiple ENIs
EC2.18 | yes | | | | | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5) | Security groups should only allow unrestricted incoming traffic for authorized ports
EC2.19 | yes | | | | | AC-4 AC-4(21) CA-9(1) CM-2 CM-2(2) CM-7 SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5) | Security groups should not allow unrestricted access to ports with high risk
EC2.20 | yes | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | Both VPN tunnels for an AWS Site-to-Site VPN connection should be up
EC2.21 | yes | 5.2 | 5.1 | 5.1 | 1.3.1 | AC-4(21) CA-9(1) CM-2 CM-2(2) CM-7 SC-7 SC-7(21) SC-7(5) | Network ACLs should not allow ingress from 0.0.0.0/0 to port 22 or port 3389
EC2.23 | yes | | | | | AC-4(21) CA-9(1) CM-2 | EC2 Transit Gateways should not automatically accept VPC attachment requests
EC2.24 | yes | | | | | CM-2 CM-2(2) | EC2 paravirtual instance types should not be used
EC2.25 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | EC2 launch templates should not assign public IPs to network interfaces
EC2.28 | | | | | | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5) | EBS volumes should be in a backup plan
EC2.51 | yes | | | | 10.2.1 | AC-2(12) AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) AU-9(7) CA-7 SC-7(9) SI-3(8) SI-4 SI-4(20) SI-7(8) | EC2 Client VPN endpoints should have client connection logging enabled
EC2.53 | | 5.3 | 5.2 | | 1.3.1 | | EC2 security groups should not allow ingress from 0.0.0.0/0 to remote server administration ports
EC2.54 | | 5.4 | 5.3 | | 1.3.1 | | EC2 security groups should not allow ingress from ::/0 to remote server administration ports
EC2.55 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) | VPCs should be configured with an interface endpoint for ECR API
EC2.56 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) | VPCs should be configured with an interface endpoint for Docker Registry
EC2.57 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) | VPCs should be configured with an interface endpoint for Systems Manager
EC2.58 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) | VPCs should be configured with an interface endpoint for Systems Manager Incident Manager Contacts
EC2.60 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) | VPCs should be configured with an interface endpoint for Systems Manager Incident Manager
EC2.170 | yes | | | | 2.2.6 | | EC2 launch templates should use Instance Metadata Service Version 2 (IMDSv2)
EC2.171 | yes | | | | 10.4.2 | | EC2 VPN connections should have logging enabled
EC2.172 | yes | | | | | | EC2 VPC Block Public Access settings should block internet gateway traffic
EC2.173 | yes | | | | | | EC2 Spot Fleet requests with launch parameters should enable encryption for attached EBS volumes
EC2.180 | yes | | | | | | EC2 network interfaces should have source/destination checking enabled
EC2.181 | yes | | | | | | EC2 launch templates should enable encryption for attached EBS volumes
EC2.182 | yes | | | | | | EBS Snapshots should not be publicly accessible
ECR.1 | yes | | | | 6.2.3 6.2.4 | RA-5 | ECR private repositories should have image scanning configured
ECR.2 | yes | | | | | CA-9(1) CM-2 CM-8(1) | ECR private repositories should have tag immutability configured
ECR.3 | yes | | | | | CA-9(1) CM-2 CM-2(2) | ECR repositories should have at least one lifecycle policy configured
ECR.5 | | | | | | SC-12(2) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) CA-9(1) SI-7(6) AU-9 | ECR repositories should be encrypted with customer managed AWS KMS keys
ECS.2 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | ECS services should not have public IP addresses assigned to them automatically
ECS.3 | yes | | | | | CA-9(1) CM-2 | ECS task definitions should not share the host's process namespace
ECS.4 | yes | | | | | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 | ECS containers should run as non-privileged
ECS.5 | yes | | | | | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 | ECS containers should be limited to read-only access to root filesystems
ECS.8 | yes | | | | 8.6.2 | CA-9(1) CM-2 | Secrets should not be passed as container environment variables
ECS.9 | yes | | | | | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-7(8) | ECS task definitions should have a logging configuration
ECS.10 | yes | | | | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5) | ECS Fargate services should run on the latest Fargate platform version
ECS.12 | yes | | | | | AU-6(3) AU-6(4) CA-7 SI-2 | ECS clusters should use Container Insights
ECS.16 | yes | | | | 1.4.4 | | ECS task sets should not automatically assign public IP addresses
ECS.17 | | | | | | AC-2(1) AC-3 AC-3(7) AC-3(15) AC-5 AC-6 | ECS task definitions should not use host network mode
ECS.18 | yes | | | | | | ECS Task Definitions should use in-transit encryption for EFS volumes
ECS.19 | yes | | | | | | ECS capacity providers should have managed termination protection enabled
ECS.20 | yes | | | | | | ECS Task Definitions should configure non-root users in Linux container definitions
ECS.21 | yes | | | | | | ECS Task Definitions should configure non-administrator users in Windows container definitions
EFS.1 | yes | 2.3.1 | 2.4.1 | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | Elastic File System should be configured to encrypt file data at-rest using AWS KMS
EFS.2 | yes | | | | | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5) | Amazon EFS volumes should be in backup plans
EFS.3 | yes | | | | | AC-6(10) | EFS access points should enforce a root directory
EFS.4 | yes | | | | 7.3.1 | AC-6(2) | EFS access points should enforce a user identity
EFS.6 | yes | | | | | | EFS mount targets should not be associated with subnets that assign public IP addresses on launch
EFS.7 | yes | | | | | | EFS file systems should have automatic backups enabled
EFS.8 | yes | 2.3.1 | | | | | EFS file systems should be encrypted at rest
EKS.1 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | EKS cluster endpoints should not be publicly accessible
EKS.2 | yes | | | | 12.3.4 | CA-9(1) CM-2 SI-2 SI-2(2) SI-2(4) SI-2(5) | EKS clusters should run on a supported Kubernetes version
EKS.3 | yes | | | | 8.3.2 | SC-8 SC-12 SC-13 SC-28 | EKS clusters should use encrypted Kubernetes secrets
EKS.8 | yes | | | | 10.2.1 | AC-2(12) AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) AU-9(7) CA-7 SC-7(9) SI-3(8) SI-4 SI-4(20) SI-7(8) | EKS clusters should have audit logging enabled
ElastiCache.1 | yes | | | | | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5) | ElastiCache (Redis OSS) clusters should have automatic backups enabled
ElastiCache.2 | yes | | | | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5) | ElastiCache clusters should have automatic minor version upgrades enabled
ElastiCache.3 | yes | | | | | CP-10 SC-36 SC-5(2) SI-13(5) | ElastiCache replication groups should have automatic failover enabled
ElastiCache.4 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | ElastiCache replication groups should be encrypted-at-rest
ElastiCache.5 | yes | | | | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | ElastiCache replication groups should be encrypted-in-transit
ElastiCache.6 | yes | | | | 8.3.1 | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6 | ElastiCache (Redis OSS) replication groups of earlier versions should have Redis OSS AUTH enabled
ElastiCache.7 | yes | | | | | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5) | ElastiCache clusters should not use the default subnet group
ElasticBeanstalk.1 | yes | | | | | CA-7 SI-2 | Elastic Beanstalk environments should have enhanced health reporting enabled
ElasticBeanstalk.2 | yes | | | | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5) | Elastic Beanstalk managed platform updates should be enabled
ElasticBeanstalk.3 | yes | | | | 10.4.2 | | Elastic Beanstalk should stream logs to CloudWatch
ELB.1 | yes | | | | | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | Application Load Balancer should be configured to redirect all HTTP requests to HTTPS
ELB.2 | yes | | | | | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(5) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | Classic Load Balancers with SSL/HTTPS listeners should use a certificate provided by AWS Certificate Manager
ELB.3 | yes | | | | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | Classic Load Balancer listeners should be configured with HTTPS or TLS termination
ELB.4 | yes | | | | 6.2.4 | SC-7(4) SC-8(2) | Application Load Balancer should be configured to drop http headers
ELB.5 | yes | | | | | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-7(8) | Application and Classic Load Balancers logging should be enabled
ELB.6 | yes | | | | | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2) | Application, Gateway, and Network Load Balancers should have deletion protection enabled
ELB.7 | yes | | | | | CA-9(1) CM-2 | Classic Load Balancers should have connection draining enabled
ELB.8 | yes | | | | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | Classic Load Balancers with SSL listeners should use a predefined security policy that has strong configuration
ELB.9 | yes | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | Classic Load Balancers should have cross-zone load balancing enabled
ELB.10 | yes | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | Classic Load Balancer should span multiple Availability Zones
ELB.12 | yes | | | | 6.2.4 | AC-4(21) CA-9(1) CM-2 | Application Load Balancer should be configured with defensive or strictest desync mitigation mode
ELB.13 | yes | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | Application, Network and Gateway Load Balancers should span multiple Availability Zones
ELB.14 | yes | | | | 6.2.4 | AC-4(21) CA-9(1) CM-2 | Classic Load Balancer should be configured with defensive or strictest desync mitigation mode
ELB.16 | | | | | | AC-4(21) | Application Load Balancers should be associated with an AWS WAF web ACL
ELB.17 | yes | | | | | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | Application and Network Load Balancers with listeners should use recommended security policies
ELB.18 | yes | | | | | | Application and Network Load Balancer listeners should use secure protocols to encrypt data in transit
ELB.21 | yes | | | | | | Application and Network Load Balancer target groups should use encrypted health check protocols
ELB.22 | yes | | | | | | ELB target groups should use encrypted transport protocols
EMR.1 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Amazon EMR cluster primary nodes should not have public IP addresses
EMR.2 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Amazon EMR block public access setting should be enabled
EMR.3 | yes | | | | | CA-9(1) CP-9(8) SI-12 | Amazon EMR security configurations should be encrypted at rest
EMR.4 | yes | | | | | AC-4 SC-7(4) SC-8 SC-8(1) SC-8(2) SC-13 SC-23 SC-23(3) | Amazon EMR security configurations should be encrypted in transit
ES.1 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | Elasticsearch domains should have encryption at-rest enabled
ES.2 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Elasticsearch domains should not be publicly accessible
ES.3 | yes | | | | 4.2.1 | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) | Elasticsearch domains should encrypt data sent between nodes
ES.4 | yes | | | | | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | Elasticsearch domain error logging to CloudWatch Logs should be enabled
ES.5 | yes | | | | 10.4.2 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | Elasticsearch domains should have audit logging enabled
ES.6 | yes | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | Elasticsearch domains should have at least three data nodes
ES.7 | yes | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | Elasticsearch domains should be configured with at least three dedicated master nodes
ES.8 | yes | | | | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | Connections to Elasticsearch domains should be encrypted using the latest TLS security policy
EventBridge.3 | yes | | | | 10.3.1 | AC-2 AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 AC-6(3) | EventBridge custom event buses should have a resource-based policy attached
EventBridge.4 | | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | EventBridge global endpoints should have event replication enabled
FSx.1 | yes | | | | | CA-9(1) CM-2 CM-2(2) | FSx for OpenZFS file systems should be configured to copy tags to backups and volumes
FSx.2 | yes | | | | | CP-9 CM-8 | FSx for Lustre file systems should be configured to copy tags to backups
FSx.3 | yes | | | | | | FSx for OpenZFS file systems should be configured for Multi-AZ deployment
FSx.4 | yes | | | | | | FSx for NetApp ONTAP file systems should be configured for Multi-AZ deployment
FSx.5 | yes | | | | | | FSx for Windows File Server file systems should be configured for Multi-AZ deployment
Glue.3 | yes | | | | | | AWS Glue machine learning transforms should be encrypted at rest
Glue.4 | yes | | | | | CA-9(1) CM-2 SI-2 SI-2(2) SI-2(4) SI-2(5) | AWS Glue Spark jobs should run on supported versions of AWS Glue
GuardDuty.1 | yes | | | | 11.5.1 | AC-2(12) AU-6(1) AU-6(5) CA-7 CM-8(3) RA-3(4) SA-11(1) SA-11(6) SA-15(2) SA-15(8) SA-8(19) SA-8(21) SA-8(25) SC-5 SC-5(1) SC-5(3) SI-20 SI-3(8) SI-4 SI-4(1) SI-4(13) SI-4(2) SI-4(22) SI-4(25) SI-4(4) SI-4(5) | GuardDuty should be enabled
GuardDuty.5 | yes | | | | | | GuardDuty EKS Audit Log Monitoring should be enabled
GuardDuty.6 | yes | | | | 11.5.1 | | GuardDuty Lambda Protection should be enabled
GuardDuty.7 | yes | | | | 11.5.1 | | GuardDuty EKS Runtime Monitoring should be enabled
GuardDuty.8 | yes | | | | | | GuardDuty Malware Protection for EC2 should be enabled
GuardDuty.9 | yes | | | | 11.5.1 | | GuardDuty RDS Protection should be enabled
GuardDuty.10 | yes | | | | 11.5.1 | | GuardDuty S3 Protection should be enabled
GuardDuty.11 | yes | | | | | | GuardDuty Runtime Monitoring should be enabled
GuardDuty.12 | yes | | | | | | GuardDuty ECS Runtime Monitoring should be enabled
GuardDuty.13 | yes | | | | | | GuardDuty EC2 Runtime Monitoring should be enabled
IAM.1 | yes | | | 1.16 | | AC-2 AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 AC-6(10) AC-6(2) AC-6(3) | IAM policies should not allow full "*" administrative privileges
IAM.2 | yes | 1.14 | 1.15 | | | AC-2 AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6 AC-6(3) | IAM users should not have IAM policies attached
IAM.3 | yes | 1.13 | 1.14 | 1.14 | 8.3.9 8.6.3 | AC-2(1) AC-2(3) AC-3(15) | IAM users' access keys should be rotated every 90 days or less
IAM.4 | yes | 1.3 | 1.4 | 1.4 | | AC-2(1) AC-3(15) AC-3(7) AC-6 AC-6(10) AC-6(2) | IAM root user access key should not exist
IAM.5 | yes | 1.9 | 1.10 | 1.10 | 8.4.2 | AC-2(1) AC-3(15) IA-2(1) IA-2(2) IA-2(6) IA-2(8) | MFA should be enabled for all IAM users that have a console password
IAM.6 | yes | 1.5 | 1.6 | 1.6 | 8.4.2 | AC-2(1) AC-3(15) IA-2(1) IA-2(2) IA-2(6) IA-2(8) | Hardware MFA should be enabled for the root user
IAM.7 | yes | | | | 8.3.6 8.3.7 8.3.9 8.3.10.1 8.6.3 | AC-2(1) AC-2(3) AC-3(15) IA-5(1) | Password policies for IAM users should have strong configurations
IAM.8 | yes | | | | 8.2.6 | AC-2 AC-2(1) AC-2(3) AC-3 AC-3(15) AC-3(7) AC-6 | Unused IAM user credentials should be removed
IAM.9 | | 1.4 | 1.5 | 1.5 | 8.4.2 | AC-2(1) AC-3(15) IA-2(1) IA-2(2) IA-2(6) IA-2(8) | MFA should be enabled for the root user
IAM.11 | | | | | 8.3.6 8.6.3 | | Ensure IAM password policy requires at least one uppercase letter
IAM.12 | | | | | 8.3.6 8.6.3 | | Ensure IAM password policy requires at least one lowercase letter
IAM.13 | | | | | | | Ensure IAM password policy requires at least one symbol
IAM.14 | | | | | 8.3.6 8.6.3 | | Ensure IAM password policy requires at least one number
IAM.15 | | 1.7 | 1.8 | 1.8 | | | Ensure IAM password policy requires minimum password length of 14 or greater
IAM.16 | | 1.8 | 1.9 | 1.9 | 8.3.7 | | Ensure IAM password policy prevents password reuse
IAM.17 | | | | | 8.3.9 8.3.10.1 | | Ensure IAM password policy expires passwords within 90 days or less
IAM.18 | | 1.16 | 1.17 | 1.17 | 12.10.3 | | Ensure a support role has been created to manage incidents with AWS Support
IAM.19 | | | | | 8.4.2 | AC-2(1) AC-3(15) IA-2(1) IA-2(2) IA-2(6) IA-2(8) | MFA should be enabled for all IAM users
IAM.21 | yes | | | | | AC-2 AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 AC-6(10) AC-6(2) AC-6(3) | IAM customer managed policies that you create should not allow wildcard actions for services
IAM.22 | | 1.11 | 1.12 | 1.12 | | | IAM user credentials unused for 45 days should be removed
IAM.26 | | 1.18 | 1.19 | | | | Expired SSL/TLS certificates managed in IAM should be removed
IAM.27 | | 1.21 | 1.22 | | | | IAM identities should not have the AWSCloudShellFullAccess policy attached
IAM.28 | | 1.19 | 1.20 | | | | IAM Access Analyzer external access analyzer should be enabled
Inspector.1 | yes | | | | 11.3.1 | | Amazon Inspector EC2 scanning should be enabled
Inspector.2 | yes | | | | 11.3.1 | | Amazon Inspector ECR scanning should be enabled
Inspector.3 | yes | | | | 6.2.4 6.3.1 | | Amazon Inspector Lambda code scanning should be enabled
Inspector.4 | yes | | | | 6.2.4 6.3.1 | | Amazon Inspector Lambda standard scanning should be enabled
Kinesis.1 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | Kinesis streams should be encrypted at rest
Kinesis.3 | yes | | | | | | Kinesis streams should have an adequate data retention period
KMS.1 | yes | | | | | AC-2 AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 AC-6(3) | IAM customer managed policies should not allow decryption actions on all KMS keys
KMS.2 | yes | | | | | AC-2 AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 AC-6(3) | IAM principals should not have IAM inline policies that allow decryption actions on all KMS keys
KMS.3 | yes | | | | | SC-12 SC-12(2) | AWS KMS keys should not be deleted unintentionally
KMS.4 | | 3.6 | 3.6 | 3.8 | 3.7.4 | SC-12 SC-12(2) SC-28(3) | AWS KMS key rotation should be enabled
KMS.5 | yes | | | | | | KMS keys should not be publicly accessible
Lambda.1 | yes | | | | 7.2.1 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Lambda function policies should prohibit public access
Lambda.2 | yes | | | | 12.3.4 | CA-9(1) CM-2 SI-2 SI-2(2) SI-2(4) SI-2(5) | Lambda functions should use supported runtimes
Lambda.3 | | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Lambda functions should be in a VPC
Lambda.5 | yes | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | VPC Lambda functions should operate in multiple Availability Zones
Lambda.7 | | | | | | CA-7 | Lambda functions should have AWS X-Ray active tracing enabled
Macie.1 | yes | | | | | CA-7 CA-9(1) RA-5 SA-8(19) SI-4 | Amazon Macie should be enabled
Macie.2 | yes | | | | | CA-7 CA-9(1) RA-5 SA-8(19) SI-4 | Macie automated sensitive data discovery should be enabled
MQ.2 | yes | | | | 10.3.3 | AU-2 AU-3 AU-12 SI-4 | ActiveMQ brokers should stream audit logs to CloudWatch
MQ.5 | | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | ActiveMQ brokers should use active/standby deployment mode
MQ.6 | | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | RabbitMQ brokers should use cluster deployment mode
MSK.1 | yes | | | | 4.2.1 | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) | MSK clusters should be encrypted in transit among broker nodes
MSK.2 | | | | | | CA-7 SI-2 | MSK clusters should have enhanced monitoring configured
MSK.3 | yes | | | | 4.2.1 | | MSK Connect connectors should be encrypted in transit
MSK.4 | yes | | | | | | MSK clusters should have public access disabled
MSK.5 | yes | | | | | | MSK connectors should have logging enabled
MSK.6 | yes | | | | | | MSK clusters should disable unauthenticated access
Neptune.1 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | Neptune DB clusters should be encrypted at rest
Neptune.2 | yes | | | | 10.3.3 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(1) AU-6(3) AU-6(4) AU-6(5) AU-7(1) AU-9(7) CA-7 SC-7(9) SI-20 SI-3(8) SI-4(20) SI-4(5) SI-7(8) | Neptune DB clusters should publish audit logs to CloudWatch Logs
Neptune.3 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Neptune DB cluster snapshots should not be public
Neptune.4 | yes | | | | | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2) | Neptune DB clusters should have deletion protection enabled
Neptune.5 | yes | | | | | SI-12 | Neptune DB clusters should have automated backups enabled
Neptune.6 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SC-7(18) | Neptune DB cluster snapshots should be encrypted at rest
Neptune.7 | yes | | | | | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6 | Neptune DB clusters should have IAM database authentication enabled
Neptune.8 | yes | | | | | CA-9(1) CM-2 CM-2(2) | Neptune DB clusters should be configured to copy tags to snapshots
Neptune.9 | | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | Neptune DB clusters should be deployed across multiple Availability Zones
NetworkFirewall.1 | | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | Network Firewall firewalls should be deployed across multiple Availability Zones
NetworkFirewall.2 | yes | | | | | AC-2(12) AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) AU-9(7) CA-7 SC-7(9) SI-3(8) SI-4 SI-4(20) SI-7(8) | Network Firewall logging should be enabled
NetworkFirewall.3 | yes | | | | | CA-9(1) CM-2 | Network Firewall policies should have at least one rule group associated
NetworkFirewall.4 | yes | | | | | CA-9(1) CM-2 | The default stateless action for Network Firewall policies should be drop or forward for full packets
NetworkFirewall.5 | yes | | | | | CA-9(1) CM-2 | The default stateless action for Network Firewall policies should be drop or forward for fragmented packets
NetworkFirewall.6 | yes | | | | | AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(5) | Stateless network firewall rule group should not be empty
NetworkFirewall.9 | yes | | | | | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2) | Network Firewall firewalls should have deletion protection enabled
NetworkFirewall.10 | yes | | | | | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2) | Network Firewall firewalls should have subnet change protection enabled
Opensearch.1 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SI-7(6) | OpenSearch domains should have encryption at rest enabled
Opensearch.2 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | OpenSearch domains should not be publicly accessible
Opensearch.3 | yes | | | | | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) | OpenSearch domains should encrypt data sent between nodes
Opensearch.4 | yes | | | | | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | OpenSearch domain error logging to CloudWatch Logs should be enabled
Opensearch.5 | yes | | | | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | OpenSearch domains should have audit logging enabled
Opensearch.6 | yes | | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | OpenSearch domains should have at least three data nodes
Opensearch.7 | yes | | | | | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 | OpenSearch domains should have fine-grained access control enabled
Opensearch.8 | yes | | | | | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | Connections to OpenSearch domains should be encrypted using the latest TLS security policy
Opensearch.10 | yes | | | | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5) | OpenSearch domains should have the latest software update installed
Opensearch.11 | | | | | | CP-10 CP-2 SC-5 SC-36 SI-13 | OpenSearch domains should have at least three dedicated primary nodes
PCA.1 | yes | | | | | CA-9(1) CM-2 | AWS Private CA root certificate authority should be disabled
RDS.1 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | RDS snapshot should be private
RDS.2 | yes | 2.2.3 | 2.3.3 | | 1.4.4 | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5) | RDS DB Instances should prohibit public access, as determined by the PubliclyAccessible configuration
RDS.3 | yes | 2.2.1 | 2.3.1 | 2.3.1 | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | RDS DB instances should have encryption at-rest enabled
RDS.4 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | RDS cluster snapshots and database snapshots should be encrypted at rest
RDS.5 | yes | 2.2.4 | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | RDS DB instances should be configured with multiple Availability Zones
RDS.6 | yes | | | | | CA-7 SI-2 | Enhanced monitoring should be configured for RDS DB instances
RDS.7 | yes | | | | | CM-3 SC-5(2) | RDS clusters should have deletion protection enabled
RDS.8 | yes | | | | | CM-3 SC-5(2) SI-13(5) | RDS DB instances should have deletion protection enabled
RDS.9 | yes | | | | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(10) SC-7(9) SI-3(8) SI-4(20) SI-7(8) | RDS DB instances should publish logs to CloudWatch Logs
RDS.10 | yes | | | | | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6 | IAM authentication should be configured for RDS instances
RDS.11 | yes | | | | | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5) | RDS instances should have automatic backups enabled
RDS.12 | yes | | | | | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6 | IAM authentication should be configured for RDS clusters
RDS.13 | yes | 2.2.2 | 2.3.2 | | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5) | RDS automatic minor version upgrades should be enabled
RDS.14 | yes | | | | | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SI-13(5) | Amazon Aurora clusters should have backtracking enabled
RDS.15 | yes | 2.2.4 | | | | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5) | RDS DB clusters should be configured for multiple Availability Zones
RDS.16 | yes | | | | | CA-9(1) CM-2 CM-2(2) | Aurora DB clusters should be configured to copy tags to DB snapshots
RDS.17 | yes | | | | | CA-9(1) CM-2 CM-2(2) | RDS DB instances should be configured to copy tags to snapshots
RDS.19 | yes | | | | | CA-7 SI-2 | Existing RDS event notification subscriptions should be configured for critical cluster events
RDS.20 | yes | | | | 11.5.2 | CA-7 SI-2 | Existing RDS event notification subscriptions should be configured for critical database instance events
RDS.21 | yes | | | | 11.5.2 | CA-7 SI-2 | An RDS event notifications subscription should be configured for critical database parameter group events
RDS.22 | yes | | | | 11.5.2 | CA-7 SI-2 | An RDS event notifications subscription should be configured for critical database security group events
RDS.23 | yes | | | | | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5) | RDS instances should not use a database engine default port
RDS.24 | yes | | | | 2.2.2 | CA-9(1) CM-2 | RDS Database Clusters should use a custom administrator username
RDS.25 | yes | | | | 2.2.2 | CA-9(1) CM-2 | RDS database instances should use a custom administrator username
RDS.26 | | | | | | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5) | RDS DB instances should be protected by a backup plan
RDS.27 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | RDS DB clusters should be encrypted at rest
RDS.34 | yes | | | | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | Aurora MySQL DB clusters should publish audit logs to CloudWatch Logs
RDS.35 | yes | | | | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5) | RDS DB clusters should have automatic minor version upgrade enabled
RDS.36 | yes | | | | 10.4.2 | | RDS for PostgreSQL DB instances should publish logs to CloudWatch Logs
RDS.37 | yes | | | | 10.4.2 | | Aurora PostgreSQL DB clusters should publish logs to CloudWatch Logs
RDS.38 | yes | | | | | | RDS for PostgreSQL DB instances should be encrypted in transit
RDS.39 | yes | | | | | | RDS for MySQL DB instances should be encrypted in transit
RDS.40 | yes | | | | | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(10) SC-7(9) SI-3(8) SI-4(20) SI-7(8) | RDS for SQL Server DB instances should publish logs to CloudWatch Logs
RDS.41 | yes | | | | | | RDS for SQL Server DB instances should be encrypted in transit
RDS.42 | yes | | | | | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(10) SC-7(9) SI-3(8) SI-4(20) SI-7(8) | RDS for MariaDB DB instances should publish logs to CloudWatch Logs
RDS.43 | yes | | | | | | RDS DB proxies should require TLS encryption for connections
RDS.44 | yes | | | | | | RDS for MariaDB DB instances should be encrypted in transit
RDS.45 | yes | | | | | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | Aurora MySQL DB clusters should have audit logging enabled
RDS.46 | yes | | | | | | RDS DB instances should not be deployed in public subnets with routes to internet gateways
RDS.47 | yes | | | | | | RDS for PostgreSQL DB clusters should be configured to copy tags to DB snapshots
RDS.48 | yes | | | | | | RDS for MySQL DB clusters should be configured to copy tags to DB snapshots
RDS.50 | yes | | | | | | RDS DB clusters should have enough backup retention period set
Redshift.1 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Amazon Redshift clusters should prohibit public access
Redshift.2 | yes | | | | 4.2.1 | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) | Connections to Amazon Redshift clusters should be encrypted in transit
Redshift.3 | yes | | | | | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SC-7(10) SI-13(5) | Amazon Redshift clusters should have automatic snapshots enabled
Redshift.4 | yes | | | | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | Amazon Redshift clusters should have audit logging enabled
Redshift.6 | yes | | | | | CA-9(1) CM-2 CP-9 SC-5(2) SI-2 SI-2(2) SI-2(4) SI-2(5) | Amazon Redshift should have automatic upgrades to major versions enabled
Redshift.7 | yes | | | | | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(20) SC-7(21) SC-7(4) SC-7(9) | Redshift clusters should use enhanced VPC routing
Redshift.8 | yes | | | | | CA-9(1) CM-2 | Amazon Redshift clusters should not use the default Admin username
Redshift.10 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SI-7(6) | Redshift clusters should be encrypted at rest
Redshift.15 | yes | | | | 1.3.1 | | Redshift security groups should allow ingress on the cluster port only from restricted origins
Redshift.18 | yes | | | | | | Redshift clusters should have Multi-AZ deployments enabled
RedshiftServerless.1 | yes | | | | | | Amazon Redshift Serverless workgroups should use enhanced VPC routing
RedshiftServerless.2 | yes | | | | | | Connections to Redshift Serverless workgroups should be required to use SSL
RedshiftServerless.3 | yes | | | | | | Redshift Serverless workgroups should prohibit public access
RedshiftServerless.4 | | | | | | AU-9 CA-9(1) CM-3(6) SC-7(10) SC-12(2) SC-13 SC-28 SC-28(1) SI-7(6) | Redshift Serverless namespaces should be encrypted with customer managed AWS KMS keys
RedshiftServerless.5 | yes | | | | | | Redshift Serverless namespaces should not use the default admin username
RedshiftServerless.6 | yes | | | | | | Redshift Serverless namespaces should export logs to CloudWatch Logs
Route53.2 | yes | | | | 10.4.2 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | Route 53 public hosted zones should log DNS queries
S3.1 | yes | 2.1.4 | 2.1.4 | 2.1.5 | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | S3 general purpose buckets should have block public access settings enabled
S3.2 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | S3 general purpose buckets should block public read access
S3.3 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | S3 general purpose buckets should block public write access
S3.5 | yes | 2.1.1 | 2.1.1 | 2.1.2 | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6) | S3 general purpose buckets should require requests to use SSL
S3.6 | yes | | | | | CA-9(1) CM-2 | S3 general purpose bucket policies should restrict access to other AWS accounts
S3.7 | | | | | | AU-9(2) CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-36(2) SC-5(2) SI-13(5) | S3 general purpose buckets should use cross-Region replication
S3.8 | yes | 2.1.4 | 2.1.4 | 2.1.5 | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | S3 general purpose buckets should block public access
S3.9 | yes | | | | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) | S3 general purpose buckets should have server access logging enabled
S3.10 | | | | | | CP-10 CP-6(2) CP-9 SC-5(2) SI-13(5) | S3 general purpose buckets with versioning enabled should have Lifecycle configurations
S3.11 | | | | | | CA-7 SI-3(8) SI-4 SI-4(4) | S3 general purpose buckets should have event notifications enabled
S3.12 | yes | | | | | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6 | ACLs should not be used to manage user access to S3 general purpose buckets
S3.13 | yes | | | | | CP-10 CP-6(2) CP-9 SC-5(2) SI-13(5) | S3 general purpose buckets should have Lifecycle configurations
S3.14 | | | | | | AU-9(2) CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5) | S3 general purpose buckets should have versioning enabled
S3.15 | | | | | 10.5.1 | CP-6(2) | S3 general purpose buckets should have Object Lock enabled
S3.17 | | | | | 3.5.1 | SC-12(2) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) CA-9(1) SI-7(6) AU-9 | S3 general purpose buckets should be encrypted at rest with AWS KMS keys
S3.19 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | S3 access points should have block public access settings enabled
S3.20 | | 2.1.2 | 2.1.2 | 2.1.3 | | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2) | S3 general purpose buckets should have MFA delete enabled
S3.22 | | 3.8 | 3.8 | | 10.2.1 | | S3 general purpose buckets should log object-level write events
S3.23 | | 3.9 | 3.9 | | 10.2.1 | | S3 general purpose buckets should log object-level read events
S3.24 | yes | | | | 1.4.4 | | S3 Multi-Region Access Points should have block public access settings enabled
S3.25 | yes | | | | | | S3 directory buckets should have lifecycle configurations
SageMaker.1 | yes | | | | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | Amazon SageMaker notebook instances should not have direct internet access
SageMaker.2 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | SageMaker notebook instances should be launched in a custom VPC
SageMaker.3 | yes | | | | | AC-2(1) AC-3(15) AC-3(7) AC-6 AC-6(10) AC-6(2) | Users should not have root access to SageMaker notebook instances
SageMaker.4 | yes | | | | | CP-10 SC-5 SC-36 SA-13 | SageMaker endpoint production variants should have an initial instance count greater than 1
SageMaker.5 | yes | | | | | | SageMaker models should have network isolation enabled
SageMaker.8 | yes | | | | | | SageMaker notebook instances should run on supported platforms
SageMaker.9 | yes | | | | | | SageMaker data quality job definitions should have inter-container traffic encryption enabled
SageMaker.10 | yes | | | | | | SageMaker model explainability job definitions should have inter-container traffic encryption enabled
SageMaker.11 | yes | | | | | | SageMaker data quality job definitions should have network isolation enabled
SageMaker.12 | yes | | | | | | SageMaker model bias job definitions should have network isolation enabled
SageMaker.13 | yes | | | | | | SageMaker model quality job definitions should have inter-container traffic encryption enabled
SageMaker.14 | yes | | | | | | SageMaker monitoring schedules should have network isolation enabled
SageMaker.15 | yes | | | | | | SageMaker model bias job definitions should have inter-container traffic encryption enabled
SecretsManager.1 | yes | | | | 8.6.3 8.3.9 | AC-2(1) AC-3(15) | Secrets Manager secrets should have automatic rotation enabled
SecretsManager.2 | yes | | | | 8.6.3 8.3.9 | AC-2(1) AC-3(15) | Secrets Manager secrets configured with automatic rotation should rotate successfully
SecretsManager.3 | yes | | | | | AC-2(1) AC-3(15) | Remove unused Secrets Manager secrets
SecretsManager.4 | yes | | | | 8.6.3 8.3.9 | AC-2(1) AC-3(15) | Secrets Manager secrets should be rotated within a specified number of days
ServiceCatalog.1 | yes | | | | | AC-3 AC-4 AC-6 CM-8 SC-7 | Service Catalog portfolios should be shared within an AWS organization only
SES.3 | yes | | | | | | SES configuration sets should have TLS enabled for sending emails
SNS.1 | | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | SNS topics should be encrypted at-rest using AWS KMS
SNS.4 | yes | | | | | | SNS topic access policies should not allow public access
SQS.1 | yes | | | | | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6) | Amazon SQS queues should be encrypted at rest
SQS.3 | yes | | | | | | SQS queue access policies should not allow public access
SSM.1 | yes | | | | | CA-9(1) CM-2 CM-2(2) CM-8 CM-8(1) CM-8(2) CM-8(3) SA-15(2) SA-15(8) SA-3 SI-2(3) | EC2 instances should be managed by AWS Systems Manager
SSM.2 | yes | | | | 2.2.1 6.3.3 | CM-8(3) SI-2 SI-2(2) SI-2(3) SI-2(4) SI-2(5) | EC2 instances managed by Systems Manager should have a patch compliance status of COMPLIANT after a patch installation
SSM.3 | yes | | | | 2.2.1 6.3.3 | CA-9(1) CM-2 CM-2(2) CM-8 CM-8(1) CM-8(3) SI-2(3) | EC2 instances managed by Systems Manager should have an association compliance status of COMPLIANT
SSM.4 | yes | | | | | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9) | SSM documents should not be public
SSM.6 | yes | | | | | | SSM Automation should have CloudWatch logging enabled
SSM.7 | yes | | | | | | SSM documents should have the block public sharing setting enabled
StepFunctions.1 | yes | | | | 10.4.2 | | Step Functions state machines should have logging turned on
Transfer.2 | yes | | | | 4.2.1 | CM-7 IA-5 SC-8 | Transfer Family servers should not use FTP protocol for endpoint connection
Transfer.3 | yes | | | | | | Transfer Family connectors should have logging enabled
WAF.1 | yes | | | | 10.4.2 | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-7(8) | AWS WAF Classic Global Web ACL logging should be enabled
WAF.2 | yes | | | | | AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) | AWS WAF Classic Regional rules should have at least one condition
WAF.3 | yes | | | | | AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) | AWS WAF Classic Regional rule groups should have at least one rule
WAF.4 | yes | | | | | CA-9(1) CM-2 | AWS WAF Classic Regional web ACLs should have at least one rule or rule group
WAF.6 | yes | | | | | CA-9(1) CM-2 | AWS WAF Classic global rules should have at least one condition
WAF.7 | yes | | | | | CA-9(1) CM-2 | AWS WAF Classic global rule groups should have at least one rule
WAF.8 | yes | | | | | AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) | AWS WAF Classic global web ACLs should have at least one rule or rule group
WAF.10 | yes | | | | | CA-9(1) CM-2 | AWS WAF web ACLs should have at least one rule or rule group
WAF.11 | | | | | 10.4.2 | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(10) SC-7(9) SI-7(8) | AWS WAF web ACL logging should be enabled
WAF.12 | yes | | | | | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(10) SC-7(9) SI-7(8) | AWS WAF rules should have CloudWatch metrics enabled
WorkSpaces.1 | yes | | | | | | WorkSpaces user volumes should be encrypted at rest
WorkSpaces.2 | yes | | | | | | WorkSpaces root volumes should be encrypted at rest
`;
