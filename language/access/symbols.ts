// A policy variable, or a part of a text that only `terraform apply` knows, is one private letter: the same name, the same letter.
// Where it is sure to hold neither a colon nor a slash (a name, a region, an account), its letter says so.

const firstOfAnything = 0xe000;
const firstOfName = 0xf000;
const last = 0xf8fe;

/** Stands for any run of letters without a colon or a slash; never the letter of a symbol. */
export const anyName = 0xf8ff;

export const isSymbol = (code: number): boolean => code >= firstOfAnything && code <= last;

/** Whether what a symbol stands for holds neither colon nor slash. */
export const isNameSymbol = (code: number): boolean => code >= firstOfName && code <= last;

const anySymbol = /[\ue000-\uf8fe]/g;

export const hasSymbol = (text: string): boolean => text.search(anySymbol) >= 0;

/** How what Terraform does not know yet is written in a text: its name between these. */
export const holeOpens = "\u27e8";
export const holeCloses = "\u27e9";

/** Each hole of a text, with its name. */
export const holes = new RegExp(`${holeOpens}([^${holeCloses}]*)${holeCloses}`, "g");

export const isHole = (name: string): boolean => name.startsWith(holeOpens);

/** Names that are sure to stand for one part of an ARN: AWS's user names, and what is called an account, a region or a name. */
const ofName =
  /^(?:aws:username|\u27e8(?:region|account|aws_\w+\.[\w-]+|(?!.*arn)[\w.-]*(?:account|region|environment|env|prefix|name|id))\u27e9)$/;

/** The symbols of one piece of reasoning. */
export class Symbols {
  readonly #letters = new Map<string, string>();
  readonly #names = new Map<string, string>();
  #number = 0;

  /** The letter of a name. */
  letter(name: string): string {
    const known = this.#letters.get(name);
    if (known !== undefined) return known;
    const from = ofName.test(name) ? firstOfName : firstOfAnything;
    const code = from + this.#number++;
    // more names than letters: those that are left share the last one, which is wider than the truth on both sides
    const letter = String.fromCharCode(Math.min(code, from === firstOfName ? last : firstOfName - 1));
    this.#letters.set(name, letter);
    this.#names.set(letter, name);
    return letter;
  }

  /** The letters of what only `terraform apply` knows. */
  get holes(): readonly string[] {
    return [...this.#letters].flatMap(([name, letter]) => (isHole(name) ? letter : []));
  }

  namesIn(text: string): readonly string[] {
    return [...text.matchAll(anySymbol)].map(([letter]) => this.#names.get(letter) ?? "");
  }

  substitute(text: string, meaning: (name: string) => string): string {
    return text.replace(anySymbol, (letter) => meaning(this.#names.get(letter) ?? ""));
  }
}

/** A text in which symbols are patterns for all that they can stand for. */
export const widened = (text: string): string =>
  text.replace(anySymbol, (letter) => (isNameSymbol(letter.charCodeAt(0)) ? String.fromCharCode(anyName) : "*"));
