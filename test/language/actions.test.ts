import assert from "node:assert/strict";
import { actionData } from "../../language/schema/actions.ts";
import { actions } from "../harness/fixture.ts";

const small = [
  "2026-09-26",
  "=aws\tEvery service",
  "kaws:ResourceTag/${TagKey}\tString\t",
  "kaws:TagKeys\tArrayOfString\t",
  "=shop\tAcme Shop",
  "kshop:Colour\tString\tFilters access by colour",
  "kshop:Tag/<key>\tString\t",
  "ritem\tarn:${Partition}:shop:::${Item}\t0",
  "aBuyItem\tW\titem!|1|shop:Pay\t0\tshop:Look\tbuy an item",
  "aLook\tL\t\t\t\tlook around",
  "",
].join("\n");

describe("the reference of services and actions", () => {
  const data = actionData(small);

  it("reads an action with what it is used on, in any case", () => {
    assert.deepEqual(
      { ...data.action("SHOP:buyitem") },
      {
        name: "shop:BuyItem",
        service: "shop",
        level: "Write",
        description: "buy an item",
        resources: [
          { type: "item", required: true, conditionKeys: ["shop:Tag/<key>"], dependentActions: ["shop:Pay"] },
        ],
        conditionKeys: ["shop:Colour"],
        dependentActions: ["shop:Look"],
      },
    );
    assert.equal(data.action("shop:Sell"), undefined);
    assert.equal(data.action("BuyItem"), undefined);
    assert.deepEqual(data.action("shop:Look")?.resources, []);
  });

  it("finds keys by name, by what stands for a variable part, and not by half of it", () => {
    assert.equal(data.conditionKey("shop:colour")?.description, "Filters access by colour");
    assert.equal(data.conditionKey("shop:Tag/owner")?.name, "shop:Tag/<key>");
    assert.equal(data.conditionKey("shop:Tag/"), undefined);
    assert.equal(data.conditionKey("aws:resourcetag/a:b")?.name, "aws:ResourceTag/${TagKey}");
    assert.equal(data.conditionKey("aws:TagKeys")?.isMultivalued, true);
    assert.equal(data.conditionKey("colour"), undefined);
  });

  it("expands wildcards in actions and in services", () => {
    assert.deepEqual(data.expand("shop:*"), ["shop:BuyItem", "shop:Look"]);
    assert.deepEqual(data.expand("SHOP:b?y*"), ["shop:BuyItem"]);
    assert.deepEqual(data.expand("*"), ["shop:BuyItem", "shop:Look"]);
    assert.deepEqual(data.expand("s*:Look"), ["shop:Look"]);
    assert.deepEqual(data.expand("other:*"), []);
    assert.deepEqual(data.expand("shop"), []);
  });

  it("knows its date, its services and their resources", () => {
    assert.equal(data.date, "2026-09-26");
    assert.deepEqual(data.services, ["shop"]);
    assert.equal(data.serviceName("Shop"), "Acme Shop");
    assert.equal(data.serviceName("bank"), undefined);
    assert.deepEqual(data.resourceType("shop", "Item"), {
      service: "shop",
      name: "item",
      arn: "arn:${Partition}:shop:::${Item}",
      conditionKeys: ["shop:Colour"],
    });
  });

  it("is packed whole: every action is read again, and every resource type that it names is there", () => {
    const all = actions();
    const read = all.services.flatMap((service) => all.actionsOf(service));
    assert.equal(read.length, all.expand("*").length);
    assert.ok(read.length > 20_000 && all.services.length > 400);
    for (const { name, service, resources } of read)
      for (const { type } of resources)
        assert.ok(all.resourceType(service, type), `${name} is used on ${type}, which ${service} does not have`);
    assert.equal(all.action("s3:GetObject")?.level, "Read");
    assert.equal(all.action("iam:AttachRolePolicy")?.level, "Permissions management");
    assert.equal(all.conditionKey("accounts.google.com:sub")?.type, "String");
  });
});
