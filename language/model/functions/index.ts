import type { TerraformFunction } from "./call.ts";
import { collections } from "./collections.ts";
import { dates } from "./dates.ts";
import { encoding } from "./encoding.ts";
import { filesystem } from "./filesystem.ts";
import { hashes } from "./hashes.ts";
import { network } from "./network.ts";
import { numbers } from "./numbers.ts";
import { strings } from "./strings.ts";
import { types } from "./types.ts";

/** Terraform's functions by name; one that is missing here can only be known when Terraform runs. */
export const functions: ReadonlyMap<string, TerraformFunction> = new Map(
  [collections, dates, encoding, filesystem, hashes, network, numbers, strings, types].flatMap((table) =>
    Object.entries(table),
  ),
);
