import type { Resource } from "../../../../language/model/resource.ts";
import { items, plain } from "../../../kit/checks.ts";
import { namersOf } from "../../../kit/namers.ts";
import { owner, sharesVpc } from "./management.ts";
import { covers, type Ports } from "./ports.ts";
import { type Traffic, traffic } from "./traffic.ts";

/** The ports on which other groups of the module admit the one that a rule belongs to: its members reach them there. */
export function portsOfPeers({ resource, section }: Traffic): readonly Ports[] {
  const own = owner(resource);
  if (!own) return [];
  const found = new Map<string, Ports>();
  for (const { ports, ...other } of traffic.ingress(section.module)) {
    const isPeer =
      owner(other.resource) !== own &&
      items(other.section.get(other.notation.group)).some((value) => own.isMeantBy(value));
    if (isPeer && ports && ports.protocol !== "all" && !covers(ports, 443))
      found.set(`${ports.protocol} ${ports.from} ${ports.to}`, ports);
  }
  return [...found.values()];
}

/** Whether what a group is called says that it is for viewers of a website or callers of an API. */
export const isForWeb = (group: Resource | undefined): boolean =>
  group !== undefined &&
  [group.name, plain(group.get("name")), plain(group.get("name_prefix"))].some(
    (name) => web.test(String(name ?? "")) && !behind.test(String(name ?? "")),
  );

/** What is behind a website, or goes to look at others. */
const behind = /(?:^|[^a-z])(?:agent|controller|crawler|node|runner|test|worker)s?(?![a-z])/i;

const web = /(?:^|[^a-z])(?:web|https?|[aen]?lb|load-?_?balancer|front|ingress|nginx|proxy|gateway|site|public)/i;

/** The one group of the module in the same VPC that an application is in, by what carries it or by its name. */
export function application({ resource, section }: Traffic): Resource | undefined {
  const own = owner(resource);
  const [only, ...others] = section.module
    .ofType("aws_security_group")
    .filter(
      (group) =>
        own &&
        group !== own &&
        sharesVpc(group, own) &&
        !group.attribute("count") &&
        !group.attribute("for_each") &&
        isApplication(group),
    );
  return others.length === 0 ? only : undefined;
}

const isApplication = (group: Resource): boolean =>
  namersOf(group.module, `aws_security_group.${group.name}`).some(({ type }) => computing.test(type)) ||
  [group.name, plain(group.get("name"))].some((name) => applications.test(String(name ?? "")));

const computing =
  /^aws_(?:autoscaling_group|batch_compute_environment|ecs_service|instance|lambda_function|launch_(?:configuration|template))$/;

const applications = /(?:^|[^a-z])(?:app|application|api|backend|service|server|ecs|task|lambda|node|worker)/i;
