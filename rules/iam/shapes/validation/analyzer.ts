/**
 * The fields that are the same in all rules that repeat a policy check of IAM Access Analyzer; its issue codes are their aliases.
 * `docs/access-analyzer.md` lists the codes that nobody answers for, with the reason.
 */
export const analyzer = (...codes: readonly string[]) =>
  ({
    responsibility: "customer",
    controls: {},
    aliases: { accessAnalyzer: codes },
    references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"],
  }) as const;
