import assert from "node:assert/strict";
import { known, type Value } from "../../language/model/value.ts";
import {
  addCondition,
  addStatement,
  removeValues,
  replaceValue,
  setElement,
  setVersion,
  splitStatement,
} from "../../language/policy/edits.ts";
import { takesIn } from "../../language/policy/match.ts";
import { isReplaced, policies } from "../../language/policy/policies.ts";
import { type Policy, type PolicyKind, type Statement, textOf } from "../../language/policy/policy.ts";
import { matches } from "../../language/schema/wildcards.ts";
import { apply, type Edit, type Place } from "../../language/syntax/text.ts";
import { proposal, sharedStop, stop } from "../../language/write/source.ts";
import { tidy } from "../../language/write/tidy.ts";
import { directory, moduleOf, type Texts } from "../harness/fixture.ts";

const json = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Objects",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::acme/\${aws:username}/*",
      "Condition": { "StringEquals": { "aws:SourceAccount": ["1", "2"] }, "Bool": { "aws:SecureTransport": "true" } }
    },
    { "Effect": "Deny", "NotAction": "iam:*", "NotResource": "*" }
  ]
}
`;

const hcl = `{
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Objects"
        Effect    = "Allow"
        Action    = ["s3:GetObject", "s3:PutObject"]
        Resource  = "arn:aws:s3:::acme/$\${aws:username}/*"
        Condition = { StringEquals = { "aws:SourceAccount" = ["1", "2"] }, Bool = { "aws:SecureTransport" = "true" } }
      },
      { Effect = "Deny", NotAction = "iam:*", NotResource = "*" },
    ]
  }`;

const document = `data "aws_iam_policy_document" "app" {
  statement {
    sid       = "Objects"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::acme/&{aws:username}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["1", "2"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }

  statement {
    effect        = "Deny"
    not_actions   = ["iam:*"]
    not_resources = ["*"]
  }
}
`;

const inHcl = (value: string): string => `resource "aws_iam_policy" "app" {\n  policy = ${value}\n}\n`;
const escaped = json.replaceAll("${", () => "$${");

/** The same policy in every spelling. */
const spellings: Readonly<Record<string, Texts>> = {
  "a JSON file": { "policy.json": json },
  "a heredoc": { "main.tf": inHcl(`<<EOF\n${escaped}EOF`) },
  "an indented heredoc": { "main.tf": inHcl(`<<-EOF\n${escaped.replaceAll(/^/gm, "    ").trimEnd()}\n  EOF`) },
  "a quoted string": { "main.tf": inHcl(JSON.stringify(escaped)) },
  jsonencode: { "main.tf": inHcl(`jsonencode(${hcl})`) },
  "a policy document": { "main.tf": document },
  "Terraform's JSON": {
    "main.tf.json": JSON.stringify({ resource: { aws_iam_policy: { app: { policy: escaped } } } }),
  },
  "CRLF in a file": { "policy.json": json.replaceAll("\n", "\r\n") },
  "CRLF in a heredoc": { "main.tf": inHcl(`<<EOF\n${escaped}EOF`).replaceAll("\n", "\r\n") },
};

const only = <T>(items: readonly T[]): T => {
  const [item] = items;
  assert.ok(item !== undefined && items.length === 1, `${items.length} where one is expected`);
  return item;
};

const policyOf = (texts: Texts): Policy => only(policies(moduleOf(texts)));

const at = (texts: Texts, { uri, start, end }: Place): string =>
  (texts[uri.slice(directory.length + 1)] ?? "").slice(start, end);

const texts = (values: readonly Value[] | undefined) => values?.map(textOf);

const summary = ({ effect, sid, actions, notActions, resources, notResources, conditions }: Statement) => ({
  effect: textOf(effect),
  sid: textOf(sid),
  actions: texts(actions?.values),
  notActions: texts(notActions?.values),
  resources: texts(resources?.values),
  notResources: texts(notResources?.values),
  conditions: conditions?.values.map(({ operator, key, values }) => [
    textOf(operator),
    textOf(key),
    texts(values.values),
  ]),
});

const expected = [
  {
    effect: "Allow",
    sid: "Objects",
    actions: ["s3:GetObject", "s3:PutObject"],
    notActions: undefined,
    resources: [`arn:aws:s3:::acme/\${aws:username}/*`],
    notResources: undefined,
    conditions: [
      ["StringEquals", "aws:SourceAccount", ["1", "2"]],
      ["Bool", "aws:SecureTransport", ["true"]],
    ],
  },
  {
    effect: "Deny",
    sid: undefined,
    actions: undefined,
    notActions: ["iam:*"],
    resources: undefined,
    notResources: ["*"],
    conditions: undefined,
  },
];

describe("a policy", () => {
  for (const [spelling, files] of Object.entries(spellings)) {
    it(`reads the same in ${spelling}`, () => {
      const policy = policyOf(files);
      assert.deepEqual(policy.statements.map(summary), expected);
      assert.equal(textOf(policy.version), "2012-10-17");
      assert.equal(policy.kind, "identity");
      assert.ok(!policy.open && policy.statements.every(({ open }) => !open));
    });

    it(`knows where its elements stand in ${spelling}`, () => {
      const [first, second] = policyOf(files).statements;
      const bare = (place: Place) => at(files, place).replaceAll(/^\\?"|\\?"$/g, "");
      assert.deepEqual(
        [...(first?.actions?.values ?? []), ...(second?.notActions?.values ?? [])].map((value) => bare(value.at)),
        ["s3:GetObject", "s3:PutObject", "iam:*"],
      );
      assert.deepEqual(
        first?.conditions?.values.map(({ key, values }) => [
          bare(key.at),
          values.values.map((value) => bare(value.at)),
        ]),
        [
          ["aws:SourceAccount", ["1", "2"]],
          ["aws:SecureTransport", ["true"]],
        ],
      );
    });
  }

  it("keeps the known parts of a string with holes, and what they refer to", () => {
    for (const resource of [
      `<<EOF\n{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "\${aws_s3_bucket.b.arn}/\${var.key}/*"}}\nEOF`,
      `jsonencode({ Statement = { Effect = "Allow", Action = "*", Resource = "\${aws_s3_bucket.b.arn}/\${var.key}/*" } })`,
    ]) {
      const [value] = only(policyOf({ "main.tf": inHcl(resource) }).statements).resources?.values ?? [];
      assert.ok(value?.state === "unknown");
      const [bucket, slash, key, rest] = value.parts ?? [];
      assert.deepEqual([slash, rest], ["/", "/*"]);
      assert.ok(typeof bucket === "object" && typeof key === "object");
      assert.equal(bucket.refs?.[0]?.type, "aws_s3_bucket");
    }
  });

  it("takes in what is known of an interpolated value", () => {
    const policy = policyOf({
      "main.tf": `variable "b" {\n  default = "acme"\n}\n${inHcl(
        `<<EOF\n{"Statement": [{"Effect": "Allow", "Action": \${jsonencode(["s3:*"])}, "Resource": "arn:aws:s3:::\${var.b}"}]}\nEOF`,
      )}`,
    });
    const { actions, resources } = only(policy.statements);
    assert.deepEqual(texts(actions?.values), ["s3:*"]);
    assert.deepEqual(texts(resources?.values), ["arn:aws:s3:::acme"]);
  });

  it("leaves lists open that may hold more", () => {
    const policy = policyOf({
      "main.tf": inHcl(`jsonencode({
        Statement = concat([{
          Effect   = "Allow"
          Action   = concat(["s3:GetObject"], var.more)
          Resource = var.where
        }], var.statements)
      })`),
    });
    const { actions, resources } = only(policy.statements);
    assert.deepEqual([texts(actions?.values), actions?.open], [["s3:GetObject"], true]);
    assert.equal(resources?.open, true);
    assert.equal(policy.open, true);
  });

  it("calls nothing absent in a document with dynamic statements that cannot be seen", () => {
    const policy = policyOf({
      "main.tf": `data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = var.all
    content {
      actions   = statement.value.actions
      resources = ["*"]
    }
  }
}
`,
    });
    assert.equal(policy.open, true);
    assert.equal(only(policy.statements).actions?.open, true);
  });

  it("expands dynamic statements that can be seen", () => {
    const policy = policyOf({
      "main.tf": `data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = ["s3:GetObject", "sqs:SendMessage"]
    content {
      actions   = [statement.value]
      resources = ["*"]
    }
  }
}
`,
    });
    assert.deepEqual(
      policy.statements.map(({ actions }) => texts(actions?.values)),
      [["s3:GetObject"], ["sqs:SendMessage"]],
    );
  });

  it("is found at any depth of any JSON", () => {
    const template = {
      Resources: {
        Role: {
          Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole" }] } },
        },
        Bucket: { Properties: { PolicyDocument: { Statement: { Effect: "Allow", Principal: "*", Action: "s3:*" } } } },
      },
    };
    const found = policies(moduleOf({ "stack.json": JSON.stringify([template]) }));
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["trust", "resource"],
    );
  });

  it("is not seen where there is none", () => {
    assert.deepEqual(
      policies(moduleOf({ "package.json": `{"name": "x", "Statement": ["a"]}`, "list.json": "[1, 2]" })),
      [],
    );
  });

  it("stays readable before and after what is being typed, and calls nothing absent there", () => {
    const broken = `{"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
      {"Effect": "Allow", "Action": ["s3:
      {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}
    ]}`;
    for (const files of [{ "policy.json": broken }, { "main.tf": inHcl(`<<EOF\n${broken}\nEOF`) }]) {
      const { statements } = policyOf(files);
      assert.deepEqual(texts(statements[0]?.actions?.values), ["s3:*"]);
      assert.ok(statements.every(({ open }) => open));
    }
  });

  it("survives every half-typed prefix of every spelling", () => {
    for (const files of Object.values(spellings))
      for (const [name, text] of Object.entries(files))
        for (let end = 0; end < text.length; end += 3) policies(moduleOf({ [name]: text.slice(0, end) }));
  });
});

describe("a policy's kind", () => {
  const document = `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sts:AssumeRole"]\n  }\n}\n`;
  const carrying: readonly (readonly [PolicyKind, string])[] = [
    ["trust", `resource "aws_iam_role" "r" {\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n`],
    ["resource", `resource "aws_sqs_queue" "q" {\n  policy = data.aws_iam_policy_document.d.json\n}\n`],
    [
      "identity",
      `resource "aws_iam_role" "r" {\n  inline_policy {\n    policy = data.aws_iam_policy_document.d.json\n  }\n}\n`,
    ],
    ["vpc-endpoint", `resource "aws_vpc_endpoint" "e" {\n  policy = data.aws_iam_policy_document.d.json\n}\n`],
    ["scp", `resource "aws_organizations_policy" "o" {\n  content = data.aws_iam_policy_document.d.json\n}\n`],
    [
      "rcp",
      `resource "aws_organizations_policy" "o" {\n  type    = "RESOURCE_CONTROL_POLICY"\n  content = data.aws_iam_policy_document.d.json\n}\n`,
    ],
    [
      "resource",
      `locals {\n  p = data.aws_iam_policy_document.d.json\n}\nresource "aws_kms_key" "k" {\n  policy = local.p\n}\n`,
    ],
  ];
  for (const [kind, carrier] of carrying)
    it(`is ${kind} by ${carrier.split("\n")[0]}`, () => {
      const policy = policyOf({ "main.tf": document + carrier });
      assert.equal(policy.kind, kind);
      assert.equal(policy.attachments.length, 1);
    });

  it("is what the documents are that it only puts together, in a circle too", () => {
    const document = (name: string, body: string): string => `data "aws_iam_policy_document" "${name}" {\n${body}\n}\n`;
    const guarding = `statement {
    actions = ["kms:Put*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/keeper"]
    }
  }`;
    const merging = (name: string): string => `source_policy_documents = [data.aws_iam_policy_document.${name}.json]`;
    const kinds = (text: string) => policies(moduleOf({ "main.tf": text })).map(({ kind }) => kind);
    assert.deepEqual(kinds(document("key", guarding) + document("whole", merging("key"))), ["resource", "resource"]);
    assert.deepEqual(kinds(document("a", merging("b")) + document("b", merging("a"))), ["identity", "identity"]);
  });

  it("goes on to what a document takes in", () => {
    const files = {
      "main.tf": `data "aws_iam_policy_document" "base" {
  statement {
    sid     = "A"
    actions = ["sqs:SendMessage"]
  }
}
data "aws_iam_policy_document" "whole" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    sid     = "A"
    actions = ["sqs:ReceiveMessage"]
  }
}
resource "aws_sqs_queue_policy" "q" {
  policy = data.aws_iam_policy_document.whole.json
}
`,
    };
    const [base, whole] = policies(moduleOf(files));
    assert.deepEqual([base?.kind, whole?.kind], ["resource", "resource"]);
    assert.ok(whole);
    assert.deepEqual(
      whole.effective.map(({ actions }) => texts(actions?.values)),
      [["sqs:ReceiveMessage"]],
    );
    const module = moduleOf(files);
    assert.deepEqual(
      policies(module).map((policy) => policy.statements.map((statement) => isReplaced(module, statement))),
      [[true], [false]],
    );
  });

  it("reaches a JSON file that is read, and a document handed to a module", () => {
    const trust = `{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}`;
    const read = policyOf({
      "main.tf": `resource "aws_sqs_queue_policy" "q" {\n  policy = file("\${path.module}/queue.json")\n}\n`,
      "queue.json": trust,
    });
    assert.equal(read.kind, "resource");
    const handed = policyOf({
      "main.tf": `${document}module "role" {\n  source = "./role"\n  trust  = data.aws_iam_policy_document.d.json\n}\n`,
      "role/main.tf": `variable "trust" {}\nresource "aws_iam_role" "r" {\n  assume_role_policy = var.trust\n}\n`,
    });
    assert.equal(handed.kind, "trust");
  });

  it("is one with the JSON file that it is written in, however that is read", () => {
    const queue = `{"Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}]}`;
    const told = (value: string) =>
      policies(
        moduleOf({
          "main.tf": `locals {\n  p = jsondecode(file("\${path.module}/queue.json"))\n}\nresource "aws_sqs_queue_policy" "q" {\n  policy = ${value}\n}\n`,
          "queue.json": queue,
        }),
      ).map(({ notation, attachments }) => `${notation} ${attachments.length}`);
    assert.deepEqual(told("jsonencode(local.p)"), ["json 1"]);
    assert.deepEqual(told(`jsonencode(jsondecode(file("\${path.module}/queue.json")))`), ["json 1"]);
    // one that is made of it is another
    assert.deepEqual(told(`jsonencode(merge(local.p, { Version = "2012-10-17" }))`), ["json 0", "jsonencode 1"]);
  });
});

describe("an edit of a policy", () => {
  const changed = (files: Texts, change: (statement: Statement) => readonly Edit[] | undefined): string => {
    const [name = "", text = ""] = Object.entries(files)[0] ?? [];
    const [statement] = policyOf(files).statements;
    assert.ok(statement);
    const edits = change(statement);
    assert.ok(edits);
    return apply(text, tidy(text, edits, name.endsWith("json") ? "json" : "hcl"));
  };
  const reread = (files: Texts, text: string) => policyOf({ [Object.keys(files)[0] ?? ""]: text });
  const written = Object.entries(spellings).filter(([, files]) => !("main.tf.json" in files));

  for (const [spelling, files] of written) {
    it(`adds a condition in ${spelling}`, () => {
      const after = changed(files, (statement) =>
        addCondition(statement, { operator: "StringEquals", key: "aws:PrincipalOrgID", values: ["o-1"] }),
      );
      const found = reread(files, after).statements[0]?.conditions?.values.map(({ key, values }) => [
        textOf(key),
        texts(values.values),
      ]);
      assert.deepEqual(found?.toSorted(), [
        ["aws:PrincipalOrgID", ["o-1"]],
        ["aws:SecureTransport", ["true"]],
        ["aws:SourceAccount", ["1", "2"]],
      ]);
    });

    it(`replaces one value by several in ${spelling}`, () => {
      const after = changed(files, (statement) => {
        const [, write] = statement.actions?.values ?? [];
        return statement.actions && write && replaceValue(statement, statement.actions, write, ["s3:A", "s3:B"]);
      });
      assert.deepEqual(texts(reread(files, after).statements[0]?.actions?.values), ["s3:GetObject", "s3:A", "s3:B"]);
    });
  }

  it("keeps the indentation of its neighbours", () => {
    const files = {
      "policy.json": `{\n    "Statement": [\n        {\n            "Effect": "Allow"\n        }\n    ]\n}\n`,
    };
    const condition = { operator: "Bool", key: "aws:SecureTransport", values: ["true"] };
    assert.equal(
      changed(files, (statement) => addCondition(statement, condition)),
      `{\n    "Statement": [\n        {\n            "Effect": "Allow",\n            "Condition": {\n                "Bool": {\n                    "aws:SecureTransport": "true"\n                }\n            }\n        }\n    ]\n}\n`,
    );
  });

  it("puts a version first", () => {
    const files = {
      "main.tf": inHcl(`jsonencode({\n    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]\n  })`),
    };
    assert.match(
      changed(files, ({ policy }) => setVersion(policy, "2012-10-17")),
      /jsonencode\(\{\n {4}Version {3}= "2012-10-17"\n {4}Statement = \[/,
    );
  });

  it("takes the comment of a line away with its value", () => {
    const files = {
      "main.tf": `data "aws_iam_policy_document" "d" {
  statement {
    actions = [
      "s3:GetObject", # read
      "s3:PutObject"  # write
    ]
  }
}
`,
    };
    const removed = (index: number) =>
      changed(files, (statement) => {
        const value = statement.actions?.values[index];
        return statement.actions && value && removeValues(statement, statement.actions, [value]);
      });
    assert.match(removed(0), /\[\n {6}"s3:PutObject" +# write\n {4}\]/);
    assert.match(removed(1), /\[\n {6}"s3:GetObject", # read\n {4}\]/);
  });

  it("splits a statement that stands alone into a list of two", () => {
    const files = { "policy.json": `{"Statement": {"Sid": "A", "Effect": "Allow", "Action": ["s3:A", "s3:B"]}}` };
    const text = changed(files, (statement) => {
      const [first, second] = statement.actions?.values ?? [];
      const without = (value: Value | undefined) =>
        statement.actions && value && removeValues(statement, statement.actions, [value]);
      return splitStatement(statement, without(second), without(first), "Other");
    });
    assert.deepEqual(
      reread(files, text).statements.map(({ sid, actions }) => [textOf(sid), texts(actions?.values)]),
      [
        ["A", ["s3:A"]],
        ["AOther", ["s3:B"]],
      ],
    );
  });

  /** What is to be overtyped in edits, each as it is there. */
  const stopsIn = (edits: readonly Edit[] | undefined) =>
    edits?.flatMap(({ text, stops = [] }) => stops.map(({ start, end, ...kind }) => [text.slice(start, end), kind]));

  it("keeps what is to be overtyped, and as what, in both halves of a statement that it splits", () => {
    const files = {
      "main.tf": inHcl(`jsonencode({
    Statement = [{
      Effect = "Allow"
      # What it is for.
      Action   = ["s3:A", "s3:B"]
      Resource = "*"
    }]
  })`),
    };
    const [statement] = policyOf(files).statements;
    assert.ok(statement);
    const edits = splitStatement(
      statement,
      setElement(statement, "Resource", stop("arn:aws:s3:::first/*")),
      setElement(statement, "Resource", [proposal("arn:aws:s3:::second/*"), sharedStop("third")]),
      "Other",
    );
    assert.deepEqual(stopsIn(edits), [
      ["arn:aws:s3:::first/*", {}],
      ["arn:aws:s3:::second/*", { isProposal: true }],
      ["third", { shared: "third" }],
    ]);
    assert.equal(edits?.[0]?.text.split("What it is for").length, 2);
  });

  it("keeps what is to be overtyped in a statement that it adds", () => {
    for (const files of written.filter(([spelling]) => spelling !== "a policy document").map(([, files]) => files))
      assert.deepEqual(stopsIn(addStatement(policyOf(files), { Effect: "Deny", Action: stop("s3:A") })), [
        ["s3:A", {}],
      ]);
  });

  it("is refused where the value is written out of reach", () => {
    const files = {
      "main.tf": inHcl(`jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Condition = var.c }] })`),
    };
    const statement = only(policyOf(files).statements);
    assert.equal(addCondition(statement, { operator: "Bool", key: "a:b", values: ["true"] }), undefined);
  });
});

describe("a policy that nobody is seen to use", () => {
  const body = '{ "Statement": { "Effect": "Deny", "Action": "*", "Resource": "*" } }';
  const scp = (files: Texts): PolicyKind => policyOf(files).kind;

  it("is of the kind that a comment above it says", () => {
    assert.equal(scp({ "a.json": `// parapet:policy-kind scp\n${body}` }), "scp");
    const document = 'data "aws_iam_policy_document" "a" {\n  statement {\n    actions = ["*"]\n  }\n}\n';
    assert.equal(scp({ "main.tf": `# parapet:policy-kind rcp\n# and more\n${document}` }), "rcp");
    const local = (value: string) => `locals {\n  # parapet:policy-kind boundary\n  p = ${value}\n}\n`;
    assert.equal(scp({ "main.tf": local(`jsonencode(${body})`) }), "boundary");
    assert.equal(scp({ "main.tf": local(`<<EOF\n${body}\nEOF`) }), "boundary");
  });

  it("is of the kind that its elements say where the comment names none, or stands elsewhere", () => {
    assert.equal(scp({ "a.json": `// parapet:policy-kind none\n${body}` }), "identity");
    assert.equal(scp({ "a.json": `// parapet:policy-kind scp\n\n${body}` }), "identity");
  });

  it("is of the kind that its carrier says where there is one", () => {
    const text = `resource "aws_iam_policy" "a" {\n  # parapet:policy-kind scp\n  policy = jsonencode(${body})\n}\n`;
    assert.equal(scp({ "main.tf": text }), "identity");
    assert.equal(scp({ "main.tf": text.replace("scp", "boundary") }), "boundary");
  });

  it("limits, and grants nothing, where it is called so", () => {
    const allows = body.replace("Deny", "Allow");
    const public_ = allows.replace('"Action"', '"Principal": "*", "Action"');
    assert.equal(scp({ "deploy-boundary.json": allows }), "boundary");
    assert.equal(scp({ "scp_regions.json": allows }), "scp");
    assert.equal(scp({ "unbounded.json": allows }), "identity");
    assert.equal(scp({ "boundary-bucket.json": public_ }), "resource");
    const document = 'data "aws_iam_policy_document" "NAME" {\n  statement {\n    actions = ["*"]\n  }\n}\n';
    assert.equal(scp({ "main.tf": document.replace("NAME", "permissions_boundary") }), "boundary");
  });

  it("is a boundary where roles or users take it as one, or its managed policy is called so", () => {
    const managed = `resource "aws_iam_policy" "NAME" {\n  policy = jsonencode(${body})\n}\n`;
    const taking = (type: string) =>
      `resource "${type}" "dev" {\n  permissions_boundary = aws_iam_policy.limits.arn\n}\n`;
    const limits = managed.replace("NAME", "limits");
    assert.equal(scp({ "main.tf": limits }), "identity");
    assert.equal(scp({ "main.tf": limits + taking("aws_iam_role") }), "boundary");
    assert.equal(scp({ "main.tf": limits + taking("aws_iam_user") }), "boundary");
    assert.equal(scp({ "main.tf": managed.replace("NAME", "developer_boundary") }), "boundary");
    const attached = `resource "aws_iam_role_policy_attachment" "dev" {\n  policy_arn = aws_iam_policy.limits.arn\n}\n`;
    assert.equal(scp({ "main.tf": limits + taking("aws_iam_role") + attached }), "identity");
    const module = `module "dev" {\n  source = "./dev"\n  limit  = aws_iam_policy.limits.arn\n}\n`;
    const inside = `variable "limit" {}\n\nresource "aws_iam_role" "dev" {\n  permissions_boundary = var.limit\n}\n`;
    assert.equal(scp({ "main.tf": limits + module, "dev/main.tf": inside }), "boundary");
  });
});

describe("a pattern", () => {
  it("takes in as IAM does", () => {
    assert.ok(matches("s3:*Object", "s3:GetObject"));
    assert.ok(matches("S3:get?bject", "s3:GetObject"));
    assert.ok(!matches("s3:Get*Acl", "s3:GetObject"));
    assert.ok(matches("*", ""));
  });

  it("is undecided where a hole decides", () => {
    const place = { uri: "file:///x", start: 0, end: 0 };
    const partly: Value = { state: "unknown", at: place, parts: ["s3:", { state: "unknown", at: place }] };
    assert.equal(takesIn(partly, "s3:GetObject"), undefined);
    assert.equal(takesIn(partly, "ec2:RunInstances"), false);
    assert.equal(takesIn(known("s3:*", place), "s3:GetObject"), true);
  });
});
