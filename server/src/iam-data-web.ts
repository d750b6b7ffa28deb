import { type ActionData, actionData } from "../../language/schema/actions.ts";

/**
 * What AWS has of services and actions, fetched from a packed file when it is first asked for: undefined until it is here,
 * and for good where it cannot be had. `arrived` is called once it is.
 */
export function fetchedActions(url: string, arrived: () => void): () => ActionData | undefined {
  let data: ActionData | undefined;
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      fetchText(url).then(
        (text) => {
          data = actionData(text);
          arrived();
        },
        () => undefined,
      );
    }
    return data;
  };
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url} answers ${response.status}`);
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).text();
}
