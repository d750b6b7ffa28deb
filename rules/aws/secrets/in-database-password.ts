import type { BlockSection } from "../../../language/model/section.ts";
import { put, remove, substitute } from "../../kit/edits.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { instead } from "./shapes/fixes.ts";
import { type FoundSecret, problem } from "./shapes/found.ts";
import { managedBy, ownedBy } from "./shapes/settings.ts";

export default rule({
  id: "aws-secrets-in-database-password",
  title: "Database password is hard-coded",
  severity: "critical",
  profileDependsOn: "whether more is written there than the id of an access key, or words in the example of a module",
  responsibility: "customer",
  why: "Whoever reads this file, or any earlier version of it, can log in to the database as its administrator. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: { cwe: ["798"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],

  on: ownedBy("database"),
  *check(found) {
    yield problem(found, function* () {
      yield* managed(found);
      yield* instead(found);
    });
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage = 20
      engine            = "mysql"
      instance_class    = "db.t4g.medium"
      username          = "orders"
      password          = "correct-horse-battery-1"
      #                    ^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage           = 20
      engine                      = "mysql"
      instance_class              = "db.t4g.medium"
      username                    = "orders"
      manage_master_user_password = true
    }
  `,
});

/** AWS makes the password, keeps it in Secrets Manager and rotates it: clients with the old one are cut off. */
function* managed(found: FoundSecret): Iterable<Fix> {
  const { section, literal } = found;
  const setting = managedBy(found);
  if (setting === undefined || inherits(section) || isReadElsewhere(found)) return;
  // what tells the provider that a write-only password is another
  const version = remove(section, `${literal.path}_version`);
  yield {
    title: "Let AWS manage the password in Secrets Manager",
    impact: "disruption",
    edits: section.attribute(setting)
      ? [put(section, setting, true), ...remove(section, literal.path), ...version]
      : [...substitute(section, literal.path, setting, true), ...version],
  };
}

/** A replica has its source's password, and a member of a global cluster cannot have it managed. */
const inherits = (section: BlockSection): boolean =>
  ["replicate_source_db", "replication_source_identifier", "global_cluster_identifier"].some(
    (name) => section.get(name).state !== "absent",
  );

/** Whether the module hands the password on from the database, which would have none to tell then. */
function isReadElsewhere({ section, literal }: FoundSecret): boolean {
  const [type, name] = section.block.labels.map(({ text }) => text);
  const read = new RegExp(`\\b${type}\\.${name}(?:\\[[^\\]]*\\])?\\.${literal.path}\\b`);
  return section.module.files.some(({ text }) => read.test(text));
}
