import type { Texts } from "../harness/fixture.ts";

/** Something small that asks for much, and what of the kind it belongs to. */
export interface Input {
  /** Finishes the sentence "it withstands …". */
  readonly name: string;
  readonly files: Texts;
}

const lines = (count: number, line: (index: number) => string, between = "\n"): string =>
  Array.from({ length: count }, (_, index) => line(index)).join(between);

const main = (text: string): Texts => ({ "main.tf": text });

const policy = (statements: unknown): Texts => ({
  "policy.json": JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});

const locals = (...all: readonly string[]): string => `locals {\n${all.join("\n")}\n}\n`;

/** A block with nested ones, each on lines of its own. */
const nested = (depth: number, open: (level: number) => string, innermost: string): string =>
  `${lines(depth, open)}\n${innermost}\n${lines(depth, () => "}\n}")}`;

const allow = { Effect: "Allow", Action: "*", Resource: "*" };

/** A rule that uses a local where rules ask for the text and for the items, or nobody would evaluate it. */
const using = (local: string, index = 0): string =>
  `resource "aws_security_group_rule" "b${index}" {\n  type = local.${local}\n  cidr_blocks = local.${local}\n}\n`;

/** A tree of modules in which each calls the next `width` times. */
const tree = (width: number, depth: number, leaf: string): Texts =>
  Object.fromEntries(
    Array.from({ length: depth + 1 }, (_, level) => [
      level === 0 ? "main.tf" : `m${level}/main.tf`,
      level < depth
        ? lines(width, (call) => `module "c${call}" {\n  source = "${level === 0 ? "./" : "../"}m${level + 1}"\n}`)
        : leaf,
    ]),
  );

const document = (index: number, taken: string): string =>
  `data "aws_iam_policy_document" "d${index}" {\n${taken}\n  statement {\n    actions   = ["s3:*"]\n    resources = ["*"]\n  }\n}`;

const before = (index: number): string => `data.aws_iam_policy_document.d${index - 1}.json`;

/** Inputs under 50 KB that once hung, crashed or flooded something here, and others of their kinds. */
export const inputs: readonly Input[] = [
  // ── names and paths that are no text
  { name: "half a surrogate in a module's source", files: main('module "m" {\n  source = "./\\ud800"\n}') },
  { name: "half a surrogate in a file that is read", files: main(`${locals('  a = file("./\\udfff")')}${using("a")}`) },
  {
    name: "half a surrogate in labels",
    files: main('resource "aws_s3_bucket" "\ud800" {}\nmodule "\udc00" {\n  source = "./x"\n}'),
  },
  {
    name: "a module's source that climbs and is odd",
    files: main(lines(50, (i) => `module "m${i}" {\n  source = "./${"../".repeat(i)}%2e%2e/%${i}\\u0000"\n}`)),
  },

  {
    name: "words that every object knows",
    files: main(
      ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]
        .flatMap((word) => [
          `resource "${word}" "${word}" {\n  ${word} = "${word}"\n  ${word} {\n  }\n}`,
          `resource "aws_${word}" "${word}" {\n  name = "${word}"\n}`,
          ...[
            "aws_db_instance",
            "aws_mq_broker",
            "aws_ssm_parameter",
            "aws_s3_bucket_acl",
            "aws_instance",
            "aws_lambda_function",
          ].map(
            (type) =>
              `resource "${type}" "${word}" {\n  engine = "${word}"\n  engine_type = "${word}"\n  engine_version = "${word}"\n  type = "${word}"\n  acl = "${word}"\n  access_control_policy {\n    grant {\n      permission = "${word}"\n      grantee {\n        type = "Group"\n        uri = "${word}"\n      }\n    }\n  }\n  runtime = "${word}"\n  user_data = "${word}"\n}`,
          ),
          `resource "aws_iam_policy" "${word}" {\n  policy = jsonencode({ Version = "${word}", ${word} = 1, Statement = [{ Effect = "${word}", ${word} = 1, Action = ["${word}:${word}", "${word}"], Resource = ["arn:aws:${word}:${word}:${word}:${word}/${word}"], Principal = { ${word} = "${word}", Service = "${word}.amazonaws.com" }, Condition = { ${word} = { ${word} = "${word}" }, StringEquals = { "${word}:${word}" = "${word}" } } }] })\n}`,
          `resource "aws_organizations_policy" "${word}" {\n  type    = "${word}"\n  content = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })\n}`,
        ])
        .join("\n"),
    ),
  },

  // ── patterns
  {
    name: "stars in a suppression",
    files: main('# parapet:ignore *************x\nresource "aws_s3_bucket" "a" {\n  acl = "public-read"\n}'),
  },
  {
    name: "stars in many suppressions",
    files: main(lines(350, (i) => `# parapet:ignore ${"*a".repeat(20)}*${i}\nresource "aws_s3_bucket" "a${i}" {\n}`)),
  },
  {
    name: "stars in tfsec's suppressions",
    files: main(lines(350, (i) => `#tfsec:ignore:${"*a".repeat(20)}*${i}\nresource "aws_s3_bucket" "a${i}" {\n}`)),
  },
  {
    name: "a long line of Checkov's suppressions",
    files: main(`#${"checkov:skip=A".repeat(3400)}\nresource "aws_s3_bucket" "a" {}`),
  },
  {
    name: "a long list in a suppression",
    files: main(`#parapet:ignore ${"a,".repeat(20_000)}\nresource "aws_s3_bucket" "a" {}`),
  },
  {
    name: "stars in actions",
    files: policy([{ ...allow, Action: Array.from({ length: 1500 }, (_, i) => `ec2:${"*a".repeat(i % 12)}*${i}`) }]),
  },
  {
    name: "stars in ARNs",
    files: policy([
      { ...allow, Resource: Array.from({ length: 1000 }, (_, i) => `arn:aws:s3:::${"*a".repeat(i % 15)}*${i}/*`) },
    ]),
  },
  { name: "one action of stars", files: policy([{ ...allow, Action: `s3:${"*a".repeat(12_000)}b` }]) },
  { name: "one ARN of stars", files: policy([{ ...allow, Resource: `arn:aws:s3:::${"*a?".repeat(12_000)}b` }]) },

  // ── policies
  {
    name: "documents that take in the one before twice",
    files: main(
      lines(200, (i) => document(i, i === 0 ? "" : `  source_policy_documents = [${before(i)}, ${before(i)}]`)),
    ),
  },
  {
    name: "documents that replace the one before many times",
    files: main(
      lines(200, (i) =>
        document(i, i === 0 ? "" : `  override_policy_documents = [for i in range(1000) : ${before(i)}]`),
      ),
    ),
  },
  {
    name: "documents that take in each other",
    files: main(
      lines(200, (i) =>
        document(
          i,
          `  source_policy_documents = [data.aws_iam_policy_document.d${(i + 1) % 200}.json, data.aws_iam_policy_document.d${(i * 7) % 200}.json]`,
        ),
      ),
    ),
  },
  {
    name: "a chain of documents that many resources carry",
    files: main(
      `${lines(150, (i) => document(i, i === 0 ? "" : `  source_json = ${before(i)}`))}\n${lines(300, (i) => `resource "aws_iam_policy" "p${i}" {\n  policy = data.aws_iam_policy_document.d149.json\n}`)}`,
    ),
  },
  {
    name: "many statements",
    files: policy(
      Array.from({ length: 700 }, (_, i) => ({
        Sid: `S${i}`,
        Effect: i % 2 ? "Allow" : "Deny",
        Action: "s3:*",
        Resource: "*",
      })),
    ),
  },
  { name: "many actions", files: policy([{ ...allow, Action: Array.from({ length: 4500 }, (_, i) => `s3:*${i}`) }]) },
  {
    name: "many principals",
    files: policy([{ ...allow, Principal: { AWS: Array.from({ length: 2200 }, (_, i) => `arn:aws:iam::${i}:*`) } }]),
  },
  {
    name: "many conditions",
    files: policy([
      {
        ...allow,
        Condition: Object.fromEntries(
          Array.from({ length: 1000 }, (_, i) => [`StringLike${i}`, { "aws:SourceArn": ["*", `a${i}`] }]),
        ),
      },
    ]),
  },
  { name: "statements of the same Sid", files: policy(Array.from({ length: 700 }, () => ({ ...allow, Sid: "S" }))) },
  {
    name: "statements within statements",
    files: { "policy.json": `{"Statement":${"[".repeat(20_000)}${"]".repeat(20_000)}}` },
  },
  { name: "objects within objects", files: { "policy.json": `${'{"Statement":'.repeat(3_400)}1${"}".repeat(3_400)}` } },
  {
    name: "one list of statements in many policies",
    files: main(
      `${locals('  a = [for i in range(1000) : { Effect = "Allow", Action = "*", Resource = "*", Sid = "s${i}" }]')}${lines(400, (i) => `resource "aws_iam_policy" "p${i}" {\n  policy = jsonencode({ Statement = local.a })\n}`)}`,
    ),
  },
  {
    name: "one list of actions in many policies",
    files: main(
      `${locals('  a = [for i in range(1000) : "s3:Get${i}*"]')}${lines(370, (i) => `resource "aws_iam_policy" "p${i}" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = local.a, Resource = local.a }] })\n}`)}`,
    ),
  },
  {
    name: "statements of many dynamic blocks",
    files: main(
      lines(
        100,
        (i) =>
          `data "aws_iam_policy_document" "d${i}" {\n  dynamic "statement" {\n    for_each = range(200)\n    content {\n      actions   = [for j in range(200) : "s3:\${j}*"]\n      resources = ["*"]\n    }\n  }\n}`,
      ),
    ),
  },

  // ── blocks that come of a few
  {
    name: "nested dynamic blocks",
    files: main(
      `resource "aws_security_group" "a" {\n${nested(4, () => 'dynamic "ingress" {\n  for_each = range(30)\n  content {', "from_port = 22")}\n}`,
    ),
  },
  {
    name: "deeply nested dynamic blocks of one element",
    files: main(
      `resource "aws_security_group" "a" {\n${nested(300, () => 'dynamic "ingress" {\n  for_each = [1]\n  content {', "from_port = 22")}\n}`,
    ),
  },
  {
    name: "nested dynamic blocks of two",
    files: main(
      `resource "aws_wafv2_web_acl" "a" {\n${nested(40, () => 'dynamic "rule" {\n  for_each = [1, 2]\n  content {', "priority = 1")}\n}`,
    ),
  },
  {
    name: "nested dynamic blocks of several types",
    files: main(
      `resource "aws_cloudfront_distribution" "a" {\n${nested(5, (level) => `dynamic "${["origin", "custom_origin_config", "origin_group", "member", "restrictions"][level]}" {\n  for_each = range(100)\n  content {`, 'origin_protocol_policy = "http-only"')}\n}`,
    ),
  },
  {
    name: "many blocks of many dynamic blocks",
    files: main(
      lines(
        300,
        (i) =>
          `resource "aws_security_group" "a${i}" {\n  dynamic "ingress" {\n    for_each = range(250)\n    content {\n      cidr_blocks = ["0.0.0.0/0"]\n    }\n  }\n}`,
      ),
    ),
  },
  {
    name: "many instances that point to each other",
    files: main(
      `${locals('  m = { for i in range(32) : "k${i}" => "v" }')}${lines(240, (i) => `resource "aws_s3_bucket" "a${i}" {\n  for_each = local.m\n  bucket   = each.key\n}\nresource "aws_s3_bucket_public_access_block" "a${i}" {\n  for_each = local.m\n  bucket   = aws_s3_bucket.a${i}[each.key].id\n}`)}`,
    ),
  },
  {
    name: "many instances of many dynamic blocks",
    files: main(
      `${locals('  m = { for i in range(32) : "k${i}" => { for j in range(32) : "p${j}" => j } }')}${lines(200, (i) => `resource "aws_security_group" "a${i}" {\n  for_each = local.m\n  dynamic "ingress" {\n    for_each = each.value\n    content {\n      from_port   = ingress.value\n      cidr_blocks = ["0.0.0.0/0"]\n    }\n  }\n}`)}`,
    ),
  },
  {
    name: "counted instances",
    files: main(
      lines(
        540,
        (i) => `resource "aws_instance" "a${i}" {\n  count     = 32\n  user_data = "password=\${count.index}"\n}`,
      ),
    ),
  },

  // ── values
  {
    name: "a regular expression in a for",
    files: main(
      `${locals(
        '  s = join("", [for i in range(1000) : "ab"])',
        lines(40, (i) => `  a${i} = [for i in range(1000) : regexall("(a|b|ab)*c?${i}", local.s)]`),
      )}${lines(40, (i) => using(`a${i}`, i))}`,
    ),
  },
  {
    name: "replacing in a for",
    files: main(
      `${locals(
        '  s = join("", [for i in range(1000) : "a"])',
        lines(40, (i) => `  a${i} = [for i in range(1000) : replace(local.s, "/(a*)*b/", "$1${i}")]`),
      )}${lines(40, (i) => using(`a${i}`, i))}`,
    ),
  },
  {
    name: "a large regular expression",
    files: main(
      `${locals(lines(200, (i) => `  a${i} = regexall("((a{1,30}){1,30}){0,5}${i}", "${"a".repeat(100)}")`))}${lines(200, (i) => using(`a${i}`, i))}`,
    ),
  },
  {
    name: "characters of several code points",
    files: main(
      `${locals(
        '  s = join("", [for i in range(1000) : "e\u0301\u200d"])',
        lines(
          40,
          (i) =>
            `  a${i} = [for i in range(1000) : "\${length(local.s)}\${strrev(local.s)}\${substr(local.s, 3, ${i})}"]`,
        ),
      )}${lines(40, (i) => using(`a${i}`, i))}`,
    ),
  },
  {
    name: "a for within a for",
    files: main(
      `${locals(lines(150, (i) => `  a${i} = [for i in range(300) : [for j in range(300) : i * j + ${i}]]`))}${lines(150, (i) => using(`a${i}`, i))}`,
    ),
  },
  {
    name: "lists that hold the one before twice",
    files: main(
      `${locals(
        '  a0 = ["x"]',
        lines(40, (i) => `  a${i + 1} = [local.a${i}, local.a${i}]`),
      )}${lines(300, (i) => using(`a${i % 16}`, i))}`,
    ),
  },
  {
    name: "maps that hold the one before twice",
    files: main(
      `${locals(
        '  a0 = { k = "x" }',
        lines(40, (i) => `  a${i + 1} = { l = local.a${i}, r = local.a${i} }`),
        lines(40, (i) => `  e${i} = local.a${i % 16} == local.a${(i + 1) % 16} ? local.a14 : local.a15`),
      )}${lines(300, (i) => using(`${i % 2 ? "a" : "e"}${i % 16}`, i))}`,
    ),
  },
  {
    name: "texts that hold the one before twice",
    files: main(
      `${locals(
        '  a0 = "xxxxxxxxxxxxxxxx"',
        lines(40, (i) => `  a${i + 1} = "\${local.a${i}}\${local.a${i}}"`),
      )}${lines(400, (i) => `resource "aws_s3_bucket" "b${i}" {\n  bucket = upper(local.a${i % 20})\n}`)}`,
    ),
  },
  {
    name: "collections turned round in a for",
    files: main(
      `${locals(
        "  s = flatten([for i in range(40) : range(1000)])",
        lines(
          60,
          (i) =>
            `  a${i} = [for i in range(1000) : reverse(local.s)]\n  b${i} = [for i in range(1000) : merge({}, zipmap(local.s, local.s))]\n  c${i} = setproduct(local.s, local.s)`,
        ),
      )}${lines(60, (i) => using(`a${i}`, i) + using(`b${i}`, i + 100) + using(`c${i}`, i + 200))}`,
    ),
  },
  {
    name: "sorting long texts",
    files: main(
      `${locals(
        '  s = join("", [for i in range(1000) : "aaaaaaaaaaaaaaaaaaaa"])',
        lines(
          60,
          (i) =>
            `  a${i} = sort([for i in range(1000) : "\${local.s}\${i}"])\n  b${i} = distinct([for i in range(1000) : [local.s, i]])`,
        ),
      )}${lines(60, (i) => using(`a${i}`, i) + using(`b${i}`, i + 100))}`,
    ),
  },
  {
    name: "encoding and decoding",
    files: main(
      `${locals(
        "  s = flatten([for i in range(40) : range(1000)])",
        lines(
          60,
          (i) =>
            `  a${i} = jsondecode(jsonencode([local.s, local.s]))\n  b${i} = base64decode(base64encode(yamlencode(local.s)))\n  c${i} = csvdecode(join(",", local.s))`,
        ),
      )}${lines(60, (i) => using(`a${i}`, i) + using(`b${i}`, i + 100) + using(`c${i}`, i + 200))}`,
    ),
  },
  {
    name: "formatted widths",
    files: main(
      `${locals(lines(60, (i) => `  a${i} = [for i in range(1000) : format("%999999d%${i}d", i, i)]\n  b${i} = indent(1000, join("\\n", range(1000)))`))}${lines(60, (i) => using(`a${i}`, i) + using(`b${i}`, i + 100))}`,
    ),
  },
  {
    name: "directives within directives",
    files: main(
      `${locals(lines(100, (i) => `  a${i} = "%{for i in range(1000)}%{for j in range(1000)}x\${j}%{endfor}%{endfor}"`))}${lines(100, (i) => using(`a${i}`, i))}`,
    ),
  },
  {
    name: "a long chain of names",
    files: main(
      `${locals(
        lines(1500, (i) => `  a${i} = local.a${i + 1}`),
        "  a1500 = 1",
      )}${using("a0")}`,
    ),
  },
  {
    name: "names in circles",
    files: main(
      `${locals(lines(800, (i) => `  a${i} = [local.a${(i + 1) % 800}, local.a${(i * 7) % 800}]`))}${lines(100, (i) => using(`a${i}`, i))}`,
    ),
  },
  {
    name: "variables of nested types",
    files: main(
      `${lines(100, (i) => `variable "v${i}" {\n  type    = ${"list(".repeat(40)}string${")".repeat(40)}\n  default = ${"[".repeat(40)}"a"${"]".repeat(40)}\n}`)}\n${lines(100, (i) => `resource "aws_s3_bucket" "b${i}" {\n  tags = var.v${i}\n}`)}`,
    ),
  },
  { name: "a conditional without end", files: main(`${locals(`  a = ${"true ? 1 : ".repeat(4_300)}2`)}${using("a")}`) },

  // ── modules
  { name: "a tree of modules that is wide", files: tree(3, 7, 'resource "aws_s3_bucket" "b" {}') },
  {
    name: "a tree of modules with much in it",
    files: tree(
      5,
      4,
      lines(100, (i) => `resource "aws_s3_bucket" "b${i}" {\n  acl = "public-read"\n}`),
    ),
  },
  {
    name: "a module that is called by all",
    files: {
      ...main(lines(700, (i) => `module "m${i}" {\n  source = "./m"\n  name   = "n${i}"\n}`)),
      "m/main.tf":
        'variable "name" {}\nresource "aws_s3_bucket" "b" {\n  bucket = var.name\n  acl    = "public-read"\n}',
    },
  },
  {
    name: "modules that call each other",
    files: {
      ...main('module "a" {\n  source = "./a"\n}'),
      "a/main.tf": lines(8, (i) => `module "b${i}" {\n  source = "../b"\n}`),
      "b/main.tf": lines(8, (i) => `module "a${i}" {\n  source = "../a"\n}\nmodule "c${i}" {\n  source = "../c"\n}`),
      "c/main.tf": lines(8, (i) => `module "a${i}" {\n  source = "../a"\n}`),
    },
  },
  {
    name: "outputs handed on",
    files: {
      ...main(
        lines(
          200,
          (i) =>
            `module "m${i}" {\n  source = "./m"\n  v      = ${i === 0 ? '["a"]' : `[module.m${i - 1}.o, module.m${i - 1}.o]`}\n}`,
        ),
      ),
      "m/main.tf":
        'variable "v" {}\noutput "o" {\n  value = var.v\n}\nresource "aws_s3_bucket" "b" {\n  tags = { a = var.v }\n}',
    },
  },

  // ── many of one kind
  { name: "many empty resources", files: main(lines(1300, (i) => `resource "aws_sqs_queue" "a${i}" {}`)) },
  { name: "many buckets", files: main(lines(1300, (i) => `resource "aws_s3_bucket" "a${i}" {}`)) },
  {
    name: "many rules of one group",
    files: main(
      `${lines(410, (i) => `resource "aws_security_group_rule" "r${i}" {\n  security_group_id = aws_security_group.g.id\n  cidr_blocks = ["0.0.0.0/0"]\n}`)}\nresource "aws_security_group" "g" {}`,
    ),
  },
  {
    name: "one group of many rules",
    files: main(
      `resource "aws_security_group" "a" {\n${lines(900, (i) => `ingress {\nfrom_port = ${i}\ncidr_blocks = ["0.0.0.0/0"]\n}`)}\n}`,
    ),
  },
  {
    name: "many resources in Terraform's JSON",
    files: { "main.tf.json": `{"resource":{"aws_s3_bucket":{${lines(1600, (i) => `"a${i}":{"bucket":"b"}`, ",")}}}}` },
  },
  {
    name: "long texts that look like secrets",
    files: main(lines(5, (i) => `resource "aws_instance" "a${i}" {\n  user_data = "${"password=a".repeat(950)}"\n}`)),
  },
  {
    name: "long texts that look like scripts",
    files: main(
      lines(
        5,
        (i) => `resource "aws_instance" "a${i}" {\n  user_data = <<EOT\n${"export A=$(a|b)\\\n".repeat(580)}EOT\n}`,
      ),
    ),
  },
  {
    name: "long texts of one character",
    files: main(
      lines(
        8,
        (i) =>
          `resource "aws_instance" "a${i}" {\n  user_data = "${"aA0_-:/= .,@"[i]?.repeat(6_000)}"\n  tags = { a = "${"aA0_-:/= .,@"[i]?.repeat(200)}" }\n}`,
      ),
    ),
  },

  // ── syntax
  { name: "heredocs that do not end", files: main("a = <<A\n".repeat(6_000)) },
  { name: "templates that do not end", files: main('a = "${"'.repeat(6_000)) },
  { name: "objects that do not end", files: main("a = {\n".repeat(8_000)) },
  { name: "parentheses that do not end", files: main(`a = ${"(".repeat(49_000)}`) },
  { name: "brackets of every kind", files: main("a = [{(".repeat(7_000)) },
  { name: "comments that do not end", files: main("/* ".repeat(16_000)) },
  { name: "quotes and backslashes", files: main('"\\'.repeat(24_000)) },
  { name: "blocks within blocks", files: main(`${"a {\n".repeat(9_000)}${"}\n".repeat(1_000)}`) },
  { name: "operators without operands", files: main(`a = ${"!-".repeat(24_000)}`) },
  { name: "attributes of attributes", files: main(`${locals(`  a = a${".b[0]".repeat(9_000)}`)}${using("a")}`) },

  // ── functions of long texts, each of which once took the square of the length or was not paid for
  ...(
    [
      ["line ends to cut off", `  s = "${"\\n".repeat(20_000)}x"`, (i) => `chomp("\${local.s}${i}")`],
      ["slashes to cut off", `  s = "${"/".repeat(40_000)}x"`, (i) => `basename("\${local.s}${i}")`],
      ["digits that are no number", `  s = "${"1".repeat(40_000)}x"`, (i) => `tonumber("\${local.s}${i}")`],
      ["numbers compared", `  s = "${"1".repeat(40_000)}x"`, (i) => `[for j in range(100) : local.s < ${i}]`],
      [
        "characters to cut off",
        `  s = "${"a".repeat(20_000)}"\n  c = "${"bcdefghi".repeat(2_000)}a"`,
        (i) => `trim("\${local.s}${i}", local.c)`,
      ],
      [
        "a part that is nearly everywhere",
        `  s = "${"a".repeat(30_000)}"\n  c = "b${"a".repeat(12_000)}"`,
        (i) => `[for j in range(100) : strcontains("\${local.s}${i}", local.c)]`,
      ],
      [
        "long texts that are equal",
        `  s = join("", [for i in range(1000) : "${"a".repeat(390)}"])\n  t = join("", [for i in range(1000) : "${"a".repeat(390)}"])`,
        () => "[for j in range(1000) : local.s == local.t]",
      ],
      [
        "long texts that begin alike",
        `  s = join("", [for i in range(500) : "aaaaaaaaaaaaaaaaaaaa"])\n  l = [for i in range(60) : "\${local.s}\${i * 7919 % 60}"]`,
        (i) => `sort(concat(local.l, ["${i}"]))`,
      ],
      [
        "keys in disorder",
        '  m = { for j in range(1000) : "${j * 7919 % 1000}x" => j }',
        () => "[for i in range(1000) : keys(local.m)]",
      ],
      [
        "bytes in percents",
        `  s = "${"é".repeat(10_000)}"`,
        () => "[for i in range(1000) : length(urlencode(local.s))]",
      ],
      [
        "groups that all begin",
        `  s = "${"a".repeat(3_000)}"`,
        (i) => `regexall("${"()".repeat(300)}a", "\${local.s}${i}")`,
      ],
      [
        "a replacement of groups",
        `  s = "${"a".repeat(3_000)}"\n  r = "${"$x".repeat(10_000)}"`,
        (i) => `replace("\${local.s}${i}", "/a/", local.r)`,
      ],
      [
        "lists within lists as YAML",
        "  l = range(1000)\n  m = [local.l, local.l, local.l, local.l, local.l, local.l, local.l, local.l]",
        () => `yamlencode(${"[".repeat(90)}local.m${"]".repeat(90)})`,
      ],
      ["verbs without arguments", `  s = "${"%%".repeat(10_000)}"`, () => "[for i in range(1000) : format(local.s)]"],
      [
        "maps turned into each other",
        '  s = { for i in range(1000) : "k${i}" => { a = i } }',
        () => "[for i in range(1000) : true ? local.s : { b = { a = 1 } }]",
      ],
      [
        "a list that is looked up",
        "  l = flatten([for i in range(40) : range(1000)])",
        () => "[for i in range(1000) : local.l[i]]",
      ],
      ["texts of holes", `  s = "${"${var.x}a".repeat(2_000)}"`, (i) => `"\${local.s}\${local.s}${i}"`],
    ] satisfies readonly (readonly [string, string, (index: number) => string])[]
  ).map(([name, before, each]) => ({
    name,
    files: main(
      `${locals(
        before,
        lines(50, (i) => `  a${i} = ${each(i)}`),
      )}${lines(50, (i) => using(`a${i}`, i))}`.slice(0, 49_900),
    ),
  })),
  {
    name: "marks in disorder on one letter",
    files: main(`${locals(`  a = "${"\u0301".repeat(12_500)}${"\u0316".repeat(12_500)}"`)}${using("a")}`),
  },

  // ── policies that hold what is looked for everywhere
  {
    name: "variables of IAM that are not closed",
    files: policy([{ ...allow, Resource: `arn:aws:s3:::b/${"${aws:username".repeat(3_000)}` }]),
  },
  {
    name: "variables in conditions that are not closed",
    files: policy([{ ...allow, Condition: { StringEquals: { "aws:PrincipalTag/a": "${a:".repeat(11_000) } } }]),
  },
  {
    name: "paths of users",
    files: policy([{ ...allow, Action: "iam:CreateAccessKey", Resource: `arn:aws:iam::1${":user/".repeat(7_000)}` }]),
  },
  {
    name: "actions of all services",
    files: policy([{ ...allow, Action: Array.from({ length: 2_200 }, (_, i) => `*:*${i}*`) }]),
  },
  {
    name: "statements that differ in whom they trust",
    files: policy(
      Array.from({ length: 330 }, (_, i) => ({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: `arn:aws:iam::${100_000_000_000 + i}:root` },
      })),
    ),
  },
  {
    name: "trails and buckets",
    files: main(
      lines(
        150,
        (i) =>
          `resource "aws_s3_bucket" "b${i}" {\n  bucket = "b${i}"\n}\nresource "aws_cloudtrail" "t${i}" {\n  event_selector {\n    data_resource {\n      type   = "AWS::S3::Object"\n      values = ["arn:aws:s3:::c${i}/"]\n    }\n  }\n}`,
      ),
    ),
  },

  {
    name: "blanks in a suppression",
    files: main(`# parapet:ignore a${" ".repeat(45_000)}a\nresource "aws_s3_bucket" "a" {}`),
  },
];
