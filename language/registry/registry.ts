import type { StandIn } from "./stand-in.ts";
import { standIns } from "./stand-ins.ts";
import { newestIn } from "./versions.ts";

/** The stand-in for a call's `source` and `version`; a call that leaves the version open gets the newest there is. */
export function standInFor(source: string, version: string | undefined): StandIn | undefined {
  const address = addressOf(source, version);
  const known = standIns.filter(({ name }) => name === address?.name);
  const majors = known.flatMap(({ majors: [first, last] }) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
  const major = address && newestIn(majors, address.version);
  return major === undefined ? undefined : known.find(({ majors: [first, last] }) => first <= major && major <= last);
}

interface Address {
  readonly name: string;
  readonly version: string;
}

const any = ">= 0";

/** `terraform-aws-modules/rds/aws//modules/db_instance`, with a registry's host or without, or its repository. */
function addressOf(source: string, version: string | undefined): Address | undefined {
  const [, name, part = ""] =
    /^(?:registry\.[\w.-]+\/)?terraform-aws-modules\/([\w-]+)\/aws(\/\/[^?]+)?$/.exec(source) ?? [];
  if (name !== undefined) return { name: name + part, version: version ?? any };
  const [, repository, folder = "", query] =
    /^(?:git::)?(?:https:\/\/|ssh:\/\/)?(?:git@)?github\.com[/:]terraform-aws-modules\/terraform-aws-([\w-]+?)(?:\.git)?(\/\/[^?]+)?(?:\?(.*))?$/.exec(
      source,
    ) ?? [];
  if (repository === undefined) return undefined;
  const reference = query?.split("&").find((each) => each.startsWith("ref="));
  return { name: repository + folder, version: reference?.slice("ref=".length) ?? any };
}
