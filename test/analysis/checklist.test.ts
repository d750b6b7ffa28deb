import { deepEqual, equal, match } from "node:assert/strict";
import { evidenceIn, itemsOfRule, type Row, rowsOf } from "../../analysis/checklist/checklist.ts";
import { insertion } from "../../analysis/checklist/insertion.ts";
import { checklistMarkdown, countsOf, tiersOf } from "../../analysis/checklist/markdown.ts";
import { holdsUntil, parseTicks, type Tick, ticked } from "../../analysis/checklist/ticks.ts";
import { defaults } from "../../analysis/config/config.ts";
import { because } from "../../analysis/fix/refusal.ts";
import { causes } from "../../analysis/run/causes.ts";
import { check } from "../../analysis/run/check.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import type { Place } from "../../language/syntax/text.ts";
import { checklist, checklistGroups } from "../../rules/checklist.ts";
import { rules } from "../../rules/index.ts";
import { isTakenIn } from "../../rules/profiles.ts";
import { checked, directory, filesOf, type Texts, today } from "../harness/fixture.ts";

const named = rules.filter(({ id }) => itemsOfRule(id).length > 0);

interface Circumstances {
  readonly ticks?: ReadonlyMap<string, Tick>;
  readonly isPartlyRead?: boolean;
}

function rowsIn(
  texts: Texts | string,
  { ticks = new Map(), isPartlyRead = false }: Circumstances = {},
): readonly Row<Finding, Place>[] {
  const { report, module } = checked(named, typeof texts === "string" ? { "main.tf": texts } : texts);
  return rowsOf<Finding, Place>({
    findings: causes(report.findings),
    evidence: evidenceIn(module),
    isPartlyRead,
    ticks,
    today,
  });
}

const stateOf = (id: string, text: Texts | string, circumstances?: Circumstances): string =>
  rowsIn(text, circumstances).find(({ item }) => item.id === id)?.state ?? "no such row";

const database = (more: string): string => `resource "aws_db_instance" "orders" {\n  engine = "mysql"\n${more}}\n`;

describe("the checklist", () => {
  it("has the guide's four groups, with every row of it and the action items", () => {
    const count = (group: string) => checklist.filter((item) => item.group === group).length;
    deepEqual(Object.keys(checklistGroups).map(count), [6, 5, 6, 6]);
    equal(new Set(checklist.map(({ id }) => id)).size, checklist.length);
  });

  it("names rules that there are", () => {
    const idle = checklist.flatMap(({ id, rules: written }) =>
      written
        .filter((one) => !rules.some((rule) => isTakenIn(rule.id, one.replace("!", ""))))
        .map((one) => `${id}: ${one}`),
    );
    deepEqual(idle, []);
  });

  it("says of each row what is missing, or asks", () => {
    for (const { id, missing, proofs, rules, byHand } of checklist) {
      match(missing, /^[A-Z].*\.$/, id);
      equal(proofs.length > 0 || rules.length > 0, true, id);
      if (byHand) match(byHand.question, /\?$/, id);
    }
  });
});

describe("a row", () => {
  it("is met by what shows it, and names that", () => {
    const rows = rowsIn(database("  storage_encrypted = true\n"));
    const row = rows.find(({ item }) => item.id === "encryption-at-rest");
    equal(row?.state, "met");
    deepEqual(
      row?.evidence.map(({ address }) => address),
      ["aws_db_instance.orders"],
    );
  });

  it("is violated by a finding, and what has one shows nothing", () => {
    const rows = rowsIn(`${database("  storage_encrypted = false\n")}resource "aws_s3_bucket" "logs" {\n}\n`);
    const row = rows.find(({ item }) => item.id === "encryption-at-rest");
    equal(row?.state, "violated");
    deepEqual(
      row?.findings.map(({ message }) => message),
      ["Database is not encrypted at rest"],
    );
    deepEqual(
      row?.evidence.map(({ address }) => address),
      ["aws_s3_bucket.logs"],
    );
  });

  it("is met where what violates it is accepted, and says so", () => {
    const rows = rowsIn(
      `${database("  storage_encrypted = false # parapet:ignore aws-rds-storage-unencrypted -- synthetic data\n")}resource "aws_s3_bucket" "logs" {\n}\n`,
    );
    const row = rows.find(({ item }) => item.id === "encryption-at-rest");
    equal(row?.state, "met");
    deepEqual(
      row?.accepted.map(({ suppression }) => suppression?.reason),
      ["synthetic data"],
    );
  });

  it("cannot be told where all that there is was accepted", () =>
    equal(
      stateOf(
        "encryption-at-rest",
        database("  storage_encrypted = false # parapet:ignore aws-rds-storage-unencrypted -- synthetic\n"),
      ),
      "cannot-tell",
    ));

  it("cannot be told where only apply knows", () => {
    equal(
      stateOf("encryption-at-rest", `variable "on" {\n}\n${database("  storage_encrypted = var.on\n")}`),
      "cannot-tell",
    );
    equal(
      stateOf(
        "guardduty",
        'variable "on" {\n}\nresource "aws_guardduty_detector" "main" {\n  count  = var.on ? 1 : 0\n  enable = true\n}\n',
      ),
      "cannot-tell",
    );
  });

  it("is missing where nothing shows it, unless there is code that was not read", () => {
    equal(stateOf("cloudtrail", ""), "missing");
    equal(stateOf("cloudtrail", "", { isPartlyRead: true }), "cannot-tell");
    equal(stateOf("security-hub", 'resource "aws_securityhub_account" "main" {\n}\n'), "met");
  });

  it("takes a trail for what it records", () => {
    const trail = (more: string) => `resource "aws_cloudtrail" "main" {\n  s3_bucket_name = "logs"\n${more}}\n`;
    const whole = "  is_multi_region_trail      = true\n  enable_log_file_validation = true\n";
    equal(stateOf("cloudtrail", trail(whole)), "met");
    equal(stateOf("cloudtrail", trail("")), "violated");
    equal(stateOf("cloudtrail", trail(`${whole}  enable_logging = false\n`)), "violated");
  });

  it("takes a recorder for met once it is started", () => {
    const recorder =
      'resource "aws_config_configuration_recorder" "main" {\n  role_arn = "r"\n  recording_group {\n    all_supported                 = true\n    include_global_resource_types = true\n  }\n}\n';
    const status = (on: string) =>
      `resource "aws_config_configuration_recorder_status" "main" {\n  name       = aws_config_configuration_recorder.main.name\n  is_enabled = ${on}\n}\n`;
    equal(stateOf("config", recorder), "missing");
    equal(stateOf("config", recorder + status("true")), "met");
    equal(stateOf("config", recorder + status("false")), "violated");
  });

  it("sees what is in a called module", () => {
    const texts = {
      "main.tf": 'module "db" {\n  source = "./db"\n}\n',
      "db/main.tf": database("  storage_encrypted = true\n"),
    };
    const row = rowsIn(texts).find(({ item }) => item.id === "encryption-at-rest");
    deepEqual(
      row?.evidence.map(({ address }) => address),
      ["module.db.aws_db_instance.orders"],
    );
  });
});

describe("a row by hand", () => {
  const tick = (on: string) => new Map([["restore-tested", { on, by: "Ada" }]]);

  it("asks until somebody has answered, and again when the answer is old", () => {
    equal(stateOf("restore-tested", ""), "by-hand");
    equal(stateOf("restore-tested", "", { ticks: tick("2026-09-01") }), "met");
    equal(stateOf("restore-tested", "", { ticks: tick("2026-05-01") }), "by-hand");
  });

  it("holds to its last day", () => {
    equal(holdsUntil({ on: "2026-05-27", by: "Ada" }, 180), today);
    equal(stateOf("restore-tested", "", { ticks: tick("2026-05-27") }), "met");
    equal(stateOf("restore-tested", "", { ticks: tick("2026-05-26") }), "by-hand");
  });

  it("is not answered from the future", () => {
    equal(stateOf("restore-tested", "", { ticks: tick("2027-01-01") }), "by-hand");
  });

  it("is violated by what code shows, whatever was said", () => {
    const ticks = new Map([["no-root-use", { on: today, by: "Ada" }]]);
    equal(
      stateOf("no-root-use", 'resource "aws_iam_access_key" "root" {\n  user = "root"\n}\n', { ticks }),
      "violated",
    );
  });
});

describe("the file of ticks", () => {
  const line = 'restore-tested: { on: 2026-11-01, by: "Ada", note: "orders, from the snapshot" }\n';

  it("is read line by line", () => {
    const { byItem, mistakes } = parseTicks(line);
    deepEqual(mistakes, []);
    deepEqual(byItem.get("restore-tested"), { on: "2026-11-01", by: "Ada", note: "orders, from the snapshot" });
  });

  for (const [what, text, message] of [
    ["a row that there is not", "restore-testd: { on: 2026-11-01, by: Ada }", /did you mean `restore-tested`/],
    ["a row that code shows", "cloudtrail: { on: 2026-11-01, by: Ada }", /no row by hand `cloudtrail`/],
    ["a day that there is not", "restore-tested: { on: 2026-02-30, by: Ada }", /`on` is a day/],
    ["nobody's word", "restore-tested: { on: 2026-11-01 }", /`by` whom/],
    ["a row twice", `${line}${line}`, /stands here twice/],
    ["another field", "restore-tested: { on: 2026-11-01, by: Ada, until: never }", /no `until`/],
  ] as const)
    it(`tells of ${what}`, () => {
      match(
        parseTicks(text)
          .mistakes.map((one) => one.message)
          .join("\n"),
        message,
      );
    });

  it("gets a line for each row, in the order of the alphabet, so that branches merge", () => {
    const one = ticked("", "restore-tested", { on: "2026-11-01", by: "Ada" });
    const two = ticked(one, "access-reviews", { on: "2026-11-02", by: 'Grace "G"', note: "all: fine" });
    equal(
      two.split("\n").slice(1).join("\n"),
      'access-reviews: { on: 2026-11-02, by: "Grace \\"G\\"", note: "all: fine" }\nrestore-tested: { on: 2026-11-01, by: "Ada" }\n',
    );
    const three = ticked(two, "restore-tested", { on: today, by: "Bob" });
    equal(three.includes("Ada"), false);
    deepEqual([...parseTicks(three).byItem.keys()], ["access-reviews", "restore-tested"]);
    deepEqual(parseTicks(three).mistakes, []);
  });

  it("keeps what else stands in it, and replaces a row that takes several lines", () => {
    const text =
      "# ours\nrestore-tested:\n  on: 2026-01-01\n  by: Ada\nsecurity-assessments: { on: 2026-01-01, by: Ada }\n";
    equal(
      ticked(text, "restore-tested", { on: today, by: "Bob" }),
      `# ours\nrestore-tested: { on: ${today}, by: "Bob" }\nsecurity-assessments: { on: 2026-01-01, by: Ada }\n`,
    );
  });
});

describe("the checklist as Markdown", () => {
  it("shows no more than was meant of names and notes", () => {
    const ticks = new Map([["restore-tested", { on: today, by: "[x](command:evil)", note: "<b>" }]]);
    const text = checklistMarkdown(rowsIn(database(""), { ticks }), {
      unread: undefined,
      placeOf: ({ at }) => at,
      where: () => "main`.tf:1",
    });
    equal(/\[x\]\(command|<b>|main`/.test(text), false);
    match(text, /^# Production checklist\n/);
  });

  it("counts rows and what they cost", () => {
    const rows = rowsIn("");
    equal(
      Object.values(countsOf(rows)).reduce((sum, count) => sum + count),
      checklist.length,
    );
    equal(
      tiersOf(rows).reduce((sum, { all }) => sum + all, 0),
      checklist.length,
    );
  });
});

describe("what is missing", () => {
  const kept =
    'resource "aws_kms_key" "logs" {\n  enable_key_rotation = true\n\n  tags = {\n    Team = "core"\n  }\n}\n';
  const lacking = checklist.filter(({ missingResource }) => missingResource !== undefined);

  /** The texts with a row's resource written into them. */
  const written = (id: string, texts: Texts): Texts | string => {
    const item = checklist.find((one) => one.id === id);
    const before = check(filesOf(texts), directory, { rules, config: { ...defaults, profile: "hint" }, today });
    const found = item && insertion(before, item);
    if (!found || "why" in found) return found ? because(found) : "no place";
    const read = (name: string) => found.files.read(`${directory}/${name}`) ?? "";
    return Object.fromEntries(Object.keys(texts).map((name) => [name, read(name)]));
  };

  it("is written in a form that works, meets the row and is found no fault with", () => {
    equal(lacking.length > 2, true);
    for (const { id } of lacking) {
      const after = written(id, { "main.tf": kept });
      equal(typeof after, "object", `${id}: ${after}`);
      equal(stateOf(id, { "main.tf": kept }), "missing");
      equal(stateOf(id, after), "met", JSON.stringify(after));
    }
  });

  it("stands where the module keeps what is like it, with what its neighbour has", () => {
    deepEqual(
      written("guardduty", { "main.tf": kept, "watch.tf": 'resource "aws_securityhub_account" "main" {\n}\n' }),
      {
        "main.tf": kept,
        "watch.tf":
          'resource "aws_securityhub_account" "main" {\n}\n\nresource "aws_guardduty_detector" "main" {\n  enable = true\n}\n',
      },
    );
    deepEqual(written("guardduty", { "main.tf": kept }), {
      "main.tf": `${kept}\nresource "aws_guardduty_detector" "main" {\n  enable = true\n  tags = {\n    Team = "core"\n  }\n}\n`,
    });
  });

  it("is written nowhere where there is no place for it", () => {
    equal(written("guardduty", { "main.tf": "locals {}\n" }), "no place");
    equal(written("least-privilege", { "main.tf": kept }), "no place");
  });
});
