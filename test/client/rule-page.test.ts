import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { pageCommands, pageOf, waitingPage } from "../../client/src/rule-page/html.ts";
import { rules } from "../../rules/index.ts";
import { ruleSheetOf } from "../../server/src/rule-sheet.ts";
import { actions } from "../harness/fixture.ts";
import { names } from "../hostile/names.ts";

const words = {
  t: (message: string, ...args: readonly (string | number)[]) =>
    message.replaceAll(/\{(\d)\}/g, (_, index) => String(args[Number(index)])),
};

const sheetOf = (id: string) => {
  const sheet = ruleSheetOf(rules, id, { today: "2026-11-28", actions: actions() });
  ok(sheet, id);
  return sheet;
};

const place = { message: "Disk is not encrypted", file: "main.tf", uri: "file:///w/main.tf", line: 2, character: 4 };

const drawn = (id: string, findings: readonly (typeof place)[] = []) =>
  pageOf({ sheet: sheetOf(id), findings, language: "en", nonce: "n0nce" }, words);

describe("a rule's page", () => {
  it("runs nothing, asks for nothing, and takes no style but its own", () => {
    for (const html of [drawn("aws-ec2-ssh-open-to-world", [place]), waitingPage("a", "b", "en", "n0nce")]) {
      match(html, /Content-Security-Policy" content="default-src 'none'; style-src 'nonce-n0nce'"/);
      doesNotMatch(html, /<script|<img|<link|<iframe|\bon\w+=|\bstyle=|@import|url\(/i);
    }
  });

  it("has headings in order, landmarks, names for its tables' rows and columns, and code that can be scrolled by keyboard", () => {
    const html = drawn("aws-ec2-ssh-open-to-world", [place]);
    equal(html.match(/<h1>/g)?.length, 1);
    ok((html.match(/<h2>/g)?.length ?? 0) >= 8);
    match(html, /<html lang="en">/);
    match(html, /<main>/);
    for (const [, row = ""] of html.matchAll(/<tr>(.*?)<\/tr>/g)) match(row, /<th scope="(?:row|col)">/);
    equal(html.match(/<pre /g)?.length, html.match(/<pre tabindex="0">/g)?.length);
  });

  it("says of a rule what there is to say", () => {
    const html = drawn("aws-vpc-without-flow-log");
    for (const part of [
      "Profile",
      "security groups, NACLs, routes",
      "It grows with gigabytes that are logged, and how long they are kept.",
      "EC2.6 VPC flow logging should be enabled in all VPCs",
      "CKV2_AWS_11",
      "aws-vpc-without-flow-log",
    ])
      ok(html.includes(part), part);
    ok(drawn("aws-elb-public").includes("There is none: "));
  });

  it("leads to each finding and to how it is ignored, by our commands and no others", () => {
    const html = drawn("aws-ebs-volume-unencrypted", [place, { ...place, line: 7 }]);
    match(html, /<p>2 findings<\/p>/);
    const links = [...html.matchAll(/href="command:([\w.]+)\?([^"]*)"/g)];
    const known: readonly string[] = Object.values(pageCommands);
    deepEqual(
      links.filter(([, id = ""]) => !known.includes(id)),
      [],
    );
    deepEqual(JSON.parse(decodeURIComponent(links[0]?.[2] ?? "")), ["file:///w/main.tf", 2, 4]);
    match(html, /aria-label="Ignore in main\.tf:3"/);
    match(drawn("aws-ebs-volume-unencrypted"), /Nothing is found/);
    match(drawn("aws-ebs-volume-unencrypted", Array(60).fill(place)), /and 10 more/);
  });

  it("marks what goes and what comes for the eye and for the ear, and nothing that is only aligned otherwise", () => {
    const html = drawn("aws-ebs-volume-unencrypted");
    match(html, /<ins class="line"><span class="spoken">comes: <\/span> {2}<span class="name">encrypted<\/span>/);
    doesNotMatch(html, /<del class="line">/, "spaces have changed, and no more");
  });

  it("shows foreign names as text", () => {
    for (const [what, name] of Object.entries(names)) {
      const sheet = { ...sheetOf("aws-ebs-volume-unencrypted"), title: name, why: name, id: name };
      const findings = [{ ...place, message: name, file: name }];
      const html = pageOf({ sheet, findings, language: "en", nonce: "n0nce" }, words);
      const tags = new Set([...html.matchAll(/<(\w+)/g)].map(([, tag]) => tag));
      for (const tag of ["img", "script", "iframe"]) ok(!tags.has(tag), what);
      const targets = [...html.matchAll(/href="([^"]*)"/g)].map(([, target = ""]) => target);
      deepEqual(
        targets.filter(
          (target) =>
            !/^(?:https:\/\/(?:docs\.aws|aws)\.amazon\.com\/|command:(?:parapet\.page\.|workbench\.action\.openSettings))/.test(
              target,
            ),
        ),
        [],
        what,
      );
    }
  });

  it("can be drawn of every rule, with two sides of the job and both forms", () => {
    for (const { id } of rules) {
      const sheet = sheetOf(id);
      ok(sheet.sides.length > 0 || /^aws-(?:provider|module|secrets)-/.test(id), `${id}: whose job?`);
      ok(sheet.comparison.some(({ isSame }) => !isSame) || sheet.noFix !== undefined, `${id}: nothing differs`);
      ok(sheet.fix ?? sheet.noFix, `${id}: neither a fix nor why there is none`);
      ok(sheet.profileReason, id);
    }
  }).timeout(120_000);
});
