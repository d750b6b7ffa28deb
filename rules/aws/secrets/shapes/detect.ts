import type { Span } from "../../../../language/syntax/text.ts";
import { isDocumented, mayHoldToken, tokens } from "./tokens.ts";

/** A secret in a text. */
export interface Secret extends Span {
  /** What it is, as a message names it: `password`, `GitHub token`. */
  readonly kind: string;
}

/**
 * What a text gives away under its name: a key of a known form wherever it stands in it, or the whole text where the name
 * says that it is secret and it is neither a placeholder, a reference, nor the name of the place where the secret is kept.
 */
export function secrets(name: string, text: string): readonly Secret[] {
  const claim = claimOf(name);
  const known = tokens(text);
  if (known.some(({ kind }) => isShownToAll(kind, name))) return [];
  const found = known.filter((token) => {
    const own = text.slice(token.start, token.end);
    return !isPlaceholder(own) && (!isDocumented(own) || isKeyId(name));
  });
  if (found.length > 0 || !claim || isNameItself(name, text) || !holds(claim, text)) return found;
  return [{ kind: claim.kind, start: 0, end: text.length }];
}

/** `dms_user_password = "dms-user-password"`: what the secret is called where it is kept. */
const isNameItself = (name: string, text: string): boolean => {
  const said = wordsOf(name);
  return said.length > 1 && /[-/]/.test(text) && said.join(" ") === wordsOf(text).join(" ");
};

/** A key that browsers send along, and that is called public: which sites may use it is its guard. */
const isShownToAll = (kind: string, name: string): boolean => kind === "Google API key" && /public/i.test(name);

/** Whether something by this name is a secret itself, and not about one (`password_policy`, `token_url`, `secret_arn`). */
export const isSecretName = (name: string): boolean => claimOf(name) !== undefined;

/** What is wrong with a secret in the code, never with more of it than tells it from another. */
export const told = (kind: string, secret: string): string =>
  `${kind.charAt(0).toUpperCase()}${kind.slice(1)} (${hinted(secret)}) is hard-coded`;

/** What is wrong with a password that stands for one to come. */
export const toldOfTried = "Password is hard-coded, and one of the first that are tried";

/** A secret as a message may show it. */
export const hinted = (secret: string): string => `${secret.trim().slice(0, Math.min(4, secret.length >> 2))}…`;

/** How much a text itself must look like a secret before a name that says so is believed. */
type Doubt = "none" | "solid" | "random";

interface Claim {
  readonly kind: string;
  readonly doubt: Doubt;
}

/** Words that come behind the noun and say nothing about it. */
const empty: ReadonlySet<string> = new Set(
  // Terraform's write-only arguments end in `_wo`
  "value string text plain plaintext default literal raw old new current prod production dev development staging stage test qa wo".split(
    " ",
  ),
);

/** Words that tell what is done with the secret, or that it can be read by one only. */
const about: ReadonlySet<string> = new Set("encrypted hashed expire expires expired policy rotation".split(" "));

/** Words that say where a secret is kept. */
const place = /(?:^| )(?:ssm|path|arn|parameter)(?: |$)/;

/** Whether a name tells where something is, not what it is (`ssm_path_password`). */
export const isPlaceName = (name: string): boolean => place.test(wordsOf(name).join(" "));

/** Secrets of Kubernetes and of Secrets Manager, by their names. */
const named = /(?:^| )(?:kube|kubernetes|k8s|pull|master user) secret$/;

/** Tokens that make a request repeatable, a list continue, or prove a domain by standing in public: no secrets. */
const harmless =
  /(?:^| )(?:creation|client|request|next|page|continuation|update|idempotency|version|offer|verification) token$/;

const password: Claim = { kind: "password", doubt: "none" };

const nouns: readonly (readonly [form: RegExp, claim: Claim])[] = [
  // MinIO's charts say the user's name so
  [/access ?key password$/, { kind: "key", doubt: "random" }],
  [
    /(?:passwords?|passwd|passphrase|passcode|pwd)$| pw$|(?:db|admin|user|root|smtp|mail|ftp|ssh|login|key|vpn|auth|basic) ?pass$/,
    password,
  ],
  // `boarding_pass`, `first_pass`, `lambda_pass`: a word or the name of an action under it is none
  [/ pass$/, { kind: "password", doubt: "solid" }],
  [/^(?:pass|pw)$/, { kind: "password", doubt: "random" }],
  [/secret ?(?:access ?)?key$/, { kind: "secret key", doubt: "solid" }],
  [/ (?:secret|credential)$/, { kind: "secret", doubt: "solid" }],
  [/token$/, { kind: "token", doubt: "random" }],
  [/(?:secret|credentials?)$/, { kind: "secret", doubt: "random" }],
  [
    /(?:api|access|private|auth|encryption|signing|account|license|master|session|storage|shared|bgp auth) ?key$/,
    { kind: "key", doubt: "random" },
  ],
];

const said =
  /pass|pwd|pw|secret|token|credential|(?:api|access|private|auth|encryption|signing|account|license|master|session|storage|shared)[ ._-]?key/i;

/** Whether code can hold any secret: most of it speaks of none. */
export const maySaySecret = (code: string): boolean => said.test(code) || mayHoldToken(code);

function claimOf(name: string): Claim | undefined {
  const words = wordsOf(name);
  while (words.length > 1 && empty.has(words.at(-1) ?? "")) words.pop();
  const phrase = words.join(" ");
  if (words.some((word) => about.has(word)) || place.test(phrase) || named.test(phrase)) return undefined;
  if (phrase === "pwd" || phrase === "old pwd" || harmless.test(phrase))
    return name === "pwd" ? { kind: "password", doubt: "random" } : undefined;
  return nouns.find(([form]) => form.test(phrase))?.[1];
}

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ""))
    .filter((word) => word !== "");

const isKeyId = (name: string): boolean => /access_?key|key_?id|token|secret/i.test(name);

/** `FORCE_PLUS_PERMANENT`, `UPDATE_IN_CONSOLE`: a word of a list, or what somebody is to do. */
const isOneOfSome = (text: string): boolean => /^[A-Z]+(?:_[A-Z]+)+$/.test(text) && !isInWords(text);

/** What is longer is a document. */
const longest = 400;

function holds({ doubt }: Claim, text: string): boolean {
  if (text.length > longest || text.includes("\n") || isPlaceholder(text) || isElsewhere(text)) return false;
  switch (doubt) {
    case "none":
      return text.length >= 4;
    case "solid":
      // a word is the name of something that holds the secret, or of what is meant by a pass
      return text.length >= 8 && ((/^[^\s\-_./:]+$/.test(text) && !isWord(text)) || isRandom(text));
    case "random":
      return (
        isRandom(text) || (text.length >= 8 && /^[^\s\-_./:]*(?:s[e3]cr[e3]t|p[a@4]ssw[o0]rd)[^\s\-_./:]*$/i.test(text))
      );
  }
}

const words: ReadonlySet<string> = new Set(
  (
    "changeme changeit changethis replaceme replacethis todo fixme tbd placeholder dummy fake mock sample example foo bar baz " +
    "foobar none null nil na unset undefined empty true false yes no on off enabled disabled redacted hinted hidden removed " +
    "sensitive unknown default required optional secret password passwd token key test testing mysecret"
  ).split(" "),
);

/** Text that stands where a secret will be, or for one that comes from elsewhere. */
export function isPlaceholder(text: string): boolean {
  const bare = text.trim();
  // `DummyPass1234` is words, too
  const spaced = bare.replaceAll(/([a-z])([A-Z])/g, "$1 $2");
  return (
    /^(.)\1*$/.test(bare) ||
    isOneOfSome(bare) ||
    /^[x*.#?_-]*$/i.test(bare) ||
    words.has(bare.toLowerCase().replaceAll(/[^a-z]/g, "")) ||
    /[$%#]\{|\$\(|\{\{|\}\}|^\$|^`|^%.*%$|^<.*>$|^\[.*\]$|^__.*__$|^!\w+ |^\(.*\)$/.test(bare) ||
    /(?:^|[^a-z])(?:change[\s_-]?(?:me|it|this)|replace(?:[\s_-]?(?:me|this|with|by))?|your|insert|placeholder|dummy|todo|fixme|redacted|enter|goes)(?:[^a-z]|$)/i.test(
      spaced,
    ) ||
    /(?:^|[\s_-])example(?:[\s_-]|$)|placeholder/i.test(bare) ||
    /^(?:set|fill)[\s_-]?(?:me|in|this|later)$|already[\s_-]?(?:changed|rotated)/i.test(bare)
  );
}

/** Passwords that stand where a real one will be, and that are the first to be tried where none ever came. */
const tried: ReadonlySet<string> = new Set(
  "changeme changeit changethis password passwd pass mypassword secret mysecret test testing foobar".split(" "),
);

/** Whether what is called a password is one that everybody tries; capitals alone ask to be replaced (`CHANGE_ME`). */
export const isFirstTried = (name: string, text: string): boolean =>
  claimOf(name) === password &&
  text.length >= 4 &&
  /^[A-Za-z0-9][\w.!@#$%&*+-]*$/.test(text) &&
  !/^[A-Z_]+$/.test(text) &&
  (/^(\d)\1+$/.test(text) || tried.has(inPlainLetters(text.replace(/[\d\W_]+$/, "")).replaceAll(/[^a-z]/g, "")));

/** Whether something by this name stands in for the real one where it is tried out: `FIXTURES_PASSWORD`. */
export const isStandInName = (name: string): boolean =>
  wordsOf(name).some((word) => /^(?:fixtures?|dummy|mock|fake|sample|example)$/.test(word));

/** Whether a text is made of words for a secret, as examples write it: `SuperSecretPassw0rd`, `my secret`. */
export const isInWords = (text: string): boolean => /secret|passw(?:or)?d|example|changeme/.test(inPlainLetters(text));

const inPlainLetters = (text: string): string =>
  text.toLowerCase().replaceAll(/[013@$]/g, (letter) => plainLetters[letter] ?? letter);

const plainLetters: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "@": "a", $: "s" };

/** `"var.password"`: Terraform code that got between quotes. */
export const isReference = (text: string): boolean =>
  /^(?:var|local|data|module|each|self|path|terraform|random_\w+|aws_\w+)\.[\w.[\]"*-]+$/.test(text);

/** A reference, an address or a path: where the secret is, not what it is. */
export const isElsewhere = (text: string): boolean =>
  isReference(text) ||
  /^arn:/.test(text) ||
  // Google's names of secrets
  /^projects\/[^/\s]+\/secrets\/[^/\s]+(?:\/versions\/\w+)?$/.test(text) ||
  /^[a-z][a-z0-9-]*:(?:[A-Z][A-Za-z]+\*?|\*)$/.test(text) ||
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
  /^(?:\.{0,2}|~|[A-Za-z]:)[/\\][\w.\\/ -]*$/.test(text) ||
  /^[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)+$/.test(text) ||
  /^(?:ssm|secretsmanager|secrets-manager|vault|op|env|file|resolve|kms|sops|aws-ssm|parameterstore)[:/]/i.test(text) ||
  /^[\w.-]+\.(?:pem|key|crt|p12|pfx|txt|json|ya?ml|env|tpl|sh)$/i.test(text);

const isWord = (text: string): boolean => /^[A-Z]?[a-z]+$/.test(text) && !/secret|passw/i.test(text);

/** Letters and digits mixed as nobody names things. */
export function isRandom(text: string): boolean {
  if (text.length < 8 || /\s/.test(text) || !/[A-Za-z]/.test(text) || !/\d/.test(text)) return false;
  const isName = text.split(/[-_./:@]/).every((word) => /^[A-Za-z]*\d{0,2}$|^v?\d{1,4}$/.test(word));
  return !isName && entropy(text) >= 2.5;
}

/** Shannon's, in bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum -= (count / text.length) * Math.log2(count / text.length);
  return sum;
}
