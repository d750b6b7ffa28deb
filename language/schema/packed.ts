import aws from "./aws.json" with { type: "json" };

/** The schema as it is packed. The bundles hold it deflated and inflate it here, when it is first asked for (`esbuild.mjs`). */
export const packed = (): typeof aws => aws;
