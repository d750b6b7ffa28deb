/**
 * What rules have in common that say what IAM Access Analyzer's policy checks say; their aliases are its issue codes.
 * `docs/access-analyzer.md` lists the codes that nobody answers for, with the reason.
 */
export const analyzer = (...codes: readonly string[]) =>
  ({
    responsibility: "customer",
    controls: {},
    aliases: codes,
    references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"],
  }) as const;
