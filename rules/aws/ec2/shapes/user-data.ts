import type { Resource } from "../../../../language/model/resource.ts";
import { memo } from "../../../../language/query/engine.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import type { Fix } from "../../../kit/rule.ts";
import { sourceText } from "../../../kit/source-text.ts";

/** Asks for a session token at the metadata, where that is said; nothing where the machine's own script would fail then and has to change first. */
export const requiringToken = (machine: Resource, edit: Edit): readonly Fix[] =>
  asksWithoutToken(machine)
    ? []
    : [
        {
          title: "Require a session token (IMDSv2)",
          impact: machine.type === "aws_launch_configuration" ? "replacement" : "disruption",
          edits: [edit],
        },
      ];

/** Whether what a machine runs at its start asks for metadata without a token: it fails once one is required. */
const asksWithoutToken = memo((machine: Resource): boolean =>
  ["user_data", "user_data_base64"].some((name) =>
    scripts(machine, sourceText(machine, name) ?? "", mostSteps).some(
      (script) => /\b169\.254\.169\.254\b|\[fd00:ec2::254\]/.test(script) && !/X-aws-ec2-metadata-token/i.test(script),
    ),
  ),
);

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
