/**
 * Whether a CIDR block is the internet, or so large a part of it (a half, a quarter, …) that no one person owns it:
 * wider than /8 in IPv4, and in IPv6 at least a registry's /12. Multicast and private ranges are never it.
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
  return bits === 0 || (bits < 8 && Number(octets[0]) < 224);
}

/** What such a range lets in, as a message names it. */
export function internet(cidr: string): string {
  if (!/\/0+$/.test(cidr.trim())) return `a large part of the internet (\`${cidr}\`)`;
  return isIpv6(cidr) ? "the internet over IPv6" : "the internet";
}

/** Whether an address is one of version 6. */
export const isIpv6 = (address: string): boolean => address.includes(":");

/** The widest private range of the same family, in which "inside" can be said without knowing the network. */
export const inside = (cidr: string): string => (isIpv6(cidr) ? "fd00::/8" : "10.0.0.0/8");
