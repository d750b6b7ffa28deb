import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import { memo } from "../../../../language/query/engine.ts";
import { putAll } from "../../../kit/edits.ts";
import type { Fix } from "../../../kit/rule.ts";
import { sourceText } from "../../../kit/source-text.ts";
import { namesOfImage } from "./image.ts";

/**
 * Asks for a session token at the metadata, in a machine or its `metadata_options`; nothing where the machine's own script would
 * fail then and has to change first. The token's answer has to get as far as containers that ask for it.
 */
export function requiringToken(machine: Resource, options: Section = machine): readonly Fix[] {
  if (asksWithoutToken(machine)) return [];
  const path = options === machine ? "metadata_options." : "";
  const limit = "http_put_response_hop_limit";
  const hops = hostsContainers(machine) && options.get(path + limit).state === "absent" ? { [path + limit]: 2 } : {};
  return [
    {
      title: "Require a session token (IMDSv2)",
      impact: machine.type === "aws_launch_configuration" ? "replacement" : "disruption",
      edits: putAll(options, { [`${path}http_tokens`]: "required", ...hops }),
    },
  ];
}

/** Whether what a machine runs at its start asks for metadata without a token: it fails once one is required. */
const asksWithoutToken = memo((machine: Resource): boolean =>
  startScripts(machine).some(
    (script) => /\b169\.254\.169\.254\b|\[fd00:ec2::254\]/.test(script) && !/X-aws-ec2-metadata-token/i.test(script),
  ),
);

/** Whether a machine runs containers, by its start, its image or its name: they are a hop further from its metadata. */
const hostsContainers = memo((machine: Resource): boolean =>
  [machine.name, ...namesOfImage(machine), ...startScripts(machine)].some((text) => containers.test(text)),
);

const containers =
  /(?:^|[^a-z]|\\n)(?:docker|containerd|podman|kubelet|kubernetes|k8s|nomad|concourse|ecs|eks|bottlerocket|containers?)(?![a-z])|\/etc\/eks\/|ECS_CLUSTER/i;

/** What a machine runs at its start, as far as it is here. */
const startScripts = (machine: Resource): readonly string[] =>
  ["user_data", "user_data_base64"].flatMap((name) => scripts(machine, sourceText(machine, name) ?? "", mostSteps));

/** From the user data to a data source, a local and a file. */
const mostSteps = 3;

/** Code, the files that it reads, and what it names of its module. */
function scripts(machine: Resource, code: string, steps: number): readonly string[] {
  if (steps === 0 || code === "") return [];
  const files = [...code.matchAll(/\b(?:file|templatefile)\(\s*"(?:\$\{path\.module\}\/)?([^"$]+)"/g)].flatMap(
    ([, path = ""]) => machine.read(path) ?? [],
  );
  const { module } = machine;
  const sources = [...code.matchAll(/\bdata\.(template_file|template_cloudinit_config|cloudinit_config)\.([\w-]+)/g)];
  const named = sources.flatMap(([, type = "", name]) =>
    module
      .data(type)
      .filter((source) => source.name === name)
      .map(({ file, at }) => file.text.slice(at.start, at.end)),
  );
  const locals = [...code.matchAll(/\blocal\.([\w-]+)/g)].flatMap(([, name = ""]) =>
    module.blocks("locals").flatMap((block) => sourceText(block, name) ?? []),
  );
  return [code, ...files, ...[...named, ...locals].flatMap((more) => scripts(machine, more, steps - 1))];
}
