/** `*.tf`, `*.tofu` and their JSON twins. */
export const isConfiguration = (uri: string): boolean => /\.(?:tf|tofu)(?:\.json)?$/i.test(uri);

/** `*.tfvars` and its JSON twin. */
export const isVariables = (uri: string): boolean => /\.tfvars(?:\.json)?$/i.test(uri);
