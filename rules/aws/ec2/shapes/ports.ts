import type { Power } from "../../../kit/severity.ts";

/** What security group rules and network ACL entries select: a protocol that has ports, and which of them. */
export interface Ports {
  /** `all` stands for every protocol there is. */
  readonly protocol: "all" | "tcp" | "udp";
  readonly from: number;
  readonly to: number;
}

/** A port by the name of what listens on it. */
export interface Listener {
  readonly port: number;
  readonly name: string;
  /** What whoever gets in there has. */
  readonly power: Power;
}

const last = 65535;

/**
 * Undefined where it cannot be known, or where the protocol has no ports (ICMP, ESP, …). With every protocol the ports
 * that are written do not count.
 */
export function portsOf(protocol: unknown, from: unknown, to: unknown): Ports | undefined {
  const name = protocols.get(String(protocol).toLowerCase());
  if (name === undefined) return undefined;
  if (name === "all") return { protocol: name, from: 0, to: last };
  // EC2 takes -1 for all of them, as it does for ICMP's types.
  if (Number(from) === -1 && Number(to) === -1) return { protocol: name, from: 0, to: last };
  const [first, end] = [port(from), port(to)];
  return first === undefined || end === undefined ? undefined : { protocol: name, from: first, to: end };
}

const protocols: ReadonlyMap<string, Ports["protocol"]> = new Map([
  ["-1", "all"],
  ["all", "all"],
  ["6", "tcp"],
  ["tcp", "tcp"],
  ["17", "udp"],
  ["udp", "udp"],
]);

/** Whether a protocol is known to have no ports: what it lets in listens on none. */
export const isWithoutPorts = (protocol: unknown): boolean => /^(?:icmp(?:v6)?|1|58)$/i.test(String(protocol));

const port = (value: unknown): number | undefined => {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= last ? number : undefined;
};

export const covers = ({ from, to }: Ports, number: number): boolean => from <= number && number <= to;

/** Whether no port is left out. Port 0 is reserved, so that 1–65535 is as good as all. */
export const areAll = ({ protocol, from, to }: Ports): boolean => protocol === "all" || (from <= 1 && to === last);

/** What listens on the ports, the first in the order of the list; over UDP only what speaks it. */
export const listening = (ports: Ports, listeners: readonly Listener[]): Listener | undefined =>
  listeners.find(({ port, name }) => covers(ports, port) && (ports.protocol !== "udp" || overUdp.has(name)));

/** `22`, `20–25`. */
export const portText = ({ from, to }: Ports): string => (from === to ? String(from) : `${from}–${to}`);

const gives =
  (power: Power) =>
  (name: string, ...ports: readonly number[]): readonly Listener[] =>
    ports.map((port) => ({ port, name, power }));

const [admin, data, write, read, nothing] = [
  gives("admin"),
  gives("data"),
  gives("write"),
  gives("read"),
  gives("information"),
];

const overUdp: ReadonlySet<string> = new Set(["RDP", "NFS", "Portmapper", "NetBIOS", "Memcached"]);

export const ssh = admin("SSH", 22);
export const rdp = admin("RDP", 3389);
export const http = nothing("HTTP", 80);

/** Ways into a machine or a cluster other than SSH and RDP, and file shares, which are as good as one. */
export const administration = [
  ...write("FTP", 20, 21),
  ...admin("Telnet", 23),
  ...read("Portmapper", 111),
  ...write("Windows RPC", 135),
  ...read("NetBIOS", 137, 138, 139),
  ...data("SMB", 445),
  ...admin("Remote shell", 512, 513, 514),
  ...data("NFS", 2049),
  ...admin("Docker", 2375, 2376),
  ...admin("etcd", 2379, 2380),
  ...admin("VNC", 5500, 5900, 5901, 5902, 5903),
  ...admin("WinRM", 5985, 5986),
  ...admin("Kubelet", 10250),
];

export const databases = [
  ...data("SQL Server", 1433, 1434),
  ...data("Oracle", 1521, 1522, 2483, 2484),
  ...data("MySQL", 3306, 33060),
  ...data("PostgreSQL", 5432),
  ...data("Redshift", 5439),
  ...data("CouchDB", 5984),
  ...data("Redis", 6379, 6380),
  ...data("Neo4j", 7474, 7687),
  ...data("Cassandra", 7000, 7001, 9042, 9160),
  ...data("Elasticsearch", 9200, 9300),
  ...data("Memcached", 11211),
  ...data("MongoDB", 27017, 27018, 27019, 28017),
  ...data("Db2", 50000),
];
