/** Arguments that Terraform itself takes in every resource and data source. */
export const metaAttributes = ["count", "for_each", "provider", "depends_on"] as const;

/** Blocks of the same kind. */
export const metaBlocks = ["lifecycle", "provisioner", "connection"] as const;

/** All that Terraform keeps to itself: the provider never sees it. */
export const ownArguments: ReadonlySet<string> = new Set([...metaAttributes, ...metaBlocks]);

/** What can stand in any resource and is no setting of what it makes; how long to wait is told to the provider. */
export const metaArguments: ReadonlySet<string> = new Set([...ownArguments, "timeouts"]);
