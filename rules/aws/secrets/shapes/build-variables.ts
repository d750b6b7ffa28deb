import type { Section } from "../../../../language/model/section.ts";
import { contains, type Place } from "../../../../language/syntax/text.ts";
import { plain } from "../../../kit/checks.ts";

/** The variables that a project of CodeBuild hands to its builds. */
export const buildVariables = (project: Section): readonly Section[] =>
  project.sections("environment").flatMap((environment) => environment.sections("environment_variable"));

/** Whether a variable holds what it is set to; else that is the name of the place where a secret is kept. */
export const isPlainText = (variable: Section): boolean =>
  variable.get("type").state === "absent" || plain(variable.get("type")) === "PLAINTEXT";

/** Whether a place is in the block of a variable. */
export const holdsPlace = (variable: Section, at: Place): boolean =>
  variable.at.uri === at.uri && contains(variable.at, at);
