import type { Span } from "../../../../language/syntax/text.ts";

/** A key that gives itself away by its form. */
export interface Token extends Span {
  /** What it is, as a message names it. */
  readonly kind: string;
}

/** What AWS calls the part of a key that is no secret by itself. */
export const keyId = "AWS access key id";

/**
 * Forms that the issuers document. Our own table in place of secretlint's detectors: its preset (13.0.7) is one bundle of
 * 220 KB that imports `node:path` and `node:fs` and answers asynchronously, so that it runs neither in a web worker nor
 * inside a pure rule on every keystroke. A form that has no prefix of its own (a hash, forty characters of base64) is left
 * out here: what it is, only its name can tell.
 */
const forms: readonly (readonly [kind: string, form: RegExp])[] = [
  [keyId, /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g],
  [
    "private key",
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\]*(?:-----END [A-Z0-9 ]+-----)?/g,
  ],
  ["GitHub token", /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})(?![A-Za-z0-9])/g],
  ["GitLab token", /(?<![A-Za-z0-9])gl(?:pat|dt|rt|ptt|cbt|soat|agent|ft|imt|oas)-[\w-]{20,}/g],
  ["Slack token", /(?<![A-Za-z0-9])xox[abeoprs]-[\w-]{10,}/g],
  ["Slack webhook", /\bhttps:\/\/hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/]*[A-Za-z0-9]{16,}/g],
  ["Stripe key", /(?<![A-Za-z0-9])[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g],
  ["Google API key", /(?<![A-Za-z0-9])AIza[\w-]{35}(?![\w-])/g],
  ["Google client secret", /(?<![A-Za-z0-9])GOCSPX-[\w-]{28}(?![\w-])/g],
  ["npm token", /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g],
  ["PyPI token", /(?<![A-Za-z0-9])pypi-AgE[\w-]{50,}/g],
  ["JSON web token", /\beyJ[\w-]{10,1000}\.eyJ[\w-]{10,4000}\.[\w-]{10,}/g],
  ["SendGrid key", /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g],
  ["Twilio key", /\bSK[0-9a-f]{32}(?![A-Za-z0-9])/g],
  ["OpenAI key", /(?<![A-Za-z0-9])sk-(?:(?:proj|svcacct|admin)-)?[\w-]{0,100}T3BlbkFJ[\w-]+/g],
  ["Anthropic key", /(?<![A-Za-z0-9])sk-ant-[\w-]{20,}/g],
  ["Hugging Face token", /(?<![A-Za-z0-9])hf_[A-Za-z]{34}(?![A-Za-z0-9])/g],
  ["Vault token", /(?<![A-Za-z0-9])hv[bs]\.[\w-]{24,}/g],
  ["HCP Terraform token", /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/g],
  ["Databricks token", /(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?![A-Za-z0-9])/g],
  ["DigitalOcean token", /(?<![A-Za-z0-9])do[opr]_v1_[0-9a-f]{64}(?![A-Za-z0-9])/g],
  ["Docker token", /(?<![A-Za-z0-9])dckr_[op]at_[\w-]{27,}/g],
  ["Grafana token", /(?<![A-Za-z0-9])glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}(?![A-Za-z0-9])/g],
  ["New Relic key", /(?<![A-Za-z0-9])NRAK-[A-Z0-9]{27}(?![A-Za-z0-9])/g],
  ["Atlassian token", /(?<![A-Za-z0-9])ATATT3[\w=-]{50,}/g],
  ["Shopify token", /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}(?![A-Za-z0-9])/g],
  ["Linear key", /(?<![A-Za-z0-9])lin_api_[A-Za-z0-9]{40}(?![A-Za-z0-9])/g],
];

/** A password in a URL; the group holds it. */
const inUrl = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'<>${}]{0,64}:([^\s:/@"'<>${}]{1,128})@/gi;

/** What any of them begins with or holds: most texts need no closer look. */
const hint =
  /A[KS]IA|-----BEGIN|gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox|hooks\.slack|k_(?:live|test)_|AIza|GOCSPX|npm_|pypi-|eyJ|SG\.|SK[0-9a-f]|sk-|hf_|hv[bs]\.|atlasv1|dapi|_v1_|dckr_|glsa_|NRAK|ATATT|shp[acps]|lin_api_|:\/\//;

/** Whether a closer look is worth it. */
export const mayHoldToken = (text: string): boolean => hint.test(text);

/** Whether what is called so is known by its issuer's form, whatever its name says. */
export const isToken = (kind: string): boolean => forms.some(([name]) => name === kind);

/** The keys of a known form in a text, in order and without overlap. */
export function tokens(text: string): readonly Token[] {
  if (!mayHoldToken(text)) return [];
  const found: Token[] = [];
  for (const [kind, form] of forms)
    for (const { 0: match, index } of text.matchAll(form))
      if (!/([xX*])\1{7}/.test(match)) found.push({ kind, start: index, end: index + match.trimEnd().length });
  for (const { 0: match, 1: password = "", index } of text.matchAll(inUrl)) {
    const end = index + match.length - 1;
    found.push({ kind: "password", start: end - password.length, end });
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((token, index) => index === 0 || token.start >= (found[index - 1]?.end ?? 0));
}

/** The keys that AWS's own documentation shows: worth nothing, but still no way to hand over a key. */
export const isDocumented = (text: string): boolean => /EXAMPLE(?:KEY)?$/.test(text);
