import { spend } from "../budget.ts";
import { toBase64, utf8 } from "./bytes.ts";
import { characters, type Doubtful, doubtful, type Functions, plain, text } from "./call.ts";

/** Terraform's functions that make a text's digest; those of files are left out, for of a file only the text is known. */
export const hashes: Functions = {
  base64sha256: digesting(sha256, toBase64),
  base64sha512: digesting(sha512, toBase64),
  md5: digesting(md5, hex),
  sha1: digesting(sha1, hex),
  sha256: digesting(sha256, hex),
  sha512: digesting(sha512, hex),
  uuidv5: plain([text, characters], (namespace, name) => {
    const [, whole = known[namespace]] =
      /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(namespace) ?? [];
    if (whole === undefined) return undefined;
    const given = whole.replaceAll("-", "").match(/../g) ?? [];
    const bytes = [...given.map((pair) => Number.parseInt(pair, 16)), ...utf8(name)];
    if (!spend(bytes.length * workOfByte)) return doubtful;
    const made = sha1(bytes).slice(0, 16);
    made[6] = ((made[6] ?? 0) & 0x0f) | 0x50;
    made[8] = ((made[8] ?? 0) & 0x3f) | 0x80;
    return hex(made).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }),
};

/** The namespaces of RFC 4122 that have a name. */
const known: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
  x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
});

/** What a digest is charged for each byte. */
const workOfByte = 10;

type Digest = (bytes: readonly number[]) => number[];

function digesting(digest: Digest, written: (bytes: readonly number[]) => string) {
  return plain([characters], (string): string | Doubtful => {
    const bytes = utf8(string);
    return spend(bytes.length * workOfByte) ? written(digest(bytes)) : doubtful;
  });
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A message filled up to whole blocks: a bit, zeros, and its length in bits, which takes the last eighth of a block. */
function padded(bytes: readonly number[], block: number, isLittle = false): number[] {
  const length = [...integer(BigInt(bytes.length) * 8n, block / 8)];
  const zeros = block - ((bytes.length + 1 + length.length) % block);
  return [...bytes, 0x80, ...Array<number>(zeros % block).fill(0), ...(isLittle ? length.reverse() : length)];
}

/** A number in so many bytes, the highest first. */
function integer(value: bigint, size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => Number((value >> BigInt(8 * (size - 1 - index))) & 0xffn));
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** RFC 1321. */
function md5(bytes: readonly number[]): number[] {
  const message = padded(bytes, 64, true);
  const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
  let [a, b, c, d] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let start = 0; start < message.length; start += 64) {
    const before = [a, b, c, d] as const;
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0;
      const from = start + 4 * (([step, 5 * step + 1, 3 * step + 5, 7 * step][round] ?? 0) % 16);
      const word =
        (message[from] ?? 0) |
        ((message[from + 1] ?? 0) << 8) |
        ((message[from + 2] ?? 0) << 16) |
        ((message[from + 3] ?? 0) << 24);
      const constant = Math.floor(2 ** 32 * Math.abs(Math.sin(step + 1)));
      const sum = (a + mixed + constant + word) | 0;
      [a, d, c, b] = [d, c, b, (b + rotated(sum, shifts[4 * round + (step & 3)] ?? 0)) | 0];
    }
    [a, b, c, d] = [(a + before[0]) | 0, (b + before[1]) | 0, (c + before[2]) | 0, (d + before[3]) | 0];
  }
  return [a, b, c, d].flatMap((word) => [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24]);
}

/** FIPS 180-4. */
function sha1(bytes: readonly number[]): number[] {
  const message = padded(bytes, 64);
  let state: readonly number[] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let start = 0; start < message.length; start += 64) {
    const words: number[] = [];
    for (let at = start; at < start + 64; at += 4)
      words.push(
        ((message[at] ?? 0) << 24) |
          ((message[at + 1] ?? 0) << 16) |
          ((message[at + 2] ?? 0) << 8) |
          (message[at + 3] ?? 0),
      );
    const word = (index: number): number => words[index] ?? 0;
    for (let step = 16; step < 80; step++)
      words.push(rotated(word(step - 3) ^ word(step - 8) ^ word(step - 14) ^ word(step - 16), 1));
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let step = 0; step < 80; step++) {
      const round = Math.floor(step / 20);
      const mixed = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][round] ?? 0;
      const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round] ?? 0;
      [e, d, c, b, a] = [d, c, rotated(b, 30), a, (rotated(a, 5) + mixed + e + constant + word(step)) | 0];
    }
    state = [a, b, c, d, e].map((now, index) => (now + (state[index] ?? 0)) | 0);
  }
  return state.flatMap((now) => [now >>> 24, (now >>> 16) & 255, (now >>> 8) & 255, now & 255]);
}

function sha256(bytes: readonly number[]): number[] {
  return sha2(bytes, {
    size: 32n,
    rounds: 64,
    sigmas: [
      [2n, 13n, 22n],
      [6n, 11n, 25n],
    ],
    schedule: [
      [7n, 18n, 3n],
      [17n, 19n, 10n],
    ],
  });
}

function sha512(bytes: readonly number[]): number[] {
  return sha2(bytes, {
    size: 64n,
    rounds: 80,
    sigmas: [
      [28n, 34n, 39n],
      [14n, 18n, 41n],
    ],
    schedule: [
      [1n, 8n, 7n],
      [19n, 61n, 6n],
    ],
  });
}

type Turns = readonly [bigint, bigint, bigint];

/** FIPS 180-4 in both sizes of words: by how much words are turned, and in the schedule at last only shifted. */
function sha2(
  bytes: readonly number[],
  {
    size,
    rounds,
    sigmas,
    schedule,
  }: { size: 32n | 64n; rounds: number; sigmas: readonly [Turns, Turns]; schedule: readonly [Turns, Turns] },
): number[] {
  const whole = (1n << size) - 1n;
  const width = Number(size) / 8;
  const turned = (word: bigint, by: bigint): bigint => ((word >> by) | (word << (size - by))) & whole;
  const sigma = (word: bigint, [a, b, c]: Turns): bigint => turned(word, a) ^ turned(word, b) ^ turned(word, c);
  const scheduled = (word: bigint, [a, b, c]: Turns): bigint => turned(word, a) ^ turned(word, b) ^ (word >> c);
  const constants = primes(rounds).map((prime) => (root(prime << 192n, 3n) & ((1n << 64n) - 1n)) >> (64n - size));
  let state = primes(8).map((prime) => (root(prime << 128n, 2n) & ((1n << 64n) - 1n)) >> (64n - size));
  const message = padded(bytes, 16 * width);
  for (let start = 0; start < message.length; start += 16 * width) {
    const words: bigint[] = [];
    for (let at = start; at < start + 16 * width; at += width)
      words.push(message.slice(at, at + width).reduce((word, byte) => (word << 8n) | BigInt(byte), 0n));
    const word = (index: number): bigint => words[index] ?? 0n;
    for (let step = 16; step < rounds; step++)
      words.push(
        (word(step - 16) +
          scheduled(word(step - 15), schedule[0]) +
          word(step - 7) +
          scheduled(word(step - 2), schedule[1])) &
          whole,
      );
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
    for (let step = 0; step < rounds; step++) {
      const chosen = (e & f) ^ (~e & whole & g);
      const first = h + sigma(e, sigmas[1]) + chosen + (constants[step] ?? 0n) + word(step);
      const second = sigma(a, sigmas[0]) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & whole, c, b, a, (first + second) & whole];
    }
    state = [a, b, c, d, e, f, g, h].map((now, index) => (now + (state[index] ?? 0n)) & whole);
  }
  return state.flatMap((now) => integer(now, width));
}

function primes(count: number): readonly bigint[] {
  const found: bigint[] = [];
  for (let next = 2n; found.length < count; next++) if (found.every((prime) => next % prime !== 0n)) found.push(next);
  return found;
}

/** The whole part of a root. */
function root(of: bigint, degree: bigint): bigint {
  let [low, high] = [0n, 1n << 80n];
  while (low + 1n < high) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= of) low = middle;
    else high = middle;
  }
  return low;
}
