import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { mapCode } from "../../../../language/write/source.ts";
import { items, plain, resources } from "../../../kit/checks.ts";
import {
  addBlock,
  block,
  expression,
  put,
  resourceBeside,
  type Source,
  type SourceBody,
  stop,
} from "../../../kit/edits.ts";
import { addressBeside, freeName } from "../../../kit/placement.ts";
import type { Fix } from "../../../kit/rule.ts";
import { sourceText } from "../../../kit/source-text.ts";
import { loadBalancerPolicy } from "../../../kit/tls-policies.ts";
import { owner } from "../../ec2/shapes/management.ts";
import { covers } from "../../ec2/shapes/ports.ts";
import { type Traffic, traffic } from "../../ec2/shapes/traffic.ts";

/** The listener of the same balancer that speaks HTTPS, as far as it is in the module. */
export const httpsBeside = (listener: Resource): Resource | undefined =>
  listener.module
    .ofType(listener.type)
    .find(
      (other) =>
        plain(other.get("protocol")) === "HTTPS" &&
        sourceText(other, "load_balancer_arn") === sourceText(listener, "load_balancer_arn"),
    );

/** Whether the module has such a listener that is not made now: `count = var.certificate == null ? 0 : 1`. */
export const isHttpsForSome = (listener: Resource): boolean =>
  listener.module
    .blocksNamed("resource", listener.type)
    .some(
      (other) =>
        sourceText(other, "protocol") === '"HTTPS"' &&
        sourceText(other, "load_balancer_arn") === sourceText(listener, "load_balancer_arn"),
    );

/** Sends viewers to HTTPS, on the port where that is spoken. */
export const redirected = (listener: Resource, port: string): Edit =>
  put(
    listener,
    "default_action",
    block({ type: "redirect", redirect: block({ port, protocol: "HTTPS", status_code: "HTTP_301" }) }),
  );

/** A listener for HTTPS that does what this one does, with its rules, the port opened for it, and this one redirecting to it. */
export function served(listener: Resource, balancer: Resource | undefined): Fix | undefined {
  const actions = listener.sections("default_action").map(bodyOf);
  if (actions.length === 0 || !actions.every((action) => action !== undefined)) return undefined;
  const secure = resourceBeside(
    listener,
    listener.type,
    {
      load_balancer_arn: copied(listener, "load_balancer_arn"),
      port: 443,
      protocol: "HTTPS",
      ssl_policy: loadBalancerPolicy,
      certificate_arn: certificate(listener),
      default_action: block(...actions),
    },
    freeName(listener.module, listener.type, "https"),
  );
  const rules = resources(
    "aws_lb_listener_rule",
    "aws_alb_listener_rule",
  )(listener.module).filter((rule) =>
    (rule.get("listener_arn").refs ?? []).some(({ type, name }) => type === listener.type && name === listener.name),
  );
  return {
    title: "Serve it over HTTPS, and redirect to that",
    impact: rules.length > 0 ? "replacement" : "disruption",
    edits: [
      redirected(listener, "443"),
      secure.edit,
      ...rules.map((rule) => put(rule, "listener_arn", expression(`${secure.address}.arn`))),
      ...(balancer ? opened(balancer) : []),
    ],
  };
}

/** The one certificate of the module, once it is validated; else one to name. */
function certificate(listener: Resource): Source {
  const [only, ...others] =
    ["aws_acm_certificate_validation", "aws_acm_certificate"]
      .map((type) => listener.module.ofType(type))
      .find((found) => found.length > 0) ?? [];
  const address = only && others.length === 0 ? addressBeside(only, listener) : undefined;
  return address === undefined
    ? stop("arn:aws:acm:eu-west-1:123456789012:certificate/id")
    : expression(`${address}.${only?.type === "aws_acm_certificate" ? "arn" : "certificate_arn"}`);
}

/** Opens port 443 in the groups of a balancer as far as port 80 is. */
function opened(balancer: Resource): readonly Edit[] {
  const groups = items(balancer.get("security_groups")).flatMap(({ refs = [] }) =>
    refs.flatMap((reference) => (reference.mode === "resource" ? (balancer.module.find(reference) ?? []) : [])),
  );
  const all = traffic.ingress(balancer.module);
  return [...new Set(groups)].flatMap((group) => {
    const own = all.filter(({ resource }) => owner(resource) === group);
    return own.some(({ ports }) => ports && covers(ports, 443)) ? [] : own.filter(isForHttp).flatMap(withHttps);
  });
}

const isForHttp = ({ ports }: Traffic): boolean => ports?.from === 80 && ports.to === 80;

function withHttps({ section, resource, notation }: Traffic): readonly Edit[] {
  const body = bodyOf(section);
  if (!body) return [];
  const description = body["description"] === undefined ? "HTTPS" : mapCode(body["description"], secured);
  const own = { ...body, description, from_port: 443, to_port: 443 };
  const name = secured(resource.name);
  return [
    notation.kind === "inline"
      ? addBlock(resource, "ingress", own)
      : resourceBeside(resource, resource.type, own, name === resource.name ? `${name}_https` : name).edit,
  ];
}

/** What speaks of HTTP, speaking of HTTPS. */
const secured = (text: string): string =>
  text.replaceAll(/(?<![a-z])(http)(?![a-z])/gi, (_, word: string) => (word === "HTTP" ? "HTTPS" : `${word}s`));

/** What stands in a block, to be written once more; undefined where others fill it. */
function bodyOf(section: Section): SourceBody | undefined {
  const body: Record<string, Source> = {};
  for (const item of section.block?.body.items ?? []) {
    const name = item.kind === "attribute" ? item.name.text : item.type.text;
    if (name === "count" || name === "for_each" || name === "provider" || name in body) continue;
    if (item.kind === "attribute") body[name] = copied(section, name);
    else {
      const inner = section.sections(name).map(bodyOf);
      if (name === "dynamic" || !inner.every((each) => each !== undefined)) return undefined;
      body[name] = block(...inner);
    }
  }
  return section.block ? body : undefined;
}

const copied = (section: Section, name: string): Source => expression(sourceText(section, name) ?? "null");
