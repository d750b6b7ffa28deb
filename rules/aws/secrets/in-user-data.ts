import { BlockSection } from "../../../language/model/section.ts";
import { table } from "../../../language/syntax/table.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { declared, isTrue } from "../../kit/checks.ts";
import { fileOf } from "../../kit/container.ts";
import { type Fix, hcl, type Impact, rule } from "../../kit/rule.ts";
import { told } from "./shapes/detect.ts";
import { impactAt, subject } from "./shapes/fixes.ts";
import { worthOfId } from "./shapes/found.ts";
import { profile, type Stored, stored } from "./shapes/reader.ts";
import { type Assignment, assignments, type Script, scripts } from "./shapes/scripts.ts";
import { keyId, tokens } from "./shapes/tokens.ts";

export default rule({
  id: "aws-secrets-in-user-data",
  title: "Secret is hard-coded in user data",
  severity: "critical",
  profileDependsOn: "whether more is written there than the id of an access key",
  responsibility: "customer",
  why: "User data is no secret: whoever may describe the instance, every process on it and every reader of this file sees it. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: { cwe: ["798"] },
  aliases: {
    checkov: ["CKV_AWS_46"],
    trivy: ["AVD-AWS-0029", "AVD-AWS-0122", "AVD-AWS-0129"],
    tfsec: [
      "aws-ec2-no-secrets-in-user-data",
      "aws-ec2-no-secrets-in-launch-template-user-data",
      "aws-autoscaling-no-secrets-in-user-data",
      "aws-ec2-no-sensitive-info",
      "aws-autoscaling-no-sensitive-info",
    ],
    kics: ["443488f5-c734-460b-a36d-5b3f330174dc", "0b93729a-d882-4803-bdc3-ac429a21f158"],
  },
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],
  // with a role its credentials are worth a token
  uncovers: ["aws-ec2-imdsv2-not-required"],

  on: declared("resource", "data").each(userData),
  *check({ resource, section, attribute, script, assignment, all }: UserData) {
    const { kind, secret, span } = assignment;
    yield {
      at: script.place(span),
      message: `${told(kind, secret)} in user data`,
      secret: script.place(span),
      ...(all.every((other) => other.kind === keyId) && worthOfId),
      fixes: function* (): Iterable<Fix> {
        const edit = editFor(resource, script, assignment);
        if (!edit) return;
        const kept = all.filter((other) => !isAwsKey(other) && editFor(resource, script, other));
        yield {
          title: isAwsKey(assignment)
            ? "Remove the key: the instance's role gives it its own"
            : "Read it from Secrets Manager by the instance's role",
          impact: impactOf(section, attribute),
          // What carries a script for several machines says nothing of their roles.
          edits: [
            ...(attribute === "content"
              ? []
              : profile(resource, section, distinct(kept.map((other) => storedFor(resource, other))))),
            edit,
          ],
        };
      },
    };
  },

  insecure: hcl`
    resource "aws_iam_instance_profile" "app" {
      name = "app"
      role = "app"
    }

    resource "aws_instance" "app" {
      user_data = <<-EOF
        export DB_PASSWORD="hardcoded_password"
        #                   ^^^^^^^^^^^^^^^^^^
      EOF
    }
  `,
  secure: hcl`
    resource "aws_iam_instance_profile" "app" {
      name = "app"
      role = "app"
    }

    resource "aws_instance" "app" {
      iam_instance_profile = aws_iam_instance_profile.app.name

      user_data = <<-EOF
        # Get password from AWS Secrets Manager
        DB_PASSWORD=$(aws secretsmanager get-secret-value \\
          --secret-id prod/app/db --query SecretString --output text)
      EOF
    }
  `,
});

interface UserData {
  readonly resource: BlockSection;
  /** What has the attribute: the resource, or a block in it. */
  readonly section: BlockSection;
  readonly attribute: string;
  readonly script: Script;
  readonly assignment: Assignment;
  /** All of the script, this one among them. */
  readonly all: readonly Assignment[];
}

/** Where machines get their scripts from: type → the block that has `user_data`, empty for the resource itself. */
const machines: Readonly<Record<string, string>> = table({
  aws_instance: "",
  aws_launch_configuration: "",
  aws_launch_template: "",
  aws_spot_instance_request: "",
  aws_spot_fleet_request: "launch_specification",
  aws_lightsail_instance: "",
  cloudinit_config: "part",
  template_cloudinit_config: "part",
});

function* userData(resource: BlockSection): Iterable<UserData> {
  const inner = machines[resource.block.labels[0]?.text ?? ""];
  if (inner === undefined) return;
  const sections = inner === "" ? [resource] : resource.sections(inner);
  for (const section of sections)
    if (section instanceof BlockSection)
      for (const attribute of ["user_data", "user_data_base64", "content"])
        for (const script of scripts(section, attribute)) {
          const all = assignments(script.text);
          for (const assignment of all)
            if (isWritten(section, script, assignment)) yield { resource, section, attribute, script, assignment, all };
        }
}

/** Not what a variable puts there, or what is found where a local holds it. */
function isWritten({ module, file }: BlockSection, script: Script, { span, secret }: Assignment): boolean {
  if (script.borrowed && tokens(secret).length > 0) return false;
  const { uri, start } = script.place(span);
  if (script.form === undefined) return true;
  // its own file is not asked of the module: there it is another after each letter that is typed in it
  const { text } = (script.borrowed ? fileOf(module, uri) : file) ?? { text: "" };
  return !text.startsWith("${", start);
}

const isAwsKey = ({ name, kind }: Assignment): boolean =>
  kind === keyId || /aws_?(?:secret_?(?:access_?)?key|session_?token|access_?key)/i.test(name);

const storedFor = (resource: BlockSection, { name }: Assignment): Stored => stored(resource, subject(name));

const distinct = (secrets: readonly Stored[]): readonly Stored[] => [
  ...new Map(secrets.map((secret) => [secret.id, secret])).values(),
];

/** The script's line, or the value on it, fetched where it stood. */
function editFor(resource: BlockSection, script: Script, assignment: Assignment): Edit | undefined {
  const { form, text } = script;
  const { line, name, value } = assignment;
  if (form === undefined) return undefined;
  const written = (span: { readonly start: number; readonly end: number }, lines: string, id = "") => {
    const replacement = form === "heredoc" ? lines : JSON.stringify(lines).slice(1, -1);
    const start = id === "" ? -1 : replacement.indexOf(id);
    return {
      at: script.place(span),
      text: replacement,
      ...(start >= 0 && { stops: [{ start, end: start + id.length, shared: id }] }),
    };
  };
  if (isAwsKey(assignment)) return line && written({ ...line, end: Math.min(line.end + 1, text.length) }, "");
  const { id } = storedFor(resource, assignment);
  const fetch = `--secret-id ${id} --query SecretString --output text)`;
  if (!line) return value && written(value, `"$(aws secretsmanager get-secret-value ${fetch}"`, id);
  const { margin, exported, comment, end } = line;
  // What comes after may start programs, which only see what is exported.
  const exporting = exported && text.slice(end).trim() !== "" ? `\n${margin}export ${name}` : "";
  return written(
    line,
    `${margin}# Get ${assignment.kind} from AWS Secrets Manager\n${margin}${name}=$(aws secretsmanager get-secret-value \\\n${margin}  ${fetch}${comment}${exporting}`,
    id,
  );
}

function impactOf(section: BlockSection, attribute: string): Impact {
  const impact = impactAt(section.block.labels[0]?.text ?? "", attribute);
  return isTrue(section.get("user_data_replace_on_change")) ? "replacement" : impact;
}
