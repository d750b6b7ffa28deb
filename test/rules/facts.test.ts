import assert from "node:assert/strict";
import { fixesFor, preview } from "../../analysis/fix/fix.ts";
import { rules } from "../../rules/index.ts";
import { checked } from "../harness/fixture.ts";

const examined = (id: string, text: string) =>
  checked(
    rules.filter((rule) => rule.id === id),
    { "main.tf": text },
  );

describe("what AWS says", () => {
  const recorded: Readonly<Record<string, string>> = {
    "arn:aws:s3:::reports/2026-*": "arn:aws:s3:::reports/2026-",
    "arn:aws:s3:::reports/*": "arn:aws:s3:::reports/",
    "arn:aws:s3:::acme-*/": "arn:aws:s3",
    "arn:aws-us-gov:s3:::*/*": "arn:aws-us-gov:s3",
  };
  for (const [written, wanted] of Object.entries(recorded))
    it(`makes of the data events of ${written} those of ${wanted}, which CloudTrail takes`, () => {
      const data = (value: string) => `resource "aws_cloudtrail" "a" {
  event_selector {
    data_resource {
      type   = "AWS::S3::Object"
      values = ["${value}"]
    }
  }
}
`;
      const check = examined("aws-cloudtrail-data-events-match-no-bucket", data(written));
      const [fix] = check.report.findings.flatMap((finding) => fixesFor(finding, check));
      assert.deepEqual(fix && [...preview(fix.edits, check).values()], [data(wanted)]);
    });

  const kept: Readonly<Record<string, string>> = {
    "": "Database keeps at most one day of backups",
    "  backup_retention_period = 0\n": "Database keeps no backups",
    "  backup_retention_period = 1\n": "Database keeps 1 day of backups",
    "  backup_retention_period = 6\n": "Database keeps 6 days of backups",
  };
  for (const [line, message] of Object.entries(kept))
    it(`is told in plain words: ${message}`, () => {
      const { report } = examined("aws-rds-backups-too-short", `resource "aws_db_instance" "a" {\n${line}}\n`);
      assert.deepEqual(
        report.findings.map((finding) => finding.message),
        [message],
      );
    });
});
