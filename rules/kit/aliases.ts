/** Whose ids a rule answers to, as they call themselves. */
export const tools = {
  checkov: "Checkov",
  trivy: "Trivy",
  tfsec: "tfsec",
  kics: "KICS",
  accessAnalyzer: "IAM Access Analyzer",
} as const;

export type Tool = keyof typeof tools;

/** Ids of the same thing by the tool that calls it so; `other` where nobody has said which tool that is. */
export type Aliases = Partial<Readonly<Record<Tool | "other", readonly string[]>>>;
