import { deepEqual, equal, ok } from "node:assert/strict";
import unversioned from "../../rules/aws/s3/bucket-without-versioning.ts";
import fullAdmin from "../../rules/iam/grant/full-admin.ts";
import { Callers } from "../../server/src/callers.ts";
import { Workspace } from "../../server/src/workspace.ts";
import { type Client, connect, folder, memoryDisk, plain, until } from "../harness/client.ts";
import { acl } from "./rules.ts";

const call = (source: string, rest = ""): string => `module "m" {\n  source = "${source}"\n${rest}}\n`;

describe("callers", () => {
  const files = new Map<string, string>();
  let callers: Callers;
  let changes: number;
  const of = (path: string) =>
    callers
      .of(`${folder}/${path}`)
      .map((uri) => uri.slice(folder.length + 1))
      .sort();
  const touch = (...paths: readonly string[]) => callers.outdated(paths.map((path) => `${folder}/${path}`));

  async function learn(written: Readonly<Record<string, string>>): Promise<void> {
    files.clear();
    for (const [path, text] of Object.entries(written)) files.set(`${folder}/${path}`, text);
    const workspace = new Workspace(memoryDisk(files), () => false);
    workspace.folders = [folder];
    callers = new Callers(workspace);
    changes = 0;
    callers.onChange = () => void changes++;
    await callers.load();
  }

  it("are those whose configuration says so plainly", async () => {
    await learn({
      "a/main.tf": call("../modules/x"),
      "b/main.tf": 'module "m" { source = "../modules/x/" }\n',
      "c/main.tf.json": '{"module": {"m": {"source": "../modules/x"}}}',
      "d/main.tf": `# source = "../modules/x"\n${call("../modules/y")}`,
      "e/main.tf": call("terraform-aws-modules/vpc/aws"),
      "modules/x/main.tf": call("../y"),
      "modules/y/main.tf": "",
      "node_modules/f/main.tf": call("../../modules/x"),
      ".terraform/g/main.tf": call("../../modules/x"),
      "h/notes.txt": call("../modules/x"),
    });
    equal(callers.isAwaited, false);
    deepEqual(of("modules/x"), ["a", "b", "c"]);
    deepEqual(of("modules/y"), ["d", "modules/x"]);
    deepEqual(of("a"), []);
  });

  it("are for a directory without configuration what lies above and may read it", async () => {
    await learn({ "a/main.tf": "", "a/policies/deep/p.json": "{}", "p/q.json": "{}" });
    deepEqual(of("a/policies/deep"), ["a"]);
    deepEqual(of("p"), []);
  });

  it("are kept up as files and directories come, change and go", async () => {
    await learn({ "a/main.tf": call("../m"), "m/main.tf": "" });
    const before = changes;
    await touch("a/main.tf");
    equal(changes, before);
    files.set(`${folder}/a/main.tf`, "");
    files.set(`${folder}/b/deep/main.tf`, call("../../m"));
    files.set(`${folder}/.terraform/main.tf`, call("../m"));
    await touch("a/main.tf", "b", ".terraform/main.tf");
    deepEqual(of("m"), ["b/deep"]);
    ok(changes > before);
    files.delete(`${folder}/b/deep/main.tf`);
    await touch("b");
    deepEqual(of("m"), []);
  });
});

describe("a module in the editor", () => {
  let client: Client;
  const module = `${folder}/modules/bucket/main.tf`;
  const text = 'variable "acl" {\n  default = "private"\n}\nresource "aws_s3_bucket" "b" {\n  acl = var.acl\n}\n';
  const versioned =
    'resource "aws_s3_bucket_versioning" "v" {\n  bucket = module.m.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n';
  const given = (value: string) => call("../modules/bucket", `  acl = "${value}"\n`);

  afterEach(() => client.stop());

  it("is judged as the closed files of the workspace call it", async () => {
    const files = new Map([
      [module, text],
      [`${folder}/live/main.tf`, call("../modules/outer")],
      [`${folder}/modules/outer/main.tf`, call("../bucket", '  acl = "public-read"\n')],
    ]);
    client = await connect({ rules: [acl], files });
    await client.open(module, text);
    deepEqual(await client.told(module), [`${acl.id} var.acl`]);
  });

  it("is judged by itself where only left out files call it", async () => {
    const files = new Map([
      [module, text],
      [`${folder}/live/main.tf`, given("public-read")],
    ]);
    client = await connect({ rules: [acl], files, settings: () => ({ exclude: ["live"] }) });
    await client.open(module, text);
    deepEqual(await client.told(module), []);
  });

  it("lacks nothing that its caller has beside it", async () => {
    const whole = `${text}output "id" {\n  value = aws_s3_bucket.b.id\n}\n`;
    const files = new Map([
      [module, whole],
      [`${folder}/live/main.tf`, given("private") + versioned],
    ]);
    client = await connect({ rules: [unversioned], files, settings: () => ({ profile: "all" }) });
    await client.open(module, whole);
    deepEqual(await client.told(module), []);
    files.set(`${folder}/live/main.tf`, given("private"));
    await client.touched(["changed", `${folder}/live/main.tf`]);
    equal((await client.told(module)).length, 1);
  });

  it("has its policies in JSON judged as the module above uses them, though its files are closed", async () => {
    const json = `${folder}/a/policies/p.json`;
    const admin = '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }';
    const main = `${folder}/a/main.tf`;
    const taking = (type: string) =>
      `resource "${type}" "taker" {\n  policy = file("\${path.module}/policies/p.json")\n}\n`;
    const files = new Map([
      [json, admin],
      [main, taking("aws_iam_policy")],
    ]);
    client = await connect({ rules: [fullAdmin], files });
    await client.open(json, admin, "json");
    const messages = async () =>
      (await client.diagnostics(json)).map(({ message }) => String(message).split(" is ")[0]);
    deepEqual(await messages(), ["Holder of 'taker'"]);
    ok((await client.hover(json, '"*"'))?.contents);
    files.set(main, taking("aws_organizations_policy").replace("policy =", "content ="));
    await client.touched(["changed", main]);
    deepEqual(await messages(), []);
  });

  it("follows a caller that changes on the disk", async () => {
    const caller = `${folder}/live/main.tf`;
    const files = new Map([[module, text]]);
    client = await connect({ rules: [acl], files, capabilities: plain });
    await client.open(module, text);
    await until(() => client.pushed(module)?.length === 0);
    files.set(caller, given("public-read"));
    await client.touched(["created", caller]);
    await until(() => client.pushed(module)?.length === 1);
    files.set(caller, given("private"));
    await client.touched(["changed", caller]);
    await until(() => client.pushed(module)?.length === 0);
  });

  it("is looked at by a bounded number of callers", async () => {
    const files = new Map([[module, text]]);
    for (let index = 0; index < 40; index++) files.set(`${folder}/live${index}/main.tf`, given("public-read"));
    client = await connect({ rules: [acl], files, isRemote: true });
    await client.open(module, text);
    equal((await client.told(module)).length, 1);
    const read = new Set(client.read.filter((uri, index) => client.read.indexOf(uri) !== index && uri.endsWith(".tf")));
    ok(read.size <= 17, `${read.size} files were read for the module`);
  });

  it("reads nothing while somebody types", async () => {
    const files = new Map([
      [module, text],
      [`${folder}/live/main.tf`, given("public-read")],
    ]);
    client = await connect({ rules: [acl], files, isRemote: true });
    await client.open(module, text);
    await client.told(module);
    const before = client.read.length;
    await client.edit(module, '"private"', '"log-delivery-write"');
    equal((await client.told(module)).length, 1);
    equal(client.read.length, before);
  });
});
