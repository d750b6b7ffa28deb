import { createHash } from "node:crypto";
import type { Component } from "./shipped.ts";

/** What a bill of materials is about. */
export interface Subject {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
}

/**
 * The bill of materials of an archive, as CycloneDX wants it: its files with their hashes, what of others is in them, and which is
 * in which. `files` go by their names in the archive, which `built` leads to from the names that the components know.
 */
export function billOfMaterials(
  { name, version, description, license }: Subject,
  components: readonly Component[],
  files: Readonly<Record<string, Uint8Array>>,
  built: (file: string) => string,
  date: Date,
): string {
  const subject = `pkg:generic/${name}@${version}`;
  const names = Object.keys(files).sort();
  const inside = (file: string): readonly string[] =>
    components.filter((component) => component.files.some((path) => built(path) === file)).map(({ purl }) => purl);
  const shipped = components.filter((component) => component.files.some((path) => built(path) in files));
  const bill = {
    metadata: {
      timestamp: date.toISOString().replace(".000Z", "Z"),
      component: {
        type: "application",
        "bom-ref": subject,
        name,
        version,
        description,
        licenses: licences(license),
        purl: subject,
      },
    },
    components: [
      ...shipped.map(({ kind, name, version, licence, purl, hash, source }) => ({
        type: kind === "data" ? "data" : "library",
        "bom-ref": purl,
        name,
        version,
        ...(hash && { hashes: [{ alg: hash.algorithm, content: hash.hex }] }),
        licenses: licences(licence),
        purl,
        ...(source !== undefined && { externalReferences: [{ type: "source-distribution", url: source }] }),
      })),
      ...names.map((file) => ({
        type: "file",
        "bom-ref": file,
        name: file,
        hashes: [{ alg: "SHA-256", content: sha256(files[file] ?? "") }],
      })),
    ],
    dependencies: [
      { ref: subject, dependsOn: names },
      ...names.map((file) => ({ ref: file, dependsOn: inside(file) })),
      ...shipped.map(({ purl }) => ({ ref: purl })),
    ],
  };
  const document = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: serialNumber(JSON.stringify(bill)),
    version: 1,
    ...bill,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function licences(expression: string): readonly object[] {
  return expression.includes(" ") ? [{ expression }] : [{ license: { id: expression } }];
}

/** A UUID that says nothing but what the content says: a random one would make every build another. */
function serialNumber(content: string): string {
  const digits = sha256(content);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return `urn:uuid:${parts.join("-")}-${digits.slice(20, 32)}`;
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
