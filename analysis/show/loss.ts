import { holdingOf } from "../../rules/responsibility/holdings.ts";

/** What recreating resources comes to: a sentence for each address, with what is lost with it. */
export const lossText = (addresses: readonly string[]): string => addresses.map(lossOf).join(" ");

function lossOf(address: string): string {
  const holding = holdingOf(typeOf(address));
  return holding === undefined
    ? `The next apply destroys ${address} and creates it anew.`
    : `The next apply destroys ${address} with ${holding.what} and creates it anew: ${holding.keep}.`;
}

/** The type in `module.a["b"].aws_x.y[0]`. */
export const typeOf = (address: string): string => /(?:^|\.)(aws_\w+)\.[\w-]+(?:\[[^\]]*\])?$/.exec(address)?.[1] ?? "";
