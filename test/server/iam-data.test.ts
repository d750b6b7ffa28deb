import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { packedActions } from "../../server/src/iam-data.ts";
import { fetchedActions } from "../../server/src/iam-data-web.ts";

const packed = gzipSync("2026-09-26\n=aws\tEvery service\n=shop\tAcme Shop\naLook\tL\t\t\t\tlook around\n");

describe("the reference of services and actions on the disk", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "parapet-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("is read when it is first asked for, and once", () => {
    const path = join(directory, "iam-data.gz");
    const actions = packedActions(path);
    writeFileSync(path, packed);
    const data = actions();
    assert.equal(data?.action("shop:look")?.name, "shop:Look");
    rmSync(path);
    assert.equal(actions(), data);
  });

  it("is undefined where the file is missing or broken", () => {
    const path = join(directory, "iam-data.gz");
    assert.equal(packedActions(path)(), undefined);
    writeFileSync(path, "no gzip");
    assert.equal(packedActions(path)(), undefined);
  });
});

describe("the reference of services and actions in a browser", () => {
  const url = (bytes: Uint8Array) => `data:application/gzip;base64,${Buffer.from(bytes).toString("base64")}`;

  it("is undefined until it has come, and says when", async () => {
    await new Promise<void>((resolve) => {
      const actions = fetchedActions(url(packed), () => {
        assert.equal(actions()?.date, "2026-09-26");
        resolve();
      });
      assert.equal(actions(), undefined);
    });
  });

  it("stays undefined where it cannot be had, and fails nobody", async () => {
    const actions = fetchedActions(url(Buffer.from("no gzip")), () => assert.fail("nothing has come"));
    assert.equal(actions(), undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(actions(), undefined);
  });
});
