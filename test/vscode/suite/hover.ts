import { cleanUp, edit, eventually, finding, hoverText, newModule, ok, where } from "./editor.ts";
import { openSsh, ssh } from "./fixtures.ts";

describe("hover", () => {
  afterEach(cleanUp);

  it("says of a finding what is wrong, whose job it is and where to read more", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, openSsh);
    const { range } = await finding(document, ssh);
    const text = await hoverText(document, range.start.translate(0, 3));
    for (const part of ["**Critical**", "**Responsibility**", "You", "**Cost**", "CKV_AWS_24"])
      ok(text.includes(part), `no ${part} in:\n${text}`);
    ok(text.includes("command:parapet.explain"), `no link to the rule's page in:\n${text}`);
  });

  it("says of a resource type whose job is what", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, openSsh);
    const { start } = where(document, "aws_security_group");
    await eventually(async () => {
      const text = await hoverText(document, start.translate(0, 4));
      ok(text.includes("AWS") && text.includes("You"), text);
    });
  });
});
