import { type Doubtful, doubtful, type Functions, integer, listOf, plain, text } from "./call.ts";

interface Prefix {
  readonly address: bigint;
  readonly length: number;
  /** 32 or 128. */
  readonly bits: number;
}

/** Terraform's functions on IP networks, IPv4 and IPv6. */
export const network: Functions = {
  cidrhost: plain([text, integer], (prefix, host) => {
    const base = parsePrefix(prefix);
    if (typeof base !== "object") return base;
    const hosts = 1n << BigInt(base.bits - base.length);
    const number = BigInt(host) < 0n ? hosts + BigInt(host) : BigInt(host);
    return number < 0n || number >= hosts ? undefined : formatAddress(base.address + number, base.bits);
  }),
  cidrnetmask: plain([text], (prefix) => {
    const base = parsePrefix(prefix);
    if (typeof base !== "object") return base;
    return base.bits === 32 ? formatAddress(mask(base), 32) : undefined;
  }),
  cidrsubnet: plain([text, integer, integer], (prefix, newBits, subnet) => {
    const base = parsePrefix(prefix);
    if (typeof base !== "object") return base;
    if (newBits < 0 || subnet < 0) return doubtful;
    const length = base.length + newBits;
    if (length > base.bits || BigInt(subnet) >= 1n << BigInt(newBits)) return undefined;
    return formatPrefix({ ...base, length, address: base.address + (BigInt(subnet) << BigInt(base.bits - length)) });
  }),
  cidrsubnets: (args, call) =>
    subnets([...args.slice(0, 1), { state: "list", at: call.at, items: args.slice(1), open: false }], call),
};

const subnets = plain([text, listOf(integer)], (prefix, newBits) => {
  const base = parsePrefix(prefix);
  if (typeof base !== "object") return base;
  const end = base.address + (1n << BigInt(base.bits - base.length));
  let next = base.address;
  const found: string[] = [];
  for (const bits of newBits) {
    const length = base.length + bits;
    if (bits < 1 || length > base.bits) return undefined;
    const size = 1n << BigInt(base.bits - length);
    const start = ((next + size - 1n) / size) * size;
    if (start + size > end) return undefined;
    found.push(formatPrefix({ ...base, length, address: start }));
    next = start + size;
  }
  return found;
});

/** Longer than any prefix that is not padded with zeros. */
const longestPrefix = 100;

function parsePrefix(text: string): Prefix | Doubtful | undefined {
  if (text.length > longestPrefix) return doubtful;
  const [, ip = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const bits = ip.includes(":") ? 128 : 32;
  const address = bits === 128 ? parseIpv6(ip) : parseIpv4(ip);
  const length = Number(digits);
  if (address === undefined || digits === "" || length > bits || (digits.length > 1 && digits.startsWith("0")))
    return undefined;
  // What is IPv4 in the clothes of IPv6 is written as either, depending on the function.
  if (bits === 128 && address >> 32n === 0xffffn) return doubtful;
  const prefix = { address, length, bits };
  return { ...prefix, address: address & mask(prefix) };
}

const mask = ({ length, bits }: Prefix): bigint => ((1n << BigInt(length)) - 1n) << BigInt(bits - length);

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((address, part) => (address << 8n) | BigInt(Number(part)), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  if (!left || !right) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array<number>(missing).fill(0), ...right];
  return all.reduce((address, group) => (address << 16n) | BigInt(group), 0n);
}

function groups(text: string): number[] | undefined {
  if (text === "") return [];
  const found: number[] = [];
  const parts = text.split(":");
  for (const [i, part] of parts.entries()) {
    if (part.includes(".") && i === parts.length - 1) {
      const address = parseIpv4(part);
      if (address === undefined) return undefined;
      found.push(Number(address >> 16n), Number(address & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) found.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return found;
}

const formatPrefix = ({ address, bits, length }: Prefix): string => `${formatAddress(address, bits)}/${length}`;

function formatAddress(address: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");
  const parts: string[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) parts.push(((address >> shift) & 0xffffn).toString(16));
  // The longest run of zeros of two or more, the first of equals, is written "::".
  let longest = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (parts[start + length] === "0") length++;
    if (length > longest.length) longest = { start, length };
  }
  if (longest.length < 2) return parts.join(":");
  return `${parts.slice(0, longest.start).join(":")}::${parts.slice(longest.start + longest.length).join(":")}`;
}
