/** A range of IPv4 addresses as numbers, both ends included. */
interface AddressRange {
  readonly first: number;
  readonly last: number;
}

/** Ranges that no caller on the Internet has (RFC 1918, RFC 6598, loopback, link-local). */
const privates = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"]
  .map(range)
  .filter((found) => found !== undefined);

/** Reads an address or a range of IPv4; undefined for anything else. */
function range(text: string): AddressRange | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (!parts) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = parts.slice(1, 5).map(Number);
  const bits = Number(parts[5] ?? 32);
  if (Math.max(a, b, c, d) > 255 || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

/** Whether an address or all of a range is private; of IPv6, what is unique-local, link-local or loopback. */
export function isPrivate(text: string): boolean {
  if (text.includes(":")) return /^(?:f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|::1(?:\/128)?$)/i.test(text);
  const found = range(text);
  return found !== undefined && privates.some(({ first, last }) => first <= found.first && found.last <= last);
}

/** A range of IPv4 as AWS reads it, without bits behind the mask; undefined for anything else. */
export function networkOf(text: string): string | undefined {
  const found = range(text);
  const mask = text.split("/")[1];
  if (!found || mask === undefined) return undefined;
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(found.first / 2 ** shift) % 256);
  return `${bytes.join(".")}/${Number(mask)}`;
}
