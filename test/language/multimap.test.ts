import { deepEqual, equal } from "node:assert/strict";
import { partitionPoint } from "../../language/bisect.ts";
import { addTo, grouped } from "../../language/multimap.ts";

describe("lists by key", () => {
  it("keep the order in which keys and items come", () => {
    const lists = grouped(["bee", "ant", "bat", "ape", "bug"], (word) => word.charAt(0));
    addTo(lists, "a", "asp");
    addTo(lists, "c", "cat");
    deepEqual(
      [...lists],
      [
        ["b", ["bee", "bat", "bug"]],
        ["a", ["ant", "ape", "asp"]],
        ["c", ["cat"]],
      ],
    );
  });
});

describe("the partition point", () => {
  it("is where what comes before ends, in no more questions than there are doublings", () => {
    for (let length = 0; length < 20; length++)
      for (let end = 0; end <= length; end++) {
        let asked = 0;
        const found = partitionPoint(length, (index) => {
          asked++;
          return index < end;
        });
        equal(found, end);
        equal(asked <= Math.ceil(Math.log2(length + 1)), true);
      }
  });
});
