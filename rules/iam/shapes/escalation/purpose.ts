import type { Value } from "../../../../language/model/value.ts";
import { documentOf, type Policy, type Statement, textOf } from "../../../../language/policy/policy.ts";

/** Jobs by the words for them, and the actions that they cannot do without. */
const jobs: readonly (readonly [words: RegExp, actions: RegExp])[] = [
  [/fleet-?manager|remote-?desktop|(?:^|-)rdp(?:-|$)/, /^(?:ec2:GetPasswordData|ssm:(?:StartSession|SendCommand))$/i],
];

/** Looking after the keys of all users, whom no ARN can name. */
const keeping =
  /(?:keys?|credentials?)-(?:\w+-)?(?:life-?cycle|rotat|disabl|revo[ck]|clean|expir)|(?:rotat|disabl|revo[ck]|clean|expir)\w*-(?:\w+-)*(?:access-?keys?|credentials?)|iam-?hygiene/;

const keys = /^iam:(?:Create|Delete|Update)AccessKey$/i;

/** Whether what a policy is called, its description or the statement's Sid says that these actions are what it is there for. */
export const isPurpose = (statement: Statement, values: readonly Value[]): boolean =>
  values.some((value) => {
    const action = textOf(value) ?? "";
    const sid = spaced(textOf(statement.sid) ?? "");
    const name = spaced(action.slice(action.indexOf(":") + 1));
    return (
      (/^\w+(?:-\w+)+$/.test(name) && sid.includes(name)) ||
      jobs.some(([words, actions]) => actions.test(action) && wordsOf(statement).some((text) => words.test(text)))
    );
  });

/** Whether a statement is there to look after the keys of all users: to name one of them leaves nothing of that. */
export const isOfEveryUser = (statement: Statement, values: readonly Value[]): boolean =>
  values.some((value) => keys.test(textOf(value) ?? "")) && wordsOf(statement).some((text) => keeping.test(text));

const wordsOf = ({ sid, policy }: Statement): readonly string[] =>
  [textOf(sid), ...namesOf(policy)].map((text) => spaced(text ?? ""));

const namesOf = (policy: Policy): readonly (string | undefined)[] => [
  policy.label,
  documentOf(policy)?.address,
  ...policy.attachments.flatMap(({ resource }) => [
    resource.address,
    textOf(resource.get("name")),
    textOf(resource.get("description")),
  ]),
];

/** Words in small letters with hyphens between them: `SSMStartSession` → `ssm-start-session`. */
const spaced = (text: string): string =>
  text
    .replaceAll(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$3-$2")
    .replaceAll(/[^A-Za-z\d]+/g, "-")
    .toLowerCase();
