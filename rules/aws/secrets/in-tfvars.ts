import { isVariables } from "../../../language/model/files.ts";
import type { Module } from "../../../language/model/module.ts";
import { namelessScope, placed } from "../../../language/model/section.ts";
import { near } from "../../../language/syntax/text.ts";
import type { SourceFile } from "../../../language/syntax/tree.ts";
import { lineEnd, lineStart, nextLine } from "../../../language/write/layout.ts";
import { put } from "../../kit/edits.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { isFirstTried, type Secret, secrets, told, toldOfTried } from "./shapes/detect.ts";
import { worthOfId } from "./shapes/found.ts";
import { type LiteralText, literalsIn } from "./shapes/literals.ts";
import { isNameOfSecret } from "./shapes/named.ts";
import { isToken, keyId } from "./shapes/tokens.ts";

export default rule({
  id: "aws-secrets-in-tfvars",
  title: "Secret is hard-coded in a variables file",
  severity: "high",
  profileDependsOn: "whether more is written there than the id of an access key",
  responsibility: "customer",
  why: "Whoever reads this file, or any earlier version of it, has the secret. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: { cwe: ["798"] },
  aliases: {},
  references: [
    "https://developer.hashicorp.com/terraform/language/values/variables",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],
  file: "terraform.tfvars",
  // what a variable holds is still in the configuration that it goes to
  uncovers: ["aws-secrets-readable-in-configuration"],

  on: assigned,
  *check({ file, variable, span, literal, secret, isTried, isIdAlone }, module) {
    const { at, verbatim, text } = literal;
    const isWhole = secret.start === 0 && secret.end === text.length;
    const place = isWhole || !verbatim ? at : near(at, at.start + secret.start, at.start + secret.end);
    yield {
      at: place,
      secret: place,
      message: isTried ? toldOfTried : told(secret.kind, text.slice(secret.start, secret.end)),
      ...(isIdAlone && worthOfId),
      fixes: function* (): Iterable<Fix> {
        // Inside an object there is more than the secret.
        if (literal.path !== variable || file.syntax === "json") return;
        const declared = module.blocks("variable").find(({ block }) => block.labels[0]?.text === variable);
        const end = nextLine(file.text, lineEnd(file.text, span.end));
        yield {
          title: `Remove it: set \`TF_VAR_${variable}\` where Terraform runs`,
          impact: "disruption",
          edits: [
            { at: { uri: file.uri, start: lineStart(file.text, span.start), end }, text: "" },
            ...(declared && declared.get("sensitive").state === "absent" ? [put(declared, "sensitive", true)] : []),
          ],
        };
      },
    };
  },

  insecure: hcl`
    region      = "eu-west-1"
    db_password = "correct-horse-battery-1"
    #              ^^^^^^^^^^^^^^^^^^^^^^^
  `,
  secure: hcl`
    region = "eu-west-1"
  `,
});

interface TfvarsSecret {
  readonly file: SourceFile;
  readonly variable: string;
  /** The whole assignment. */
  readonly span: { readonly start: number; readonly end: number };
  readonly literal: LiteralText;
  readonly secret: Secret;
  /** It stands for a password to come, and is one of the first that are tried. */
  readonly isTried: boolean;
  /** Nothing more is written in the file than ids of keys. */
  readonly isIdAlone: boolean;
}

function* assigned(module: Module): Iterable<TfvarsSecret> {
  // Files of variables are read for the module in which Terraform starts.
  if (module.call) return;
  for (const file of module.variables) {
    if (!isVariables(file.uri)) continue;
    const found = [...assignedIn(module, file)];
    const isIdAlone = found.every(({ secret }) => secret.kind === keyId);
    for (const one of found) yield { ...one, isIdAlone };
  }
}

function* assignedIn(module: Module, file: SourceFile): Iterable<Omit<TfvarsSecret, "isIdAlone">> {
  for (const { start, tree } of file.chunks)
    for (const item of tree.body.items) {
      if (item.kind !== "attribute") continue;
      const scope = namelessScope(file, start);
      const about = { file, variable: item.name.text, span: placed(file, start, item) };
      for (const literal of literalsIn({ file, scope }, item.name.text, item.value)) {
        const { name, text, path } = literal;
        const isName = isNameOfSecret(module, `var.${path}`);
        const found = secrets(name, text);
        for (const secret of found)
          if (isToken(secret.kind) || !isName) yield { ...about, literal, secret, isTried: false };
        if (found.length === 0 && isFirstTried(name, text) && !isName && !isShown(file))
          yield { ...about, literal, secret: { kind: "password", start: 0, end: text.length }, isTried: true };
      }
    }
}

/** Whether a file only shows what is to be set. */
const isShown = ({ uri }: SourceFile): boolean =>
  /(?:^|[-_.])(?:examples?|samples?|template|dist)(?=[-_.])/i.test(uri.slice(uri.lastIndexOf("/") + 1));
