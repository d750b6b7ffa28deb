import assert from "node:assert/strict";
import { toJson } from "../../language/model/value.ts";
import { policies } from "../../language/policy/policies.ts";
import { rules } from "../../rules/index.ts";
import { directory, find, moduleOf, type Texts } from "../harness/fixture.ts";

const value = (expression: string, texts: Texts = {}) => {
  const module = moduleOf({
    ...texts,
    "main.tf": `${texts["main.tf"] ?? ""}\nresource "aws_x" "a" {\n  b = ${expression}\n}\n`,
  });
  const [resource] = module.ofType("aws_x");
  assert.ok(resource);
  return toJson(resource.get("b"));
};

describe("a template", () => {
  it("is read from a file, and filled in with the names it is given", () => {
    const texts = {
      "a.tpl": "%{ for n in names ~}\n${n}=${upper(n)}\n%{ endfor ~}\n%{ if on }yes%{ else }no%{ endif }",
    };
    assert.equal(
      value('templatefile("${path.module}/a.tpl", { names = ["x", "y"], on = true })', texts),
      "x=X\ny=Y\nyes",
    );
    assert.equal(value('templatefile("a.tpl", { names = [], on = 1 == 2 })', texts), "no");
  });

  it("is unknown where a name, the file or what is given is", () => {
    assert.equal(value('templatefile("a.tpl", { b = 1 })', { "a.tpl": "${c}" }), undefined);
    assert.equal(value('templatefile("b.tpl", {})'), undefined);
    assert.equal(value('templatefile("a.tpl", var.x)', { "a.tpl": "text" }), undefined);
    assert.equal(value('templatefile("a.tpl", { local = 1 })', { "a.tpl": "${var.x}" }), undefined);
  });

  it("may be a text", () => {
    const texts = { "main.tf": 'locals {\n  t = "a-$${b}"\n}\n' };
    assert.equal(value("templatestring(local.t, { b = 2 })", texts), "a-2");
  });

  it("may be a data source's", () => {
    const texts = {
      "main.tf": 'data "template_file" "t" {\n  template = file("a.tpl")\n  vars = {\n    b = "c"\n  }\n}\n',
      "a.tpl": "${b}!",
    };
    assert.equal(value("data.template_file.t.rendered", texts), "c!");
  });
});

const policy = (body: string, before = "") =>
  ({ "main.tf": `${before}resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = ${body}\n}\n` }) as const;

const actions = (texts: Texts) =>
  [...policies(moduleOf(texts))].map(({ statements, notation, open }) => ({
    notation,
    open,
    actions: statements.flatMap((statement) =>
      (statement.actions?.values ?? []).map((each) => {
        const { uri, start, end } = each.at;
        return `${toJson(each)} ${texts[uri.slice(directory.length + 1)]?.slice(start, end)}`;
      }),
    ),
  }));

const heredoc = (statements: string) =>
  `<<-JSON\n    { "Version": "2012-10-17", "Statement": [${statements}] }\n  JSON`;

describe("a policy in a template", () => {
  it("has the branch that is taken, placed where it is written", () => {
    const body = heredoc(
      '{ "Effect": "Allow", "Action": "%{ if var.x }*%{ else }s3:Get*%{ endif }", "Resource": "*" }',
    );
    const at = (x: boolean) => policy(body, `variable "x" {\n  default = ${x}\n}\n`);
    assert.deepEqual(
      actions(at(true)).map((each) => each.actions.map((action) => action[0])),
      [["*"]],
    );
    assert.deepEqual(
      actions(at(false)).map((each) => each.actions.map((action) => action.slice(0, 7))),
      [["s3:Get*"]],
    );
    const unknown = actions(policy(body, 'variable "x" {}\n'));
    assert.deepEqual(
      unknown.map((each) => each.actions),
      [['undefined "%{ if var.x }*%{ else }s3:Get*%{ endif }"']],
    );
  });

  it("has a statement for each round", () => {
    const body = heredoc(
      '%{ for i, a in ["x:A", "*"] }{ "Effect": "Allow", "Action": "${a}", "Resource": "*" }%{ if i < 1 },%{ endif }%{ endfor }',
    );
    assert.deepEqual(actions(policy(body)), [
      { notation: "heredoc", open: false, actions: ['x:A "${a}"', '* "${a}"'] },
    ]);
  });

  it("is open where a loop is not known", () => {
    const body = heredoc('%{ for a in var.x }{ "Effect": "Allow", "Action": "${a}", "Resource": "*" },%{ endfor }');
    assert.deepEqual(
      actions(policy(body, 'variable "x" {}\n')).map(({ open }) => open),
      [true],
    );
  });

  it("does not go round for ever", () => {
    const loops =
      "%{ for a in range(900) }%{ for b in range(900) }%{ for c in range(900) }%{ endfor }%{ endfor }%{ endfor }";
    const [found] = actions(policy(heredoc(`${loops}{ "Effect": "Allow", "Action": "*", "Resource": "*" }`)));
    assert.equal(found?.open, true);
  });

  it("places what code encodes at the code", () => {
    const texts = policy(heredoc('{ "Effect": "Allow", "Action": ${jsonencode(["*"])}, "Resource": "*" }'));
    const found = find(rules, texts).filter(({ rule }) => rule.id.includes("full-admin"));
    assert.equal(found.length, 1);
    assert.ok(found.every(({ at }) => at.end > at.start));
  });

  const json = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ACTION", "Resource": "*" }] }';

  for (const [name, code, texts] of [
    ["replace", 'replace(file("p.tpl"), "ACTION", "*")', {}],
    ["templatefile", 'templatefile("p.tpl", { ACTION = "*" })', { "p.tpl": json.replace("ACTION", "${ACTION}") }],
    [
      "a data source",
      "data.template_file.t.rendered",
      {
        "t.tf":
          'data "template_file" "t" {\n  template = replace(file("p.tpl"), "ACTION", "$${a}")\n  vars = {\n    a = "*"\n  }\n}\n',
      },
    ],
    [
      "a resource, as it was once",
      '"${template_file.t.rendered}"',
      {
        "p.tpl": json.replace("ACTION", "*"),
        "t.tf": 'resource "template_file" "t" {\n  template = "${file("p.tpl")}"\n}\n',
      },
    ],
    [
      "a template of which not all is known",
      'templatefile("p.tpl", { sid = var.sid, version = var.version })',
      {
        "p.tpl": json
          .replace("ACTION", "*")
          .replace('"2012-10-17"', "${version}")
          .replace('"Effect"', '"Sid": "a \\"${sid}\\" b", "Effect"'),
        "t.tf": 'variable "sid" {}\nvariable "version" {}\n',
      },
    ],
  ] as const)
    it(`is judged by what it comes to: ${name}`, () => {
      const all = { "p.tpl": json, ...policy(code), ...texts };
      const found = find(rules, all).filter(({ rule }) => rule.id.includes("full-admin"));
      assert.equal(found.length, 1);
      const [one] = found;
      assert.ok(one);
      assert.equal(all["main.tf"].slice(one.at.start, one.at.end), code);
      assert.equal(one.address, "aws_iam_policy.p");
      for (const fix of one.fixes())
        assert.ok(
          fix.edits.every(({ at }) => at.start !== one.at.start),
          "nothing is written over the code",
        );
    });

  it("is silent where what it comes to is well, or not known", () => {
    const silent = (texts: Texts) =>
      assert.deepEqual(
        find(rules, texts).filter(({ rule }) => rule.id.includes("full-admin")),
        [],
      );
    silent({ "p.tpl": json, ...policy('replace(file("p.tpl"), "ACTION", "s3:ListAllMyBuckets")') });
    silent({
      "p.tpl": json.replace('"Resource": "*"', '"Resource": "${where}*"').replace("ACTION", "*"),
      "t.tf": 'variable "where" {}\n',
      ...policy('templatefile("p.tpl", { where = var.where })'),
    });
    silent({ "p.tpl": json, ...policy('replace(file("p.tpl"), "ACTION", var.x)', 'variable "x" {}\n') });
  });
});
