/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const unit = character.codePointAt(0) ?? 0;
    const code = unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return bytes;
}

const tail = (code: number): number => 0x80 | (code & 0x3f);

/** The text that bytes spell in UTF-8, or undefined where they spell none. */
export function fromUtf8(bytes: readonly number[]): string | undefined {
  const characters: string[] = [];
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++] ?? 0;
    const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if ((first >= 0x80 && first < 0xc2) || first > 0xf4) return undefined;
    let code = more === 0 ? first : first & (0x3f >> more);
    for (let k = 0; k < more; k++) {
      const next = bytes[i++];
      if (next === undefined || (next & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (next & 0x3f);
    }
    const least = [0, 0x80, 0x800, 0x10000][more] ?? 0;
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    characters.push(String.fromCodePoint(code));
  }
  return characters.join("");
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function toBase64(bytes: readonly number[]): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63);
    text += b === undefined ? "=" : alphabet.charAt((bits >> 6) & 63);
    text += c === undefined ? "=" : alphabet.charAt(bits & 63);
  }
  return text;
}

/** The bytes of standard base64 with padding, or undefined where the text is not that; line ends are passed over. */
export function fromBase64(text: string): number[] | undefined {
  const packed = text.replace(/[\r\n]/g, "");
  if (packed.length % 4 !== 0) return undefined;
  const padding = packed.endsWith("==") ? 2 : packed.endsWith("=") ? 1 : 0;
  const bytes: number[] = [];
  for (let i = 0; i < packed.length; i += 4) {
    let bits = 0;
    for (let k = 0; k < 4; k++) {
      const padded = i + k >= packed.length - padding;
      const digit = padded ? 0 : alphabet.indexOf(packed.charAt(i + k));
      if (digit < 0) return undefined;
      bits = (bits << 6) | digit;
    }
    bytes.push(bits >> 16, (bits >> 8) & 255, bits & 255);
  }
  bytes.length -= padding;
  return bytes;
}
