import { call, type Source, type SourceBody } from "../../language/write/source.ts";

/** A policy of some statements as a fix writes it in Terraform: `policy: encodedPolicy({ Effect: "Deny", … })`. */
export const encodedPolicy = (...statements: readonly SourceBody[]): Source =>
  call("jsonencode", { Version: "2012-10-17", Statement: statements });
