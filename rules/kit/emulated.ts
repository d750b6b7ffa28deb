import type { Module } from "../../language/model/module.ts";
import type { BlockSection } from "../../language/model/section.ts";
import { memo } from "../../language/query/engine.ts";
import { plain } from "./checks.ts";

/** Whether what a provider calls AWS is on the machine that it runs on, as LocalStack is. */
export function isLocal(provider: BlockSection): boolean {
  const urls = provider
    .sections("endpoints")
    .flatMap((endpoints) => [...endpoints.values()].map(([, url]) => plain(url)));
  return urls.length > 0 && urls.every((url) => typeof url === "string" && local.test(url));
}

const local =
  /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|(?:[\w-]+\.)*localhost\.localstack\.cloud|host\.docker\.internal|localstack)(?::\d+)?(?:\/|$)/i;

/** Whether no AWS is behind a root: every provider of it is such a one. */
export const isEmulated = memo((root: Module): boolean => {
  const providers = root.blocksNamed("provider", "aws");
  return providers.length > 0 && providers.every(isLocal);
});
