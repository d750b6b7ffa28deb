import type { Resource } from "../../../../language/model/resource.ts";
import { anywhere, holds, isSet } from "../../../kit/checks.ts";
import type { Impact } from "../../../kit/rule.ts";

/** What logging costs: AWS refuses it in an account whose settings name no role for it, which nobody can see who does not set them. */
export const forLogs = (stage: Resource): Impact =>
  anywhere(stage, "aws_api_gateway_account").some((account) => holds(account.get("cloudwatch_role_arn"), isSet()))
    ? "update"
    : "disruption";
