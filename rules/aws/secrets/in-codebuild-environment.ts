import type { Section } from "../../../language/model/section.ts";
import { plain } from "../../kit/checks.ts";
import { putAll, removeBlock, stop } from "../../kit/edits.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { buildVariables, holdsPlace, isPlainText } from "./shapes/build-variables.ts";
import { instead, secretId } from "./shapes/fixes.ts";
import { type FoundSecret, problem } from "./shapes/found.ts";
import { ownedBy } from "./shapes/settings.ts";

export default rule({
  id: "aws-secrets-in-codebuild-environment",
  title: "Secret is hard-coded in a build's environment",
  severity: "critical",
  profileDependsOn: "whether more is written there than the id of an access key, or words in the example of a module",
  responsibility: "customer",
  why: "Whoever reads this file, any earlier version of it, the project or the log of a build has the secret. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: {
    "security-hub": ["CodeBuild.2"],
    cwe: ["798"],
  },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],
  // what a variable holds is still in the configuration that it goes to
  uncovers: ["aws-secrets-readable-in-configuration"],

  on: ownedBy("codebuild"),
  *check(found) {
    const variable = variableOf(found);
    if (!variable || !isPlainText(variable)) return;
    yield problem(found, function* (): Iterable<Fix> {
      // what a dynamic block is made of stands for several
      if (!holdsPlace(variable, found.at)) return yield* instead(found);
      if (/^AWS_/i.test(found.literal.name))
        yield {
          title: "Remove the key: the build's role gives it its own",
          impact: "disruption",
          edits: [removeBlock(variable)],
        };
      yield {
        title: "Read it from Secrets Manager",
        impact: "disruption",
        edits: putAll(variable, { type: "SECRETS_MANAGER", value: stop(secretId(found)) }),
      };
    });
  },

  insecure: hcl`
    resource "aws_codebuild_project" "site" {
      name         = "site"
      service_role = "arn:aws:iam::111122223333:role/build"

      artifacts {
        type = "NO_ARTIFACTS"
      }

      environment {
        compute_type = "BUILD_GENERAL1_SMALL"
        image        = "aws/codebuild/standard:7.0"
        type         = "LINUX_CONTAINER"

        environment_variable {
          name  = "NPM_TOKEN"
          type  = "PLAINTEXT"
          value = "npm_7mJ2kPq9XvB4tRw8ZcD1fGh5LsN3aYe6UoT0"
          #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        }
      }

      source {
        type = "CODEPIPELINE"
      }
    }
  `,
  secure: hcl`
    resource "aws_codebuild_project" "site" {
      name         = "site"
      service_role = "arn:aws:iam::111122223333:role/build"

      artifacts {
        type = "NO_ARTIFACTS"
      }

      environment {
        compute_type = "BUILD_GENERAL1_SMALL"
        image        = "aws/codebuild/standard:7.0"
        type         = "LINUX_CONTAINER"

        environment_variable {
          name  = "NPM_TOKEN"
          type  = "SECRETS_MANAGER"
          value = "prod/site/npm"
        }
      }

      source {
        type = "CODEPIPELINE"
      }
    }
  `,
});

/** The variable that holds a secret, or that a dynamic block makes of it. */
function variableOf({ section, literal, at }: FoundSecret): Section | undefined {
  const all = buildVariables(section);
  return (
    all.find((variable) => holdsPlace(variable, at)) ??
    all.find((variable) => plain(variable.get("value")) === literal.text)
  );
}
