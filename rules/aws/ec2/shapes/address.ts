import { rangeOf } from "../../../../language/access/ranges.ts";

/**
 * Whether a CIDR block is the internet, or so large a part of it (a half, a quarter, …) that no one person owns it:
 * wider than /8 in IPv4, and in IPv6 at least a registry's /12; or one that is written for a private range and reaches beyond it. Multicast and
 * private ranges are never it.
 */
export function isWorld(cidr: string): boolean {
  const [address = "", length] = cidr.trim().split("/");
  if (length === undefined || !/^\d{1,3}$/.test(length)) return false;
  const bits = Number(length);
  if (isIpv6(address)) {
    const first = Number.parseInt(address.split(":")[0] || "0", 16);
    return bits === 0 || (bits <= 12 && first < 0xfc00);
  }
  const octets = address.split(".");
  if (octets.length !== 4 || octets.some((octet) => !/^\d{1,3}$/.test(octet))) return false;
  return bits === 0 || (bits < 8 && Number(octets[0]) < 224) || privateWithin(cidr) !== undefined;
}

/** What nobody on the internet has: RFC 1918, and what RFC 6598 leaves to providers. */
const privateRanges = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/** The private range that a wider one is meant for: `192.168.0.0/16` for `192.168.0.0/8`, which takes in 16 million addresses of others. */
export function privateWithin(cidr: string): string | undefined {
  const bits = Number(cidr.split("/")[1]);
  if (isIpv6(cidr) || !(bits >= 8 && bits < 16)) return undefined;
  const wide = rangeOf("address", cidr.trim());
  return privateRanges.find((each) => {
    const own = rangeOf("address", each);
    return wide && own && wide.from <= own.from && own.to <= wide.to && (wide.from < own.from || own.to < wide.to);
  });
}

/** What such a range lets in, as a message names it. */
export function internet(cidr: string): string {
  const own = privateWithin(cidr);
  if (own !== undefined) return `public addresses beyond ${own} (\`${cidr}\`)`;
  if (!/\/0+$/.test(cidr.trim())) return `a large part of the internet (\`${cidr}\`)`;
  return isIpv6(cidr) ? "the internet over IPv6" : "the internet";
}

/** Whether an address is one of version 6. */
export const isIpv6 = (address: string): boolean => address.includes(":");

/** Whether "inside" is said by the range itself, and not by the network: one of version 6, or one that is wider than the private range it is meant for. */
export const saysInside = (cidr: string): boolean => isIpv6(cidr) || privateWithin(cidr) !== undefined;

/** The private range that is meant, else the widest of the same family: "inside" can be said so without knowing the network. */
export const inside = (cidr: string): string => privateWithin(cidr) ?? (isIpv6(cidr) ? "fd00::/8" : "10.0.0.0/8");
