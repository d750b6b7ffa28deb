/**
 * Security policies of Elastic Load Balancing that still admit TLS 1.0 or 1.1, as of 2026-11.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html and
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
 */
const outdated: readonly RegExp[] = [
  /^ELBSecurityPolicy-20(?:11|14|15|16)-\d\d$/,
  /^ELBSecurityPolicy-TLS-1-[01]-/,
  /^ELBSecurityPolicy-FS-2018-06$/,
  /^ELBSecurityPolicy-FS-1-1-/,
  /^ELBSecurityPolicy-TLS13-1-[01]-/,
];

/** Whether a listener under this policy of Elastic Load Balancing speaks TLS 1.0 or 1.1. */
export const admitsOldTls = (policy: string): boolean => outdated.some((form) => form.test(policy));

/** TLS 1.2 with forward secrecy and 1.3: what AWS recommends for load balancers. */
export const loadBalancerPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** What a listener takes where it names none. */
export const defaultPolicy = "ELBSecurityPolicy-2016-08";

/**
 * Whether CloudFront, under this minimum, speaks TLS 1.0 or 1.1, or SSL 3.0.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
export const isOldMinimum = (version: string): boolean =>
  /^(?:SSLv3|TLSv1(?:\.0)?|TLSv1_2016|TLSv1\.1_2016)$/.test(version);
