import type { Resource } from "../../../../language/model/resource.ts";
import { anywhere, plain } from "../../../kit/checks.ts";

/** The alarms that are made of others and go by this one; also where that cannot be told. */
export const compositesOf = (alarm: Resource): readonly Resource[] =>
  anywhere(alarm, "aws_cloudwatch_composite_alarm").filter((whole) => {
    const [rule, name] = [plain(whole.get("alarm_rule")), plain(alarm.get("alarm_name"))];
    return rule === undefined || name === undefined || String(rule).includes(String(name));
  });
