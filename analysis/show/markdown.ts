import { shown } from "./visible.ts";

/**
 * Foreign text that Markdown shows as it is, but for code between single backticks, which stays code. No other backtick is left
 * that could end it, nothing is a link, not even an address by itself, and nothing begins a heading or a list.
 */
export const escaped = (text: string): string =>
  shown(text).replaceAll(
    /(?<!`)`[^`]+`(?!`)|[\\`*_{}[\]<>|&~@]|:(?=\/\/)|(?<=[a-z\d])\.(?=[a-z]{2})|^[#+=-]|(?<=^\d{1,9})[.)]/gi,
    (found) => (found.length > 1 ? found : `\\${found}`),
  );

/** Foreign text as code, whatever backticks it holds. */
export const code = (text: string): string => `\`${shown(text).replaceAll("`", "'")}\``;
