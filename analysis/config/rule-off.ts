import { isMap, isScalar, parseDocument } from "yaml";

/**
 * The text of a `.parapet.yaml` with rules switched off in it, each with its reason behind it; undefined where the text is no configuration that
 * could be written in.
 */
export function ruleOff(text: string, ids: readonly string[], reason: string): string | undefined {
  const document = parseDocument(text);
  const { contents } = document;
  if (document.errors.length > 0 || !(contents === null || isMap(contents) || isEmpty(contents))) return undefined;
  const rules = document.hasIn(["rules"]) ? document.getIn(["rules"]) : undefined;
  if (rules !== undefined && rules !== null && !isMap(rules)) return undefined;
  if (!isMap(rules)) document.setIn(["rules"], document.createNode({}));
  for (const id of ids) {
    const level = document.createNode("off");
    level.comment = ` ${oneLine(reason)}`;
    document.setIn(["rules", id], level);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const isEmpty = (contents: unknown): boolean => isScalar(contents) && contents.value === null;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
