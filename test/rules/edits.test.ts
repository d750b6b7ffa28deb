import assert from "node:assert/strict";
import type { Resource } from "../../language/model/resource.ts";
import { apply, type Edit } from "../../language/syntax/text.ts";
import { tidy } from "../../language/write/tidy.ts";
import {
  addBlock,
  addItem,
  append,
  block,
  call,
  expression,
  put,
  putAll,
  remove,
  removeBlock,
  removeItem,
  rename,
  replace,
  substitute,
} from "../../rules/kit/edits.ts";
import { freeName } from "../../rules/kit/placement.ts";
import { hcl } from "../../rules/kit/rule.ts";
import { directory, moduleOf, type Texts } from "../harness/fixture.ts";
import { fmt } from "../harness/terraform.ts";

/** Files after what `write` does to their first resource. */
function written(texts: Texts, write: (resource: Resource) => Edit | readonly Edit[]): Texts {
  const [resource] = moduleOf(texts).resources;
  assert.ok(resource);
  const edits = [write(resource)].flat();
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const own = edits.filter(({ at }) => at.uri === `${directory}/${name}`);
      return [name, apply(text, tidy(text, own, name.endsWith(".json") ? "json" : "hcl"))];
    }),
  );
}

const edited = (text: string, write: (resource: Resource) => Edit | readonly Edit[]): string | undefined =>
  written({ "main.tf": text }, write)["main.tf"];

/** Checks what is written, and that `terraform fmt` has nothing to add. */
async function becomes(before: string, write: (resource: Resource) => Edit | readonly Edit[], after: string) {
  assert.equal(edited(before, write), after);
  assert.equal(await fmt(after), after);
}

describe("put", () => {
  it("adds an attribute where the alphabet puts it", () =>
    becomes(
      hcl`
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          size              = 40
        }
      `,
      (volume) => put(volume, "encrypted", true),
      hcl`
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          encrypted         = true
          size              = 40
        }
      `,
    ));

  it("adds an attribute at the end of a group that has another order", () =>
    becomes(
      hcl`
        resource "aws_db_instance" "main" {
          count = 2

          identifier = "main" # the name
          engine     = "mysql"

          username = "admin"
          password = var.password

          tags = {
            Name = "main"
          }

          timeouts {
            create = "1h"
          }
        }
      `,
      (database) => put(database, "storage_encrypted", true),
      hcl`
        resource "aws_db_instance" "main" {
          count = 2

          identifier = "main" # the name
          engine     = "mysql"

          username          = "admin"
          password          = var.password
          storage_encrypted = true

          tags = {
            Name = "main"
          }

          timeouts {
            create = "1h"
          }
        }
      `,
    ));

  it("adds an attribute below those that it is one subject with, and above the tags", async () => {
    await becomes(
      hcl`
        resource "aws_db_instance" "main" {
          identifier = "main"

          performance_insights_enabled = true
          engine                       = "mysql"

          tags = var.tags
        }
      `,
      (database) => put(database, "performance_insights_retention_period", 7),
      hcl`
        resource "aws_db_instance" "main" {
          identifier = "main"

          performance_insights_enabled          = true
          performance_insights_retention_period = 7
          engine                                = "mysql"

          tags = var.tags
        }
      `,
    );
    await becomes(
      hcl`
        resource "aws_kms_key" "state" {
          description             = "state"
          deletion_window_in_days = 10

          tags = var.tags
        }
      `,
      (key) => put(key, "enable_key_rotation", true),
      hcl`
        resource "aws_kms_key" "state" {
          description             = "state"
          deletion_window_in_days = 10
          enable_key_rotation     = true

          tags = var.tags
        }
      `,
    );
  });

  it("leaves a comment with the attribute that it is about", () =>
    becomes(
      hcl`
        resource "a" "b" {
          a = 1
          # about c
          c = 2
        }
      `,
      (resource) => put(resource, "b", 3),
      hcl`
        resource "a" "b" {
          a = 1
          b = 3
          # about c
          c = 2
        }
      `,
    ));

  it("keeps meta-arguments where they are", () =>
    becomes(
      hcl`
        resource "a" "b" {
          for_each = var.all
          provider = aws.eu

          depends_on = [a.c]
        }
      `,
      (resource) => put(resource, "b", 3),
      hcl`
        resource "a" "b" {
          for_each = var.all
          provider = aws.eu

          b = 3

          depends_on = [a.c]
        }
      `,
    ));

  it("opens up a block on one line", async () => {
    await becomes('resource "a" "b" {}\n', (a) => put(a, "c", "d"), 'resource "a" "b" {\n  c = "d"\n}\n');
    await becomes(
      'resource "a" "b" { x = 1 }\n',
      (a) => put(a, "long", 2),
      'resource "a" "b" {\n  x    = 1\n  long = 2\n}\n',
    );
  });

  it("replaces what is there and keeps the comment behind it", () =>
    becomes(
      'resource "a" "b" {\n  c   = false # why\n  ddd = 1     # so\n}\n',
      (a) => put(a, "c", [443, 8443]),
      'resource "a" "b" {\n  c   = [443, 8443] # why\n  ddd = 1           # so\n}\n',
    ));

  it("goes into nested blocks, and adds those that are missing", () =>
    becomes(
      hcl`
        resource "aws_instance" "web" {
          ami = "ami-1"

          root_block_device {
            volume_size = 8
          }

          lifecycle {
            prevent_destroy = true
          }
        }
      `,
      (instance) =>
        putAll(instance, {
          "root_block_device.encrypted": true,
          "metadata_options.http_tokens": "required",
          "metadata_options.http_endpoint": "enabled",
          monitoring: true,
        }),
      hcl`
        resource "aws_instance" "web" {
          ami        = "ami-1"
          monitoring = true

          root_block_device {
            encrypted   = true
            volume_size = 8
          }

          metadata_options {
            http_tokens   = "required"
            http_endpoint = "enabled"
          }

          lifecycle {
            prevent_destroy = true
          }
        }
      `,
    ));

  it("puts attributes above the first block", () =>
    becomes(
      'resource "a" "b" {\n  c {\n    d = 1\n  }\n}\n',
      (a) => put(a, "e", 2),
      'resource "a" "b" {\n  e = 2\n\n  c {\n    d = 1\n  }\n}\n',
    ));

  it("replaces a nested block as a whole", () =>
    becomes(
      'resource "a" "b" {\n  c {\n    d = 1\n  }\n}\n',
      (a) => put(a, "c", block({ e: 1, long: { "a b": expression("x.y"), c: [] } })),
      'resource "a" "b" {\n  c {\n    e = 1\n    long = {\n      "a b" = x.y\n      c     = []\n    }\n  }\n}\n',
    ));

  it("writes into objects, on one line and on several", async () => {
    await becomes(
      'resource "a" "b" {\n  c = [{ d = 1, e = 2 }]\n}\n',
      (a) => putAll(a, { "c.d": 3, "c.f": 4 }),
      'resource "a" "b" {\n  c = [{ d = 3, e = 2, f = 4 }]\n}\n',
    );
    await becomes(
      'resource "a" "b" {\n  c = [{\n    d    = 1,\n    eeee = 2,\n  }]\n}\n',
      (a) => put(a, "c.dd", 4),
      'resource "a" "b" {\n  c = [{\n    d    = 1,\n    dd   = 4,\n    eeee = 2,\n  }]\n}\n',
    );
  });

  const elsewhere = (value: string): Texts => ({
    "main.tf": `resource "a" "b" {\n  c = ${value}\n}\n`,
    "variables.tf": 'variable "on" {\n  default = false\n}\n\nlocals {\n  on  = var.on\n  off = "no"\n}\n',
  });

  it("changes the literal that a variable or a local carries", () => {
    for (const value of ["var.on", "local.on"])
      assert.equal(
        written(elsewhere(value), (a) => put(a, "c", true))["variables.tf"]?.split("\n")[1],
        "  default = true",
      );
    const result = written(elsewhere("local.off"), (a) => put(a, "c", expression("aws_kms_key.a.arn")));
    assert.match(result["variables.tf"] ?? "", /^ {2}off = aws_kms_key\.a\.arn$/m);
  });

  it("changes the place of use where an expression cannot stand in a default, or more is computed there", () => {
    for (const [value, wanted] of [
      ["var.on", expression("a.b.c")],
      ["!var.on", false],
      ["var.on ? 1 : 2", 3],
    ] as const) {
      const before = elsewhere(value);
      const result = written(before, (a) => put(a, "c", wanted));
      assert.equal(result["variables.tf"], before["variables.tf"]);
      assert.notEqual(result["main.tf"], before["main.tf"]);
    }
  });

  it("changes what is taken where nobody has chosen", () => {
    for (const [value, after] of [
      ['lookup(var.settings, "c", null)', 'lookup(var.settings, "c", true)'],
      ["try(var.settings.c, false)", "try(var.settings.c, true)"],
      ["lookup(var.settings, var.name)", "true"],
    ] as const)
      assert.equal(
        edited(`resource "a" "b" {\n  c = ${value}\n}\n`, (a) => put(a, "c", true)),
        `resource "a" "b" {\n  c = ${after}\n}\n`,
      );
  });

  it("changes what a caller has chosen, where it is chosen", () => {
    const choice = 'lookup(var.settings, "c", null)';
    const text = `resource "a" "b" {\n  c = ${choice}\n}\n\nvariable "settings" {\n  default = { c = false }\n}\n`;
    assert.equal(
      edited(text, (a) => put(a, "c", true)),
      text.replace("false", "true"),
    );
  });

  it("puts no block in place of one that others fill", () => {
    const text = 'resource "a" "b" {\n  dynamic "c" {\n    for_each = var.c\n    content {}\n  }\n}\n';
    assert.equal(
      edited(text, (a) => put(a, "c", block({ d: true }))),
      text,
    );
  });

  it("takes away a comment that says only what is wrong with the value before", () => {
    for (const [comment, kept] of [
      ["// TLSv1.1", false],
      ["# open to the world, see OPS-1", true],
    ] as const)
      assert.equal(
        edited(`resource "a" "b" {\n  c = 1 ${comment}\n}\n`, (a) => put(a, "c", 2)),
        `resource "a" "b" {\n  c = 2${kept ? ` ${comment}` : ""}\n}\n`,
      );
  });

  it("keeps tabs and carriage returns", () => {
    assert.equal(
      edited('resource "a" "b" {\r\n\tc = 1\r\n}\r\n', (a) => putAll(a, { d: 2, "e.f": 3 })),
      'resource "a" "b" {\r\n\tc = 1\r\n\td = 2\r\n\r\n\te {\r\n\t\tf = 3\r\n\t}\r\n}\r\n',
    );
  });

  it("writes JSON", () => {
    const texts = {
      "main.tf.json": '{\n  "resource": {\n    "a": {\n      "b": {\n        "c": 1\n      }\n    }\n  }\n}\n',
    };
    const result = written(texts, (a) => putAll(a, { c: expression("x.y"), d: { e: [1, "f"] } }))["main.tf.json"];
    assert.equal(
      result,
      `{\n  "resource": {\n    "a": {\n      "b": {\n        "c": "\${x.y}",\n        "d": {\n          "e": [1, "f"]\n        }\n      }\n    }\n  }\n}\n`,
    );
  });
});

describe("remove", () => {
  it("takes the line, and one of the blank lines that would meet", () =>
    becomes(
      'resource "a" "b" {\n  aa = 1\n\n  bbb = 2 # two\n\n  c = 3\n}\n',
      (a) => remove(a, "bbb"),
      'resource "a" "b" {\n  aa = 1\n\n  c = 3\n}\n',
    ));

  it("empties a block on one line", () =>
    becomes('resource "a" "b" { c = 1 }\n', (a) => remove(a, "c"), 'resource "a" "b" {}\n'));

  it("takes a block with the comment above it", () =>
    becomes(
      'resource "a" "b" {\n  x = 1\n\n  # ssh\n  c {\n    d = 1\n  }\n\n  c {\n    d = 2\n  }\n}\n',
      (a) => a.sections("c").slice(0, 1).map(removeBlock),
      'resource "a" "b" {\n  x = 1\n\n  c {\n    d = 2\n  }\n}\n',
    ));

  it("leaves what somebody has noted in a block", () =>
    becomes(
      'resource "a" "b" {\n  x = 1\n\n  c {\n    d = 1 # OPS-1: until May\n    # checkov:skip=X:y\n    e = 2\n  }\n}\n',
      (a) => a.sections("c").slice(0, 1).map(removeBlock),
      'resource "a" "b" {\n  x = 1\n\n  # OPS-1: until May\n}\n',
    ));

  it("keeps the comment behind what it substitutes, unless it only says what is wrong", () => {
    for (const [comment, kept] of [
      ["# OPS-1: until May", true],
      ["# partners come through here", true],
      ["# open to the world, see OPS-1", true],
      ["# open to the world!", false],
    ] as const)
      assert.equal(
        edited(`resource "a" "b" {\n  c = 1 ${comment}\n}\n`, (a) => substitute(a, "c", "d", 2)),
        `resource "a" "b" {\n  d = 2${kept ? ` ${comment}` : ""}\n}\n`,
      );
  });

  it("takes the last block of a file", () =>
    becomes('variable "x" {}\n\nresource "a" "b" {}\n', removeBlock, 'variable "x" {}\n'));

  it("takes a dynamic block as a whole", () =>
    becomes(
      'resource "a" "b" {\n  dynamic "c" {\n    for_each = [1]\n    content {\n      d = c.value\n    }\n  }\n}\n',
      (a) => a.sections("c").map(removeBlock),
      'resource "a" "b" {\n}\n',
    ));

  it("takes an item of a list with its comma", async () => {
    const without = (list: string, index: number) =>
      edited(`resource "a" "b" {\n  c = ${list}\n}\n`, (a) => {
        const value = a.get("c");
        const item = value.state === "list" ? value.items[index] : undefined;
        assert.ok(item);
        return removeItem(a, item);
      })
        ?.split("c = ")[1]
        ?.replace(/\n\}\n$/, "");
    assert.equal(without("[1, 2, 3]", 0), "[2, 3]");
    assert.equal(without("[1, 2, 3]", 1), "[1, 3]");
    assert.equal(without("[1, 2, 3]", 2), "[1, 2]");
    assert.equal(without("[1]", 0), "[]");
    assert.equal(without("[\n    1,\n    2, # two\n    3\n  ]", 1), "[\n    1,\n    3\n  ]");
    assert.equal(without("[{ x = 1 }, { x = 2 }]", 0), "[{ x = 2 }]");
    assert.equal(without("toset([1, 2])", 1), "toset([1])");
  });

  it("takes an object out of a list of them", () =>
    becomes(
      'resource "a" "b" {\n  c = [{ x = 1 }, { x = 2 }]\n}\n',
      (a) => a.sections("c").slice(1).map(removeBlock),
      'resource "a" "b" {\n  c = [{ x = 1 }]\n}\n',
    ));
});

describe("other edits", () => {
  it("adds an item to a list, or the list", async () => {
    const withItem = (list: string) => edited(`resource "a" "b" {\n${list}}\n`, (a) => addItem(a, "c", "x"));
    assert.equal(withItem(""), 'resource "a" "b" {\n  c = ["x"]\n}\n');
    assert.equal(withItem("  c = []\n"), 'resource "a" "b" {\n  c = ["x"]\n}\n');
    assert.equal(withItem("  c = [1]\n"), 'resource "a" "b" {\n  c = [1, "x"]\n}\n');
    assert.equal(
      withItem("  c = toset([\n    1,\n  ])\n"),
      'resource "a" "b" {\n  c = toset([\n    1,\n    "x",\n  ])\n}\n',
    );
    assert.equal(withItem("  c = [\n    1\n  ]\n"), 'resource "a" "b" {\n  c = [\n    1,\n    "x"\n  ]\n}\n');
  });

  it("adds a block after those of its type", () =>
    becomes(
      'resource "a" "b" {\n  c {\n    d = 1\n  }\n\n  e {}\n}\n',
      (a) => addBlock(a, "c", { d: 2 }),
      'resource "a" "b" {\n  c {\n    d = 1\n  }\n\n  c {\n    d = 2\n  }\n\n  e {}\n}\n',
    ));

  it("replaces and renames", () =>
    becomes(
      'resource "a" "b" {\n  c = "d"\n  e {}\n}\n',
      (a) => [...rename(a, "c", "long"), ...rename(a, "e", "f"), replace(a, a.get("c").at, { x: 1 })],
      'resource "a" "b" {\n  long = {\n    x = 1\n  }\n  f {}\n}\n',
    ));

  it("adds a resource below, under a name that is free", () =>
    becomes(
      'resource "a" "b" {\n}\n\nresource "c" "b" {}\n',
      (a) =>
        append(a, "c", {
          id: expression("a.b.id"),
          rule: block({ x: 1 }, { y: 2 }),
          policy: call("jsonencode", { z: [] }),
        }),
      hcl`
        resource "a" "b" {
        }

        resource "c" "b_2" {
          id = a.b.id

          rule {
            x = 1
          }

          rule {
            y = 2
          }

          policy = jsonencode({
            z = []
          })
        }

        resource "c" "b" {}
      `,
    ));

  it("lets a companion share provider and for_each", () =>
    becomes(
      'resource "a" "b" {\n  provider = aws.eu\n  for_each = toset(["x"])\n}\n',
      (a) => append(a, "c", { id: expression("a.b.id") }),
      'resource "a" "b" {\n  provider = aws.eu\n  for_each = toset(["x"])\n}\n\nresource "c" "b" {\n  for_each = toset(["x"])\n  provider = aws.eu\n  id       = a.b[each.key].id\n}\n',
    ));

  it("adds blocks of other kinds", () =>
    becomes(
      'resource "a" "b" {}\n',
      (a) => append(a, ["variable", "secret"], { type: expression("string"), sensitive: true }),
      'resource "a" "b" {}\n\nvariable "secret" {\n  type      = string\n  sensitive = true\n}\n',
    ));

  it("counts names up", () => {
    const module = moduleOf({ "main.tf": 'resource "a" "b" {}\nresource "a" "b_2" {}\ndata "a" "b" {}\n' });
    assert.deepEqual(
      [freeName(module, "a", "b"), freeName(module, "data.a", "b"), freeName(module, "x", "b")],
      ["b_3", "b_2", "b"],
    );
  });
});
