import type { Framework } from "./kit/rule.ts";

/** A framework whose requirements are known one by one, and who says so. */
export interface Standard {
  readonly framework: Framework;
  readonly name: string;
  /** Where AWS maps its controls to it. */
  readonly source: string;
  /** What a requirement is called, as far as its words may be used: CIS and PCI keep theirs. */
  titleOf?(number: string): string | undefined;
}

const guide = "https://docs.aws.amazon.com/securityhub/latest/userguide";

/** What can be told requirement by requirement. */
export const standards: readonly Standard[] = [
  {
    framework: "fsbp",
    name: "AWS Foundational Security Best Practices",
    source: `${guide}/fsbp-standard.html`,
  },
  {
    framework: "cis-aws-5.0",
    name: "CIS AWS Foundations Benchmark 5.0.0",
    source: `${guide}/cis-aws-foundations-benchmark.html`,
  },
  {
    framework: "cis-aws-3.0",
    name: "CIS AWS Foundations Benchmark 3.0.0",
    source: `${guide}/cis-aws-foundations-benchmark.html`,
  },
  {
    framework: "cis-aws-1.4",
    name: "CIS AWS Foundations Benchmark 1.4.0",
    source: `${guide}/cis-aws-foundations-benchmark.html`,
  },
  {
    framework: "pci-dss-4.0.1",
    name: "PCI DSS 4.0.1",
    source: `${guide}/pci-standard.html`,
  },
  {
    framework: "nist-800-53-r5",
    name: "NIST SP 800-53 Rev. 5",
    source: `${guide}/nist-standard.html`,
    titleOf: (number) => nistTitles.get(number.replace(/\(.*/, "")),
  },
];

/** The controls that AWS maps to, without their enhancements: from NIST's catalog, https://doi.org/10.6028/NIST.SP.800-53r5. */
const nist = `
AC-2 | Account Management
AC-3 | Access Enforcement
AC-4 | Information Flow Enforcement
AC-5 | Separation of Duties
AC-6 | Least Privilege
AC-17 | Remote Access
AC-21 | Information Sharing
AU-2 | Event Logging
AU-3 | Content of Audit Records
AU-6 | Audit Record Review, Analysis, and Reporting
AU-7 | Audit Record Reduction and Report Generation
AU-9 | Protection of Audit Information
AU-10 | Non-repudiation
AU-11 | Audit Record Retention
AU-12 | Audit Record Generation
AU-14 | Session Audit
CA-7 | Continuous Monitoring
CA-9 | Internal System Connections
CM-2 | Baseline Configuration
CM-3 | Configuration Change Control
CM-6 | Configuration Settings
CM-7 | Least Functionality
CM-8 | System Component Inventory
CP-2 | Contingency Plan
CP-6 | Alternate Storage Site
CP-9 | System Backup
CP-10 | System Recovery and Reconstitution
IA-2 | Identification and Authentication (Organizational Users)
IA-5 | Authenticator Management
IR-4 | Incident Handling
RA-3 | Risk Assessment
RA-5 | Vulnerability Monitoring and Scanning
SA-3 | System Development Life Cycle
SA-8 | Security and Privacy Engineering Principles
SA-11 | Developer Testing and Evaluation
SA-13 | Trustworthiness
SA-15 | Development Process, Standards, and Tools
SC-5 | Denial-of-service Protection
SC-7 | Boundary Protection
SC-8 | Transmission Confidentiality and Integrity
SC-12 | Cryptographic Key Establishment and Management
SC-13 | Cryptographic Protection
SC-23 | Session Authenticity
SC-28 | Protection of Information at Rest
SC-36 | Distributed Processing and Storage
SI-2 | Flaw Remediation
SI-3 | Malicious Code Protection
SI-4 | System Monitoring
SI-7 | Software, Firmware, and Information Integrity
SI-12 | Information Management and Retention
SI-13 | Predictable Failure Prevention
SI-20 | Tainting
`;

const nistTitles = new Map(
  nist
    .trim()
    .split("\n")
    .map((line): [string, string] => {
      const [number = "", title = ""] = line.split(" | ");
      return [number, title];
    }),
);
