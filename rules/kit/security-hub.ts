import type { Controls } from "./rule.ts";

/**
 * What AWS maps the controls of Security Hub to that rules stand for: control, then the numbers of CIS AWS Foundations 3.0.0, of PCI
 * DSS 4.0.1 and of NIST 800-53 r5. From "Related requirements" in https://docs.aws.amazon.com/securityhub/latest/userguide
 * as of September 2026.
 */
const table = `
ACM.2 |  | 4.2.1 |
APIGateway.1 |  |  | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-7(8)
APIGateway.2 |  |  | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
APIGateway.3 |  |  | CA-7
APIGateway.4 |  |  | AC-4(21)
APIGateway.5 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
APIGateway.8 |  |  | AC-3 CM-2 CM-2(2)
APIGateway.9 |  | 10.4.2 | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-7(8)
AppSync.2 |  | 10.4.2 |
AutoScaling.1 |  |  | CA-7 CP-2(2) SI-2
AutoScaling.3 |  | 2.2.6 | AC-3 AC-3(15) AC-3(7) AC-6 CA-9(1) CM-2
Autoscaling.5 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
AutoScaling.9 |  |  | CA-9(1) CM-2 CM-2(2)
CloudFront.1 |  | 2.2.6 | SC-7(11) SC-7(16)
CloudFront.3 |  | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
CloudFront.4 |  |  | CP-10 SC-36 SC-5(2) SI-13(5)
CloudFront.5 |  | 10.4.2 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
CloudFront.6 |  | 6.4.2 | AC-4(21)
CloudFront.7 |  |  | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
CloudFront.9 |  | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
CloudFront.10 |  | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
CloudFront.13 |  |  |
CloudFront.15 |  |  |
CloudTrail.1 | 3.1 |  | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) AU-14(1) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8) SA-8(22)
CloudTrail.2 | 3.5 | 10.3.2 | AU-9 CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
CloudTrail.3 |  | 10.2.1 |
CloudTrail.4 | 3.2 | 10.3.2 | AU-9 SI-4 SI-7(1) SI-7(3) SI-7(7)
CloudTrail.5 |  |  | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(1) AU-6(3) AU-6(4) AU-6(5) AU-7(1) CA-7 SC-7(9) SI-20 SI-3(8) SI-4(20) SI-4(5) SI-7(8)
CloudTrail.6 |  | 1.4.4 |
CloudTrail.7 | 3.4 | 10.2.1 |
CloudWatch.1 |  |  |
CloudWatch.2 |  |  |
CloudWatch.3 |  |  |
CloudWatch.4 |  |  |
CloudWatch.5 |  |  |
CloudWatch.6 |  |  |
CloudWatch.7 |  |  |
CloudWatch.8 |  |  |
CloudWatch.9 |  |  |
CloudWatch.10 |  |  |
CloudWatch.11 |  |  |
CloudWatch.12 |  |  |
CloudWatch.13 |  |  |
CloudWatch.14 |  |  |
CloudWatch.16 |  |  | AU-10 AU-11 AU-6(3) AU-6(4) CA-7 SI-12
CloudWatch.17 |  |  | AU-6(1) AU-6(5) CA-7 SI-2 SI-4(12)
CodeBuild.2 |  | 8.3.2 | IA-5(7) SA-3
CodeBuild.3 |  | 10.3.2 | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SI-7(6)
CodeBuild.4 |  |  | AC-2(12) AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) AU-9(7) CA-7 SC-7(9) SI-3(8) SI-4 SI-4(20) SI-7(8)
Cognito.2 |  |  |
Config.1 | 3.3 |  | CM-3 CM-6(1) CM-8 CM-8(2)
DataFirehose.1 |  |  | AC-3 AU-3 SC-12 SC-13 SC-28
DMS.1 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
DMS.6 |  | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5)
DMS.9 |  | 4.2.1 | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2)
DocumentDB.1 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
DocumentDB.2 |  | 3.2.1 | SI-12
DocumentDB.4 |  | 10.3.3 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
DocumentDB.5 |  |  | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2)
DynamoDB.1 |  |  | CP-10 CP-2(2) CP-6(2) SC-36 SC-5(2) SI-13(5)
DynamoDB.2 |  |  | CP-10 CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5)
DynamoDB.3 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
DynamoDB.7 |  | 4.2.1 | AC-17 SC-8 SC-13 SC-23
EC2.2 | 5.4 |  | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5)
EC2.3 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
EC2.6 | 3.7 |  | AC-4(26) AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SI-7(8)
EC2.7 | 2.2.1 |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
EC2.8 | 5.6 | 2.2.6 | AC-3 AC-3(15) AC-3(7) AC-6
EC2.9 |  |  | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
EC2.12 |  |  | CM-8(1)
EC2.13 |  | 1.3.1 | AC-4 AC-4(21) CM-7 SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5)
EC2.14 |  | 1.3.1 |
EC2.15 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
EC2.16 |  | 1.2.7 | CM-8(1)
EC2.18 |  |  | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5)
EC2.19 |  |  | AC-4 AC-4(21) CA-9(1) CM-2 CM-2(2) CM-7 SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5)
EC2.21 | 5.1 | 1.3.1 | AC-4(21) CA-9(1) CM-2 CM-2(2) CM-7 SC-7 SC-7(21) SC-7(5)
EC2.23 |  |  | AC-4(21) CA-9(1) CM-2
EC2.25 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
EC2.28 |  |  | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5)
EC2.53 | 5.2 | 1.3.1 |
EC2.54 | 5.3 | 1.3.1 |
EC2.170 |  | 2.2.6 |
EC2.181 |  |  |
ECR.1 |  | 6.2.3 6.2.4 | RA-5
ECR.2 |  |  | CA-9(1) CM-2 CM-8(1)
ECR.5 |  |  | SC-12(2) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) CA-9(1) SI-7(6) AU-9
ECS.2 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
ECS.3 |  |  | CA-9(1) CM-2
ECS.4 |  |  | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6
ECS.5 |  |  | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6
ECS.8 |  | 8.6.2 | CA-9(1) CM-2
ECS.10 |  | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5)
ECS.12 |  |  | AU-6(3) AU-6(4) CA-7 SI-2
ECS.17 |  |  | AC-2(1) AC-3 AC-3(7) AC-3(15) AC-5 AC-6
EFS.1 | 2.4.1 |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
EFS.2 |  |  | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5)
EFS.3 |  |  | AC-6(10)
EFS.4 |  | 7.3.1 | AC-6(2)
EKS.1 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
EKS.2 |  | 12.3.4 | CA-9(1) CM-2 SI-2 SI-2(2) SI-2(4) SI-2(5)
EKS.3 |  | 8.3.2 | SC-8 SC-12 SC-13 SC-28
EKS.8 |  | 10.2.1 | AC-2(12) AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) AU-9(7) CA-7 SC-7(9) SI-3(8) SI-4 SI-4(20) SI-7(8)
ElastiCache.1 |  |  | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5)
ElastiCache.2 |  | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5)
ElastiCache.3 |  |  | CP-10 SC-36 SC-5(2) SI-13(5)
ElastiCache.4 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
ElastiCache.5 |  | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
ElastiCache.6 |  | 8.3.1 | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6
ElastiCache.7 |  |  | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5)
ElasticBeanstalk.1 |  |  | CA-7 SI-2
ElasticBeanstalk.2 |  | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5)
ELB.1 |  |  | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
ELB.3 |  | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
ELB.4 |  | 6.2.4 | SC-7(4) SC-8(2)
ELB.5 |  |  | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-7(8)
ELB.6 |  |  | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2)
ELB.8 |  | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
ELB.9 |  |  | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5)
ELB.12 |  | 6.2.4 | AC-4(21) CA-9(1) CM-2
ELB.14 |  | 6.2.4 | AC-4(21) CA-9(1) CM-2
ELB.16 |  |  | AC-4(21)
ELB.17 |  |  | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
ELB.18 |  |  |
EMR.2 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
ES.1 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
ES.2 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
ES.3 |  | 4.2.1 | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2)
ES.4 |  |  | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
ES.5 |  | 10.4.2 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
ES.7 |  |  | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5)
ES.8 |  | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
GuardDuty.1 |  | 11.5.1 | AC-2(12) AU-6(1) AU-6(5) CA-7 CM-8(3) RA-3(4) SA-11(1) SA-11(6) SA-15(2) SA-15(8) SA-8(19) SA-8(21) SA-8(25) SC-5 SC-5(1) SC-5(3) SI-20 SI-3(8) SI-4 SI-4(1) SI-4(13) SI-4(2) SI-4(22) SI-4(25) SI-4(4) SI-4(5)
GuardDuty.5 |  |  |
GuardDuty.8 |  |  |
GuardDuty.10 |  | 11.5.1 |
IAM.1 |  |  | AC-2 AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 AC-6(10) AC-6(2) AC-6(3)
IAM.2 | 1.15 |  | AC-2 AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6 AC-6(3)
IAM.3 | 1.14 | 8.3.9 8.6.3 | AC-2(1) AC-2(3) AC-3(15)
IAM.4 | 1.4 |  | AC-2(1) AC-3(15) AC-3(7) AC-6 AC-6(10) AC-6(2)
IAM.7 |  | 8.3.6 8.3.7 8.3.9 8.3.10.1 8.6.3 | AC-2(1) AC-2(3) AC-3(15) IA-5(1)
IAM.11 |  | 8.3.6 8.6.3 |
IAM.12 |  | 8.3.6 8.6.3 |
IAM.13 |  |  |
IAM.14 |  | 8.3.6 8.6.3 |
IAM.15 | 1.8 |  |
IAM.16 | 1.9 | 8.3.7 |
IAM.17 |  | 8.3.9 8.3.10.1 |
IAM.19 |  | 8.4.2 | AC-2(1) AC-3(15) IA-2(1) IA-2(2) IA-2(6) IA-2(8)
IAM.21 |  |  | AC-2 AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6 AC-6(10) AC-6(2) AC-6(3)
Kinesis.1 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
KMS.4 | 3.6 | 3.7.4 | SC-12 SC-12(2) SC-28(3)
Lambda.1 |  | 7.2.1 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
Lambda.2 |  | 12.3.4 | CA-9(1) CM-2 SI-2 SI-2(2) SI-2(4) SI-2(5)
Lambda.3 |  |  | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
Lambda.7 |  |  | CA-7
MQ.2 |  | 10.3.3 | AU-2 AU-3 AU-12 SI-4
MSK.1 |  | 4.2.1 | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2)
MSK.4 |  |  |
Neptune.1 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
Neptune.2 |  | 10.3.3 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(1) AU-6(3) AU-6(4) AU-6(5) AU-7(1) AU-9(7) CA-7 SC-7(9) SI-20 SI-3(8) SI-4(20) SI-4(5) SI-7(8)
Neptune.4 |  |  | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2)
Neptune.5 |  |  | SI-12
Neptune.7 |  |  | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6
Neptune.8 |  |  | CA-9(1) CM-2 CM-2(2)
NetworkFirewall.2 |  |  | AC-2(12) AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) AU-9(7) CA-7 SC-7(9) SI-3(8) SI-4 SI-4(20) SI-7(8)
NetworkFirewall.9 |  |  | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2)
Opensearch.1 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SI-7(6)
Opensearch.2 |  |  | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
Opensearch.3 |  |  | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2)
Opensearch.4 |  |  | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
Opensearch.5 |  | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
Opensearch.7 |  |  | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-5 AC-6
Opensearch.8 |  |  | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
Opensearch.11 |  |  | CP-10 CP-2 SC-5 SC-36 SI-13
RDS.1 |  |  | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
RDS.2 | 2.3.3 | 1.4.4 | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5)
RDS.3 | 2.3.1 |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
RDS.5 |  |  | CP-10 CP-6(2) SC-36 SC-5(2) SI-13(5)
RDS.6 |  |  | CA-7 SI-2
RDS.7 |  |  | CM-3 SC-5(2)
RDS.8 |  |  | CM-3 SC-5(2) SI-13(5)
RDS.9 |  | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(10) SC-7(9) SI-3(8) SI-4(20) SI-7(8)
RDS.10 |  |  | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6
RDS.11 |  |  | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5)
RDS.12 |  |  | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6
RDS.13 | 2.3.2 | 6.3.3 | SI-2 SI-2(2) SI-2(4) SI-2(5)
RDS.14 |  |  | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SI-13(5)
RDS.16 |  |  | CA-9(1) CM-2 CM-2(2)
RDS.17 |  |  | CA-9(1) CM-2 CM-2(2)
RDS.23 |  |  | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(16) SC-7(21) SC-7(4) SC-7(5)
RDS.27 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
RDS.34 |  | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
RDS.36 |  | 10.4.2 |
RDS.37 |  | 10.4.2 |
RDS.40 |  |  | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(10) SC-7(9) SI-3(8) SI-4(20) SI-7(8)
RDS.42 |  |  | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(10) SC-7(9) SI-3(8) SI-4(20) SI-7(8)
RDS.46 |  |  |
RDS.47 |  |  |
RDS.48 |  |  |
RDS.50 |  |  |
Redshift.1 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
Redshift.2 |  | 4.2.1 | AC-4 SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2)
Redshift.3 |  |  | CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SC-7(10) SI-13(5)
Redshift.4 |  | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
Redshift.6 |  |  | CA-9(1) CM-2 CP-9 SC-5(2) SI-2 SI-2(2) SI-2(4) SI-2(5)
Redshift.7 |  |  | AC-4 AC-4(21) SC-7 SC-7(11) SC-7(20) SC-7(21) SC-7(4) SC-7(9)
Redshift.8 |  |  | CA-9(1) CM-2
Redshift.10 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SI-7(6)
Route53.2 |  | 10.4.2 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
S3.1 | 2.1.4 | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
S3.2 |  |  | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
S3.3 |  |  | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
S3.5 | 2.1.1 | 4.2.1 | AC-17(2) AC-4 IA-5(1) SC-12(3) SC-13 SC-23 SC-23(3) SC-7(4) SC-8 SC-8(1) SC-8(2) SI-7(6)
S3.7 |  |  | AU-9(2) CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-36(2) SC-5(2) SI-13(5)
S3.8 | 2.1.4 | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
S3.9 |  | 10.2.1 | AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4(20) SI-7(8)
S3.11 |  |  | CA-7 SI-3(8) SI-4 SI-4(4)
S3.12 |  |  | AC-2(1) AC-3 AC-3(15) AC-3(7) AC-6
S3.13 |  |  | CP-10 CP-6(2) CP-9 SC-5(2) SI-13(5)
S3.14 |  |  | AU-9(2) CP-10 CP-6 CP-6(1) CP-6(2) CP-9 SC-5(2) SI-12 SI-13(5)
S3.15 |  | 10.5.1 | CP-6(2)
S3.17 |  | 3.5.1 | SC-12(2) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) CA-9(1) SI-7(6) AU-9
S3.19 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
S3.20 | 2.1.2 |  | CA-9(1) CM-2 CM-2(2) CM-3 SC-5(2)
S3.22 | 3.8 | 10.2.1 |
S3.23 | 3.9 | 10.2.1 |
SageMaker.1 |  | 1.4.4 | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
SageMaker.2 |  |  | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
SageMaker.3 |  |  | AC-2(1) AC-3(15) AC-3(7) AC-6 AC-6(10) AC-6(2)
SageMaker.5 |  |  |
SageMaker.9 |  |  |
SecretsManager.1 |  | 8.6.3 8.3.9 | AC-2(1) AC-3(15)
SecretsManager.4 |  | 8.6.3 8.3.9 | AC-2(1) AC-3(15)
SES.3 |  |  |
SNS.1 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
SQS.1 |  |  | CA-9(1) CM-3(6) SC-13 SC-28 SC-28(1) SC-7(10) SI-7(6)
SSM.4 |  |  | AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(11) SC-7(16) SC-7(20) SC-7(21) SC-7(3) SC-7(4) SC-7(9)
StepFunctions.1 |  | 10.4.2 |
Transfer.2 |  | 4.2.1 | CM-7 IA-5 SC-8
WAF.1 |  | 10.4.2 | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-7(8)
WAF.10 |  |  | CA-9(1) CM-2
WAF.11 |  | 10.4.2 | AC-4(26) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(10) SC-7(9) SI-7(8)
WorkSpaces.1 |  |  |
WorkSpaces.2 |  |  |
`;

const columns = ["cis-aws-3.0", "pci-dss-4.0", "nist-800-53-r5"] as const;

const rows = new Map(
  table
    .trim()
    .split("\n")
    .map((line) => {
      const [id = "", ...cells] = line.split("|").map((cell) => cell.trim());
      return [id, cells.map((cell) => cell.split(" ").filter((number) => number !== ""))] as const;
    }),
);

/** Whether AWS has a control of this id. */
export const isControl = (id: string): boolean => rows.has(id);

/** A rule's controls, with those that AWS maps its controls of Security Hub to. */
export function mapped(controls: Controls): Controls {
  const found: Record<string, readonly string[]> = { ...controls };
  for (const [column, framework] of columns.entries()) {
    const numbers = (controls["security-hub"] ?? []).flatMap((id) => rows.get(id)?.[column] ?? []);
    if (numbers.length > 0) found[framework] = [...new Set([...(controls[framework] ?? []), ...numbers])].sort(inOrder);
  }
  return found;
}

/** `SC-7(9)` before `SC-7(11)`, and `2.2` before `2.10`. */
const inOrder = (a: string, b: string): number => (padded(a) < padded(b) ? -1 : 1);

const padded = (number: string): string => number.replaceAll(/\d+/g, (digits) => digits.padStart(3, "0"));
