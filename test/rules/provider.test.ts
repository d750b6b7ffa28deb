import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { check } from "../../analysis/run/check.ts";
import { open } from "../../analysis/run/project.ts";
import { rules } from "../../rules/index.ts";
import { admits, isKnown, isWithinSchema, majors } from "../../rules/kit/provider.ts";
import { directory, filesOf, moduleOf, type Texts, today } from "../harness/fixture.ts";

const lock = (version: string) =>
  `provider "registry.terraform.io/hashicorp/aws" {\n  version     = "${version}"\n  constraints = ">= 3.0.0"\n}\n`;
const generated = (version: string) =>
  `generate "provider" {\n  path     = "provider.tf"\n  contents = <<EOF\nterraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "${version}"\n    }\n  }\n}\nEOF\n}\n`;
const requiring = (version: string) =>
  `terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "${version}"\n    }\n  }\n}\n`;

describe("the provider's major versions", () => {
  it("are read from a constraint", () => {
    for (const [constraint, five, six] of [
      ["~> 5.31", true, false],
      [">= 5.0", true, true],
      [">= 5.0, < 6.0.0", true, false],
      ["< 6.2", true, true],
      ["6.1.0", false, true],
      ["~> 5", true, true],
      ["> 4, != 5.1", true, true],
      ["<= 5.99", true, false],
    ] as const)
      assert.deepEqual([admits(constraint, 5), admits(constraint, 6)], [five, six], constraint);
  });

  it("are those that the configuration admits, and all where it does not say", () => {
    const terraform = (inside: string) => moduleOf({ "main.tf": `terraform {\n${inside}\n}\n` });
    const aws = (version: string) =>
      terraform(`required_providers {\n aws = {\n source = "hashicorp/aws"\n version = "${version}"\n }\n }`);
    assert.deepEqual(majors(aws("~> 6.0")), [6]);
    assert.deepEqual(majors(aws("~> 5.0")), [5]);
    assert.deepEqual(majors(aws("~> 4.0")), [5, 6]);
    assert.deepEqual(majors(terraform('required_version = ">= 1.5"')), [5, 6]);
  });

  describe("are fixed from outside", () => {
    const of = (texts: Texts, root = "live/app") => open(filesOf(texts), `${directory}/${root}`);
    const app = { "live/app/main.tf": 'resource "aws_instance" "x" {}\n' };

    it("by a lock file beside the root, or above it", () => {
      assert.deepEqual(majors(of({ ...app, "live/app/.terraform.lock.hcl": lock("5.31.0") })), [5]);
      assert.deepEqual(majors(of({ ...app, "live/.terraform.lock.hcl": lock("6.2.0") })), [6]);
      assert.deepEqual(majors(of({ ...app, "other/.terraform.lock.hcl": lock("6.2.0") })), [5, 6]);
    });

    it("by what Terragrunt generates", () => {
      for (const name of ["live/app/terragrunt.hcl", "live/terragrunt.hcl", "root.hcl"])
        assert.deepEqual(majors(of({ ...app, [name]: generated("~> 5.0") })), [5], name);
      const old =
        'generate "p" {\n  contents = <<EOF\nprovider "aws" {\n  region = "x"\n  version = "~> 3.0"\n}\nEOF\n}\n';
      assert.equal(isKnown(of({ ...app, "terragrunt.hcl": old })), false);
      assert.deepEqual(majors(of({ ...app, "terragrunt.hcl": generated("~> ${local.version}") })), [5, 6]);
    });

    it("by the nearest, and by what the module says before all", () => {
      const both = { ...app, "live/app/.terraform.lock.hcl": lock("5.31.0"), "root.hcl": generated("~> 6.0") };
      assert.deepEqual(majors(of(both)), [5]);
      const own = { "live/app/main.tf": requiring("~> 6.0"), "live/app/.terraform.lock.hcl": lock("5.31.0") };
      assert.deepEqual(majors(of(own)), [6]);
    });

    it("by the caller for what it calls, and by what is called", () => {
      const caller = 'module "m" {\n  source = "../../m"\n}\n';
      const [, child] = of({ "live/app/main.tf": requiring("~> 5.0") + caller, "m/main.tf": "" }).tree();
      assert.deepEqual(child && majors(child), [5]);
      assert.deepEqual(majors(of({ "live/app/main.tf": caller, "m/main.tf": requiring("< 6.0") })), [5]);
      const locked = of({ "live/app/main.tf": caller, "live/app/.terraform.lock.hcl": lock("6.0.0"), "m/main.tf": "" });
      assert.deepEqual(locked.tree().map(majors), [[6], [6]]);
    });

    it("so that it is known whether a newer one than the schema here may be in use", () => {
      const within = (version: string) => isWithinSchema(of({ "live/app/main.tf": requiring(version) }));
      for (const version of ["~> 5.0", ">= 5.0, < 6.0", "6.2.0", "~> 6.2.0", ">= 5.0, <= 6.4", "= 6.0.1"])
        assert.equal(within(version), true, version);
      for (const version of ["~> 6.0", ">= 5.0", "~> 6.99.0", "6.99.0", "~> 4.0", ">= 6.2.0", ">= 4.0, < 6.2.0"])
        assert.equal(within(version), false, version);
      assert.equal(isWithinSchema(of({ ...app, "live/app/.terraform.lock.hcl": lock("6.2.0") })), true);
      assert.equal(isWithinSchema(of(app)), false);
    });

    it("so that nothing is said of names that an older provider has", () => {
      const said = (texts: Texts) =>
        check(
          filesOf({
            ...texts,
            "main.tf":
              'resource "aws_db_instance" "d" {\n  storage_encryptd = true\n}\nresource "aws_db_instanc" "d" {}\n',
          }),
          directory,
          {
            rules: rules.filter(({ id }) => /^aws-provider-.*unknown$/.test(id)),
            config: { ...defaults, profile: "all" },
            today,
          },
        ).report.findings.length;
      assert.equal(said({}), 2);
      assert.equal(said({ ".terraform.lock.hcl": lock("5.90.0") }), 2);
      assert.equal(said({ ".terraform.lock.hcl": lock("3.76.1") }), 0);
      assert.equal(said({ "terragrunt.hcl": generated("~> 4.0") }), 0);
      const own =
        'generate "provider" {\n  contents = <<EOF\nprovider "aws" {\n  region  = "${get_env("REGION")}"\n  version = "~> 3.0"\n}\nEOF\n}\n';
      assert.equal(said({ "terragrunt.hcl": own }), 0);
      assert.equal(said({ "versions.tf": requiring("~> 4.0") }), 0);
    });
  });
});
