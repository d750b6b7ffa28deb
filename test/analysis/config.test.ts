import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { parse } from "yaml";
import {
  type Config,
  defaults,
  isExcluded,
  loudnessOf,
  merge,
  parseConfig,
  severityOf,
  toldIn,
} from "../../analysis/config/config.ts";
import { type Profile, type Rule, rule, type Severity } from "../../rules/kit/rule.ts";
import { configSchema } from "../../scripts/generate/config-schema.ts";
import { facts } from "../harness/facts.ts";

const named = (
  id: string,
  severity: Severity,
  profile: Profile = "recommended",
  aliases: readonly string[] = [],
): Rule => rule({ ...facts(id, { aliases: { other: aliases }, severity, profile }), on: () => [], check: () => [] });

const open = named("aws-s3-bucket-public", "high", "recommended", ["CKV_AWS_20"]);
const unlogged = named("aws-s3-bucket-unlogged", "low", "all");
const unencrypted = named("aws-ebs-volume-unencrypted", "medium");
const rules = [open, unlogged, unencrypted];

/** Each problem as the piece it underlines and its message. */
const problems = (text: string): readonly string[] =>
  parseConfig(text, rules).problems.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);

describe("the configuration", () => {
  it("is read from .parapet.yaml", () => {
    const text = [
      "# ours",
      "profile: all",
      "enable: false",
      "rules:",
      "  aws-s3-*: off",
      "  aws-s3-bucket-public: critical",
      "  CKV_AWS_20: false",
      "exclude: [examples, '**/test/**']",
      "",
    ].join("\n");
    assert.deepEqual(parseConfig(text, rules), {
      config: {
        enable: false,
        profile: "all",
        rules: { "aws-s3-*": "off", "aws-s3-bucket-public": "critical", CKV_AWS_20: "off" },
        exclude: ["examples", "**/test/**"],
      },
      problems: [],
    });
    for (const empty of ["", "# nothing\n", "---\n"])
      assert.deepEqual(parseConfig(empty, rules), { config: {}, problems: [] });
  });

  it("tells every mistake with its place, and keeps the rest", () => {
    const text = [
      "profil: all",
      "profile: loud",
      "enable: yes please",
      "rules:",
      "  aws-s3-bucket-publik: high",
      "  aws-rds-*: low",
      "  aws-ebs-volume-unencrypted: severe",
      "  aws-s3-bucket-public: low",
      "exclude: examples",
      "colour: red",
    ].join("\n");
    assert.deepEqual(problems(text), [
      "profil: There is no setting `profil`; did you mean `profile`?",
      "loud: `profile` is recommended or all.",
      "yes please: `enable` is true or false.",
      "aws-s3-bucket-publik: There is no rule `aws-s3-bucket-publik`; did you mean `aws-s3-bucket-public`?",
      "aws-rds-*: No rule's id matches `aws-rds-*`.",
      "severe: A rule is set to off, critical, high, medium or low.",
      "examples: `exclude` is a list of globs.",
      "colour: There is no setting `colour`.",
    ]);
    assert.deepEqual(parseConfig(text, rules).config.rules?.[open.id], "low");
    assert.deepEqual(problems("- a\n"), ["- a\n: A configuration is a mapping of settings."]);
    assert.deepEqual(problems("rules: off\nexclude: [1, '']\n"), [
      "off: `rules` is a mapping of rule ids to a severity or off.",
      "1: A glob is a text.",
      "'': A glob is a text.",
    ]);
  });

  it("takes the first of what stands there twice", () => {
    const text = "profile: all\nprofile: recommended\nrules:\n  aws-s3-*: low\n  aws-s3-*: high\n";
    assert.deepEqual(problems(text), [
      "profile: `profile` stands here twice.",
      "aws-s3-*: `aws-s3-*` stands here twice.",
    ]);
    assert.deepEqual(parseConfig(text, rules).config, { profile: "all", rules: { "aws-s3-*": "low" } });
  });

  it("survives what is not YAML, or not yet", () => {
    for (const broken of ["rules: {", "a: b: c", "\t- x", "profile: all\nprofile: all", "? [", "&a *b", "\0"])
      assert.ok(parseConfig(broken, rules).problems.length > 0, JSON.stringify(broken));
    for (const half of ["pro", "rules:", "rules:\n  aws", "exclude:\n  -", "profile:"]) {
      for (const { start, end } of parseConfig(half, rules).problems)
        assert.ok(start < end && end <= half.length, half);
    }
  });

  it("is not read where it is very long", () => {
    const long = `profile: all\n${"# x\n".repeat(25_000)}`;
    assert.deepEqual(parseConfig(long, rules), {
      config: {},
      problems: [{ start: 0, end: 1, message: "A configuration has at most 100,000 characters." }],
    });
  });

  it("has the first of its mistakes told and the others counted", () => {
    const told = problems(Array.from({ length: 60 }, (_, index) => `zz${index}: 1\n`).join(""));
    assert.equal(told.length, 51);
    assert.equal(told.at(-2), "zz49: There is no setting `zz49`.");
    assert.equal(told.at(-1), "zz50: 10 more mistakes in this file.");
    // what is wrong twice at one place is told once
    const nested = problems(`a: ${"[".repeat(20_000)}`);
    assert.ok(nested.length < 10, nested.join("\n"));
  });

  it("counts offsets with a byte order mark and other line ends", () => {
    assert.deepEqual(problems("\uFEFF# a\r\nprofil: all\r\n"), [
      "profil: There is no setting `profil`; did you mean `profile`?",
    ]);
  });

  it("accepts what its JSON schema accepts", () => {
    const accepts = new Ajv({ allowUnionTypes: true }).compile(configSchema(rules));
    const texts = [
      "enable: false",
      "enable: 1",
      "profile: all",
      "profile: none",
      "rules: { aws-s3-bucket-public: off, 'aws-s3-*': high }",
      "rules: { aws-s3-bucket-public: false }",
      "rules: { aws-s3-bucket-public: on }",
      "rules: [aws-s3-bucket-public]",
      "exclude: [a, b]",
      "exclude: a",
      "exclude: [1]",
      "exclude: ['']",
      "[]",
      "other: 1",
    ];
    for (const text of texts) assert.equal(accepts(parse(text)), problems(text).length === 0, text);
  });
});

describe("severity", () => {
  const severity = (rule: Rule, config: Partial<Config>) => severityOf(merge(config), rule);

  it("is that of a wish where an editor asks, and a wish is no wish where it is asked for by name", () => {
    const wish = named("aws-s3-bucket-wish", "low", "hint", []);
    assert.equal(severity(wish, {}), undefined);
    assert.equal(severity(wish, { profile: "hint" }), "low");
    assert.equal(severity(open, { profile: "hint" }), "high");
    assert.equal(severity(unlogged, { profile: "hint" }), undefined);
    assert.equal(severity(wish, { profile: "all" }), "low");
    assert.equal(loudnessOf(merge({ profile: "hint" }), wish)?.isHint, true);
    assert.equal(loudnessOf(merge({ profile: "hint" }), open)?.isHint, false);
    assert.equal(loudnessOf(merge({ profile: "all" }), wish)?.isHint, false);
    assert.equal(loudnessOf(merge({ profile: "hint", rules: { [wish.id]: "medium" } }), wish)?.isHint, false);
  });

  it("goes with the profile that a problem's facts put it into, unless the rule is asked for by name", () => {
    const told = (config: Partial<Config>, own: Profile | undefined) => {
      const loudness = loudnessOf(merge(config), open);
      return loudness && toldIn(loudness, own);
    };
    assert.equal(told({}, undefined), "loud");
    assert.equal(told({}, "hint"), undefined);
    assert.equal(told({}, "all"), undefined);
    assert.equal(told({ profile: "hint" }, "hint"), "hint");
    assert.equal(told({ profile: "hint" }, "all"), undefined);
    assert.equal(told({ profile: "all" }, "hint"), "loud");
    assert.equal(told({ profile: "all" }, "all"), "loud");
    assert.equal(told({ rules: { [open.id]: "low" } }, "all"), "loud");
  });

  it("is the rule's own in its profile, and none outside", () => {
    assert.equal(severityOf(defaults, open), "high");
    assert.equal(severityOf(defaults, unlogged), undefined);
    assert.equal(severity(unlogged, { profile: "all" }), "low");
  });

  it("is what the configuration says by id, alias or glob", () => {
    assert.equal(severity(open, { rules: { "aws-s3-bucket-public": "low" } }), "low");
    assert.equal(severity(open, { rules: { CKV_AWS_20: "off" } }), undefined);
    assert.equal(severity(unlogged, { rules: { "aws-s3-*": "medium" } }), "medium");
    assert.equal(severity(unencrypted, { rules: { "aws-s3-*": "off" } }), "medium");
    assert.equal(severity(open, { rules: { "*": "off", "aws-{s3,ebs}-*": "low" } }), "low");
    assert.equal(severity(open, { rules: { "aws-s3-bucket-public": "low", "*": "off" } }), "low");
  });

  it("is what the last layer says", () => {
    const merged = merge(
      { rules: { "*": "off", a: "low" } },
      { profile: "all" },
      { rules: { "*": "high" }, exclude: ["x"] },
    );
    assert.deepEqual(merged, {
      enable: true,
      profile: "all",
      frameworks: [],
      rules: { a: "low", "*": "high" },
      exclude: ["x"],
    });
    assert.deepEqual(Object.keys(merged.rules), ["a", "*"]);
  });
});

describe("exclude", () => {
  const excluded = (glob: string, path: string) => isExcluded({ ...defaults, exclude: [glob] }, path);

  it("takes a name in every folder, with all that is in it", () => {
    assert.ok(excluded("examples", "examples/main.tf"));
    assert.ok(excluded("examples/", "a/examples/b/main.tf"));
    assert.ok(excluded("*.auto.tfvars", "a/b.auto.tfvars"));
    assert.ok(!excluded("examples", "a/my-examples/main.tf"));
  });

  it("takes a path from the configuration's folder", () => {
    assert.ok(excluded("a/b", "a/b/main.tf"));
    assert.ok(excluded("./a/b", "a/b/main.tf"));
    assert.ok(excluded("/a", "a/main.tf"));
    assert.ok(!excluded("/a", "b/a/main.tf"));
    assert.ok(!excluded("a/b", "x/a/b/main.tf"));
    assert.ok(excluded("**/test/**", "x/test/y/main.tf"));
    assert.ok(excluded("**/.*/**", "x/.hidden/main.tf"));
  });
});
