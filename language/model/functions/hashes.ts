import { md5, sha1 } from "@noble/hashes/legacy";
import { sha256, sha512 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";
import { spend } from "../budget.ts";
import { toBase64, utf8 } from "./bytes.ts";
import { characters, type Doubtful, doubtful, type Functions, plain, text } from "./call.ts";

const base64 = (bytes: Uint8Array): string => toBase64([...bytes]);

/** Terraform's functions that make a text's digest; those of files are left out, for of a file only the text is known. */
export const hashes: Functions = {
  base64sha256: digesting(sha256, base64),
  base64sha512: digesting(sha512, base64),
  md5: digesting(md5, bytesToHex),
  sha1: digesting(sha1, bytesToHex),
  sha256: digesting(sha256, bytesToHex),
  sha512: digesting(sha512, bytesToHex),
  uuidv5: plain([text, characters], (namespace, name) => {
    const [, whole = known[namespace]] =
      /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(namespace) ?? [];
    if (whole === undefined) return undefined;
    const given = whole.replaceAll("-", "").match(/../g) ?? [];
    const bytes = [...given.map((pair) => Number.parseInt(pair, 16)), ...utf8(name)];
    if (!spend(bytes.length * workOfByte)) return doubtful;
    const made = sha1(Uint8Array.from(bytes)).slice(0, 16);
    made[6] = ((made[6] ?? 0) & 0x0f) | 0x50;
    made[8] = ((made[8] ?? 0) & 0x3f) | 0x80;
    return bytesToHex(made).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
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

function digesting(digest: (bytes: Uint8Array) => Uint8Array, written: (bytes: Uint8Array) => string) {
  return plain([characters], (string): string | Doubtful => {
    const bytes = utf8(string);
    return spend(bytes.length * workOfByte) ? written(digest(Uint8Array.from(bytes))) : doubtful;
  });
}
