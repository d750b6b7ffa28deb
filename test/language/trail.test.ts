import assert from "node:assert/strict";
import { Trail } from "../../language/model/trail.ts";

describe("a trail", () => {
  const followed = (trail: Trail, from: number, to: number): void => {
    for (let index = from; index < to; index++) {
      trail.follows(` local name${index}`, [`name${index}`, "id"]);
      trail.reads("file:///m", `file${index}.json`, undefined);
    }
  };

  it("hands on what names lead to, and each once", () => {
    const trail = new Trail();
    followed(trail, 0, 3);
    followed(trail, 0, 3);
    assert.deepEqual(trail.from(" local name1"), [["name1", "id"]]);
    assert.deepEqual([...trail.names], [" local name0", " local name1", " local name2"]);
    assert.equal([...trail.read].length, 3);
  });

  it("does not go on for ever with names that nobody writes any more", () => {
    const trail = new Trail();
    followed(trail, 0, 100);
    assert.ok(trail.handsOn());
    for (let version = 0; version < 10_000; version++) followed(trail, 0, 2);
    assert.ok(trail.handsOn());
    followed(trail, 100, 2_000);
    assert.ok(!trail.handsOn());
    assert.ok(!trail.fork().handsOn());
  });

  it("goes on with as many as there were in the beginning", () => {
    const trail = new Trail();
    followed(trail, 0, 10_000);
    assert.ok(trail.handsOn());
    followed(trail, 10_000, 15_000);
    assert.ok(trail.handsOn());
  });
});
